"""Options, progress, report and record of an index run, and the status of an index."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, field, replace
from typing import Any, Protocol, Self

from searchkit.article import Failure
from searchkit.quick_dataclass import dataclass


class Progress(Protocol):
    """Called after every file, and now and then within a file with many records."""

    def __call__(self, done: int, total: int, failed: int, records: int = 0, /) -> None:
        """Report the files done, of how many, how many failed, and records of the next file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """Choices for an index run.

    With `verify` every file is read, also those whose size and time are as before. Without
    `allow_shrink` a run that would lose over half of the articles is refused, unless it is `dry`.
    """

    verify: bool = False
    allow_shrink: bool = False
    dry: bool = False
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class UpdateReport:
    """The changes of an index run, in articles; `failed` in files.

    A `moved` article has the content of one whose path is no more. `ignored` counts the files
    that no reader is for, by suffix. A run `shrinks` an index of which
    over half of the articles are gone.
    """

    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[Failure, ...] = ()
    shrinks: bool = False

    @property
    def changes(self) -> int:
        """The number of articles that the run changed in the index."""
        return self.added + self.changed + self.moved + self.removed

    def about(self, path: str) -> UpdateReport:
        """The report with only those failures and warnings that are about a file."""
        failed, warnings = (
            tuple(one for one in some if one.path.partition("#")[0] == path)
            for some in (self.failed, self.warnings)
        )
        return replace(self, failed=failed, warnings=warnings, ignored={})

    def with_failed(self, failed: Iterable[Failure]) -> UpdateReport:
        """The report with more that failed."""
        return replace(self, failed=(*self.failed, *failed))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The outcome of the last run, as the index keeps it.

    `updated` is when a run last changed something, in ISO 8601.
    """

    updated: str | None = None
    failed: tuple[Failure, ...] = ()
    ignored: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, report: UpdateReport, previous: RunRecord | None) -> RunRecord:
        """The record of a run that follows the `previous` one."""
        return RunRecord(
            updated=now() if report.changes or previous is None else previous.updated,
            failed=report.failed,
            ignored=dict(report.ignored),
        )

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The record that was written so.

        Raises `ValueError`, `TypeError`, `KeyError` or `AttributeError` for other values.
        """
        return cls(**_run_values(values))

    def to_json(self) -> dict[str, Any]:
        """The record, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRunRecord(RunRecord):
    """The outcome of the last run over one part of an index on servers.

    `id` tells a run that changed something from the one before, in whatever second they were;
    `folder` is the corpus, with its machine.
    """

    articles: int
    folder: str
    id: str = ""

    @classmethod
    def of_part(
        cls, report: UpdateReport, previous: PartRunRecord | None, *, articles: int, folder: str
    ) -> PartRunRecord:
        """The record of a run over `folder` that follows the `previous` one."""
        record = RunRecord.of(report, previous)
        return cls(
            updated=record.updated,
            failed=record.failed,
            ignored=record.ignored,
            articles=articles,
            folder=folder,
            id=os.urandom(8).hex() if report.changes or previous is None else previous.id,
        )

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        articles, folder, run_id = values["articles"], values["folder"], values.get("id", "")
        if not (type(articles) is int and type(folder) is type(run_id) is str):
            raise TypeError("a value of a run record has another type")
        if not isinstance(values["updated"], str):
            raise TypeError("a run record without a moment")
        return cls(articles=articles, folder=folder, id=run_id, **_run_values(values))


def _run_values(values: Mapping[str, Any]) -> dict[str, Any]:
    updated = values.get("updated")
    if updated is not None and dt.datetime.fromisoformat(updated).tzinfo is None:
        raise ValueError("a moment without a time zone")
    failed = tuple(
        Failure(failure["path"], failure["reason"]) for failure in values.get("failed", ())
    )
    ignored = dict(values.get("ignored", {}))
    texts = [*ignored, *(text for failure in failed for text in (failure.path, failure.reason))]
    if not all(type(text) is str for text in texts):
        raise TypeError("a text of a run record has another type")
    if not all(type(count) is int for count in ignored.values()):
        raise TypeError("a number of a run record has another type")
    return {"updated": updated, "failed": failed, "ignored": ignored}


def now() -> str:
    """This moment in UTC, in ISO 8601."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class FieldSummary:
    """A further field of the articles of an index.

    `articles` have it; `types` are how many of them have a value that is a number, a date or
    text. A field of more types than one is `text`, and keeps every value as it is.
    """

    name: str
    articles: int
    types: Mapping[str, int]

    @property
    def type(self) -> str:
        """The type of all of its values: number, date or text."""
        return next(iter(self.types)) if len(self.types) == 1 else "text"

    def to_dict(self) -> dict[str, Any]:
        """The field, ready for JSON."""
        return {
            "name": self.name,
            "articles": self.articles,
            "type": self.type,
            "types": dict(self.types),
        }

    def __str__(self) -> str:
        """As in `1,200 articles, number`."""
        text = f"{self.articles:,} article{'' if self.articles == 1 else 's'}, {self.type}"
        if len(self.types) < 2:
            return text
        parts = (f"{kind} in {count:,}" for kind, count in self.types.items())
        return f"{text} ({', '.join(parts)})"


