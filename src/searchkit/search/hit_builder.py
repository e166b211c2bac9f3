"""A match of the engine → a hit, with its highlights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from searchkit.analysis import Record
from searchkit.engines import Match
from searchkit.errors import IndexDamaged
from searchkit.matching.highlights import Highlights
from searchkit.operands import in_field, single_words, words_of
from searchkit.query import Leaf, Query, Synonyms, Term, leaves
from searchkit.results import Hit
from searchkit.schema import SCHEMA, TEXT
from searchkit.search.leads import leads
from searchkit.search.snapshot import Snapshot

_BODY = SCHEMA["body"]
_TEXT = frozenset((TEXT.name, TEXT.exact, _BODY.name, _BODY.exact))


class HitBuilder:
    """Builds the hits of one query."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._engine = snapshot.engine
        self._analyzer = snapshot.analyzer
        self._query = query
        self._rarity = cache(self._summed_rarity)
        self._is_looked_up = False

    def hits(self, matches: Sequence[Match], rank: int, *, explain: bool = False) -> Iterator[Hit]:
        """A page of hits, the first one of this rank. Raises as `hit` does."""
        hits = (self.hit(number, match) for number, match in enumerate(matches, start=rank))
        if not explain:
            return hits
        documents = [self._analyzer.document(match.record) for match in matches]
        explanations = self._engine.explain_all(self._query, documents)
        return (
            replace(hit, explanation=tuple(parts))
            for hit, parts in zip(hits, explanations, strict=True)
        )

    def hit(self, rank: int, match: Match) -> Hit:
        """Raises `IndexDamaged` if the article that the engine found does not match."""
        article = match.record.article
        highlights = self._highlights(match.record)
        # A flash without a text has its headline for one, which is shown already.
        is_headline = bool(highlights.title_marks) and article.body.strip() == article.title
        return Hit(
            rank=rank,
            score=match.score,
            article=article,
            title_marks=highlights.title_marks,
            snippets=() if is_headline else highlights.snippets(self._rarity),
            matched_terms=highlights.matched_terms,
            stale=self._snapshot.is_stale(article),
            added=match.record.day_added,
        )

    def _highlights(self, record: Record) -> Highlights:
        """Those of as much of an article as has a match."""
        for lead in leads(record):
            highlights = Highlights.of(self._query, self._analyzer.document(lead))
            if highlights is not None:
                return highlights
        raise IndexDamaged(f"{record.article.id}: its terms are not those of its text")

    def _summed_rarity(self, leaf: Leaf) -> float:
        """The summed rarity of the words of a leaf: the rarer, the greater."""
        if not self._is_looked_up:
            self._is_looked_up = True
            # What a snippet shows is of the body.
            shown = (in_field(one, _BODY) for one in leaves(self._query) if one.stream in _TEXT)
            words = (word for one in shown for word in words_of(one))
            self._engine.look_up(term for word in words for term in single_words(word) or ())
        return sum(1 / (1 + self._doc_freq(word)) for word in words_of(leaf))

    def _doc_freq(self, word: Term | Synonyms) -> int:
        terms = single_words(word) or ()
        return sum(self._engine.doc_freq(term.stream, term.term) for term in terms)
