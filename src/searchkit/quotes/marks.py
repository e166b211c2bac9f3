"""The beginnings and ends of quotations.

Saved articles mix straight and curly marks, and lose some. A mark opens or closes by what stands
around it; its shape only helps. A quotation that does not close is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal, TypeAlias

from searchkit import quick_regex as regex
from searchkit.deadline import watch

QuotedRange = tuple[int, int]

_MARK = regex.compile(r"""["“”„«»＂「」『』]|``|''|\n[^\S\n]*\n""")
_STRAIGHT, _CURLY, _ANGLED, _CORNER, _DOUBLE_CORNER, _TYPED = range(6)
_KINDS = {
    '"': _STRAIGHT, "＂": _STRAIGHT, "«": _ANGLED, "»": _ANGLED,
    "``": _TYPED, "''": _TYPED,
    "「": _CORNER, "」": _CORNER, "『": _DOUBLE_CORNER, "』": _DOUBLE_CORNER,
}  # fmt: skip
# What may stand before a mark that opens: nothing, space, a bracket, a dash or another mark.
_BEFORE = frozenset("([{—–-/‘'\"“„«=…:>")
#: Quotations inside quotations, to this depth.
DEEPEST = 4
#: Blank characters before a mark that opens a line anew.
MAX_INDENT = 8

# British usage; an apostrophe closes only what plainly is a quotation.
_SINGLE = regex.compile(r"(?<![\w’])‘(?=\S)(?:[^‘’\n]|’(?=\w)|\n(?![^\S\n]*\n))*+’")


def spans(text: str) -> list[QuotedRange]:
    """The `[start, end)` of what stands between the marks of each outermost quotation, in order.

    >>> spans("“No,” he said, “we ‘won’t’.”")
    [(1, 4), (16, 27)]
    """
    double = list(_double(text))
    single = [span for span in _single(text) if _holds(span, _overlapping(span, double))]
    outer = [span for span in double if not _overlapping(span, single)]
    return sorted(span for span in (*outer, *single) if _has_letters(text, span))


def _has_letters(text: str, span: QuotedRange) -> bool:
    return any(map(str.isalpha, text[slice(*span)]))


@dataclass(slots=True)
class _Open:
    """The marks that are open: kind and offset, the outermost first.

    `inner` are the quotations in angled marks that are closed inside an open one of the kind.
    """

    marks: list[tuple[int, int]] = field(default_factory=list)
    inner: list[QuotedRange] = field(default_factory=list)

    def opens(self, kind: int, at: int) -> Iterator[QuotedRange]:
        """A mark of the same kind as an open one says that the open one was never closed.

        Angled marks stand inside each other, as in `«Компания «Ромашка» закрыта»`.
        """
        is_open = kind != _ANGLED and any(kind == other for other, _ in self.marks)
        if is_open or len(self.marks) == DEEPEST:
            yield from self.lost()
        self.marks.append((kind, at))

    def lost(self) -> Iterator[QuotedRange]:
        """The quotations inside marks that are never closed."""
        yield from self.inner
        self.inner.clear()
        self.marks.clear()

    def has(self, kind: int) -> bool:
        """Tell if a mark of a kind is open."""
        return any(kind == other for other, _ in self.marks)

    def closes(self, kind: int) -> int | None:
        """The offset of the mark that this one closes; None if it closes another."""
        if not self.marks:
            return None
        kinds = [other for other, _ in self.marks]
        if kind not in kinds and len(kinds) == 1 and _ANGLED not in (kind, *kinds):
            kind = kinds[0]  # Opened with one hand, closed with the other.
        if kinds[-1] != kind:
            return None
        _, at = self.marks.pop()
        return at


def _double(text: str) -> Iterator[QuotedRange]:
    marks = _Open()
    for match in watch(_MARK.finditer(text)):
        at, mark = match.start(), match[0]
        if mark[0] == "\n":
            # Only a quotation that goes on opens the next paragraph anew.
            if marks.marks and not _goes_on(text, match.end(), marks.marks):
                yield from marks.lost()
            continue
        kind = _KINDS.get(mark, _CURLY)
        if kind == _TYPED:
            yield from _typed(mark, at, marks)
            continue
        sense = _plain_sense(text, at, marks) or _sense(text, at, bool(marks.marks))
        if sense == "opens":
            if len(marks.marks) == 1 and marks.marks[0][0] == kind and _begins_line(text, at):
                continue
            yield from marks.opens(kind, at)
        elif sense == "closes":
            yield from _closed(kind, at, marks)
        else:
            yield from marks.lost()
    yield from marks.lost()


