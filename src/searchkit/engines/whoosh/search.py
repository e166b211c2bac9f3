"""One search over an open Whoosh reader: a query → the score of every matching document.

The postings come from Whoosh; how they join is decided here, because Whoosh's own phrases, slop
and negation mean something else than `matching` does.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import TypeAlias, assert_never

from searchkit.engines.base import NO_DEADLINE, Deadline, Order
from searchkit.engines.ranking import Statistics, rarity
from searchkit.engines.whoosh.documents import Documents
from searchkit.engines.whoosh.postings import Postings
from searchkit.matching.match import frequency, occurrence_count
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
    leaves,
    unscored,
)
from searchkit.schema import SCORED_STREAMS

#: Document number → score.
Scores = dict[int, float]
#: The documents that can still match; None for all.
Candidates: TypeAlias = Set[int] | None


class Search:
    """Scores the documents of one reader for one query."""

    def __init__(self, documents: Documents, deadline: Deadline = NO_DEADLINE) -> None:
        self._documents = documents
        self._deadline = deadline
        self._postings = Postings(documents.reader)

    def scores(self, query: Query, within: Candidates = None) -> Scores:
        """Every document that matches, with its score; of those `within` only, if they are given.

        What has to be compared place by place is compared where everything else matches.
        """
        match query:
            case Term() | Synonyms() | Phrase() | Near() | Within() | NotNear() | First():
                return self._scored(query, self._counts(query, within))
            case AtLeast(count, child):
                return self._at_least(count, self.scores(child, within), child)
            case And(children):
                return self._and(children, within)
            case Or(children):
                return _added(self.scores(child, within) for child in children)
            case Not(child):
                without = self.scores(child, within)
                return {docnum: 0.0 for docnum in self._all(within) if docnum not in without}
            case Boost() | Boolean() | Filtered():
                return self._weighted(query, within)
            case DateRange() | NumberRange() | MatchAll() | Ids():
                return dict.fromkeys(self._selected(query, within), 0.0)
            case _:
                assert_never(query)

    def _weighted(self, query: Boost | Boolean | Filtered, within: Candidates) -> Scores:
        match query:
            case Boost(child, factor):
                scores = self.scores(child, within)
                return {docnum: factor * score for docnum, score in scores.items()}
            case Boolean(must, should):
                scores = self.scores(must, within)
                for docnum, score in self.scores(should, scores.keys()).items():
                    scores[docnum] += score
                return scores
            case Filtered(filter, scored):
                scores = dict.fromkeys(self.scores(unscored(filter), within), 0.0)
                return scores | self.scores(scored, scores.keys())

    def statistics(self, article_id: str) -> Statistics:
        """The statistics that the score of one document depends on."""
        docnum = self._documents.number(article_id)
        return _Statistics(self._documents, self._postings, docnum)

    def page(self, scores: Scores, *, offset: int, limit: int, order: Order) -> list[int]:
        """The documents `offset` to `offset + limit`; equal ones in the order of their ids."""
        if offset >= len(scores) or limit < 1:
            return []
        keys = self._keys(scores, order)
        wanted = offset + limit
        # The ids are only needed of documents that may tie for a place on the page.
        nearest = heapq.nsmallest(wanted, keys.values())
        first, last = nearest[offset], nearest[-1]
        id_of = self._documents.id_of
        rows = [
            (key, id_of(docnum), docnum) for docnum, key in keys.items() if first <= key <= last
        ]
        skipped = sum(key < first for key in nearest)
        ordered = [docnum for _, _, docnum in sorted(rows)]
        return ordered[offset - skipped : wanted - skipped]

    def _keys(self, scores: Scores, order: Order) -> Mapping[int, float]:
        if order == "relevance":
            return {docnum: -score for docnum, score in scores.items()}
        documents = self._documents
        days = documents.numbers_of("added") if order == "added" else documents.first_days
        sign = 1 if order == "oldest" else -1
        return {docnum: sign * days[docnum] or float("inf") for docnum in scores}

    def _and(self, children: Sequence[Query], within: Candidates) -> Scores:
        scores: Scores | None = None
        for child in sorted(children, key=_work):
            more = self.scores(child, within)
            if scores is not None:
                # What is scored within `scores` can only be fewer.
                for docnum in more:
                    more[docnum] += scores[docnum]
            scores = more
            within = scores.keys()
        assert scores is not None, "And has children"
        return scores

    def _at_least(self, count: int, scores: Scores, child: Query) -> Scores:
        parts, document = list(leaves(child)), self._postings.document
        return {
            docnum: score
            for docnum, score in self._deadline.watch(scores.items())
            if occurrence_count(parts, document(docnum)) >= count
        }

    def _counts(self, leaf: Leaf, within: Candidates) -> Mapping[int, float]:
        """The number of occurrences of a leaf in each document that it matches."""
        self._deadline.check()
        match leaf:
            case Term() | Synonyms():
                counts = self._postings.counts(leaf)
                if within is None:
                    return counts
                return {docnum: counts[docnum] for docnum in within & counts.keys()}
            case Phrase() | Near() | Within() | NotNear() | First():
                candidates = self._postings.candidates(leaf)
                if within is not None:
                    candidates = within & candidates
                watched = self._deadline.watch(candidates)
                if isinstance(leaf, Phrase) and not leaf.slop:
                    return self._postings.phrase_counts(leaf, watched)
                document = self._postings.document
                counted = {docnum: float(frequency(leaf, document(docnum))) for docnum in watched}
                return {docnum: count for docnum, count in counted.items() if count}

    def _scored(self, leaf: Leaf, counts: Mapping[int, float]) -> Scores:
        if not counts or leaf.stream not in SCORED_STREAMS:
            return dict.fromkeys(counts, 0.0)
        inverse_doc_freq = rarity(leaf, self._documents.count, self._postings.doc_freq)
        norms = self._documents.norms
        # `ranking.bm25`, without a call for each of what may be thousands.
        return {
            docnum: inverse_doc_freq * count / (count + norms[docnum])
            for docnum, count in counts.items()
        }

    def _boolean(self, query: Boolean, within: Candidates) -> Scores:
        scores = self.scores(query.must, within)
        for docnum, score in self.scores(query.should, scores.keys()).items():
            scores[docnum] += score
        return scores

    def _all(self, within: Candidates) -> Collection[int]:
        return self._documents.live if within is None else within

    def _selected(
        self, query: DateRange | NumberRange | MatchAll | Ids, within: Candidates
    ) -> Iterable[int]:
        """The documents that a query without words selects."""
        match query:
            case MatchAll():
                return self._all(within)
            case Ids(ids):
                numbers = self._documents.numbers(ids)
                return numbers if within is None else within & set(numbers)
            case NumberRange(name, first, last):
                return _between(self._documents.numbers_of(name), self._all(within), first, last)
            case DateRange(first, last):
                return self._dates(first, last, within)

    def _dates(self, first: int | None, last: int | None, within: Candidates) -> Iterable[int]:
        starts, ends = self._documents.first_days, self._documents.last_days
        return (
            docnum
            for docnum in self._all(within)
            if starts[docnum]
            and (first is None or starts[docnum] >= first)
            and (last is None or ends[docnum] <= last)
        )


def _added(results: Iterable[Scores]) -> Scores:
    joined: Scores = {}
    for result in results:
        if not joined:
            joined = result
            continue
        for docnum, score in result.items():
            joined[docnum] = joined.get(docnum, 0.0) + score
    return joined


def _between(
    numbers: Sequence[int], candidates: Iterable[int], first: int | None, last: int | None
) -> Iterable[int]:
    """The candidates whose number is in a range; 0 stands for none, and n + 1 for n."""
    least = 1 if first is None else max(1, first + 1)
    most = float("inf") if last is None else last + 1
    return (docnum for docnum in candidates if least <= numbers[docnum] <= most)


def _work(query: Query) -> int:
    """The rank of a query by cost: terms are looked up first, negations compared last."""
    match query:
        case Term() | Synonyms() | DateRange() | NumberRange() | Ids():
            return 0
        case Boost(child) | Boolean(child) | Filtered(child):
            return _work(child)
        case AtLeast(_, child):
            return max(1, _work(child))
        case Or(children) | And(children):
            return max(map(_work, children))
        case MatchAll() | Not():
            return 2
        case _:
            return 1


class _Statistics:
    """Statistics of one of the documents of a reader."""

    def __init__(self, documents: Documents, postings: Postings, docnum: int) -> None:
        self.articles = documents.count
        self.doc_freq = postings.doc_freq
        self.mean_length = documents.mean_length
        self.length = documents.length(docnum)
