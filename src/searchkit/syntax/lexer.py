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
_OPERATORS = {"AND", "OR", "NOT"}


class Kind(enum.Enum):
    """What a token is."""

    WORD = "word"
    QUOTED = "quoted"
    FIELD = "field"
    EXACT = "="
    MINUS = "-"
    BOOST = "^"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the word, the quoted text, the field's name or the boost's number.

    `glued` tells that no space stands before it.
    """

    kind: Kind
    text: str
    span: Span
    glued: bool


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
        if found := _QUOTED.match(query, at):
            return Kind.QUOTED, found[1], found.end()
        raise QueryError(
            "this quote is never closed",
            query,
            at,
            at + 1,
            f'write {query[:at]}"{query[at + 1 :].strip() or "some words"}"',
        )
    if char == "^" and (found := _BOOST.match(query, at)):
        return Kind.BOOST, found[1], found.end()
    if char == "-" and _starts_term(query, at + 1):
        return Kind.MINUS, char, at + 1
    if char == "=" and _starts_term(query, at + 1):
        return Kind.EXACT, char, at + 1
    follows_field = bool(before) and before[-1].kind is Kind.FIELD and before[-1].span.end == at
    found = None if follows_field else _FIELD.match(query, at)
    if found and (_starts_term(query, found.end()) or found[1].islower()):
        return Kind.FIELD, found[1], found.end()
    found = _WORD.match(query, at)
    assert found is not None, "every other character starts a word"
    word = found[0]
    return (Kind[word] if word in _OPERATORS else Kind.WORD), word, found.end()


def _starts_term(query: str, at: int) -> bool:
    return at < len(query) and not query[at].isspace() and query[at] != ")"
