"""The writer of an index on servers."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType

from searchkit.analysis import Document
from searchkit.article import Failure
from searchkit.engines.opensearch import Changes, OpenSearchEngine
from searchkit.indexer.index_writer import BATCH
from searchkit.indexer.shingle_spool import ShingleSpool


class RemoteWriter:
    """Takes the changes of a run; in `batches`, so many articles are a commit each.

    Documents that the server did not take are `refused`; the shingles of all are in the `spool`.
    """

    def __init__(self, engine: OpenSearchEngine, spool: ShingleSpool, *, batches: bool) -> None:
        self._engine = engine
        self._spool = spool
        self._batches = batches
        self._added = 0
        self._block = ExitStack()
        self._changes: Changes | None = None
        self.refused: list[Failure] = []

    def __enter__(self) -> RemoteWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._block.__exit__(kind, error, trace)
        if kind is None and self._changes is not None:
            self.refused += self._engine.refused

    def add(self, document: Document, part: str | None = None) -> None:
        self._opened().add(document, part)
        self._spool.add(document)
        self._added += 1

    def delete(self, article_id: str) -> None:
        self._opened().delete(article_id)

    def checkpoint(self, articles: int) -> None:
        if self._batches and self._added >= BATCH:
            self._block.close()
            self.refused += self._engine.refused
            self._changes, self._added = None, 0

    def _opened(self) -> Changes:
        if self._changes is None:
            self._changes = self._block.enter_context(self._engine.writer())
        return self._changes
