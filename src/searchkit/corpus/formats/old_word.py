"""Documents of Word 97 to 2003 (`.doc`): their paragraphs and notes.

Source: [MS-DOC].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.document_text import Paragraph, text_of_paragraphs
from searchkit.corpus.formats.ole import OLE, CompoundFile
from searchkit.corpus.formats.properties import stated_authors, stated_title
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

MAX_PIECES = 500_000

_ADVICE = "save it as .docx"
_STREAM = "WordDocument"
_IDENTIFIER, _WORD_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
#: Offsets in the first block: the flags, the lengths of the parts, and the table of pieces.
_FLAGS, _LENGTHS, _PIECES = 0x0A, 0x4C, 0x01A2
_COMPRESSED = 0x40000000
# A field shows what stands behind its separator; what it is made of stands before it.
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14(?P<shown>[^\x13\x15]*))?\x15")
_MAX_NESTED = 10
_SIGNS = str.maketrans({"\x0b": "\n", "\x1e": "\u2011", "\x1f": "", "\xa0": "\xa0"})
_UNSEEN = re.compile(r"[\x01-\x06\x08\x0e-\x1f]")


class OldWordReader:
    """Reads documents of Word 97 to 2003: one article a file, or those of an export."""

    name: ClassVar[str] = "old word"
    suffixes: ClassVar[frozenset[str]] = frozenset({".doc", ".dot"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Never by its head: what a compound file holds stands anywhere in it."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.exports import read_export

        if data.strip() and not data.startswith(OLE):
            raise ArticleUnreadable(f"not a Word document, or of a version before 6; {_ADVICE}")
        file = CompoundFile(data)
        if "EncryptedPackage" in file:
            raise ArticleUnreadable("encrypted; save it without its password")
        text = _text(file)
        if not text.strip():
            raise ArticleUnreadable("no text")
        if (exported := read_export(text)) is not None:
            yield from exported
            return
        yield ParsedDocument(text, tuple(_declared(file)))


def is_old_word(data: bytes) -> bool:
    """Tell if a compound file is such a document, whatever its name."""
    try:
        return _STREAM in CompoundFile(data)
    except ArticleUnreadable:
        return False


def _declared(file: CompoundFile) -> Iterator[Stated]:
    properties = file.properties()
    yield from stated_title(properties.get("title"), "Word title", weak=True)
    yield from stated_authors(properties.get("author"), "Word author", weak=True)


def _text(file: CompoundFile) -> str:
    main = file.stream(_STREAM)
    if len(main) < _PIECES + 8 or struct.unpack_from("<H", main)[0] != _IDENTIFIER:
        raise ArticleUnreadable(f"not a Word document; {_ADVICE}")
    version, flags = struct.unpack_from("<H", main, 2)[0], struct.unpack_from("<H", main, _FLAGS)[0]
    if flags & _ENCRYPTED:
        raise ArticleUnreadable("encrypted")
    if version < _WORD_97:
        raise ArticleUnreadable(f"of a version of Word before 97; {_ADVICE}")
    table = file.stream("1Table" if flags & _TABLE_1 else "0Table")
    start, size = struct.unpack_from("<II", main, _PIECES)
    characters = "".join(_pieces(main, table[start : start + size]))
    if not characters:
        raise ArticleUnreadable(f"damaged; {_ADVICE}")
    # Body, footnotes, headers, macros, comments, endnotes: in this order.
    lengths = struct.unpack_from("<6i", main, _LENGTHS)
    parts, at = [], 0
    for length in lengths:
        parts.append(characters[at : at + max(0, length)])
        at += max(0, length)
    body, footnotes, endnotes = parts[0], parts[1], parts[5]
    notes = [note for part in (footnotes, endnotes) for note in _notes(part)]
    return text_of_paragraphs(list(_paragraphs(body)), notes)


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    """The pieces of text in their order, from the table of where they stand."""
    at = 0
    while at + 3 <= len(table) and table[at] == 1:
        at += 3 + struct.unpack_from("<H", table, at + 1)[0]
    if at + 5 > len(table) or table[at] != 2:
        return
    size = struct.unpack_from("<I", table, at + 1)[0]
    plc = table[at + 5 : at + 5 + size]
    count = min((len(plc) - 4) // 12, MAX_PIECES)
    left = len(main)
    for number in range(max(0, count)):
        begin, end = struct.unpack_from("<II", plc, 4 * number)
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        length = end - begin
        if length <= 0 or length > left:
            continue
        # No piece is used twice: the whole is no longer than the file.
        left -= length
        if place & _COMPRESSED:
            offset = (place & ~_COMPRESSED) // 2
            yield main[offset : offset + length].decode("cp1252", "replace")
        else:
            yield main[place : place + 2 * length].decode("utf-16-le", "replace")


def _shown(text: str) -> str:
    """The text without the instructions of its fields."""
    for _ in range(_MAX_NESTED):
        text, count = _FIELD.subn(lambda field: field["shown"] or "", text)
        if not count:
            break
    return text.translate(_SIGNS)


def _paragraphs(body: str) -> Iterator[Paragraph]:
    """The paragraphs, and the rows of tables: what ends a cell ends a row when it stands twice."""
    row: list[str] = []
    for piece in re.split(r"(?<=[\r\x07\x0c])", _shown(body)):
        end = piece[-1:]
        text = _UNSEEN.sub("", piece.rstrip("\r\x07\x0c")).strip()
        if end != "\x07":
            if row and text:
                row[-1:] = [f"{row[-1]} {text}".strip()]
            elif not row:
                yield Paragraph(text)
            continue
        if text or not row:
            row.append(text)
            continue
        if any(row):
            yield Paragraph("\t".join(row).strip("\t"), is_row=True)
        row = []
    if any(row):
        yield Paragraph("\t".join(row).strip("\t"), is_row=True)


def _notes(part: str) -> Iterator[str]:
    for note in re.split(r"\r(?=\x02)", _shown(part)):
        if text := " ".join(_UNSEEN.sub(" ", note).split()):
            yield text
