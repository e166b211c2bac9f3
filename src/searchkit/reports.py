"""What is told of an index run, and of an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from searchkit.article import Failure


class Progress(Protocol):
    """Told after every file, and of a file with many records now and then."""

    def __call__(self, done: int, total: int, failed: int, records: int = 0, /) -> None:
        """How many files are done, of how many, how many failed, and records of the next file."""


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """What an index run did, in articles; `failed` in files.

    A `moved` article has the content of one whose path is no more. `ignored` counts the files
    that no reader is for, by suffix.
    """

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Failure, ...] = ()

    @property
    def changes(self) -> int:
        """How many articles the run changed in the index."""
        return self.added + self.changed + self.moved + self.removed


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What the index holds. `size` is in bytes, `created` and `updated` are ISO 8601 in UTC.

    `library` is what the engine is made of, with its version; `age` is in seconds since `updated`.
    `provenance` counts articles by metadata field and status.
    """

    home: str
    corpus: str
    index: str
    engine: str
    library: str
    version: str
    generation: int
    articles: int
    terms: int
    size: int
    created: str
    updated: str
    age: int
    provenance: Mapping[str, Mapping[str, int]]
    failed: tuple[Failure, ...]
    ignored: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """The status, ready for JSON."""
        return {
            "home": self.home,
            "corpus": self.corpus,
            "index": self.index,
            "engine": self.engine,
            "library": self.library,
            "version": self.version,
            "generation": self.generation,
            "articles": self.articles,
            "terms": self.terms,
            "size": self.size,
            "created": self.created,
            "updated": self.updated,
            "age": self.age,
            "provenance": {name: dict(counts) for name, counts in self.provenance.items()},
            "failed": [{"path": one.path, "reason": one.reason} for one in self.failed],
            "ignored": dict(self.ignored),
        }
