"""The oracle: every search is a loop over `matching`. For tests, and for nothing on disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar, assert_never

from searchkit.analysis import Document, Record
from searchkit.engines.base import Match, Matches, Order, counted
from searchkit.engines.ranking import USUAL_RANKING, Ranking, bm25, rarity
from searchkit.matching import match, occurrences
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


class _Changes:
    """The changes of one block."""

    def __init__(self) -> None:
        self.added: dict[str, Document] = {}
        self.deleted: set[str] = set()

    def add(self, document: Document) -> None:
        self.added[document.article.id] = document

    def delete(self, article_id: str) -> None:
        self.deleted.add(article_id)


class MemoryEngine:
    """Keeps every document; lost when the process ends."""

    name: ClassVar[str] = "memory"

    def __init__(self, ranking: Ranking = USUAL_RANKING) -> None:
        self._ranking = ranking
        self._documents: Mapping[str, Document] = {}

    @contextmanager
    def writer(self) -> Iterator[_Changes]:
        changes = _Changes()
        yield changes
        documents = {**self._documents, **changes.added}
        for article_id in changes.deleted - changes.added.keys():
            documents.pop(article_id, None)
        self._documents = documents

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = 10,
        order: Order = "relevance",
        facets: Sequence[str] = (),
    ) -> Matches:
        found = self._sorted(query, order)
        return Matches(
            len(found),
            tuple(self._match(query, one) for one in found[offset : offset + limit]),
            {
                name: counted(value for one in found for value in one.facets[name])
                for name in facets
            },
        )

    def every(self, query: Query, order: Order = "relevance") -> Iterator[Match]:
        return (self._match(query, one) for one in self._sorted(query, order))

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        return [self._documents[one].record for one in ids if one in self._documents]

    def digests(self) -> Iterator[tuple[str, str]]:
        return ((one, document.record.digest) for one, document in self._documents.items())

    def vocabulary(self, stream: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        found = self.terms(stream, prefix)[:limit]
        return [(term, self.frequency(stream, term)) for term in found]

    def terms(self, stream: str, prefix: str) -> list[str]:
        return sorted(
            {
                term
                for document in self._documents.values()
                for term in document.terms(stream)
                if term.startswith(prefix)
            }
        )

    def frequency(self, stream: str, term: str) -> int:
        return self._having(Term(stream, term))

    def size(self) -> tuple[int, int]:
        words = {term for one in self._documents.values() for term in one.streams["body_exact"]}
        return len(self._documents), len(words - {""})

    def close(self) -> None:
        self._documents = {}

    def _sorted(self, query: Query, order: Order) -> list[Document]:
        found = [one for one in self._documents.values() if match(query, one) is not None]
        return sorted(found, key=lambda one: (self._key(query, one, order), one.article.id))

    def _match(self, query: Query, document: Document) -> Match:
        return Match(document.record, self._score(query, document))

    def _key(self, query: Query, document: Document, order: Order) -> float:
        if order == "relevance":
            return -self._score(query, document)
        date = document.article.date
        if date is None:
            return float("inf")
        day = date.first_day.toordinal()
        return -day if order == "newest" else day

    def _score(self, query: Query, document: Document) -> float:
        # A branch that does not match adds nothing, whatever stands below it.
        if match(query, document) is None:
            return 0.0
        match query:
            case Term() | Phrase() | AnyTerm() | Wildcard() | Fuzzy() | Near():
                return self._leaf_score(query, document)
            case And(children) | Or(children):
                return sum(self._score(child, document) for child in children)
            case Boost(child, factor):
                return factor * self._score(child, document)
            case Prefer(required, preferred):
                return self._score(required, document) + self._score(preferred, document)
            case Not() | DateRange() | MatchAll():
                return 0.0
            case _:
                assert_never(query)

    def _leaf_score(self, leaf: Leaf, document: Document) -> float:
        count = len(occurrences(leaf, document))
        if not count or not STREAMS[leaf.stream]:
            return 0.0
        lengths = [self._length(leaf.stream, one) for one in self._documents.values()]
        mean_length = sum(lengths) / len(lengths)
        norm = self._ranking.norm(self._length(leaf.stream, document), mean_length)
        return bm25(rarity(leaf, len(lengths), self._having), count, norm)

    def _having(self, leaf: Term | AnyTerm) -> int:
        return sum(bool(occurrences(leaf, one)) for one in self._documents.values())

    @staticmethod
    def _length(stream: str, document: Document) -> int:
        return sum(map(bool, document.streams[stream]))
