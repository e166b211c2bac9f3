"""Bytes to text: which encoding a file is in, and the text that it holds."""

from __future__ import annotations

import codecs
import unicodedata

from searchkit import quick_re as re
from searchkit.analysis import clean
from searchkit.corpus.formats.alphabets import is_latin, latin_encoding
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

# Joiners, spaces without width and soft hyphens, some in a row, with any blank space.
_PADDING = re.compile(r"(?:[\u034f\u061c\u200b-\u200f\u2060\ufeff\xad][\s\u2007]*+){4,}")
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The names under which browsers understand a larger encoding.
_LARGER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
    "shift_jis": "cp932",
}  # fmt: skip
#: What Python can decode and no text is in; some take quadratic time.
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "charmap", "undefined"}
    | {"base64", "bz2", "hex", "quopri", "rot13", "uu", "zlib"}
)
_SAMPLE = 65_536
#: A larger share than this of characters that no text has, and the bytes are not text.
_STRANGE = 0.05
#: Bytes that stand for no character of a text in any encoding that is not Unicode.
_CONTROLS = tuple(bytes([byte]) for byte in (*range(9), 11, *range(14, 27), *range(28, 32), 127))
#: What charset-normalizer may find, under its own names, and how sure it must be.
_DETECTABLE = {
    **{name: name for name in ("cp1251", "cp1253", "cp1255", "cp1256", "cp866", "cp932")},
    **{name: name for name in ("big5", "gb18030", "cp949")},
    "koi8_r": "koi8-r",
    "iso8859_5": "iso8859-5",
    "euc_jp": "euc-jp",
}
_MAX_CHAOS = 0.1
#: How alike the letters must be to those of a language; there are too many of some to be so.
_MIN_COHERENCE = 0.3
_MIN_OF_MANY = 0.05
_KANA = 0.25
_MANY = frozenset({"cp932", "euc_jp", "big5", "gb18030", "cp949"})
# The first bytes of Latin letters and of dashes and quotes in UTF-8. Alone at the end of a file
# that is ASCII before, any other is more likely an accented letter of cp1252.
_LIKELY_TORN = frozenset(b"\xc2\xc3\xc4\xc5\xe2\xf0")


class BinaryFile(ArticleUnreadable):
    """The bytes are no text in any encoding."""

    def __init__(self) -> None:
        super().__init__("binary")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, with `\\n` line ends, and the encoding that it was in."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file, by byte order mark, as UTF-8, as UTF-16 or else by its letters.

    Raises `ArticleUnreadable` for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if b"\x1b$B" in data[:_SAMPLE] or b"\x1b$@" in data[:_SAMPLE]:
        return _replacing(data, "iso2022_jp")
    return _unmarked_utf16(data) or _utf8(data) or _legacy(data)


def stated_codec(label: str) -> str | None:
    """The codec for a charset that a file states, the larger one that browsers take for it."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return None if name.replace("_", "-") in _NO_CHARSETS else _LARGER.get(name, name)


def normalised(text: str) -> str:
    """The text with `\\n` line ends and without what no text may hold."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def without_padding(text: str) -> str:
    """The text without the runs of invisible signs with which newsletters push back their text.

    A sign within a word, as Persian and emoji have it, stays.

    >>> without_padding("News\u034f \u200c \u200c \u200c \u200c \u200cof the quay")
    'News of the quay'
    """
    return text if text.isascii() else _PADDING.sub(" ", text)


def _unmarked_utf16(data: bytes) -> Decoded | None:
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd <= _STRANGE * len(sample):
        return None
    # The high byte of a space, a digit or a Latin letter is zero, the low byte hardly ever.
    if min(even, odd) > 0.1 * max(even, odd):
        raise BinaryFile
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
    """The bytes in an encoding older than Unicode; raises `ArticleUnreadable` if none is sure."""
    sample = data[:_SAMPLE]
    if sum(map(sample.count, _CONTROLS)) > _STRANGE * len(sample):
        raise BinaryFile
    encoding = latin_encoding(sample) if is_latin(sample) else None
    encoding = encoding or _detected(sample)
    if encoding is None:
        raise ArticleUnreadable("unknown encoding")
    decoded = _replacing(data, encoding)
    # One byte of a letter may be torn off at the end; more that does not fit is another encoding.
    if decoded.text.count("\ufffd") > 1 + len(decoded.text) // 1_000:
        raise ArticleUnreadable("unknown encoding")
    return decoded


def _detected(sample: bytes) -> str | None:
    """The encoding that charset-normalizer is sure of; None if it is not."""
    from charset_normalizer import from_bytes

    sample = sample[: sample.rfind(b"\n") + 1] or sample
    for torn in range(4):  # the sample may end within a character
        whole = sample[: len(sample) - torn]
        best = from_bytes(whole, cp_isolation=list(_DETECTABLE)).best()
        if best is not None and best.chaos <= _MAX_CHAOS:
            least = _MIN_OF_MANY if best.encoding in _MANY else _MIN_COHERENCE
            if best.coherence >= least or _is_japanese(str(best)):
                return _DETECTABLE[best.encoding]
    return None


def _is_japanese(text: str) -> bool:
    """Tell if so many letters are hiragana or katakana as in no wrongly decoded text."""
    kana = sum("\u3041" <= char <= "\u30ff" for char in text)
    return kana > _KANA * sum(char.isalpha() for char in text)


def _replacing(data: bytes, encoding: str) -> Decoded:
    try:
        return _checked(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        at_end = error.end == len(data)
        what = "the text ends within a character" if at_end else f"not all of it is {encoding}"
        return _checked(text, encoding, (f"{what}; replaced",))


_ORDINARY = "\t\n\v\f\r\x1b"


def _checked(text: str, encoding: str, warnings: tuple[str, ...] = ()) -> Decoded:
    sample = text[:_SAMPLE]
    # Nearly all texts have nothing strange, which is told faster than what a text consists of.
    if not _without_ordinary(sample).isprintable() or "\ufffd" in sample:
        strange = sum(map(sample.count, filter(_is_strange, set(sample))))
        if strange > max(1, _STRANGE * len(sample)):
            raise BinaryFile
    return Decoded(normalised(text), encoding, warnings)


def _without_ordinary(sample: str) -> str:
    for char in _ORDINARY:
        sample = sample.replace(char, " ")
    return sample


def _is_strange(char: str) -> bool:
    if char.isprintable():
        return char == "\ufffd"
    return char not in _ORDINARY and unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"}