def _closed(kind: int, at: int, marks: _Open) -> Iterator[QuotedRange]:
    """The quotation that a mark closes, if it is the outermost."""
    if not marks.marks:
        return
    begin = marks.closes(kind)
    if begin is None:
        yield from marks.lost()
    elif not marks.marks:
        marks.inner.clear()
        yield begin + 1, at
    elif kind == marks.marks[-1][0] == _ANGLED:
        marks.inner.append((begin + 1, at))


def _typed(mark: str, at: int, marks: _Open) -> Iterator[QuotedRange]:
    """What a mark of two characters ends: it begins after the second one, and ends before both."""
    if mark == "``":
        yield from marks.opens(_TYPED, at + 1)
    elif marks.has(_TYPED):
        yield from _closed(_TYPED, at, marks)


def _goes_on(text: str, at: int, marks: list[tuple[int, int]]) -> bool:
    while at < len(text) and text[at].isspace():
        at += 1
    if at == len(text) or len(marks) > 1 or text[at] not in '"“„«＂「『':
        return False
    return _KINDS.get(text[at], _CURLY) == marks[0][0]


def _begins_line(text: str, at: int) -> bool:
    return text[max(0, at - MAX_INDENT) : at].rstrip(" \t")[-1:] == "\n"


_Sense: TypeAlias = Literal["opens", "closes", "unclear"]


def _plain_sense(text: str, at: int, marks: _Open) -> _Sense | None:
    """The function of a mark whose shape tells it; None for another."""
    mark = text[at]
    if mark in "「『":
        return "opens"
    if mark in "」』":
        return "closes"
    # French has blanks inside.
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark == "«" and after.isspace() and after != "\n" and not marks.has(_ANGLED):
        return "opens"
    if mark == "»" and before.isspace() and not after.isalnum() and marks.has(_ANGLED):
        return "closes"
    return None


def _sense(text: str, at: int, is_open: bool) -> _Sense:
    """The function of a mark, by its neighbours first and by its shape where they do not tell."""
    mark = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    may_open = bool(after.strip()) and (not before.strip() or before in _BEFORE)
    may_close = bool(before.strip()) and not after.isalnum()
    if may_open and may_close:
        may_open, may_close = (False, True) if is_open else (True, False)
        if mark in "“„«":
            may_open, may_close = True, False
        elif mark in "”»":
            may_open, may_close = False, True
    if not may_open and not may_close:
        if mark in "“„«":
            return "opens"
        if mark in "”»":
            return "closes"
        if mark in '"＂' and not (before + after).strip(" \t\u00a0"):
            # Typed with blanks on both sides.
            return "closes" if is_open else "opens"
        return "unclear"
    return "opens" if may_open else "closes"


def _single(text: str) -> Iterator[QuotedRange]:
    for match in watch(_SINGLE.finditer(text)):
        begin, end = match.start() + 1, match.end() - 1
        if text[end - 1 : end] in {",", ".", "?", "!", "…"} or not _closed_later(text, match.end()):
            yield begin, end


def _closed_later(text: str, at: int) -> bool:
    """Check whether another apostrophe could be the one that closes."""
    rest = regex.match(r"(?:[^‘\n]|\n(?![^\S\n]*\n))*", text, pos=at)
    return rest is not None and bool(regex.search(r"’(?!\w)", rest[0]))


def _overlapping(span: QuotedRange, others: list[QuotedRange]) -> list[QuotedRange]:
    """Those of `others`, which are ascending and apart, that share characters with a span."""
    first = bisect_right(others, span[0], key=itemgetter(1))
    return others[first : bisect_left(others, span[1], key=itemgetter(0))]


def _holds(outer: QuotedRange, inner: list[QuotedRange]) -> bool:
    """Check whether spans lie in a span, and not around it or across its edge."""
    return all(outer[0] <= begin and end <= outer[1] for begin, end in inner)
