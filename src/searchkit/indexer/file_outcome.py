"""Outcomes: what has become of a file since the last run, and of its records in this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from searchkit.analysis import Record
from searchkit.article import Failure
from searchkit.corpus import Entry, SourceFile
from searchkit.index.file_stamps import FileStamp
from searchkit.indexer.content_digest import ContentDigest
from searchkit.indexer.id_digest import IdDigest

#: Of so many records of a file is told why they cannot be read; the others are counted.
MAX_TOLD = 1_000


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """A file as it is now: its entries, or None if the index has all their articles.

    The articles of a file that was `moved` from another path come as `records`. Of a file with many
    records there are `data`, to be read when its turn has come; `begun` if that already is.
    """

    stamp: FileStamp | None
    digest: ContentDigest = ContentDigest("")  # noqa: RUF009 - frozen
    entries: Sequence[Entry | Failure] | None = None
    records: Sequence[Record] = ()
    moved: str | None = None
    failed: tuple[Failure, ...] = ()
    data: bytes | None = None
    begun: Iterator[list[Entry | Failure]] | None = None


class FilePart(NamedTuple):
    """A part of the outcome of a file, and whether it is the last.

    Of the part's articles, those that the index has as they are come as ids: they are `held`.
    """

    file: SourceFile
    outcome: FileOutcome
    is_last: bool = True
    held: Sequence[str] = ()


@dataclass
class FileTally:
    """The parts of a file until now; `stale` are ids whose records fail now."""

    path: str
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    more_failed: int = 0
    stale: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.ids = IdDigest(self.path)

    def fail(self, failure: Failure) -> None:
        """Count a record that cannot be read."""
        if len(self.failed) < MAX_TOLD:
            self.failed.append(failure)
        else:
            self.more_failed += 1

    def warn(self, warnings: Iterable[str]) -> None:
        """Keep the warnings of an article."""
        left = MAX_TOLD - len(self.warnings)
        self.warnings += [Failure(self.path, warning) for warning in warnings][:left]


@dataclass
class RunTally:
    """The files of a run until now; `kept` are ids of articles that the index has after it."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    new: int = 0
    moved: set[str] = field(default_factory=set)
    stamps: dict[str, FileStamp] = field(default_factory=dict)