@dataclass(frozen=True, slots=True)
class PartStatus:
    """The last run over one part of an index on servers: its articles, and files that failed.

    `folder` is the corpus, with its machine; `updated` is ISO 8601 in UTC.
    """

    articles: int
    failed: int
    folder: str
    updated: str

    @classmethod
    def of(cls, run: PartRunRecord) -> PartStatus:
        """What a record of a run says."""
        return cls(run.articles, len(run.failed), run.folder, run.updated or "")


@dataclass(frozen=True, slots=True)
class ServersStatus:
    """How servers hold an index.

    Of its `shards`, `lost` do not answer at all; of the copies of all, the first ones included,
    there should be `copies`, and `copies - missing` are there, on so many `nodes`, with `size`
    bytes together. `parts` are by name; an index that has none has one without a name.
    """

    shards: int
    lost: int
    copies: int
    missing: int
    nodes: int
    size: int
    parts: Mapping[str, PartStatus]

    @property
    def health(self) -> str:
        """As servers tell it: green, yellow (copies are missing) or red (articles are)."""
        return "red" if self.lost else "yellow" if self.missing else "green"

    def to_dict(self) -> dict[str, Any]:
        """The state, ready for JSON."""
        return {
            "health": self.health,
            "shards": self.shards,
            "lost": self.lost,
            "copies": self.copies,
            "missing": self.missing,
            "nodes": self.nodes,
            "size": self.size,
            "parts": {name: asdict(part) for name, part in self.parts.items()},
        }


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The state of an index. `size` is in bytes, `created` and `updated` are ISO 8601 in UTC.

    `library` is what the engine is made of, with its version; `age` is in seconds since `updated`.
    `provenance` counts articles by metadata field and status. `fields` are the further fields that
    most articles have, the commonest first. `estimates` names the numbers that are about right, and
    `servers` tells of an index on servers how they hold it.
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
    fields: tuple[FieldSummary, ...] = ()
    estimates: tuple[str, ...] = ()
    servers: ServersStatus | None = None

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
            "failed": [{"path": failure.path, "reason": failure.reason} for failure in self.failed],
            "ignored": dict(self.ignored),
            "fields": [field.to_dict() for field in self.fields],
            "estimates": list(self.estimates),
            "servers": self.servers.to_dict() if self.servers else None,
        }


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of a check. `size` is in bytes.

    `damaged` are paths in the index folder and `differing` ids of articles or paths of the corpus,
    each with a reason; `foreign` are those of the damaged paths that are no part of the index.
    `articles` were compared with the corpus; None if none were.
    """

    generation: int
    files: int
    size: int
    damaged: tuple[Failure, ...]
    foreign: frozenset[str] = frozenset()
    articles: int | None = None
    differing: tuple[Failure, ...] = ()


def age_of(moment: str) -> int:
    """The seconds since a moment in ISO 8601; none since one in the future."""
    passed = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(moment)
    return max(0, int(passed.total_seconds()))
