"""The encodings in which the bytes of RTF stand: of the document, and of each font."""

from __future__ import annotations

import codecs
from typing import Final

#: Of a document that says nothing.
DEFAULT: Final = "cp1252"
#: The character set of fonts in which no byte is a letter.
SYMBOLS: Final = 2

# Source: the RTF specification 1.9.1, `\fcharset`.
_OF_FONTS = {
    77: "mac-roman", 78: "shift_jis", 79: "euc_kr", 80: "big5", 81: "gb18030",
    83: "mac-arabic", 85: "mac-greek", 86: "mac-turkish", 88: "mac-latin2", 89: "mac-cyrillic",
    128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
#: The ends of the names of fonts that are for one alphabet.
_OF_NAMES = {
    " CYR": "cp1251", " CE": "cp1250", " Greek": "cp1253", " Tur": "cp1254", " Baltic": "cp1257",
}  # fmt: skip
_OF_DOCUMENTS = {"ansi": DEFAULT, "mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
_PAGES = {936: "gb18030", 10000: "mac-roman", 10007: "mac-cyrillic", 65001: "utf-8"}


def document_codec(word: str) -> str | None:
    """The codec that a control word such as `ansi` names; None for any other."""
    return _OF_DOCUMENTS.get(word)


def page_codec(number: int) -> str | None:
    """The codec of a code page; None for one that there is not."""
    try:
        return codecs.lookup(_PAGES.get(number, f"cp{number}")).name
    except LookupError:
        return None


def font_codec(charset: int | None, name: str) -> str | None:
    """The codec of a font; None if it is that of the document."""
    if not charset or charset == 1:
        return next((codec for end, codec in _OF_NAMES.items() if name.endswith(end)), None)
    return _OF_FONTS.get(charset)
