"""A match of the engine → a hit, with its highlights."""

from __future__ import annotations

from functools import cache

from searchkit.analysis import Record
from searchkit.engines import Match
from searchkit.errors import IndexDamaged
from searchkit.matching.highlights import Highlights
from searchkit.query import Leaf, Query, Synonyms, Term, words_of
from searchkit.results import Explanation, Hit
from searchkit.search.leads import leads
from searchkit.search.snapshot import Snapshot


class HitBuilder:
    """Builds the hits of one query."""

    def __init__(self, snapshot: Snapshot, query: Query, *, explain: bool = False) -> None:
        self._snapshot = snapshot
        self._engine = snapshot.engine
        self._analyzer = snapshot.analyzer
        self._query = query
        self._explain = explain
        self._rarity = cache(self._summed_rarity)

    def hit(self, rank: int, match: Match) -> Hit:
        """Raises `IndexDamaged` if the article that the engine found does not match."""
        article = match.record.article
        highlights = self._highlights(match.record)
        return Hit(
            rank=rank,
            score=match.score,
            article=article,
            title_marks=highlights.title_marks,
            snippets=highlights.snippets(self._rarity),
            matched_terms=highlights.matched_terms,
            stale=self._snapshot.is_stale(article),
            explanation=self._explanation(match.record) if self._explain else (),
            added=match.record.day_added,
        )

    def _highlights(self, record: Record) -> Highlights:
        """Those of as much of an article as has a match."""
        for lead in leads(record):
            highlights = Highlights.of(self._query, self._analyzer.document(lead))
            if highlights is not None:
                return highlights
        raise IndexDamaged(f"{record.article.id}: its terms are not those of its text")

    def _explanation(self, record: Record) -> tuple[Explanation, ...]:
        return tuple(self._engine.explain(self._query, self._analyzer.document(record)))

    def _summed_rarity(self, leaf: Leaf) -> float:
        """The summed rarity of the words of a leaf: the rarer, the greater."""
        return sum(1 / (1 + self._doc_freq(word)) for word in words_of(leaf))

    def _doc_freq(self, word: Term | Synonyms) -> int:
        terms = word.terms if isinstance(word, Synonyms) else (word.term,)
        return sum(self._engine.doc_freq(word.stream, term) for term in terms)
