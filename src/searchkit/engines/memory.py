"""The oracle: every search is a loop over `matching`. For tests, and for nothing on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

from searchkit.analysis import Document, Record
from searchkit.engines.base import (
    DEFAULT_OPTIONS,
    NO_DEADLINE,
    Deadline,
    Match,
    Matches,
    OneByOne,
    Order,
    SearchOptions,
    counted,
    source_of,
    values_of,
)
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking, explanations
from searchkit.matching.match import match, occurrences
from searchkit.query import Query, Synonyms, Term
from searchkit.results import Explanation
from searchkit.schema import TEXT, column_of


class _Changes:
    """The changes of one block."""

    def __init__(self) -> None:
        self.added: dict[str, Document] = {}
        self.deleted: set[str] = set()

    def add(self, document: Document) -> None:
        self.added[document.id] = document

    def delete(self, article_id: str) -> None:
        self.deleted.add(article_id)


class MemoryEngine(OneByOne):
    """Keeps every document; lost when the process ends."""

    name: ClassVar[str] = "memory"
    atomic: ClassVar[bool] = True

    def __init__(self, ranking: Ranking = DEFAULT_RANKING) -> None:
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

    def search(self, query: Query, options: SearchOptions = DEFAULT_OPTIONS) -> Matches:
        documents = self._sorted(query, options.order, options.deadline)
        members = [document for document in documents if document.id in options.members]
        page = documents[options.offset : options.offset + options.limit]
        return Matches(
            len(documents),
            tuple(self._match(query, document) for document in page),
            {
                name: counted(
                    (
                        (_values(document, name), source_of(*document.facets["source"]))
                        for document in documents
                    ),
                    ((_values(document, name), document.id) for document in members),
                )
                for name in options.facets
            },
            {document.id for document in members},
        )

    def scan(self, query: Query, order: Order = "relevance") -> Iterator[Match]:
        return (self._match(query, document) for document in self._sorted(query, order))

    def ids(self, query: Query, *, deadline: Deadline = NO_DEADLINE) -> list[str]:
        documents = deadline.watch(self._documents.items())
        return sorted(
            article_id for article_id, document in documents if match(query, document) is not None
        )

    def members(self, query: Query, options: SearchOptions) -> list[str]:
        documents = self._sorted(query, options.order, options.deadline)
        return [document.id for document in documents if document.id in options.members]

    def explain(self, query: Query, document: Document) -> list[Explanation]:
        statistics = _Statistics(self._documents.values(), document)
        return list(explanations(query, document, statistics=statistics, ranking=self._ranking))

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        return [
            self._documents[article_id].record
            for article_id in ids
            if article_id in self._documents
        ]

    def digests(self) -> Iterator[tuple[str, str]]:
        return ((article_id, document.digest) for article_id, document in self._documents.items())

    def term_dictionary(self, stream: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        terms = self.terms(stream, prefix)[:limit]
        return [(term, self.doc_freq(stream, term)) for term in terms]

    def terms(self, stream: str, prefix: str) -> list[str]:
        return sorted(
            {
                term
                for document in self._documents.values()
                for term in document.terms(stream)
                if term.startswith(prefix)
            }
        )

    def doc_freq(self, stream: str, term: str) -> int:
        leaf = Term(stream, term)
        return sum(bool(occurrences(leaf, document)) for document in self._documents.values())

    def size(self) -> tuple[int, int]:
        return len(self._documents), len(self.terms(TEXT.exact, ""))

    def close(self) -> None:
        self._documents = {}

    def _sorted(
        self, query: Query, order: Order, deadline: Deadline = NO_DEADLINE
    ) -> list[Document]:
        documents = deadline.watch(self._documents.values())
        matches = [document for document in documents if match(query, document) is not None]
        return sorted(
            matches, key=lambda document: (self._key(query, document, order), document.article.id)
        )

    def _match(self, query: Query, document: Document) -> Match:
        return Match(document.record, self._score(query, document))

    def _key(self, query: Query, document: Document, order: Order) -> float:
        if order == "relevance":
            return -self._score(query, document)
        if order == "added":
            return -(document.record.added or float("-inf"))
        date = document.article.date
        if date is None:
            return float("inf")
        day = date.first_day.toordinal()
        return -day if order == "newest" else day

    def _score(self, query: Query, document: Document) -> float:
        return sum(share.score for share in self.explain(query, document))


def _values(document: Document, facet: str) -> tuple[str, ...]:
    return values_of(facet, document.facets[column_of(facet)[0]])


class _Statistics:
    """Statistics of one of the documents."""

    def __init__(self, documents: Collection[Document], document: Document) -> None:
        self._documents = documents
        self.articles = len(documents)
        self.length = document.length(TEXT.name)

    def doc_freq(self, leaf: Term | Synonyms) -> int:
        return sum(bool(occurrences(leaf, document)) for document in self._documents)

    @property
    def mean_length(self) -> float:
        total = sum(document.length(TEXT.name) for document in self._documents)
        return total / len(self._documents)
