"""What an engine is asked: a tree of ready terms over the streams of the schema.

The parser makes a tree of what the user typed (`searchkit.syntax`); `searchkit.binding` turns that
into this tree, in which every field is a stream and every word is a term as analysis writes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """One term of one stream."""

    stream: str
    term: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """At least two terms of one stream, side by side and in order."""

    stream: str
    terms: tuple[str, ...]


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
class Prefer:
    """What `required` matches; where `preferred` matches too, it adds score and marks."""

    required: Query
    preferred: Query


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every article."""


Query: TypeAlias = Term | Phrase | DateRange | And | Or | Not | Boost | Prefer | MatchAll
Leaf: TypeAlias = Term | Phrase


def leaves(query: Query) -> Iterator[Leaf]:
    """The terms and phrases that can make a hit; those under a `Not` cannot."""
    match query:
        case Term() | Phrase():
            yield query
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case Boost(child):
            yield from leaves(child)
        case Prefer(required, preferred):
            yield from leaves(required)
            yield from leaves(preferred)
        case Not() | DateRange() | MatchAll():
            return


def terms_of(leaf: Leaf) -> tuple[str, ...]:
    """The terms of a leaf, in order."""
    return leaf.terms if isinstance(leaf, Phrase) else (leaf.term,)
