"""NEAR and BEFORE: their distance, and what may stand beside them."""

from __future__ import annotations

import re

from searchkit.schema import SCHEMA
from searchkit.syntax.lexer import Token
from searchkit.syntax.tree import (
    Fuzzy,
    Leaf,
    Near,
    Node,
    Or,
    Phrase,
    QueryPart,
    Span,
    Term,
    Wildcard,
)
from searchkit.syntax.words import MAX_GAP

_DISTANCE = re.compile(r"0*[1-9]\d{0,3}", re.ASCII)


def parse_distance(token: Token, query: str) -> int:
    """The number of `NEAR/5`. Raises `QueryError` when there is none between 1 and 1,000."""
    name, _, number = token.text.partition("/")
    if _DISTANCE.fullmatch(number) and int(number) <= MAX_GAP:
        return int(number)
    raise QueryPart(query, token.span).error(
        f"{name} needs a number of words from 1 to {MAX_GAP:,}",
        f'write {name}/5; for the word itself, write "{name}"',
    )


def near(left: Node, token: Token, right: Node, query: str) -> Near:
    """The node of `left NEAR/5 right`. Raises `QueryError` for what cannot stand beside it."""
    distance = parse_distance(token, query)
    name = token.text.partition("/")[0]
    fields = {leaf.field for node in (left, right) for leaf in _leaves(node, name, query)}
    part = QueryPart(query, Span(left.span.start, right.span.end))
    if len(fields) > 1:
        raise part.error(
            f"{name} works on words of one field",
            f"write title:(tajik {name}/{distance} army)",
        )
    (field,) = fields
    if field is not None and SCHEMA[field].kind != "text":
        raise part.error(
            f"{name} works in title and body, not in {field}",
            f'write {field}:"some words" for words side by side',
        )
    return Near(left, right, distance, name == "BEFORE", part.span)


def _leaves(node: Node, name: str, query: str) -> list[Leaf]:
    match node:
        case Term() | Phrase() | Wildcard() | Fuzzy():
            return [node]
        case Or(children):
            return [leaf for child in children for leaf in _leaves(child, name, query)]
        case Near(left, right):
            return [*_leaves(left, name, query), *_leaves(right, name, query)]
        case _:
            raise QueryPart(query, node.span).error(
                f"{name} takes words, phrases, and groups of them joined by OR",
                f"write (taliban OR isis) {name}/5 moscow, and anything else outside its brackets",
            )
