"""A query split into the part that finds articles and those that only add to their scores.

Tantivy goes through an `Or` of terms alone several times as fast as through any other, and looks at
what stands beside all that finds articles only where that found one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from searchkit.operands import words_of
from searchkit.query import And, Boolean, Boost, Or, Query, Synonyms, leaves

# What stands in a stem after the code of its language; no bare term has it.
_AFTER_LANGUAGE = ":"


class Weighted(NamedTuple):
    """A query, and what its score is multiplied by."""

    query: Query
    factor: float


class ScoringParts(NamedTuple):
    """`finds` finds what the query does; the scores of all parts add up to that of the query.

    What is in `inside` matches only what `finds` does; what is in `beside` may match more.
    """

    finds: Query
    inside: list[Weighted]
    beside: list[Weighted]


def split_scoring(query: Query) -> ScoringParts:
    """The parts of a query that is to be scored."""
    inside: list[Weighted] = []
    beside: list[Weighted] = []
    return ScoringParts(_finding(query, 1.0, inside, beside), inside, beside)


def alternatives(query: Query, factor: float = 1.0) -> Iterator[Weighted]:
    """Queries of which at least one must match, and whose scores add up to that of the query."""
    match query:
        case Or(children):
            for child in children:
                yield from alternatives(child, factor)
        case Boost(child, further):
            yield from alternatives(child, factor * further)
        case _:
            yield Weighted(query, factor)


def _finding(
    query: Query, factor: float, inside: list[Weighted], beside: list[Weighted] | None
) -> Query:
    """A branch without what only adds to its score; None for `beside` where not all hits match it.

    An unmarked preference stands only where what it prefers stands (see `Boolean`), unless that is
    stemmed in other languages: of two words that fold alike, one may have another stem there.
    """
    match query:
        case Boost(child, further):
            return Boost(_finding(child, factor * further, inside, beside), further)
        case Or(children):
            return Or(tuple(_finding(child, factor, inside, None) for child in children))
        case And(children) if beside is not None:
            # Inside one child is not inside all of them.
            return And(tuple(_finding(child, factor, beside, beside) for child in children))
        case Boolean(must, should, marked):
            place = inside if not marked and not _has_foreign_stems(must) else beside
            if place is None:
                return query
            place.extend(alternatives(should, factor))
            return _finding(must, factor, inside, beside)
        case _:
            return query


def _has_foreign_stems(query: Query) -> bool:
    """Tell if stems of other languages than English are among what a query looks for."""
    return any(
        _AFTER_LANGUAGE in term
        for leaf in leaves(query)
        for word in words_of(leaf)
        for term in (word.terms if isinstance(word, Synonyms) else (word.term,))
    )
