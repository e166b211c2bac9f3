"""Bytes to text: which encoding a file is in, and the text that it holds."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

from searchkit.analysis import clean
from searchkit.errors import ArticleUnreadable

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
#: A larger share than this of characters that no text has, and the bytes are not text.
_STRANGE = 0.05
#: A larger share of bytes above 127 than any language written in cp1252 has.
_FOREIGN = 0.4
# The first bytes of Latin letters and of dashes and quotes in UTF-8. Alone at the end of a file
# that is ASCII before, any other is more likely an accented letter of cp1252.
_LIKELY_TORN = frozenset(b"\xc2\xc3\xc4\xc5\xe2\xf0")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, with `\\n` line ends, and the encoding that it was in."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file, by byte order mark, as UTF-8, as UTF-16 or else as cp1252.

    Raises `ArticleUnreadable` for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    return _unmarked_utf16(data) or _utf8(data) or _legacy(data)


def normalised(text: str) -> str:
    """The text with `\\n` line ends and without what no text may hold."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def _unmarked_utf16(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd <= _STRANGE * len(sample):
        return None
    # The high byte of a space, a digit or a Latin letter is zero, the low byte hardly ever.
    if min(even, odd) > 0.1 * max(even, odd):
        raise ArticleUnreadable("binary")
    return _replacing(data, "utf-16-le" if odd > even else "utf-16-be")


def _utf8(data: bytes) -> Decoded | None:
    """The bytes as UTF-8, if that is what they are but for damage; None if they are not."""
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        torn = error.reason == "unexpected end of data"
        text = data.decode("utf-8", "replace")
        wrong = text.count("\ufffd")
        foreign = sum(char > "\x7f" for char in text) - wrong
        if torn and error.end == len(data):
            tail = data[error.start :]
            if foreign or len(tail) > 1 or tail[0] in _LIKELY_TORN:
                return _checked(text, "utf-8", ("the text ends within a character; replaced",))
            return None
        if foreign <= wrong:
            return None
        return _checked(text, "utf-8", (f"{wrong} places are not UTF-8; replaced",))


def _legacy(data: bytes) -> Decoded:
    # The seam for a detector of the many other single-byte encodings.
    found = _checked(data.decode("cp1252", "replace"), "cp1252")
    sample = data[:_SAMPLE]
    if sum(byte > 127 for byte in sample) > _FOREIGN * len(sample):
        raise ArticleUnreadable("unknown encoding")
    return found


def _replacing(data: bytes, encoding: str) -> Decoded:
    try:
        return _checked(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        at_end = error.end == len(data)
        what = "the text ends within a character" if at_end else f"not all of it is {encoding}"
        return _checked(text, encoding, (f"{what}; replaced",))


def _checked(text: str, encoding: str, warnings: tuple[str, ...] = ()) -> Decoded:
    sample = text[:_SAMPLE]
    if sum(map(_is_strange, sample)) > max(1, _STRANGE * len(sample)):
        raise ArticleUnreadable("binary")
    return Decoded(normalised(text), encoding, warnings)


def _is_strange(char: str) -> bool:
    if char.isprintable():
        return char == "\ufffd"
    return char not in "\t\n\v\f\r\x1b" and unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"}
