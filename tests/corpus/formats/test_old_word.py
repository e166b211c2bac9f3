"""Documents of Word 97 to 2003: their pieces in order, without the instructions of fields."""

from __future__ import annotations

import struct

import pytest
from corpus.builders import compound

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.old_word import OldWordReader
from searchkit.corpus.formats.tables import ExcelReader
from searchkit.corpus.formats.word import WordReader
from searchkit.errors import ArticleUnreadable

START = 1_024


def doc(
    *pieces: str,
    notes: str = "",
    flags: int = 0x0200,
    version: int = 0xC1,
    identifier: int = 0xA5EC,
) -> bytes:
    """A document of pieces: those of ASCII in one byte a character, as Word saves them."""
    texts = [*pieces, notes] if notes else list(pieces)
    main = bytearray(START)
    struct.pack_into("<HH", main, 0, identifier, version)
    struct.pack_into("<H", main, 0x0A, flags)
    ends, places = [0], []
    for text in texts:
        ends.append(ends[-1] + len(text))
        packed = text.isascii()
        places.append(2 * len(main) | 0x40000000 if packed else len(main))
        main += text.encode("cp1252" if packed else "utf-16-le")
    body = sum(map(len, pieces))
    struct.pack_into("<6i", main, 0x4C, body, len(notes), 0, 0, 0, 0)
    table = struct.pack(f"<{len(ends)}I", *ends)
    table += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    clx = b"\x01\x02\x00ab\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<II", main, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(main), "1Table" if flags & 0x0200 else "0Table": clx})


def read(data: bytes) -> str:
    (parsed,) = OldWordReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed.text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (("The quay is shut.\rNobody ", "weiß es.\r"), "The quay is shut.\n\nNobody weiß es."),
        (("The \x13 HYPERLINK x \x14quay\x15 is\x02 shut.\x0c",), "The quay is shut."),
        (("Page \x13 PAGE \x15one\x0bline\x1e2\x1f",), "Page one\nline\u20112"),
        (("Before.\ra\x07b\x07\x07c\x07d\x07\x07After.\r",), "Before.\n\na\tb\nc\td\n\nAfter."),
    ],
)
def test_the_text_is_what_the_program_shows(pieces: tuple[str, ...], text: str):
    assert read(doc(*pieces)) == text


def test_notes_stand_below_the_text():
    data = doc("The quay\x02 is shut.\r", notes="\x02 So the mayor.\r\x02 Or not.\r")
    assert read(data) == "The quay is shut.\n\n[1] So the mayor.\n\n[2] Or not."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"junk", "save it as .docx"),
        (doc("Shut.", identifier=1), "not a Word document; save it as .docx"),
        (doc("Shut.", flags=0x0300), "encrypted"),
        (doc("Shut.", version=0x65), "of a version of Word before 97; save it as .docx"),
        (doc(), "damaged; save it as .docx"),
        (doc("\r\r"), "no text"),
        (compound({"a": b"b"}), "not a Word document"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, reason: str):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(OldWordReader().read(data))


def test_a_compound_file_named_docx_is_read_as_what_it_is():
    (parsed,) = WordReader().read(doc("The quay is shut.\r"))
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text == "The quay is shut."
    locked = compound({"EncryptedPackage": b"x" * 5_000, "EncryptionInfo": b"y" * 5_000})
    for reader in (WordReader(), OldWordReader(), ExcelReader()):
        with pytest.raises(ArticleUnreadable, match=r"^encrypted; save it without its password"):
            list(reader.read(locked))
    with pytest.raises(
        ArticleUnreadable, match=r"^made with an old version of Excel; save it as .xlsx"
    ):
        list(ExcelReader().read(compound({"Workbook": b"x" * 5_000})))
