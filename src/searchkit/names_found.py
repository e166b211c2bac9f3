"""The names of articles as answers: a list of them, and the report of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from searchkit.article import Article
from searchkit.names.name import Kind
from searchkit.quick_dataclass import dataclass
from searchkit.results import Page
from searchkit.stories.story import Counts, summary

NameKind: TypeAlias = Kind


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name with its kind, and the articles, stories and sources that have it."""

    name: str
    kind: Kind
    counts: Counts

    def record(self) -> dict[str, Any]:
        """The row of a table."""
        return {
            "name": self.name,
            "kind": self.kind,
            "articles": self.counts.articles,
            "stories": self.counts.stories,
            "sources": self.counts.sources,
        }


#: Names, the commonest first, with notes on what is not among them.
NameRows: TypeAlias = tuple[Sequence[NameRow], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NameList(Page):
    """One page of the names of some articles, most articles first; `total` counts all of them."""

    total: int
    page: int
    limit: int
    names: tuple[NameRow, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_sources(self) -> bool:
        """Tell if the sources of each name were counted; those of very many names are not."""
        return any(row.counts.sources is not None for row in self.names)

    def to_dict(self) -> dict[str, Any]:
        """The page, ready for JSON."""
        return {
            "total": self.total,
            "page": self.page,
            "names": [row.record() for row in self.names],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """A rule by which so many articles tell a kind, with examples: an article id and its words."""

    kind: Kind
    rule: str
    articles: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoMention:
    """A name that stands in so many sentences with another one.

    The score is the log-likelihood, negative for what stands there less often than elsewhere.
    """

    name: str
    kind: Kind
    sentences: int
    articles: int
    score: float

    def record(self) -> dict[str, Any]:
        """The row of a table."""
        return {
            "name": self.name,
            "kind": self.kind,
            "sentences": self.sentences,
            "articles": self.articles,
            "score": self.score,
        }


@dataclass(frozen=True, slots=True)
class NameNode:
    """A name of a graph; the key is the same for all its spellings."""

    key: str
    name: str
    kind: Kind
    articles: int


@dataclass(frozen=True, slots=True)
class NameEdge:
    """Two names that stand in so many sentences together, and the log-likelihood of that."""

    source: NameNode
    target: NameNode
    sentences: int
    score: float


@dataclass(frozen=True, slots=True)
class NameGraph:
    """Names and the pairs of them that stand in one sentence, those beyond chance first."""

    nodes: tuple[NameNode, ...]
    edges: tuple[NameEdge, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteOfName:
    """What somebody is quoted with, at the offset `start` of an article's body."""

    text: str
    article: Article
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReport:
    """All that is known of a name.

    `query` finds its articles. `spellings` are the ways in which they write it, with the number of
    mentions; `years` and `sources` have the number of articles.
    """

    name: str
    kind: Kind
    query: str
    counts: Counts
    spellings: tuple[tuple[str, int], ...]
    evidence: tuple[KindEvidence, ...]
    years: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int], ...]
    beside: tuple[CoMention, ...]
    quotes: tuple[QuoteOfName, ...]
    first: Article
    last: Article
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report, ready for JSON."""
        return {
            "name": self.name,
            "kind": self.kind,
            "query": self.query,
            "articles": self.counts.articles,
            "stories": self.counts.stories,
            "sources": self.counts.sources,
            "spellings": [list(row) for row in self.spellings],
            "evidence": [
                {
                    "kind": one.kind,
                    "rule": one.rule,
                    "articles": one.articles,
                    "examples": [{"id": key, "text": text} for key, text in one.examples],
                }
                for one in self.evidence
            ],
            "by_year": [list(row) for row in self.years],
            "by_source": [list(row) for row in self.sources],
            "beside": [row.record() for row in self.beside],
            "quotes": [
                {"text": one.text, "id": one.article.id, "start": one.start} for one in self.quotes
            ],
            "first": summary(self.first),
            "last": summary(self.last),
            "notes": list(self.notes),
        }
