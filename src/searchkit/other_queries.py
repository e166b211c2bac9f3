"""Other queries that an answer offers: a spelling, fewer parts, another reading, completions."""

from __future__ import annotations

from typing import Any

from searchkit.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word of a query that no article has, and forms that articles have, the likeliest first.

    Each form comes with the number of articles that have it. `field` is where the query looks for
    the word; None is title and body.
    """

    word: str
    field: str | None
    forms: tuple[tuple[str, int], ...]

    def to_dict(self) -> dict[str, Any]:
        """The word and its forms, ready for JSON."""
        return {
            "word": self.word,
            "field": self.field,
            "forms": [list(form) for form in self.forms],
        }


@dataclass(frozen=True, slots=True)
class Spelling:
    """The misspelt words of a query; `query` has the likeliest form of each, `total` its hits."""

    words: tuple[Misspelt, ...]
    query: str
    total: int

    def to_dict(self) -> dict[str, Any]:
        """The words and the query, ready for JSON."""
        return {
            "query": self.query,
            "total": self.total,
            "words": [word.to_dict() for word in self.words],
        }


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A query without some of its parts that would find hits: `query`, with its hits.

    If nothing is left out, words that had to stand near each other may be anywhere.
    """

    without: tuple[str, ...]
    query: str
    total: int

    @property
    def label(self) -> str:
        """What is left out, in words.

        >>> Relaxed(("disaster:",), "lion", 3).label
        'without “disaster:”'
        >>> Relaxed((), "lion tiger", 3).label
        'anywhere in the article'
        """
        if not self.without:
            return "anywhere in the article"
        *parts, last = (f"“{part}”" for part in self.without)
        return f"without {', '.join(parts)} and {last}" if parts else f"without {last}"

    def to_dict(self) -> dict[str, Any]:
        """The parts and the query, ready for JSON."""
        return {"without": list(self.without), "query": self.query, "total": self.total}


@dataclass(frozen=True, slots=True)
class Reading:
    """What another tool would take a query for: `query`, with its hits.

    `note` says what was searched for instead.
    """

    note: str
    query: str
    total: int

    def __str__(self) -> str:
        articles = "1 article" if self.total == 1 else f"{self.total:,} articles"
        return f"{self.note}: {self.query} ({articles})"

    def to_dict(self) -> dict[str, Any]:
        """The note and the query, ready for JSON."""
        return {"note": self.note, "query": self.query, "total": self.total}


@dataclass(frozen=True, slots=True)
class SuggestedName:
    """A name that has the words of a beginning, its kind, its articles and what finds them."""

    name: str
    kind: str
    articles: int
    query: str

    def to_dict(self) -> dict[str, Any]:
        """The name with its kind, articles and query, ready for JSON."""
        return {
            "name": self.name,
            "kind": self.kind,
            "articles": self.articles,
            "query": self.query,
        }


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Completions of what a user begins to type, as articles write it.

    Words, phrases and names come with the number of articles that have them, most first; titles
    with the id of an article, those that begin so first, then the newest.
    """

    text: str
    words: tuple[tuple[str, int], ...]
    phrases: tuple[tuple[str, int], ...]
    titles: tuple[tuple[str, str], ...]
    names: tuple[SuggestedName, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The suggestions, ready for JSON."""
        return {
            "text": self.text,
            "words": [list(row) for row in self.words],
            "phrases": [list(row) for row in self.phrases],
            "titles": [list(row) for row in self.titles],
            "names": [one.to_dict() for one in self.names],
        }
