"""Messages of Outlook: read as mail, whatever form their text has."""

from __future__ import annotations

import struct

import pytest
from corpus.builders import compound, page

from searchkit.article import Article
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.outlook import OutlookReader, unpacked_rtf
from searchkit.corpus.metadata import to_article
from searchkit.errors import ArticleUnreadable

TEXT = "The harbour stays closed until the spring, the mayor said on Monday.\n\nNobody was hurt."
NAMES = {"0037": "Harbour closed", "0C1A": "Anna Berg", "5D01": "a@example.org"}
#: 10 February 2016, 9:00.
TICKS = 130_995_684_000_000_000


def message(folder: str = "", **texts: str | bytes) -> dict[str, bytes]:
    found = {f"_{number}": text for number, text in NAMES.items()} | texts
    streams = {
        f"{folder}__substg1.0_{number[1:]}" + ("001F" if isinstance(text, str) else "0102"): (
            text.encode("utf-16-le") if isinstance(text, str) else text
        )
        for number, text in found.items()
    }
    head = b"\0" * (24 if folder else 32)
    streams[f"{folder}__properties_version1.0"] = head + struct.pack(
        "<HHIq", 0x0040, 0x0039, 6, TICKS
    )
    return streams


def article_of(streams: dict[str, bytes]) -> Article:
    (parsed,) = OutlookReader().read(compound(streams))
    assert isinstance(parsed, ParsedDocument)
    return to_article(parsed, "a.msg")


def test_a_message_is_an_article():
    article = article_of(message(_1000=TEXT.replace("\n", "\r\n")))
    assert (article.title, article.authors, article.body) == (
        "Harbour closed",
        ("Anna Berg",),
        TEXT,
    )
    assert article.date is not None
    assert article.date.isoformat() == "2016-02-10T09:00:00+00:00"


def test_a_message_of_a_page_is_read_as_a_page():
    html = page("Harbour closed", *(f"{TEXT} It is the {n}th time." for n in range(4, 9)))
    assert "It is the 5th time." in article_of(message(_1013=html.encode())).body


def test_a_message_of_rich_text_is_read():
    rtf = rb"{\rtf1\ansi The harbour stays closed.\par Nobody was hurt.}"
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    assert article_of(message(_1009=packed)).body.split("\n") == [
        "The harbour stays closed.",
        "Nobody was hurt.",
    ]


def test_packed_rich_text_is_unpacked():
    # `{\rtf1` stands at the beginning of the window, then come letters, then the end.
    references = [(0, 6)]
    data = bytes([0b00000001])
    data += struct.pack(">H", references[0][0] << 4 | references[0][1] - 2) + b" ferry "
    data += bytes([0b00000001]) + struct.pack(">H", 220 << 4)
    packed = struct.pack("<II4sI", len(data) + 12, 100, b"LZFu", 0) + data
    assert unpacked_rtf(packed) == rb"{\rtf1 ferry "
    assert unpacked_rtf(b"junk") == b""
    assert unpacked_rtf(struct.pack("<II4sI", 9, 10**9, b"LZFu", 0)) == b""


def test_a_message_within_a_message_is_the_article():
    inner = "__attach_version1.0_#00000000/__substg1.0_3701000D/"
    article = article_of(
        message(_1000="Have a look.", _0037="FW: Quay")
        | message(inner, _1000=TEXT, _0C1A="Harbour Gazette", _5D01="news@gazette.example")
    )
    assert (article.title, article.source, article.body) == (
        "Harbour closed",
        "Harbour Gazette",
        TEXT,
    )


def test_attachments_are_named():
    attached = {
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "plan.pdf".encode("utf-16-le")
    }
    assert article_of(message(_1000=TEXT) | attached).warnings == (
        "attachments are not read: plan.pdf",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"junk", "not a message of Outlook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1junk", "damaged"),
        (compound({"WordDocument": b"a"}), "not a message of Outlook"),
        (compound(message()), "no text in the e-mail"),
    ],
)
def test_what_is_no_message_says_so(data: bytes, reason: str):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(OutlookReader().read(data))


def test_a_message_of_another_program_may_have_the_name_of_one_of_outlook():
    head = "Delivered-To: a@b.example\nSubject: Quay shut\nFrom: Ann Lee <ann@b.example>\n\n"
    (parsed,) = OutlookReader().read((head + "The council shut the quay.\n").encode())
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text.strip() == "The council shut the quay."
