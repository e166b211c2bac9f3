"""One state of an index, open for as long as an answer is made from it."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from searchkit.analysis import Analyzer
from searchkit.article import Article
from searchkit.engines import Engine
from searchkit.partial_answers import partial_answer
from searchkit.quick_dataclass import dataclass
from searchkit.reports import FieldSummary, RunRecord, ServersStatus
from searchkit.search.fields import check_fields, field_summaries
from searchkit.search.name_groups import NameGroups
from searchkit.search.stories import Stories

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """Facts about an index; `run` is the record of the last run.

    `size` asks for the bytes that it takes, `library` for what its engine is made of, `servers` for
    how servers hold it.
    """

    generation: int
    created: str
    articles: int
    run: RunRecord
    size: Callable[[], int]
    library: Callable[[], str]
    servers: Callable[[], ServersStatus] | None = None


class Snapshot:
    """An index as one commit left it; `stamp` is another one after every commit.

    It is closed once it is retired and nobody holds it any more. `part` is the part of the index
    that an id without one belongs to; `home` is the project. Threads may share a snapshot.
    """

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer,
        stories: Stories,
        facts: IndexFacts,
        *,
        stamp: tuple[Any, ...],
        part: str = "",
        home: Path | None = None,
    ) -> None:
        self.engine = engine
        self.analyzer = analyzer
        self.stories = stories
        self.facts = facts
        self.stamp = stamp
        self.part = part
        self.names = NameGroups(engine, home)
        self._fields: tuple[FieldSummary, ...] | None = None
        self._failed = {failure.path for failure in facts.run.failed}
        # A holder leaves wherever the garbage collector runs, also inside of this class: no lock
        # may be waited for.
        self._holders: set[object] = set()
        self._retired = False
        self._closing = threading.Lock()

    @property
    def fields(self) -> tuple[FieldSummary, ...]:
        """The further fields that most articles have, as far as the index answers."""
        fields = self._fields
        if fields is None:
            with partial_answer() as lacking:
                fields = field_summaries(self.engine)
            self._fields = None if lacking else fields
        return fields

    def check_columns(self, names: Sequence[str], usual: Sequence[str]) -> None:
        """Raise `InvalidArgument` for a column that is not usual, and no further field either."""
        check_fields(self.engine, names, usual)

    def is_stale(self, article: Article) -> bool:
        """True if the last run could not read the article, its file or a folder around it."""
        if not self._failed:
            return False
        # In an index of several parts, ids begin with the part.
        part = article.id.partition(article.path)[0]
        if f"{part}." in self._failed or article.id in self._failed:
            return True
        path = article.path
        while path:
            if part + path in self._failed:
                return True
            path = path.rpartition("/")[0]
        return False

    def acquire(self) -> object:
        """A new holder, for whom the snapshot stays open. Only for who knows that it is open."""
        holder = object()
        self._holders.add(holder)
        return holder

    def release(self, holder: object) -> None:
        """Let a holder go."""
        self._holders.discard(holder)
        self._close_if_unused()

    def retire(self) -> None:
        """Close the snapshot as soon as nobody holds it; there are no new holders from now on."""
        self._retired = True
        self._close_if_unused()

    def _close_if_unused(self) -> None:
        if self._retired and not self._holders and self._closing.acquire(blocking=False):
            self.stories.close()
            self.engine.close()


def begun(items: Iterator[_Item]) -> Iterator[_Item]:
    """The same items; the first is read at once, so that all are of the index as it is now."""
    return chain(list(islice(items, 1)), items)


class SnapshotIterator(Iterator[_Item]):
    """Items that are read from a snapshot one at a time, whatever is committed meanwhile.

    The snapshot is held until the last item is read, `close` is called, or nobody has the iterator
    any more. Threads may share it: each item goes to one of them.
    """

    def __init__(self, snapshot: Snapshot, items: Generator[_Item, None, None]) -> None:
        self._items = items
        self._lock = threading.Lock()
        self._end = weakref.finalize(self, _end, items, snapshot, snapshot.acquire())

    def __next__(self) -> _Item:
        with self._lock:
            try:
                return next(self._items)
            except BaseException:
                self._end()
                raise

    def close(self) -> None:
        """Read no further."""
        with self._lock:
            self._end()


def _end(items: Generator[Any, None, None], snapshot: Snapshot, holder: object) -> None:
    try:
        # What it asks for at its end, it asks of the snapshot.
        items.close()
    finally:
        snapshot.release(holder)
