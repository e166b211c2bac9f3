"""Mail folders, zip archives and packed files: each article of each file in them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
from corpus.builders import page, warc

from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.gzipped import GzippedPageReader, GzippedTableReader
from searchkit.corpus.formats.mbox import MboxReader
from searchkit.corpus.formats.warc import WarcReader
from searchkit.corpus.formats.zip_archive import ZipReader
from searchkit.errors import ArticleUnreadable

QUAY = "The council closed the quay on Tuesday, and the fishermen said that they would sue."


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def message(subject: str, body: str = QUAY) -> str:
    return f"From: Desk <a@news.example>\nSubject: {subject}\nMessage-ID: <1>\n\n{body}\n"


def test_each_message_of_a_folder_is_an_article():
    folder = "From a@news.example Wed Feb 10 09:00:00 2016\n" + message(
        "One", f"{QUAY}\n\n>From the quay it looked well.\n\nFrom here on all is text."
    )
    folder += "\nFrom b@news.example Wed Feb 10 09:00:00 2016\n" + message("Two")
    first, second = MboxReader().read(folder.encode())
    assert isinstance(first, ParsedDocument)
    assert isinstance(second, ParsedDocument)
    assert (first.record, second.record) == ("1", "2")
    assert "\n\nFrom the quay it looked well.\n\nFrom here on all is text." in first.text
    assert second.text.strip() == QUAY


def test_a_message_that_cannot_be_read_does_not_cost_the_others():
    folder = "From a Wed\nSubject: x\n\n\nFrom b Wed\n" + message("Two")
    found = list(MboxReader().read(folder.encode()))
    assert found[0] == Unread("1", "message 1: no text in the e-mail")
    assert isinstance(found[1], ParsedDocument)


@pytest.mark.slow
def test_each_file_of_a_zip_is_read_by_its_own_reader():
    data = zipped(
        {
            "news/a.html": page("Quay", QUAY),
            "news/b#.txt": QUAY,
            "news/c.jsonl": json.dumps({"id": "x", "text": QUAY}),
            "__MACOSX/news/._a.html": b"junk",
            "news/logo.png": b"\x89PNG",
            "news/broken.pdf": b"%PDF-junk",
            "inner.zip": zipped({"a.txt": QUAY}),
        }
    )
    found = list(ZipReader().read(data))
    assert [one.record for one in found if isinstance(one, ParsedDocument)] == [
        "news/a.html",
        "news/b_.txt",
        "news/c.jsonl/x",
    ]
    unread = {one.record: one.reason for one in found if isinstance(one, Unread)}
    assert set(unread) == {"news/broken.pdf", "inner.zip"}
    assert unread["inner.zip"] == "an archive in an archive; unpack it first"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04junk", "not a zip archive"),
        (zipped({"a.png": b"\x89PNG", "b.css": b"x"}), r"no reader .* \.png \(1\), \.css \(1\)"),
    ],
)
def test_a_zip_without_articles_says_why(data, reason):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(ZipReader().read(data))


def test_a_web_archive_in_a_zip_has_the_pages_that_were_visited():
    records = [
        ("response", "https://news.example/1", 200, "text/html", page("Quay", QUAY).encode()),
        ("response", "https://ads.example/", 200, "text/html", page("Ad", "Buy it.").encode()),
    ]
    pages = '{"format":"json-pages-1.0"}\n{"url":"https://news.example/1"}\n'
    data = zipped(
        {
            "datapackage.json": "{}",
            "archive/data.warc.gz": warc(records, packed=True),
            "pages/pages.jsonl": pages,
        }
    )
    (parsed,) = ZipReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    assert QUAY in parsed.text


def test_packed_files_are_read_as_what_they_are():
    (parsed,) = GzippedPageReader().read(gzip.compress(page("Quay", QUAY).encode()))
    assert isinstance(parsed, ParsedDocument)
    assert QUAY in parsed.text
    (row,) = GzippedTableReader().read(gzip.compress(f'title,text\nA,"{QUAY}"\n'.encode()))
    assert isinstance(row, ParsedDocument)
    assert row.text == QUAY


@pytest.mark.slow
def test_a_packed_file_that_is_cut_off_is_read_as_far_as_it_goes():
    noise = "".join(f"<p>{n * 7919 % 10007} {QUAY}</p>" for n in range(2_000))
    packed = gzip.compress(page("Quay", QUAY).replace("</body>", noise + "</body>").encode())
    (parsed,) = GzippedPageReader().read(packed[: len(packed) // 2])
    assert isinstance(parsed, ParsedDocument)
    assert parsed.warnings == ("the gzip data are damaged or cut off",)


def test_archives_from_before_warc_are_read():
    head = "filedesc://a.arc 0.0.0.0 20160210090000 text/plain 76\n1 0 Internet Archive\n"
    head += "URL IP-address Archive-date Content-type Archive-length\n\n"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page("Quay", QUAY).encode()
    line = f"https://news.example/1 192.0.2.1 20160210090000 text/html {len(body)}\n"
    data = head.encode() + line.encode() + body + b"\n"
    assert WarcReader().recognises(data)
    (parsed,) = WarcReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    assert parsed.declared[0].value == "https://news.example/1"
    assert QUAY in parsed.text


@pytest.mark.parametrize("below", ["LONDON: The quay", "Note: the quay"])
def test_a_line_that_begins_with_from_is_text_where_the_folder_has_times(below: str):
    body = f"{QUAY}\n\nFrom the editor\n{below} is closed."
    folder = "From a@news.example Wed Feb 10 09:00:00 2016\n" + message("One", body)
    (only,) = MboxReader().read(folder.encode())
    assert isinstance(only, ParsedDocument)
    assert below in only.text
    assert not MboxReader().recognises(f"From our own correspondent\n{below} is closed.\n".encode())
    assert MboxReader().recognises(b"From \nX-Mozilla-Status: 0001\nFrom: a@news.example\n\n")


def test_a_zip_tells_each_document_that_no_reader_is_for():
    found = list(ZipReader().read(zipped({"a.txt": QUAY, "b.djvu": b"AT&T", "c.jpg": b"\xff"})))
    assert found[1:] == [Unread("b.djvu", "no reader for .djvu files; save it as PDF")]


def test_a_file_of_a_zip_is_named_within_the_archive_whatever_its_path():
    found = ZipReader().read(zipped({"../../a.txt": QUAY, "./b.txt": QUAY, "/c.txt": QUAY}))
    assert [one.record for one in found] == ["a.txt", "b.txt", "c.txt"]
