"""The builder of generations: takes the changes of a run, and lets them answer with each commit."""

from __future__ import annotations

from contextlib import ExitStack, closing
from types import TracebackType

from searchkit.analysis import Document
from searchkit.engines import AUTO, DEFAULT_MEMORY, Engine, Writer, open_engine
from searchkit.engines.auto import DeferredEngine
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking
from searchkit.index.file_stamps import FileStamps
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import DraftGeneration, Generation
from searchkit.indexer.families import Families
from searchkit.indexer.index_writer import BATCH
from searchkit.reports import RunRecord, now


class GenerationBuilder:
    """Takes the changes of a run; with each commit a next generation answers that has them.

    The generations follow `base`, and nothing is drafted before there is a change. Without a base
    they start from nothing, and there is one commit only; `before` is what answers until then.
    """

    def __init__(
        self,
        folder: IndexFolder,
        engine: str,
        base: Generation | None = None,
        *,
        before: Generation | None = None,
        ranking: Ranking = DEFAULT_RANKING,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        self._folder = folder
        self._ranking = ranking
        self._memory = memory
        self._engine = engine
        self._base = base
        self._before = base or before
        self._created = base.manifest.created if base else now()
        self._draft: DraftGeneration | None = None
        self._block: ExitStack | None = None
        self._writer: Writer | None = None
        self._families = Families(base)
        self._added = 0

    def __enter__(self) -> GenerationBuilder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if self._block is not None:
                self._block.__exit__(kind, error, trace)
        finally:
            self._families.close()

    def add(self, document: Document) -> None:
        self._opened().add(document)
        self._families.add(document)
        self._added += 1

    def delete(self, article_id: str) -> None:
        self._opened().delete(article_id)
        self._families.delete(article_id)

    def checkpoint(self, articles: int) -> None:
        if self._base is not None and self._added >= BATCH:
            self.commit(articles)

    def commit(
        self,
        articles: int,
        record: RunRecord | None = None,
        stamps: FileStamps | None = None,
    ) -> None:
        """Let what was written answer, with the record of the run; nothing if all is old."""
        if self._base is None:
            self._opened()
        elif self._draft is None and self._is_kept(record, stamps):
            return
        draft = self._drafted()
        if self._block is not None:
            self._block.close()
            self._families.save(
                draft, lambda: closing(open_engine(draft.engine, draft.engine_folder))
            )
        if record is not None and stamps is not None:
            draft.save_run(record, stamps)
        self._base = self._before = self._folder.switch(
            draft, created=self._created, articles=articles, before=self._before
        )
        self._draft = self._block = self._writer = None
        self._added = 0

    def _is_kept(self, record: RunRecord | None, stamps: FileStamps | None) -> bool:
        assert self._base is not None
        return self._base.run_record() == record and self._base.file_stamps() == stamps

    def _drafted(self) -> DraftGeneration:
        if self._draft is None:
            self._draft = self._folder.begin(self._engine, self._base)
        return self._draft

    def _opened(self) -> Writer:
        if self._writer is None:
            draft = self._drafted()
            self._block = ExitStack()
            engine = self._new(draft)
            self._block.callback(engine.close)
            self._writer = self._block.enter_context(engine.writer())
            self._families.begin(draft)
        return self._writer

    def _new(self, draft: DraftGeneration) -> Engine | DeferredEngine:
        def open_new(name: str) -> Engine:
            draft.engine = name
            return open_engine(
                name,
                draft.engine_folder,
                create=self._base is None,
                ranking=self._ranking,
                memory=self._memory,
            )

        return DeferredEngine(open_new) if self._engine == AUTO else open_new(self._engine)
