"""Operators of proximity: what they mean, in their own spelling and in that of other tools.

And what may stand beside them.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from searchkit import quick_re as re
from searchkit.query import Unit
from searchkit.quick_dataclass import dataclass
from searchkit.syntax.fields import is_text
from searchkit.syntax.lexer import Token, unquoted
from searchkit.syntax.tree import (
    And,
    AtLeast,
    Fuzzy,
    Leaf,
    Near,
    Node,
    NotNear,
    Or,
    Phrase,
    QueryPart,
    Regex,
    Span,
    Term,
    Wildcard,
    Within,
)
from searchkit.syntax.words import MAX_GAP

#: The greatest number of occurrences that can be asked for.
MAX_COUNT = 1_000

_DISTANCE = re.compile(r"0*[1-9]\d{0,3}", re.ASCII)
_NEAR = re.compile(r"(?:w|n|near|within)?/(\d+)|near(\d+)", re.IGNORECASE | re.ASCII)
_BEFORE = re.compile(
    r"(?:pre|adj|p|onear|before)/(\d+)|(?:adj|pre|onear)(\d+)|near/(\d+)f",
    re.IGNORECASE | re.ASCII,
)
_SENTENCE = re.compile(r"(?i:/s|w/s|/sent|w/sent|w/sentence)|SENTENCE|same")
_PARAGRAPH = re.compile(r"(?i:/p|w/p|/para|w/para|w/paragraph)|PARAGRAPH")
_COUNT = re.compile(r"0*([1-9]\d{0,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Proximity:
    """An operator: `NEAR/5`, `BEFORE/5`, `SENTENCE` or `PARAGRAPH`; `distance` is as typed."""

    unit: Unit | None = None
    distance: str = ""
    ordered: bool = False

    @property
    def name(self) -> str:
        """The word of the query language for it."""
        if self.unit:
            return self.unit.upper()
        return "BEFORE" if self.ordered else "NEAR"


@lru_cache(1_000)
def parse_proximity(text: str) -> Proximity | None:
    """The operator that a word can be, as users of any tool write it.

    >>> parse_proximity("w/5").name, parse_proximity("adj3").name, parse_proximity("/p").name
    ('NEAR', 'BEFORE', 'PARAGRAPH')
    """
    if match := _NEAR.fullmatch(text):
        return Proximity(distance=next(filter(None, match.groups())))
    if match := _BEFORE.fullmatch(text):
        return Proximity(distance=next(filter(None, match.groups())), ordered=True)
    if _SENTENCE.fullmatch(text):
        return Proximity("sentence")
    if _PARAGRAPH.fullmatch(text):
        return Proximity("paragraph")
    return None


def _operator(token: Token, query: str) -> Proximity:
    """The operator of a token. Raises `QueryError` if its number is not from 1 to 1,000."""
    operator = parse_proximity(token.text)
    if operator is None:
        name, _, distance = token.text.partition("/")
        operator = Proximity(distance=distance, ordered=name == "BEFORE")
    number = operator.distance
    if operator.unit or (_DISTANCE.fullmatch(number) and int(number) <= MAX_GAP):
        return operator
    beside = "/1 for words side by side; " if number == "0" else "/5; "
    raise QueryPart(query, token.span).error(
        f"{operator.name} needs a number of words from 1 to {MAX_GAP:,}",
        f'write {operator.name}{beside}for the word itself, write "{operator.name}"',
    )


def near(left: Node, token: Token, right: Node, query: str, *, negated: bool) -> Node:
    """The node of `left NEAR/5 right`; if `negated`, of `left NOT NEAR/5 right`.

    Raises `QueryError` for what cannot stand beside it.
    """
    operator = _operator(token, query)
    name = operator.name
    full_name = name if operator.unit else f"{name}/{int(operator.distance)}"
    fields = {leaf.field for node in (left, right) for leaf in leaves(node, name, query)}
    part = QueryPart(query, Span(left.span.start, right.span.end))
    if len(fields) > 1:
        written = f"NOT {full_name}" if negated else full_name
        raise part.error(
            f"{name} works on words of one field", _in_one_field(left, written, right, fields)
        )
    (field,) = fields
    if not is_text(field):
        raise part.error(
            f"{name} works in title and body, not in {field}",
            f'write {field}:"some words" for words side by side',
        )
    if negated:
        scope = operator.unit or int(operator.distance)
        return NotNear(left, right, scope, operator.ordered, part.span)
    if operator.unit:
        return Within(left, right, operator.unit, part.span)
    return Near(left, right, int(operator.distance), operator.ordered, part.span)


def _in_one_field(left: Node, operator: str, right: Node, fields: Collection[str | None]) -> str:
    """How to write it: with the field before both sides."""
    named = [field for field in fields if field]
    if len(named) > 1:
        return f"write title:(tajik {operator} army)"
    sides = (str(side).replace(f"{named[0]}:", "") for side in (left, right))
    return f"write {named[0]}:({f' {operator} '.join(sides)})"


def at_least(token: Token, child: Node, query: str) -> AtLeast:
    """The node of `ATLEAST/5 child`. Raises `QueryError` for a bad number or child."""
    digits = token.text.lower().removeprefix("atl").removeprefix("east").removeprefix("/")
    if not (match := _COUNT.fullmatch(digits)) or int(match[1]) > MAX_COUNT:
        raise QueryPart(query, token.span).error(
            f"ATLEAST needs a number of occurrences from 1 to {MAX_COUNT:,}",
            'write ATLEAST/5 before a word; for the word itself, write "ATLEAST"',
        )
    leaves(child, "ATLEAST", query)
    return AtLeast(int(match[1]), child, Span(token.span.start, child.span.end))


def leaves(node: Node, name: str, query: str) -> list[Leaf]:
    """The words and phrases of an operand. Raises `QueryError` for what is none of an operator."""
    match node:
        case Term() | Phrase() | Wildcard() | Fuzzy() | Regex():
            return [node]
        case Or(children):
            return [leaf for child in children for leaf in leaves(child, name, query)]
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            return [*leaves(left, name, query), *leaves(right, name, query)]
        case And(children) if all(isinstance(child, Term | Wildcard) for child in children) and (
            " AND " not in (words := query[node.span.start : node.span.end].strip("()"))
        ):
            named = words.replace("(", " ").replace(")", " ").split()
            # `a ADJ b` are words side by side.
            words = " ".join(word for word in named if word.upper() != "ADJ")
            raise QueryPart(query, node.span).error(
                f"{name} takes words, phrases, and groups of them joined by OR",
                f'write "{unquoted(words)}" for words side by side, or OR between them',
            )
        case _:
            example = "ATLEAST/5 (taliban OR isis)"
            if name != "ATLEAST":
                example = f"(taliban OR isis) {name}{'' if len(name) > 6 else '/5'} moscow"
            raise QueryPart(query, node.span).error(
                f"{name} takes words, phrases, and groups of them joined by OR",
                f"write {example}, and anything else outside its brackets",
            )
