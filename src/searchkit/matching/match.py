"""The meaning of a query: which analysed articles it matches, and where.

This is the only definition. The memory engine is a loop over `match`; snippets mark the
occurrences that it returns; every other engine is tested to find the same articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import assert_never

from searchkit.analysis import Document
from searchkit.deadline import watched
from searchkit.matching import positions
from searchkit.operands import by_field
from searchkit.query import (
    And,
    AtLeast,
    Boolean,
    Boost,
    DateRange,
    Filtered,
    First,
    Ids,
    Leaf,
    MatchAll,
    Near,
    Not,
    NotNear,
    NumberRange,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Within,
)
from searchkit.quick_dataclass import dataclass
from searchkit.schema import PROVENANCE, SCORED_STREAMS, TITLE_START, TITLE_WEIGHT


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The tokens `first` to `last` (included) of a stream, and the leaf that they match.

    `signs` are the characters after the last token that belong to it, as in `C++`.
    """

    leaf: Leaf
    first: int
    last: int
    signs: int = 0


def match(query: Query, document: Document) -> list[Occurrence] | None:
    """Every occurrence that makes the document a hit, or None if it is none.

    A match without a place in a text (a date, everything, a negation) has no occurrence.
    """
    match query:
        case Term() | Phrase() | Synonyms() | Near() | Within() | NotNear() | First():
            return _leaf(query, document)
        case AtLeast(count, child):
            places = match(child, document) or []
            return places if len(_places(places)) >= count else None
        case And(children):
            return _all_of(match(child, document) for child in children)
        case Or(children):
            return _any_of([match(child, document) for child in children])
        case Not(child):
            return [] if match(child, document) is None else None
        case Boost(child) | Filtered(child):
            return match(child, document)
        case Boolean():
            return _boolean(query, document)
        case DateRange() | NumberRange() | MatchAll() | Ids():
            return [] if _selects(query, document) else None
        case _:
            assert_never(query)


def _leaf(leaf: Leaf, document: Document) -> list[Occurrence] | None:
    places = occurrences(leaf, document)
    if not places:
        return None
    # How a field came to be known is no place in a text.
    return [] if leaf.stream == PROVENANCE else places


def occurrences(leaf: Leaf, postings: positions.Positions) -> list[Occurrence]:
    """The occurrences of a leaf, in the order of the text; one over all of it, in each field."""
    places = watched(positions.occurrences(leaf, postings))
    if leaf.stream not in SCORED_STREAMS:
        return [Occurrence(leaf, *place) for place in places]
    title, body = by_field(leaf)
    return [
        Occurrence(body, first, last)
        if first < TITLE_START
        else Occurrence(title, first - TITLE_START, last - TITLE_START)
        for first, last in places
    ]


def frequency(leaf: Leaf, postings: positions.Positions) -> int:
    """How often a leaf occurs; in the scored text, with the weight of the title."""
    return sum(
        1 if first < TITLE_START else TITLE_WEIGHT
        for first, _ in positions.occurrences(leaf, postings)
    )


def occurrence_count(parts: Iterable[Leaf], postings: positions.Positions) -> int:
    """The number of different places at which the leaves in an `AtLeast` occur."""
    places = (occurrences(leaf, postings) for leaf in parts if leaf.stream != PROVENANCE)
    return len(_places(chain.from_iterable(places)))


def field_of(leaf: Leaf) -> str:
    """The field whose stream a leaf is over."""
    return leaf.stream.removesuffix("_exact")


def _places(places: Iterable[Occurrence]) -> set[tuple[str, int, int]]:
    return {(field_of(place.leaf), place.first, place.last) for place in places}


def _boolean(query: Boolean, document: Document) -> list[Occurrence] | None:
    occurrences_of_must = match(query.must, document)
    if occurrences_of_must is None or not query.marked:
        return occurrences_of_must
    return occurrences_of_must + (match(query.should, document) or [])


def _all_of(results: Iterable[list[Occurrence] | None]) -> list[Occurrence] | None:
    occurrences: list[Occurrence] = []
    for result in results:
        if result is None:
            return None
        occurrences += result
    return occurrences


def _any_of(results: Sequence[list[Occurrence] | None]) -> list[Occurrence] | None:
    matched = [result for result in results if result is not None]
    return list(chain.from_iterable(matched)) if matched else None


def _selects(query: DateRange | NumberRange | MatchAll | Ids, document: Document) -> bool:
    """Tell if a query without words selects the article."""
    match query:
        case MatchAll():
            return True
        case Ids(ids):
            return document.article.id in ids
        case NumberRange(name, first, last):
            return _is_between(document.numbers[name], first, last)
        case DateRange(first, last):
            return _lies_in(document, first, last)


def _is_between(number: int | None, first: int | None, last: int | None) -> bool:
    if number is None or (first is not None and number < first):
        return False
    return last is None or number <= last


def _lies_in(document: Document, first: int | None, last: int | None) -> bool:
    date = document.article.date
    if date is None:
        return False
    if first is not None and date.first_day.toordinal() < first:
        return False
    return last is None or date.last_day.toordinal() <= last
