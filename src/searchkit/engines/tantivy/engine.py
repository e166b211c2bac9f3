"""The engine over a Tantivy index; Tantivy's errors end here."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import ClassVar

import tantivy

from searchkit.analysis import Document, Record
from searchkit.engines.base import (
    DEFAULT_MEMORY,
    DEFAULT_OPTIONS,
    NO_DEADLINE,
    Deadline,
    Match,
    Matches,
    OneByOne,
    Order,
    SearchOptions,
    write_buffer_size,
)
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking
from searchkit.engines.tantivy.by_places import RANKING
from searchkit.engines.tantivy.meta import META, verify
from searchkit.engines.tantivy.snapshot import Snapshot
from searchkit.engines.tantivy.storage import ID, register, schema, stored
from searchkit.errors import IndexDamaged, IndexMissing, SearchkitError, SettingsError
from searchkit.query import Query
from searchkit.regular_file import write_refusal
from searchkit.results import Explanation
from searchkit.schema import TEXT

_THREADS = min(2, os.cpu_count() or 1)
# What Tantivy says when it cannot write a file; that of its threads has lost the reason.
_NOT_WRITTEN = ("IO error", "writer was killed")
# How the operating system's refusals read in any of Tantivy's errors: the disk is full, or the
# file may not grow.
_FULL = ("StorageFull", "os error 28", "FileTooLarge", "os error 27")


class _Changes:
    """A Tantivy writer that takes documents."""

    def __init__(self, writer: tantivy.IndexWriter, folder: Path, before: Snapshot) -> None:
        self._writer = writer
        self._folder = folder
        self._before = before
        self._added: set[str] = set()

    def add(self, document: Document) -> None:
        if document.id in self._added:
            raise ValueError(f"{document.id!r} is added twice in one block")
        fields = stored(document)
        self.delete(document.id)
        self._added.add(document.id)
        with _written(self._folder):
            self._writer.add_document(fields)

    def delete(self, article_id: str) -> None:
        if self._before.has(article_id):
            with _written(self._folder):
                self._writer.delete_documents_by_term(ID, article_id)


class TantivyEngine(OneByOne):
    """An index in one folder. Threads may share it, and search at the same time."""

    name: ClassVar[str] = "tantivy"
    atomic: ClassVar[bool] = True

    def __init__(
        self,
        folder: Path,
        *,
        create: bool = False,
        ranking: Ranking = DEFAULT_RANKING,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        if ranking != RANKING:
            raise SettingsError(
                f"tantivy supports k1 = {RANKING.k1} and b = {RANKING.b} only",
                advice="remove them from searchkit.toml, or run: searchkit rebuild --engine whoosh",
            )
        self._folder = folder
        self._heap = write_buffer_size(memory)
        self._writing = threading.RLock()
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        elif not (folder / META).is_file():
            raise IndexMissing(folder)
        with _sound():
            self._index = (
                tantivy.Index(schema(), str(folder), reuse=False) if create else _opened(folder)
            )
            register(self._index)
            # Only this object's own commits are followed, so that a search sees one state.
            self._index.config_reader("manual")
            self._snapshot = self._latest()

    @contextmanager
    def writer(self) -> Iterator[_Changes]:
        with self._writing:
            with _written(self._folder):
                writer = self._index.writer(self._heap, _THREADS)
            try:
                yield _Changes(writer, self._folder, self._snapshot)
                with _written(self._folder):
                    writer.commit()
            except BaseException:
                with suppress(ValueError):
                    writer.rollback()
                with suppress(ValueError):
                    # Also where nothing can be rolled back, or they would go on to write.
                    writer.wait_merging_threads()
                raise
            # The commit stands, whatever becomes of the merges.
            with suppress(ValueError):
                writer.wait_merging_threads()
            with _sound():
                self._snapshot = self._latest()
            with suppress(ValueError):
                self._collect_garbage()

    def search(self, query: Query, options: SearchOptions = DEFAULT_OPTIONS) -> Matches:
        with _sound():
            return self._snapshot.search(query, options)

    def scan(self, query: Query, order: Order = "relevance") -> Iterator[Match]:
        with _sound():
            yield from self._snapshot.scan(query, order)

    def ids(self, query: Query, *, deadline: Deadline = NO_DEADLINE) -> list[str]:
        with _sound():
            return self._snapshot.ids(query, deadline)

    def members(self, query: Query, options: SearchOptions) -> list[str]:
        with _sound():
            return self._snapshot.members(query, options)

    def explain(self, query: Query, document: Document) -> list[Explanation]:
        with _sound():
            return self._snapshot.explain(query, document)

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        with _sound():
            return self._snapshot.fetch(ids)

    def digests(self) -> Iterator[tuple[str, str]]:
        with _sound():
            return self._snapshot.digests()

    def term_dictionary(self, stream: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        with _sound():
            return self._snapshot.term_dictionary(stream, prefix)[:limit]

    def terms(self, stream: str, prefix: str) -> list[str]:
        with _sound():
            return self._snapshot.terms(stream, prefix)

    def doc_freq(self, stream: str, term: str) -> int:
        with _sound():
            return self._snapshot.doc_freq(stream, term)

    def size(self) -> tuple[int, int]:
        snapshot = self._snapshot
        with _sound():
            return snapshot.articles, len(snapshot.term_dictionary(TEXT.exact, ""))

    def close(self) -> None:
        del self._snapshot, self._index

    def _latest(self) -> Snapshot:
        self._index.reload()
        return Snapshot(self._index.searcher(), self._index.schema)

    def _collect_garbage(self) -> None:
        """Remove what the last snapshot held on to. Tantivy lets only a writer do it."""
        writer = self._index.writer(self._heap, 1)
        writer.garbage_collect_files()
        writer.wait_merging_threads()


def _opened(folder: Path) -> tantivy.Index:
    verify(folder)
    index = tantivy.Index.open(str(folder))
    if index.schema != schema():
        raise ValueError("other fields than are written")
    return index


@contextmanager
def _sound() -> Iterator[None]:
    """Whatever reading an index raises means that it is not as it was written."""
    try:
        yield
    except SearchkitError:
        raise
    except Exception as error:
        if any(sign in str(error) for sign in _FULL):
            raise OSError(f"the index could not be written: {error}") from error
        raise IndexDamaged(f"{type(error).__name__}: {error}") from error
    except BaseException as error:
        # Where Tantivy's own code panics; no module has this class.
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(str(error)) from error


@contextmanager
def _written(folder: Path) -> Iterator[None]:
    """A full disk is no damage: what was there before is still whole."""
    try:
        yield
    except ValueError as error:
        if not any(sign in str(error) for sign in (*_NOT_WRITTEN, *_FULL)):
            raise IndexDamaged(str(error)) from error
        reason = write_refusal(folder) or error
        raise OSError(f"the index could not be written: {reason}") from error
