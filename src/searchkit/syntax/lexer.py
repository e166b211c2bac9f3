"""Query text → tokens with their places."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from searchkit.errors import QueryError
from searchkit.syntax.tree import Span

_QUOTES = '"\u201c\u201d\u201e\u201f\uff02'
_SPACE = re.compile(r"\s+")
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
# A field name is letters before a colon that something follows; `https://…` and `12:30` are words.
_FIELD = re.compile(r"([A-Za-z_]+):(?!//)")
_BOOST = re.compile(r"\^([^\s()]*)")
_WORD = re.compile(rf"[^\s(){_QUOTES}^]+")
_SLOP = re.compile(r"~[^\s()^]*")
_OPERATORS = {"AND", "OR", "NOT"}
_NEAR = re.compile(r"(NEAR|BEFORE)(/.*)?")


class Kind(enum.Enum):
    """The kinds of tokens."""

    WORD = "word"
    QUOTED = "quoted"
    FIELD = "field"
    EXACT = "="
    MINUS = "-"
    BOOST = "^"
    SLOP = "~"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the word, the quoted text, the field's name, the number of a boost or a slop.

    `glued` tells that no space stands before it.
    """

    kind: Kind
    text: str
    span: Span
    glued: bool


def unquoted(text: str) -> str:
    """The text with a space in the place of each quote, which would end it between quotes.

    >>> unquoted('The "Coast" Gazette')
    'The  Coast  Gazette'
    """
    return "".join(" " if char in _QUOTES else char for char in text)


def lex(query: str) -> list[Token]:
    """The tokens of a query, the last of kind END. Raises `QueryError` for an open quote."""
    tokens: list[Token] = []
    at = 0
    while at < len(query):
        if space := _SPACE.match(query, at):
            at = space.end()
            continue
        kind, text, end = _next(query, at, tokens)
        glued = bool(tokens) and tokens[-1].span.end == at
        tokens.append(Token(kind, text, Span(at, end), glued))
        at = end
    tokens.append(Token(Kind.END, "", Span(at, at), False))
    return tokens


def _next(query: str, at: int, before: list[Token]) -> tuple[Kind, str, int]:
    char = query[at]
    if char in "()":
        return (Kind.OPEN if char == "(" else Kind.CLOSE), char, at + 1
    if char in _QUOTES:
        if match := _QUOTED.match(query, at):
            return Kind.QUOTED, match[1], match.end()
        raise QueryError(
            "this quotation mark is never closed",
            query,
            at,
            at + 1,
            f'write {query[:at]}"{query[at + 1 :].strip() or "some words"}"',
        )
    if char == "^" and (match := _BOOST.match(query, at)):
        return Kind.BOOST, match[1], match.end()
    after = before[-1].kind if before and before[-1].span.end == at else None
    if after is Kind.QUOTED and (match := _SLOP.match(query, at)):
        return Kind.SLOP, match[0][1:], match.end()
    if char == "-" and _starts_term(query, at + 1):
        return Kind.MINUS, char, at + 1
    if char == "=" and _starts_term(query, at + 1):
        return Kind.EXACT, char, at + 1
    match = None if after is Kind.FIELD else _FIELD.match(query, at)
    if match and (_starts_term(query, match.end()) or match[1].islower()):
        return Kind.FIELD, match[1], match.end()
    match = _WORD.match(query, at)
    assert match is not None, "every other character starts a word"
    word = match[0]
    if after not in (Kind.FIELD, Kind.EXACT) and _NEAR.fullmatch(word):
        return Kind.NEAR, word, match.end()
    return (Kind[word] if word in _OPERATORS else Kind.WORD), word, match.end()


def _starts_term(query: str, at: int) -> bool:
    return at < len(query) and not query[at].isspace() and query[at] != ")"
