"""The query of an engine: a tree of ready terms over the streams of the schema.

The parser makes a tree of what the user typed (`searchkit.syntax`); `searchkit.binding` turns that
into this tree, in which every field is a stream, every word is a term as analysis writes it, and
a wildcard or fuzzy word is the terms of an index that it stands for (`searchkit.expansion`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from searchkit.quick_dataclass import dataclass
from searchkit.schema import SCORED_STREAMS

#: What `Within` and `NotNear` take as one place: a part of a text that `analysis` tells.
Unit: TypeAlias = Literal["sentence", "paragraph"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one stream."""

    stream: str
    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """At least two terms of one stream in order, at most `slop` other words in each gap."""

    stream: str
    terms: tuple[str, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Synonyms:
    """One of these terms of a stream: what a wildcard or fuzzy word, `text`, means in an index."""

    stream: str
    terms: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Disjunction:
    """A group inside a `Near`: whatever matches one of the operands, over streams of one field."""

    operands: tuple[Operand, ...]

    @property
    def stream(self) -> str:
        return self.operands[0].stream


@dataclass(frozen=True, slots=True)
class Near:
    """Two operands over streams of one field, close together; `positions` says how that is meant.

    `distance` is at least 1, which is side by side. If `ordered`, the left one comes first.
    """

    left: Operand
    right: Operand
    distance: int
    ordered: bool = False

    @property
    def stream(self) -> str:
        return self.left.stream


@dataclass(frozen=True, slots=True)
class Within:
    """Two operands over streams of one field, in one sentence or in one paragraph of it.

    A title is one sentence. As in a `Near`, they share no word, and what occurs is all from the
    first word to the last.
    """

    left: Operand
    right: Operand
    unit: Unit

    @property
    def stream(self) -> str:
        return self.left.stream


@dataclass(frozen=True, slots=True)
class NotNear:
    """The matches of `left` that have no match of `right` near them, over streams of one field.

    Near is at most `scope` words away, as in a `Near`, or in the same sentence or paragraph. If
    `ordered`, only a `right` after it counts.
    """

    left: Operand
    right: Operand
    scope: int | Unit
    ordered: bool = False

    @property
    def stream(self) -> str:
        return self.left.stream


@dataclass(frozen=True, slots=True)
class First:
    """The matches of an operand within the first `length` words of its field."""

    operand: Operand
    length: int

    @property
    def stream(self) -> str:
        return self.operand.stream


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The matches of a child that occurs so many times in one article, in all fields together.

    The child is a leaf, or an `Or` of such that may be boosted; two leaves that match the same
    words of a field occur once.
    """

    count: int
    child: Query


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Articles whose number of this name (see `schema.NUMBERS`) is in a range, both ends included.

    None leaves an end open. An article without the number is in no range.
    """

    name: str
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles whose whole date lies in the days `first` to `last`, as proleptic ordinals.

    None leaves an end open. An article without a date is in no range.
    """

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class And:
    """Every child matches."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child matches."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Every article that the child does not match."""

    child: Query


@dataclass(frozen=True, slots=True)
class Boost:
    """The child, its score multiplied."""

    child: Query
    factor: float


@dataclass(frozen=True, slots=True)
class Boolean:
    """The matches of `must`; where `should` matches too, it adds score.

    Unless `marked`, the occurrences of `should` are no occurrences of the query: it stands only
    where `must` stands too.
    """

    must: Query
    should: Query
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Filtered:
    """The matches of `filter`, scored as `scored` scores them."""

    filter: Query
    scored: Query


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Ids:
    """The articles with these ids."""

    ids: frozenset[str]


#: What stands at places of a text.
Leaf: TypeAlias = Term | Phrase | Synonyms | Near | Within | NotNear | First
Operand: TypeAlias = Leaf | Disjunction
Query: TypeAlias = (
    Leaf
    | AtLeast
    | DateRange
    | NumberRange
    | And
    | Or
    | Not
    | Boost
    | Boolean
    | Filtered
    | MatchAll
    | Ids
)


def leaves(query: Query) -> Iterator[Leaf]:
    """The leaves that can make a hit; those under a `Not` cannot."""
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case Boost(child) | AtLeast(_, child):
            yield from leaves(child)
        case Boolean(must, should):
            yield from leaves(must)
            yield from leaves(should)
        case Filtered(filter):
            yield from leaves(filter)
        case Not() | DateRange() | NumberRange() | MatchAll() | Ids():
            return
        case leaf:
            yield leaf


def unscored(query: Query) -> Query:
    """A query that finds the same, and asks nothing that would only score."""
    match query:
        case Boolean(child) | Filtered(child):
            return unscored(child)
        case Boost(child):
            return unscored(child)
        case Not(child):
            return Not(unscored(child))
        case AtLeast(count, child):
            return AtLeast(count, unscored(child))
        case And(children):
            return And(tuple(map(unscored, children)))
        case Or(children):
            return Or(tuple(map(unscored, children)))
        case _:
            return query


def scores(query: Query) -> bool:
    """Tell if one match of a query can score more than another."""
    match query:
        case Filtered(_, scored):
            return scores(scored)
        case And(children) | Or(children):
            return any(map(scores, children))
        case Boost(child) | AtLeast(_, child):
            return scores(child)
        case Boolean(must, should):
            return scores(must) or scores(should)
        case Not() | DateRange() | NumberRange() | MatchAll() | Ids():
            return False
        case leaf:
            return leaf.stream in SCORED_STREAMS


def any_of(queries: Sequence[Query]) -> Query:
    """The one query, or any of several."""
    return queries[0] if len(queries) == 1 else Or(tuple(queries))


def within_first(query: Query, length: int) -> Query:
    """The query, of which only the first so many words of each field count."""
    match query:
        case Or(children):
            return Or(tuple(within_first(child, length) for child in children))
        case Filtered(filter, scored):
            return Filtered(within_first(filter, length), scored)
        case And(children):
            return And(tuple(within_first(child, length) for child in children))
        case Boolean(must, should, marked):
            return Boolean(within_first(must, length), should, marked)
        case Boost(child, factor):
            return Boost(within_first(child, length), factor)
        case Term() | Phrase() | Synonyms() | Near() | Within() | NotNear() | First():
            return First(query, length)
        case _:
            raise TypeError(f"{type(query).__name__} is at no place of a text")
