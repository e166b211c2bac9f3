"""The lines of a plain text between its blank ones, each with the characters that it comes from."""

from __future__ import annotations

import string
from typing import NamedTuple, TypeAlias

from searchkit import quick_re as re

_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
_ODD_SPACE = re.compile(r"[^\S\n\t ]")
_SOFT_END = re.compile(r"\u00ad(?=[ \t]*\n)")
_PAGE = re.compile(r"\n?\f\n?")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


_LETTERS = string.ascii_letters.encode()
_DIGITS = string.digits.encode()
_LOWER = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_NO_LETTERS = bytes(set(range(128)) - set(_LETTERS))
_NO_WORDS = bytes(set(_NO_LETTERS) - set(_DIGITS))
_NO_LETTER, _NO_WORD = re.compile(r"[\W\d_]+"), re.compile(r"[\W_]+")


class Line(NamedTuple):
    """A line of the cleaned text, and the exact characters of the saved text that it comes from.

    `number` is the place of its first line in the saved text.
    """

    text: str
    saved: str
    number: int


#: Lines with no blank line between them.
Block: TypeAlias = list[Line]


def letters_of(text: str) -> str:
    """The letters of a text, in lower case.

    >>> letters_of("Page 12 of The Échos")
    'pageoftheéchos'
    """
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_LETTERS).decode()
    return _NO_LETTER.sub("", text).casefold()


def letters_and_digits_of(text: str) -> str:
    """The letters and digits of a text, in lower case.

    >>> letters_and_digits_of("12 Échos, now")
    '12échosnow'
    """
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_WORDS).decode()
    return _NO_WORD.sub("", text.casefold())


def blocks_of(saved: str) -> list[Block]:
    """The lines of a saved text between its blank ones; fenced code is one line, breaks and all."""
    if "\f" in saved:
        saved = _PAGE.sub("\n ", saved)
    text = saved if saved.isascii() else _visible(saved)
    blocks: list[Block] = []
    block: Block = []
    lines = text.split("\n")
    exact = lines if text is saved else saved.split("\n")
    fences = _fences(lines) if "```" in text or "~~~" in text else {}
    fenced = -1
    for number, line in enumerate(lines):
        if number in fences:
            fenced = fences[number]
            code = "\n".join(lines[number : fenced + 1])
            blocks += filter(None, (block, [Line(code, code, number)]))
            block = []
        elif number > fenced:
            if text_line := line.rstrip():
                block.append(Line(text_line, exact[number], number))
            elif block:
                blocks.append(block)
                block = []
    return [*blocks, block] if block else blocks


def _visible(saved: str) -> str:
    """The text without what cannot be seen, but for the mark of a word that a line end parts."""
    if "\u00ad" in saved:
        saved = _SOFT_END.sub("¬", saved)
    return _ODD_SPACE.sub(" ", saved.translate(_INVISIBLE))


def _fences(lines: list[str]) -> dict[int, int]:
    """The first and the last line of each piece of fenced code."""
    fences: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            if opened is None:
                opened = number, mark[1]
            elif mark[1].startswith(opened[1]) and not line[mark.end() :].strip():
                fences[opened[0]] = number
                opened = None
    return fences
