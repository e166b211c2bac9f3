"""The interface of every engine: take documents, answer queries, hand back what is stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import field
from typing import ClassVar, Literal, NamedTuple, Protocol

from searchkit.analysis import Document, Record, folded_value
from searchkit.deadline import NO_DEADLINE as NO_DEADLINE
from searchkit.deadline import Deadline as Deadline
from searchkit.query import Query, Synonyms, Term
from searchkit.quick_dataclass import dataclass
from searchkit.results import Explanation
from searchkit.schema import UNKNOWN_VALUE, column_of

Order = Literal["relevance", "newest", "oldest", "added"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """The page of matches that is wanted, `offset` to `offset + limit`, and what is told of all.

    All are counted by `facets`, and looked through for the articles whose ids are `members`. A
    facet is one of `schema.COLUMNS` or a further field; an article that lacks the field counts
    under none of its values.
    """

    offset: int = 0
    limit: int = 10
    order: Order = "relevance"
    facets: Sequence[str] = ()
    members: Set[str] = frozenset()
    deadline: Deadline = NO_DEADLINE


DEFAULT_OPTIONS = SearchOptions()


@dataclass(frozen=True, slots=True)
class Match:
    """One article that a query matches, as the engine stored it."""

    record: Record
    score: float


class FacetValue(NamedTuple):
    """A value of a facet: the matches that have it, their sources, and which of them are `members`.

    `sources` has something for each that is known, the same for all spellings that fold alike; it
    is None where that would be too much to count.
    """

    value: str
    articles: int
    sources: Set[object] | None
    members: Set[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matches:
    """One page of matches, how many there are in all, and their values by facet, most first.

    `members` are those matches that were asked for by id.
    """

    total: int
    page: tuple[Match, ...]
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)
    members: Set[str] = frozenset()


#: Servers count so many surface forms.
MAX_COUNTED_FORMS = 40_000

#: Bytes that a run which writes an index may take, about, unless a setting says otherwise.
DEFAULT_MEMORY = 1_000_000_000


def write_buffer_size(memory: int) -> int:
    """Bytes of such a run's memory that an engine may hold before it writes them out."""
    return memory // 8


class Writer(Protocol):
    """Collects changes; an article id may be added once in a block."""

    def add(self, document: Document) -> None:
        """Index a document in the place of any with the same id."""

    def delete(self, article_id: str) -> None:
        """Take an article out; one that is not there is no error."""


class IndexReader(Protocol):
    """The indexed articles with which an index run compares those of the corpus."""

    def digests(self) -> Iterator[tuple[str, str]]:
        """The id and content digest of every article."""

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        """The stored records of those ids that the index has."""

    def term_dictionary(self, stream: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Terms of a stream that start so, in order, with the number of articles that have each."""


class Engine(IndexReader, Protocol):
    """A search library behind the terms of the schema.

    Unless it is `atomic`, a commit that is cut off can leave a part of the changes of a block, each
    article whole or not at all; the same block again completes it.
    """

    name: ClassVar[str]
    atomic: ClassVar[bool]

    def writer(self) -> AbstractContextManager[Writer]:
        """One atomic commit when the block ends cleanly, nothing when it raises."""

    def search(self, query: Query, options: SearchOptions = DEFAULT_OPTIONS) -> Matches:
        """A page of the matches of a query; equal ones in the order of ids.

        The query must be bound with the vocabulary of this engine.

        Raises `SearchTooSlow`.
        """

    def scan(self, query: Query, order: Order = "relevance") -> Iterator[Match]:
        """All matches in the order of `search`, each record read when it is its turn."""

    def ids(self, query: Query, *, deadline: Deadline = NO_DEADLINE) -> list[str]:
        """The ids of all matches, in order. Raises `SearchTooSlow`."""

    def members(self, query: Query, options: SearchOptions) -> list[str]:
        """The ids of those of the `members` that match, all of them in the order of `search`.

        Raises `SearchTooSlow`.
        """

    def search_all(self, searches: Sequence[tuple[Query, SearchOptions]]) -> list[Matches]:
        """The answer to each search, in no more requests than it takes."""

    def explain(self, query: Query, document: Document) -> list[Explanation]:
        """The parts that add up to the score of an indexed document that the query matches."""

    def explain_all(
        self, query: Query, documents: Sequence[Document]
    ) -> Sequence[Sequence[Explanation]]:
        """The explanation of each document, in no more requests than it takes."""

    def terms(self, stream: str, prefix: str) -> list[str]:
        """All terms of a stream that start so, in order, some perhaps of deleted articles only."""

    def doc_freq(self, stream: str, term: str) -> int:
        """The number of articles that have the term."""

    def look_up(self, terms: Iterable[Term | Synonyms]) -> None:
        """Get to know how many articles have each, in no more requests than it takes."""

    def size(self) -> tuple[int, int]:
        """The number of articles, and of distinct surface forms in their texts.

        Of more than `MAX_COUNTED_FORMS`, servers tell about how many there are.
        """

    def close(self) -> None:
        """Let go of every file."""


class OneByOne:
    """An engine that answers from this process, where many questions at once gain nothing."""

    def search_all(self: Engine, searches: Sequence[tuple[Query, SearchOptions]]) -> list[Matches]:
        return [self.search(query, options) for query, options in searches]

    def explain_all(
        self: Engine, query: Query, documents: Sequence[Document]
    ) -> list[list[Explanation]]:
        return [self.explain(query, document) for document in documents]

    def look_up(self, terms: Iterable[Term | Synonyms]) -> None:
        pass


def counted(
    matches: Iterable[tuple[tuple[str, ...], str]], members: Iterable[tuple[tuple[str, ...], str]]
) -> list[FacetValue]:
    """The values of a facet in order, most matches first.

    `matches` are the values and the `source_of` each match, `members` the values and the id of
    each that was asked for.
    """
    articles: Counter[str] = Counter()
    sources: defaultdict[str, set[object]] = defaultdict(set)
    ids: defaultdict[str, set[str]] = defaultdict(set)
    # Thousands of matches have few different values.
    for (values, source), count in Counter(matches).items():
        for value in values:
            articles[value] += count
            if source:
                sources[value].add(source)
    for values, article_id in members:
        for value in values:
            ids[value].add(article_id)
    rows = (FacetValue(value, articles[value], sources[value], ids[value]) for value in articles)
    return sorted(rows, key=facet_order)


def values_of(facet: str, column: Sequence[str]) -> tuple[str, ...]:
    """The values of a facet among those of its column.

    >>> values_of("section", ("section:Business", "page:3"))
    ('Business',)
    """
    _, prefix = column_of(facet)
    return tuple(value.removeprefix(prefix) for value in column if value.startswith(prefix))


def source_of(value: str) -> str:
    """The key of a source, from its value as a facet; empty if it is not known."""
    return "" if value == UNKNOWN_VALUE else folded_value(value)


def facet_order(row: FacetValue) -> tuple[int, str]:
    """Most matches first, then by value."""
    return -row.articles, row.value
