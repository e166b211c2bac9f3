"""Web archives: an article for each page; one bad record costs only itself."""

from __future__ import annotations

import gzip

import pytest
from corpus.builders import page, warc

from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.warc import MAX_PAGE_SIZE, WarcReader
from searchkit.corpus.metadata import to_article
from searchkit.errors import ArticleUnreadable

URL = "https://example.org/harbour"
PAGE = page(
    "Harbour closed",
    *(f"The harbour stays closed, the mayor said on day {n}, until the spring." for n in range(5)),
).encode()
OTHER = PAGE.replace(b"harbour", b"station")
GOOD = ("response", URL, 200, "text/html; charset=utf-8", PAGE)


def name(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def read(data: bytes) -> list[ParsedDocument | Unread]:
    return list(WarcReader().read(data))


def only(data: bytes) -> ParsedDocument:
    (parsed,) = read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(warc([GOOD]), id="plain"),
        pytest.param(warc([GOOD], packed=True), id="packed by record"),
        pytest.param(gzip.compress(warc([GOOD])), id="packed as a whole"),
    ],
)
def test_a_page_is_an_article_with_its_address_and_without_the_day_of_capture(data):
    article = to_article(only(data), "a.warc")
    assert article.id == f"a.warc#{name(1)}"
    assert "the mayor said on day 3" in article.body
    assert article.title == "Harbour closed"
    assert (article.url, article.date) == (URL, None)
    assert article.came_from("url").method == "WARC-Target-URI"


def test_other_kinds_and_failed_requests_are_left_out():
    data = warc(
        [
            ("warcinfo", "", 0, "application/warc-fields", b"software: x\r\n"),
            ("request", URL, 0, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
            ("response", URL, 404, "text/html", PAGE),
            ("response", URL, 200, "image/png", b"\x89PNG"),
            GOOD,
            ("resource", URL, 0, "text/html", OTHER),
            ("response", URL, 200, "text/plain", b"Plain words of the harbour."),
        ]
    )
    assert [one.record for one in read(data)] == [name(5), name(6), name(7)]


def test_the_charset_of_the_server_is_used():
    text = "Порт закрыт до весны, сообщил мэр города. " * 8
    parsed = only(
        warc([("response", URL, 200, "text/plain; charset=koi8-r", text.encode("koi8-r"))])
    )
    assert parsed.text.strip() == text.strip()


def test_a_page_that_gives_nothing_costs_only_itself():
    large = b"<html>" + b" " * MAX_PAGE_SIZE
    data = warc([("response", URL, 200, "text/html", b""), GOOD, (*GOOD[:4], large)])
    first, second, third = read(data)
    assert isinstance(first, Unread)
    assert (first.record, first.reason) == (name(1), f"no text ({URL})")
    assert isinstance(second, ParsedDocument)
    assert third == Unread(name(3), f"the page is over 10 MB ({URL})")


def test_what_is_whole_before_the_damage_is_kept():
    data = warc([GOOD, (*GOOD[:4], OTHER)])
    cut = data.rindex(b"WARC/1.0")
    first, last = read(data[:cut] + b"no header at all\r\n" * 9)
    assert isinstance(first, ParsedDocument)
    assert isinstance(last, Unread)
    assert last.reason.startswith("the archive is damaged behind record 1")


def test_a_cut_gzip_archive_keeps_its_whole_records():
    first, *others = read(warc([GOOD, (*GOOD[:4], OTHER)], packed=True)[:-60])
    assert isinstance(first, ParsedDocument)
    assert [type(one) for one in others] == [Unread] * len(others) != []


def test_a_page_that_is_cut_off_is_kept_with_a_warning():
    assert only(warc([GOOD])[:-100]).warnings == ("the record is cut off",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"no archive\n" * 9, "not a web archive"),
        (b"\x1f\x8bjunk", "not a web archive"),
    ],
)
def test_what_is_no_archive_says_so(data, reason):
    with pytest.raises(ArticleUnreadable) as error:
        read(data)
    assert error.value.reason == reason


def test_a_bomb_is_left(monkeypatch):
    monkeypatch.setattr("searchkit.corpus.formats.warc.MAX_SIZE", 1_000_000)
    bomb = warc([GOOD, ("response", URL, 200, "image/png", bytes(9_000_000))], packed=True)
    first, last = read(bomb)
    assert isinstance(first, ParsedDocument)
    assert isinstance(last, Unread)
    assert "over 1 MB when unpacked" in last.reason


def test_archives_are_recognised():
    assert WarcReader().recognises(warc([GOOD])[:4_096])
    assert WarcReader().recognises(warc([GOOD], packed=True)[:4_096])
    assert not WarcReader().recognises(b"\x1f\x8bjunk")


@pytest.mark.parametrize(
    ("kind", "address", "content_type", "content"),
    [
        ("resource", "metadata://gnu.org/software/wget/warc/wget.log", "text/plain", b"Resolving."),
        ("resource", f"urn:text:{URL}", "text/plain", b"The harbour stays closed."),
        ("resource", "urn:thumbnail:x", "text/html", PAGE),
        ("response", "https://x.example/robots.txt", "text/plain", b"User-agent: *"),
        ("response", "https://x.example/js/app.js.LICENSE.txt", "text/plain", b"Licence."),
        ("response", "https://x.example/js/app.js", "text/plain", b"Not a script."),
        ("response", "https://ads.example/frame", "text/html", b"<p>Buy our cruise tickets."),
        ("response", "https://x.example/safeframe/1.html", "text/html", b"<p>Buy our tickets."),
    ],
)
def test_what_is_no_page_gives_no_article(kind, address, content_type, content):
    data = warc([GOOD, (kind, address, 200, content_type, content)])
    assert [one.record for one in read(data)] == [name(1)]


def test_a_long_page_is_an_article_wherever_it_stands():
    text = b"<p>" + b"The harbour stays closed, the mayor said. " * 40
    data = warc([GOOD, ("response", "https://ads.example/story", 200, "text/html", text)])
    assert len(read(data)) == 2


def test_a_text_that_was_made_of_a_page_is_an_article_only_without_the_page():
    made = ("conversion", URL, 0, "text/plain", b"The harbour stays closed until the spring.")
    noted = ("metadata", URL, 0, "application/json", b'{"title": "Harbour"}')
    assert len(read(warc([GOOD, noted, made]))) == 1
    assert "the mayor said on day 3" in only(warc([made, GOOD])).text
    other = ("conversion", f"{URL}/2", *made[2:])
    found = read(warc([made, other]))
    assert [one.record for one in found] == [name(1), name(2)]
    assert len(read(warc([made, other])[:-20])) == 2
