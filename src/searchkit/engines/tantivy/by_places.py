"""What only the places of words tell: decided for each article that may match.

The numbers of the articles found make the query. A search compiles a query once for its hits and
once to count them; what was decided is kept for the second time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from tantivy import DocAddress, Occur, Schema, Searcher
from tantivy import Query as TantivyQuery

from searchkit.engines.base import Deadline
from searchkit.engines.ranking import Ranking, bm25, rarity
from searchkit.engines.tantivy.clauses import column, numbered, unscored
from searchkit.engines.tantivy.storage import NUMBER, length_field
from searchkit.engines.tantivy.stored_positions import StoredPositions, StoredTerms
from searchkit.matching.match import frequency, occurrence_count
from searchkit.operands import with_terms
from searchkit.query import AtLeast, Leaf, Synonyms, Term, leaves
from searchkit.schema import TEXT_FIELDS, TITLE_WEIGHT

#: What Tantivy's BM25 is tuned to; it cannot be told otherwise.
RANKING = Ranking(k1=1.2, b=0.75)

#: Its scores are those of `ranking` times this, which changes no order.
SCALE = 1 + RANKING.k1

# What was decided scores in steps: one query for each different score, and each takes its time.
_STEP = math.log(1.08)


class ByPlaces:
    """Decides for one state of an index, of which the others are facts."""

    def __init__(
        self,
        searcher: Searcher,
        schema: Schema,
        *,
        terms: StoredTerms,
        doc_freq: Callable[[Term | Synonyms], int],
        mean_length: Callable[[], float],
        deadline: Deadline,
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._terms = terms
        self._doc_freq = doc_freq
        self._mean_length = mean_length
        self._deadline = deadline
        self._counted: dict[Leaf, Sequence[tuple[DocAddress, int]]] = {}
        self._often: dict[AtLeast, TantivyQuery] = {}

    def found(self, query: TantivyQuery) -> TantivyQuery:
        """The articles that a query finds now, by their numbers."""
        if not self._searcher.num_docs:
            return TantivyQuery.empty_query()
        return self._numbered(self._addresses(query))

    def often(self, query: AtLeast, candidates: TantivyQuery) -> TantivyQuery:
        """Those of the candidates in which something occurs so often."""
        if not self._searcher.num_docs:
            return TantivyQuery.empty_query()
        if query not in self._often:
            present = [with_terms(leaf, self._doc_freq) for leaf in leaves(query.child)]
            self._often[query] = self._numbered(
                [
                    address
                    for address in self._deadline.watch(self._addresses(candidates))
                    if occurrence_count(present, self._positions(address)) >= query.count
                ]
            )
        return self._often[query]

    def counted(self, query: AtLeast, occurrences: TantivyQuery) -> TantivyQuery:
        """The articles in which something occurs so often, which is what they score."""
        articles = self._searcher.num_docs
        if not articles:
            return TantivyQuery.empty_query()
        if query not in self._often:
            hits: Any = self._searcher.search(occurrences, limit=articles, count=False).hits
            enough = takewhile(lambda hit: round(hit[0]) >= query.count, hits)
            self._often[query] = self._numbered([address for _, address in enough])
        return self._often[query]

    def leaf(self, leaf: Leaf, candidates: TantivyQuery, *, scored: bool) -> TantivyQuery:
        """Those of the candidates that a leaf occurs in."""
        if not self._searcher.num_docs:
            return TantivyQuery.empty_query()
        if leaf not in self._counted:
            present = with_terms(leaf, self._doc_freq)
            self._counted[leaf] = [
                (address, count)
                for address in self._deadline.watch(self._addresses(candidates))
                if (count := frequency(present, self._positions(address)))
            ]
        counts = self._counted[leaf]
        addresses = [address for address, _ in counts]
        if not scored:
            return self._numbered(addresses)
        scores = self._scores(leaf, addresses, [count for _, count in counts])
        steps: dict[int, list[DocAddress]] = defaultdict(list)
        for address, score in zip(addresses, scores, strict=True):
            steps[round(math.log(score) / _STEP)].append(address)
        return TantivyQuery.boolean_query(
            [
                (
                    Occur.Should,
                    TantivyQuery.const_score_query(
                        self._numbered(addresses_of_step), SCALE * math.exp(step * _STEP)
                    ),
                )
                for step, addresses_of_step in steps.items()
            ]
        )

    def _addresses(self, query: TantivyQuery) -> list[DocAddress]:
        # Articles that score alike come in the order in which they are stored.
        hits = self._searcher.search(unscored(query), limit=self._searcher.num_docs).hits
        return [address for _, address in hits]

    def _positions(self, address: DocAddress) -> StoredPositions:
        return self._terms.positions(address)

    def _numbered(self, addresses: Sequence[DocAddress]) -> TantivyQuery:
        return numbered(self._schema, column(self._searcher, NUMBER, addresses))

    def _scores(
        self, leaf: Leaf, addresses: Sequence[DocAddress], counts: Sequence[int]
    ) -> Iterator[float]:
        """The score of each of these articles, for its number of occurrences."""
        weight = rarity(leaf, self._searcher.num_docs, self._doc_freq)
        titles, bodies = (
            column(self._searcher, length_field(field.name), addresses) for field in TEXT_FIELDS
        )
        mean_length = self._mean_length()
        for times, title, body in zip(counts, titles, bodies, strict=True):
            length = TITLE_WEIGHT * title + body
            yield bm25(weight, times, RANKING.norm(length, mean_length))
