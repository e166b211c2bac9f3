"""Pages that Safari saves: the page and its address, in both kinds of property list."""

from __future__ import annotations

import plistlib

import pytest
from corpus.builders import page, pdf

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.web_archive import WebArchiveReader
from searchkit.corpus.metadata import to_article
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

URL = "https://example.org/harbour"
TEXTS = [f"The café by the harbour stays closed, the mayor said on day {n}." for n in range(5)]
PAGE = page("Harbour closed", *TEXTS)


def archive(
    content: bytes, *, kind: str = "text/html", codec: str = "UTF-8", **options: object
) -> bytes:
    main = {
        "WebResourceData": content,
        "WebResourceURL": URL,
        "WebResourceMIMEType": kind,
        "WebResourceTextEncodingName": codec,
    }
    frame = {"WebResourceData": b"<p>Buy tickets.", "WebResourceURL": "https://ads.example/"}
    found = {"WebMainResource": main, "WebSubresources": [frame]}
    return plistlib.dumps(found, fmt=options.get("fmt", plistlib.FMT_BINARY))  # type: ignore[arg-type]


def read(data: bytes) -> ParsedDocument:
    (parsed,) = WebArchiveReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


@pytest.mark.parametrize(
    "data",
    [
        archive(PAGE.encode()),
        archive(PAGE.encode(), fmt=plistlib.FMT_XML),
        archive(PAGE.encode("cp1252"), codec="windows-1252"),
    ],
)
def test_the_page_is_the_article(data: bytes):
    article = to_article(read(data), "a.webarchive")
    assert (article.title, article.url) == ("Harbour closed", URL)
    assert TEXTS[3] in article.body
    assert "tickets" not in article.body
    chosen = Registry(()).choose("a", data[:4_096])
    assert chosen is not None
    assert chosen.name == "webarchive"


def test_a_document_that_is_no_page_has_its_own_reader():
    assert (
        TEXTS[0].replace("é", "e")
        in read(archive(pdf([TEXTS[0].replace("é", "e")]), kind="application/pdf")).text
    )
    assert read(archive(TEXTS[0].encode(), kind="text/plain")).text == TEXTS[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"bplist00 WebMainResource junk", "not a web archive of Safari"),
        (plistlib.dumps({"a": 1}), "not a web archive of Safari"),
        (plistlib.dumps({"WebMainResource": 1}), "not a web archive of Safari"),
        (archive(b" "), "no text"),
    ],
)
def test_what_is_no_archive_says_so(data: bytes, reason: str):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(WebArchiveReader().read(data))
