"""One search over an open Whoosh reader: a query → the score of every matching document.

The postings come from Whoosh; how they join is decided here, because Whoosh's own phrases, slop
and negation mean something else than `matching` does.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import chain
from typing import Any, assert_never

from searchkit.engines.base import Order, counted
from searchkit.engines.ranking import bm25, idf
from searchkit.engines.whoosh.storage import (
    FIRST_DAY,
    ID,
    LAST_DAY,
    facet_column,
    facet_values,
    positions,
)
from searchkit.query import (
    And,
    Boost,
    DateRange,
    Leaf,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefer,
    Query,
    Term,
    terms_of,
)
from searchkit.schema import STREAMS

#: Document number → score.
Scores = dict[int, float]


class Search:
    """The documents of one reader, by their numbers."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader

    def scores(self, query: Query) -> Scores:
        """Every document that matches, with its score."""
        match query:
            case Term():
                return self._term(query)
            case Phrase():
                return self._phrase(query)
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

    def _term(self, leaf: Term) -> Scores:
        counts = {docnum: weight for docnum, weight, _ in self._postings(leaf.stream, leaf.term)}
        return self._scored(leaf, counts)

    def _phrase(self, leaf: Phrase) -> Scores:
        starts: dict[int, Collection[int]] = {}
        for gap, term in enumerate(leaf.terms):
            found: dict[int, Collection[int]] = {}
            for docnum, _, value in self._postings(leaf.stream, term):
                if gap == 0 or docnum in starts:
                    here = {position - gap for position in positions(value)}
                    if gap:
                        here.intersection_update(starts[docnum])
                    if here:
                        found[docnum] = here
            starts = found
        counts = {docnum: float(len(places)) for docnum, places in starts.items()}
        return self._scored(leaf, counts)

    def _postings(self, stream: str, term: str) -> Iterator[tuple[int, float, bytes]]:
        """The (document, occurrences, encoded positions) of a term."""
        if (stream, term.encode()) not in self._reader:
            return
        posting = self._reader.postings(stream, term.encode())
        while posting.is_active():
            yield posting.id(), posting.weight(), posting.value()
            posting.next()

    def _scored(self, leaf: Leaf, counts: Mapping[int, float]) -> Scores:
        if not counts or not STREAMS[leaf.stream]:
            return dict.fromkeys(counts, 0.0)
        reader, stream = self._reader, leaf.stream
        articles = reader.doc_count()
        rarity = idf(
            articles, [reader.doc_frequency(stream, term.encode()) for term in terms_of(leaf)]
        )
        mean = reader.field_length(stream) / articles
        return {
            docnum: bm25(rarity, count, reader.doc_field_length(docnum, stream), mean)
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
