"""Messages as agencies transmit them: an article for each."""

from __future__ import annotations

import textwrap

import pytest

from searchkit.article import Article
from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats import agency_messages
from searchkit.corpus.formats.agency_messages import AgencyMessageReader
from searchkit.corpus.metadata import Entry
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

PROSE = (
    "The ferry stayed in port on Monday, though the sea was calm, and nobody on the quay could say"
    " why it did, or when it would leave for the islands to which it goes every other day."
)
LINES = textwrap.fill(PROSE, 68).replace("\n", "\r\n")
EUROPEAN = (
    "\x01eca0012 3 i 93  dpa 0188\r\n\r\nHarbour/ferry/\r\n\x021ST LEAD\r\nFerry stays in port,\r\n"
    "captain says\r\nBy Anna Berg, dpa =\r\n\r\n   Oslo (dpa) - " + LINES + "\r\n\r\n# dpa NOTEBOOK"
    "\r\n- Editing by: Max Holm\r\n\x03131137 GMT Nov 13\r\n\x7f\x04"
).encode()
AMERICAN = (
    b"\x16\x16\x01W2870\x1f_asian\nf l\x13\x11 BC-Ferry     11-13 1049\n\x02^BC-Ferry,466<\n"
    b"^Ferry stays in port (Eds: New approach.)<\n^It was late.<\n^AP Photo XNP101<\n"
    b"^Eds: With AP Photos.<\n^By ANNA BERG=\n^Associated Press=\n"
    b"\t   ``Nobody knows,'' he said. \n"
    b" \n\t   It waited _ as ever. \n\n\t   \x03AP-WF-11-13-13 1509GMT<\n\n\x0c\n\x04\n"
)


KEPT = (
    EUROPEAN.replace(b"Harbour/ferry/", b"\n/Harbour/ferry/\n")
    .translate(None, b"\x01\x02\x03\x04\x7f\r")
    .replace(b"Nov", b"Dez")
)
KYODO = (
    b"\x01a0105KYODO\x1fkoko-\nu s\x14\x12 BC-Ferry   11-13 0344\n\x02BC-Ferry\n"
    b"Ferry stays in port+\n     Nobody knows.\n==Kyodo\n\x03KWS-21:37-13-11-13\x04\n"
)


def read(data: bytes) -> list[ParsedDocument | Unread]:
    return list(AgencyMessageReader().read(data))


def article(data: bytes) -> Article:
    (parsed,) = read(data)
    assert isinstance(parsed, ParsedDocument)
    found = Entry(parsed, "a.txt").read()
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("data", "title", "body", "agency", "date"),
    [
        (EUROPEAN, "Ferry stays in port, captain says", f"Oslo (dpa) - {PROSE}", "dpa",
         "2013-11-13T11:37:00+00:00"),
        (AMERICAN, "Ferry stays in port", "“Nobody knows,” he said.\n\nIt waited — as ever.",
         "Associated Press", "2013-11-13T15:09:00+00:00"),
        (KEPT, "Ferry stays in port, captain says", f"Oslo (dpa) - {PROSE}", "dpa",
         "2013-12-13T11:37:00+00:00"),
        (b"\x7f" + EUROPEAN.replace(b" GMT Nov", b" nov"), "Ferry stays in port, captain says",
         f"Oslo (dpa) - {PROSE}", "dpa", "2013-11-13T11:37:00+00:00"),
        (KYODO, "Ferry stays in port", "Nobody knows.\nKyodo", "Kyodo News", "2013-11-13"),
    ],
    ids=["IPTC 7901", "ANPA 1312", "without control characters", "with padding", "Kyodo"],
)  # fmt: skip
def test_a_message_is_an_article(data, title, body, agency, date):
    found = article(data)
    assert (found.title, found.body, found.agency) == (title, body, agency)
    assert found.authors == (("Anna Berg",) if b"BERG" in data.upper() else ())
    assert found.date is not None
    assert found.date.isoformat() == date
    reader = Registry(()).choose("a.txt", data)
    assert reader is not None
    assert reader.name == "agency-message"


def test_a_line_of_the_text_that_begins_with_a_number_sign_is_text():
    found = article(EUROPEAN.replace(b"# dpa NOTEBOOK", b"# Ferry"))
    assert not found.removed
    assert "# Ferry" in found.body


def test_notes_for_editors_are_left_out():
    (removed,) = article(EUROPEAN).removed
    assert removed.kind == "notes for editors"
    assert "Max Holm" in removed.text


def test_stars_alone_begin_no_notes():
    stars = b"\r\n\r\n* * * *\r\n\r\n"
    private = stars + b"The following information is not intended for publication\r\n"
    told = EUROPEAN.replace(b"\r\n\r\n# dpa", stars + b"More of it." + private + b"# dpa")
    found = article(told)
    assert found.body.endswith("More of it.")
    assert found.removed[0].text.startswith("* * * *")


def test_messages_beyond_the_bound_are_told(monkeypatch):
    monkeypatch.setattr(agency_messages, "MAX_MESSAGES", 1)
    *_, last = read(EUROPEAN + AMERICAN)
    assert last == Unread("behind 1", "over 1 messages; the rest is unread")


def test_each_message_of_a_file_is_an_article_and_one_that_is_cut_off_says_so():
    first, empty, last = read(
        EUROPEAN + b"\x01eca0013 3 i 0  dpa 1\r\n\x02\x03\x04" + AMERICAN[:-2]
    )
    assert isinstance(first, ParsedDocument)
    assert (first.record, first.warnings) == ("1", ())
    assert empty == Unread("2", "message 2: no text")
    assert isinstance(last, ParsedDocument)
    assert (last.record, last.warnings) == ("3", ("the message is cut off",))


def test_a_list_of_headlines_is_the_text_of_its_message():
    lines = b"^Top news at noon<\n^Ferry stays in port<\n^Bridge open<\n"
    found = article(AMERICAN.partition(b"^Ferry")[0] + lines + b"\x03\x04")
    assert (found.title, found.body) == ("Top news at noon", "Ferry stays in port\nBridge open")


def test_what_is_no_message_is_refused():
    with pytest.raises(ArticleUnreadable):
        read(b"The ferry stayed in port.")
    assert not AgencyMessageReader().recognises(b"\x01\x02\x03 junk")
