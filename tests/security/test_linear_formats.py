"""An article of any format that repeats what opens something is read in linear time."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape

import pytest
from processor import is_linear, seconds
from security.attacks import OPENERS

from searchkit.analysis import Analyzer
from searchkit.article import Failure
from searchkit.corpus.metadata import Entry
from searchkit.corpus.reader import Unread
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable
from searchkit.indexer.analysis_pool import analyse_job
from searchkit.quotes import quotations

pytestmark = pytest.mark.slow

#: Characters with which all openers are tried, and those of which the worst are given ten times as
#: many.
FIRST, SHORT = 1_000, 1_500
PROSE = "The ferry stayed in port on Monday, and nobody on the quay could say why.\n\n"


def markdown(body: str) -> bytes:
    return f"---\ntitle: {json.dumps(body[:30_000])}\nauthor: Anna Berg\n---\n{body}".encode()


def front_matter(body: str) -> bytes:
    lines = body.replace("\n", "\n  ")
    return f"---\ntitle: >\n  {lines}\n---\n{PROSE}".encode()[:65_000] + PROSE.encode()


def page(body: str) -> bytes:
    return f"<html><title>A</title><body><p>{PROSE}</p>{body}</body></html>".encode()


def page_of_text(body: str) -> bytes:
    head = f'<meta name="author" content="{escape(body)}"><title>{escape(body)}</title>'
    return f"<html><head>{head}</head><body><p>{escape(body)}</p></body></html>".encode()


def record(body: str) -> bytes:
    names = ("title", "author", "date", "url", "source")
    return json.dumps({"body": body, **dict.fromkeys(names, body)}).encode()


def record_of_html(body: str) -> bytes:
    return json.dumps({"body": f"<p>{PROSE}</p>{body}<p>"}).encode()


def records(body: str) -> bytes:
    pieces = [body[at : at + 1_000] for at in range(0, len(body), 1_000)]
    return b"\n".join(json.dumps({"id": 1, "body": one}).encode() for one in pieces)


def message(body: str) -> bytes:
    made = EmailMessage()
    made["Subject"] = "Ferries"
    made.set_content(body.replace("\0", ""), cte="quoted-printable")
    return made.as_bytes()


def headers(body: str) -> bytes:
    folded = body.replace("\r", " ").replace("\n", "\n ")
    return f"From: {folded}\nSubject: {folded}\nDate: {folded}\n\n{PROSE}".encode()


def document(body: str) -> bytes:
    file = io.BytesIO()
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    shown = "".join(one for one in body if one.isprintable() or one in "\n\t")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        text = f"<w:p><w:r><w:t>{escape(shown)}</w:t></w:r></w:p>"
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{text}</w:body></w:document>"
        )
    return file.getvalue()


def rich(body: str) -> bytes:
    return f"{{\\rtf1\\ansicpg65001 {body}}}".encode()


def news(body: str) -> bytes:
    shown = "".join(one for one in body if one.isprintable() or one in "\n\t")
    text = escape(shown)
    lines = f"<headline>{text}</headline><by>{text}</by>"
    content = f"<contentSet><inlineData>{text}</inlineData></contentSet>"
    return f"<newsItem><contentMeta>{lines}</contentMeta>{content}</newsItem>".encode()


def subtitles(body: str) -> bytes:
    return f"WEBVTT\n\n00:01.000 --> 00:02.000\n{body}\n".encode()


def open_document(body: str) -> bytes:
    file = io.BytesIO()
    shown = escape("".join(one for one in body if one.isprintable() or one in "\n\t"))
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f'<o:document xmlns:o="{urn}:office:1.0" xmlns:t="{urn}:text:1.0"><o:body><o:text>'
            f"<t:p>{shown}</t:p></o:text></o:body></o:document>",
        )
    return file.getvalue()


def scan(body: str) -> bytes:
    shown = escape("".join(one for one in body if one.isprintable() or one in "\n\t"))
    lines = "".join(
        f'<TextLine><String CONTENT="{line}"/></TextLine>' for line in shown.split("\n")
    )
    return f"<?xml version='1.0'?><alto><TextBlock>{lines}</TextBlock></alto>".encode()


def archive(body: str) -> bytes:
    inner = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(body)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/a\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        "WARC-Date: 2024-01-02T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(inner)}\r\n\r\n"
    )
    return head.encode() + inner + b"\r\n\r\n"


FORMATS: dict[str, Callable[[str], bytes]] = {
    "a.txt": str.encode,
    "a.md": markdown,
    "front.md": front_matter,
    "a.html": page,
    "text.html": page_of_text,
    "a.json": record,
    "html.json": record_of_html,
    "a.jsonl": records,
    "a.eml": message,
    "headers.eml": headers,
    "a.docx": document,
    "scan.xml": scan,
    "a.rtf": rich,
    "a.newsml": news,
    "a.odt": open_document,
    "a.vtt": subtitles,
    "a.warc": archive,
}


def work(name: str, opener: str) -> Callable[[int], None]:
    """The way of an article into an index, and of its quotations onto the page."""

    def run(size: int) -> None:
        data = FORMATS[name](opener * (size // len(opener)))
        reader = Registry().choose(name, data)
        assert reader is not None
        try:
            drafts = [one for one in reader.read(data) if not isinstance(one, Unread)]
        except ArticleUnreadable:
            return
        results = analyse_job([(Entry(one, name), "digest") for one in drafts], Analyzer())
        for one in results:
            if not isinstance(one, Failure):
                pickle.dumps(one)
                quotations(one.document.record.article.body)

    return run


@pytest.mark.parametrize("name", FORMATS)
def test_every_opener_is_read_in_linear_time(name: str) -> None:
    took = {one: seconds(work(name, one), FIRST) for one in OPENERS}
    suspects = sorted(took, key=took.__getitem__, reverse=True)[:2]
    assert [one for one in suspects if not is_linear(work(name, one), SHORT)] == []


def test_reading_that_is_not_linear_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    class Quadratic:
        def read(self, data: bytes) -> list[object]:
            for at in range(0, len(data), 200):
                data[at:].translate(None, b"x")
            raise ArticleUnreadable("no text")

    monkeypatch.setattr(Registry, "choose", lambda *_: Quadratic())
    assert not is_linear(work("a.txt", "a"), 40_000)
