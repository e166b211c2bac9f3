"""Bounds on the size of a query, each with a clear error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit.syntax.lexer import Kind, Token
from searchkit.syntax.tree import (
    And,
    AtLeast,
    Boost,
    Fuzzy,
    Near,
    Node,
    Not,
    NotNear,
    Or,
    Phrase,
    QueryPart,
    Regex,
    Term,
    Wildcard,
    Within,
)

#: Words and phrases outside of plain lists joined by OR.
MAX_TERMS = 64
#: Words and phrases in one such list.
MAX_LISTED = 1_000
#: Operators of proximity; each compares all places of its operands.
MAX_NEAR = 10

_TERMS = {Kind.WORD, Kind.QUOTED, Kind.REGEX}


def check_tokens(query: str, tokens: Sequence[Token]) -> None:
    """Raise `QueryError` for more than can be one query, before a tree is made of it."""
    _check(query, tokens, {Kind.PROXIMITY}, most=MAX_NEAR, what="NEAR, BEFORE and the like")
    _check(query, tokens, _TERMS, most=MAX_LISTED + MAX_TERMS, what="terms")


def _check(query: str, tokens: Sequence[Token], kinds: set[Kind], *, most: int, what: str) -> None:
    spans = [token.span for token in tokens if token.kind in kinds]
    if len(spans) > most:
        raise QueryPart(query, spans[most]).error(
            f"a query can have at most {most:,} {what}",
            "search for fewer words at once",
        )


def check_terms(query: str, tree: Node) -> None:
    """Raise `QueryError` for too many terms, besides those of plain lists joined by OR."""
    terms = list(_unlisted(tree, query))
    if len(terms) > MAX_TERMS:
        raise QueryPart(query, terms[MAX_TERMS].span).error(
            f"a query can have at most {MAX_TERMS} terms, or {MAX_LISTED:,} in a list joined by OR",
            "search for fewer words at once",
        )


def _unlisted(node: Node, query: str) -> Iterator[Node]:
    """The terms of a tree that are in no plain list."""
    match node:
        case Or(children) if all(_is_term(child) for child in children):
            if len(children) > MAX_LISTED:
                raise QueryPart(query, children[MAX_LISTED].span).error(
                    f"a list joined by OR can have at most {MAX_LISTED:,} terms",
                    "search for fewer words at once",
                )
        case And(children) | Or(children):
            for child in children:
                yield from _unlisted(child, query)
        case Not(child) | Boost(child) | AtLeast(_, child):
            yield from _unlisted(child, query)
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            yield from _unlisted(left, query)
            yield from _unlisted(right, query)
        case _:
            yield node


def _is_term(node: Node) -> bool:
    return isinstance(node, Term | Phrase | Wildcard | Fuzzy | Regex)
