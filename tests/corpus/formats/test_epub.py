"""EPUB: an article for each page with running text, and no wrong day from who made the file."""

from __future__ import annotations

import io
import zipfile

import pytest

from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.epub import EpubReader
from searchkit.corpus.metadata import to_article
from searchkit.errors import ArticleUnreadable

TEXT = "The ferry stayed in port on Monday, and nobody on the quay could say why. " * 5
OPF = "http://www.idpf.org/2007/opf"
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def page(heading: str, text: str = TEXT, below: str = "") -> str:
    return (
        f"<html><head><title>x</title></head><body><h1>{heading}</h1><p>{text}</p>"
        f"<p>It stays there.</p>{below}</body></html>"
    )


def epub(*pages: str, metadata: str = "", encryption: str = "", times: int = 1) -> bytes:
    file = io.BytesIO()
    items = "".join(
        f'<item id="p{n}" href="text/p%20{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(pages))
    )
    spine = "".join(f'<itemref idref="p{n}"/>' for n in range(len(pages))) * times
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OPS/book.opf",
            f'<package xmlns="{OPF}" xmlns:opf="{OPF}"><metadata {DC}>{metadata}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine>"
            "</package>",
        )
        if encryption:
            archive.writestr("META-INF/encryption.xml", encryption)
        for n, content in enumerate(pages):
            archive.writestr(f"OPS/text/p {n}.xhtml", content)
    return file.getvalue()


def read(data: bytes) -> list[ParsedDocument | Unread]:
    return list(EpubReader().read(data))


def test_a_saved_article_is_one_article():
    (parsed,) = read(
        epub(page("Ferry stays in port"), metadata="<!-- a --><dc:title>Harbour Post</dc:title>")
    )
    assert isinstance(parsed, ParsedDocument)
    article = to_article(parsed, "a.epub")
    assert (article.id, article.title) == ("a.epub", "Ferry stays in port")
    assert article.body == f"{TEXT.strip()}\n\nIt stays there."
    assert (article.source, article.came_from("source").status) == ("Harbour Post", "inferred")


def test_an_issue_of_a_paper_is_its_articles_without_its_cover():
    below = (
        "<p>This article was downloaded by calibre from https://x.example/2</p>"
        "<p>Next | Main menu</p>"
    )
    issue = epub(
        page("Cover", "Harbour Post"),
        page("Ferry stays in port"),
        page("Quay shut", below=below),
        metadata="<dc:title>Harbour Post</dc:title><dc:creator>calibre</dc:creator>"
        "<dc:publisher>Harbour Press</dc:publisher><dc:date>2016-02-10</dc:date>"
        "<dc:language>en</dc:language>",
    )
    articles = [to_article(one, "a.epub") for one in read(issue) if isinstance(one, ParsedDocument)]
    assert [(one.id, one.title) for one in articles] == [
        ("a.epub#1", "Ferry stays in port"),
        ("a.epub#2", "Quay shut"),
    ]
    assert {(one.source, one.authors, one.language) for one in articles} == {
        ("Harbour Press", (), "en")
    }
    assert articles[1].url == "https://x.example/2"
    assert articles[1].body == articles[0].body
    assert articles[0].date is not None


@pytest.mark.parametrize(
    "date",
    [
        "<dc:date>2016-02-10T08:31:07+00:00</dc:date>",
        '<dc:date opf:event="modification">2016-02-10</dc:date>',
        "<dc:date>2016-02-10</dc:date>"
        '<meta property="dcterms:modified">2016-02-10T00:00:00Z</meta>',
        "<dc:date>0101-01-01T00:00:00+00:00</dc:date>",
    ],
)
def test_the_day_on_which_the_file_was_made_is_no_date(date: str):
    (parsed,) = read(epub(page("Ferry stays in port"), metadata=date))
    assert isinstance(parsed, ParsedDocument)
    assert to_article(parsed, "a.epub").date is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04junk", "not an EPUB, or damaged"),
        (epub(), "no text"),
        (epub(page("A"), encryption='<encryption><CipherReference URI="OPS/text/p%200.xhtml"/>'
              "</encryption>"), "encrypted"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_so(data: bytes, reason: str):
    with pytest.raises(ArticleUnreadable, match=reason):
        read(data)


@pytest.mark.slow
def test_a_page_is_read_once_however_often_the_list_of_pages_names_it():
    found = read(epub(page("One"), page("Two"), times=20_000))
    assert [one.record for one in found] == ["1", "2"]
