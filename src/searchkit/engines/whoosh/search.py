"""One search over an open Whoosh reader: a query → the score of every matching document.

The postings come from Whoosh; how they join is decided here, because Whoosh's own phrases, slop
and negation mean something else than `matching` does.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, reduce
from itertools import chain
from typing import Any, assert_never

from searchkit.engines.base import Order, counted
from searchkit.engines.ranking import bm25, rarity
from searchkit.engines.whoosh.postings import Postings
from searchkit.engines.whoosh.storage import FIRST_DAY, ID, LAST_DAY, facet_column, facet_values
from searchkit.positions import occurrences
from searchkit.query import (
    And,
    AnyTerm,
    Boost,
    DateRange,
    Fuzzy,
    Leaf,
    MatchAll,
    Near,
    Not,
    Or,
    Phrase,
    Prefer,
    Query,
    Term,
    Wildcard,
)
from searchkit.schema import STREAMS

#: Document number → score.
Scores = dict[int, float]


class Search:
    """The documents of one reader, by their numbers."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._postings = Postings(reader)

    def scores(self, query: Query) -> Scores:
        """Every document that matches, with its score."""
        match query:
            case Term() | Phrase() | AnyTerm() | Wildcard() | Fuzzy() | Near():
                return self._scored(query, self._counts(query))
            case And(children):
                return reduce(_both, [self.scores(child) for child in children])
            case Or(children):
                return reduce(_either, [self.scores(child) for child in children])
            case Not(child):
                without = self.scores(child)
                return {docnum: 0.0 for docnum in self._all if docnum not in without}
            case Boost(child, factor):
                return {docnum: factor * score for docnum, score in self.scores(child).items()}
            case Prefer(required, preferred):
                more = self.scores(preferred)
                found = self.scores(required)
                return {docnum: score + more.get(docnum, 0.0) for docnum, score in found.items()}
            case DateRange(first, last):
                return self._dates(first, last)
            case MatchAll():
                return dict.fromkeys(self._all, 0.0)
            case _:
                assert_never(query)

    def page(self, scores: Scores, offset: int, limit: int, order: Order) -> list[int]:
        """The documents `offset` to `offset + limit`; equal ones in the order of their ids."""
        if offset >= len(scores) or limit < 1:
            return []
        keys = self._keys(scores, order)
        wanted = offset + limit
        # The ids are only needed of documents that may tie for a place on the page.
        nearest = heapq.nsmallest(wanted, keys.values())
        rows = [
            (key, self._reader.stored_fields(docnum)[ID], docnum)
            for docnum, key in keys.items()
            if key <= nearest[-1] and (key >= nearest[offset])
        ]
        skipped = sum(key < nearest[offset] for key in nearest)
        ordered = [docnum for _, _, docnum in sorted(rows)]
        return ordered[offset - skipped : wanted - skipped]

    def facet(self, found: Collection[int], name: str) -> list[tuple[str, int]]:
        """The values of a facet in these documents, with their counts."""
        if not found:
            # The reader of an empty index has no columns.
            return []
        column = self._reader.column_reader(facet_column(name), translate=False)
        values = (facet_values(bytes(column[docnum])) for docnum in found)
        return counted(chain.from_iterable(values))

    @cached_property
    def _all(self) -> Sequence[int]:
        return list(self._reader.all_doc_ids())

    def _keys(self, scores: Scores, order: Order) -> Mapping[int, float]:
        if order == "relevance":
            return {docnum: -score for docnum, score in scores.items()}
        days = self._reader.column_reader(FIRST_DAY, translate=False)
        sign = -1 if order == "newest" else 1
        return {docnum: sign * days[docnum] or float("inf") for docnum in scores}

    def _counts(self, leaf: Leaf) -> Mapping[int, float]:
        """How often a leaf occurs in each document that it matches."""
        match leaf:
            case Term(stream, term):
                return self._postings.counts(stream, term)
            case AnyTerm():
                return self._postings.any_counts(leaf)
            case Phrase() | Near():
                places = self._postings.places
                found = self._postings.candidates(leaf)
                counts = {one: float(len(occurrences(leaf, places(one)))) for one in found}
                return {docnum: count for docnum, count in counts.items() if count}
            case Wildcard() | Fuzzy():
                raise TypeError(f"{leaf} is not expanded")

    def _scored(self, leaf: Leaf, counts: Mapping[int, float]) -> Scores:
        if not counts or not STREAMS[leaf.stream]:
            return dict.fromkeys(counts, 0.0)
        reader, stream = self._reader, leaf.stream
        # Whoosh's other figures count what is deleted and not yet merged away; so must this one.
        articles = reader.doc_count_all()
        inverse_frequency = rarity(leaf, articles, self._postings.having)
        mean = reader.field_length(stream) / articles
        return {
            docnum: bm25(inverse_frequency, count, reader.doc_field_length(docnum, stream), mean)
            for docnum, count in counts.items()
        }

    def _dates(self, first: int | None, last: int | None) -> Scores:
        if not self._all:
            return {}
        starts = self._reader.column_reader(FIRST_DAY, translate=False)
        ends = self._reader.column_reader(LAST_DAY, translate=False)
        found = {}
        for docnum in self._all:
            start = starts[docnum]
            if (
                start
                and (first is None or start >= first)
                and (last is None or ends[docnum] <= last)
            ):
                found[docnum] = 0.0
        return found


def _both(left: Scores, right: Scores) -> Scores:
    if len(right) < len(left):
        left, right = right, left
    return {docnum: score + right[docnum] for docnum, score in left.items() if docnum in right}


def _either(left: Scores, right: Scores) -> Scores:
    joined = dict(left)
    for docnum, score in right.items():
        joined[docnum] = joined.get(docnum, 0.0) + score
    return joined
