"""`oil[ti]` and `(oil OR gas)[tiab]`: a field of PubMed, in brackets behind what it is for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.syntax import fields
from searchkit.syntax.lexer import PAIRED, QUOTES, Kind, Token

# A number behind the field is the most words between the first and the last of a phrase.
_TAG = re.compile(
    r"( ?)\[ ?([A-Za-z][A-Za-z /-]{1,30}?) ?(?::~(\d{1,3}))?\](?=AND|OR|NOT|\W|$)", re.ASCII
)
# Title and abstract are all that a text has.
_ALL_TEXT = {
    *("tiab", "title/abstract", "tw", "text word", "text words", "ab", "abstract", "all"),
    *("all fields", "text"),
}
# These stand behind a blank too, where other words in brackets are words.
_TITLES = {"ti", "title", "title word"}

_OTHER_QUOTES = {*QUOTES, *PAIRED} - {'"'}


class Tagged(NamedTuple):
    """The code points `[start, end)` of a query that a tag is for, with it, and what they mean."""

    start: int
    end: int
    meant: str


def tagged(
    query: str, tokens: Sequence[Token], is_plain: Callable[[Token], bool]
) -> Iterator[Tagged]:
    """The parts of a query that have a tag; a tag that names no field here is dropped."""
    end = 0
    for match in _TAG.finditer(query) if "[" in query else ():
        tag, place = match[2].lower(), match.start()
        if match[1] and tag not in _ALL_TEXT | _TITLES:
            continue
        start = _start(query, tokens, place, is_plain)
        if start is None or start < end:
            # A second tag, as in `oil[ti][ab]`, is of no use.
            continue
        end = match.end()
        text = _in_straight_quotes(query[start:place])
        field = None if tag in _ALL_TEXT else fields.meant(tag)
        if match[3]:
            text = _near(text, int(match[3]) + 1)
        elif " " in text and text[0] not in '("':
            text = f'"{text}"'
        elif field == "date":
            text = text.strip('"').replace("/", "-")
        if match[3] and field:
            text = f"({text})"
        yield Tagged(start, end, f"{field}:{text}" if field else text)


def _start(
    query: str, tokens: Sequence[Token], place: int, is_plain: Callable[[Token], bool]
) -> int | None:
    """Where the group, the phrase or the words begin that end at a place; None if nothing does."""
    number = next(
        (at for at, token in enumerate(tokens) if token.span.start < place <= token.span.end), None
    )
    if number is None:
        return None
    last = tokens[number]
    if last.kind is Kind.QUOTED:
        return last.span.start if last.span.end == place else None
    if last.kind is Kind.CLOSE:
        return _opening(tokens[: number + 1])
    text = query[last.span.start : place]
    if last.kind is not Kind.WORD or text.endswith(":"):
        return None
    start = last.span.start
    if text.rstrip("*").isalnum():
        for token in reversed(tokens[:number]):
            if not is_plain(token):
                break
            start = token.span.start
    return start


def _opening(tokens: Sequence[Token]) -> int | None:
    """Where the group begins that ends with the last token."""
    depth = 0
    for token in reversed(tokens):
        depth += (token.kind is Kind.CLOSE) - (token.kind is Kind.OPEN)
        if not depth:
            return token.span.start
    return None


def _in_straight_quotes(text: str) -> str:
    """A phrase with the quotation marks that all have; any other text as it is."""
    return f'"{text[1:-1]}"' if text[0] in _OTHER_QUOTES else text


def _near(text: str, distance: int) -> str:
    """The words of a phrase so close to each other, in any order."""
    return f" NEAR/{distance} ".join(text.strip('"').split())
