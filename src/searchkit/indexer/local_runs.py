"""What the commands that write do: follow the corpus, or build the index anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict
from types import TracebackType
from typing import Any

from searchkit.analysis import Analyzer, Document
from searchkit.corpus import Corpus
from searchkit.engines import AUTO, DEFAULT_MEMORY, Engine, MemoryEngine, Writer, open_engine
from searchkit.engines.auto import DeferredEngine
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking
from searchkit.errors import CorpusShrunk, IndexUnusable
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import Draft, Generation, failures
from searchkit.indexer.families import Families
from searchkit.indexer.indexing_run import FileStamp, IndexingRun
from searchkit.reports import Progress, UpdateReport

#: So many articles or a few more are one commit of an update; a run that is killed goes on there.
BATCH = 10_000


def update(
    folder: IndexFolder,
    corpus: Corpus,
    *,
    memory: int = DEFAULT_MEMORY,
    verify: bool = False,
    allow_shrink: bool = False,
    progress: Progress | None = None,
) -> UpdateReport:
    """Bring the index up to the corpus. For the holder of the lock."""
    base = folder.current()
    analyzer = Analyzer(base.load("lexicon"))
    # Of a long run's commits the last come when the generation that it began with is no more.
    before = base.load("run")
    with (
        _opened(base) as held,
        GenerationBuilder(folder, base.manifest.engine, analyzer, base, memory=memory) as drafts,
    ):
        seen = {} if verify else base.load("seen")
        found = _following(corpus, held, analyzer, seen, before, memory)
        report = found.run(drafts, progress, allow_shrink=allow_shrink)
        drafts.commit(found.articles, run_record(before, report), _seen(found))
    return report


def dry_run(
    folder: IndexFolder,
    corpus: Corpus,
    *,
    verify: bool = False,
    allow_shrink: bool = False,
    progress: Progress | None = None,
) -> UpdateReport:
    """What `update` would do; writes nothing, not even a lock."""
    if not folder.exists:
        return IndexingRun(corpus, MemoryEngine(), Analyzer()).run(NullWriter(), progress)
    base = folder.current()
    analyzer = Analyzer(base.load("lexicon"))
    with _opened(base) as held:
        seen = {} if verify else base.load("seen")
        found = _following(corpus, held, analyzer, seen, base.load("run"))
        return found.run(NullWriter(), progress, allow_shrink=allow_shrink)


def rebuild(
    folder: IndexFolder,
    corpus: Corpus,
    engine: str,
    *,
    ranking: Ranking = DEFAULT_RANKING,
    memory: int = DEFAULT_MEMORY,
    allow_shrink: bool = False,
    progress: Progress | None = None,
) -> UpdateReport:
    """Build the index anew, in one commit. For the holder of the lock.

    What a sound index has of files that cannot be read now is taken over. An engine that cannot
    rank so is refused before anything is written.
    """
    options = (ranking, memory, allow_shrink, progress)
    try:
        before = folder.current()
        before.check(whole=True)
        with _opened(before) as held:
            return _rebuilt(folder, corpus, engine, before, held, *options)
    except IndexUnusable:
        # Then it has nothing that could be taken over.
        return _rebuilt(folder, corpus, engine, None, MemoryEngine(), *options)


def _rebuilt(
    folder: IndexFolder,
    corpus: Corpus,
    engine: str,
    before: Generation | None,
    held: Engine,
    ranking: Ranking,
    memory: int,
    allow_shrink: bool,
    progress: Progress | None,
) -> UpdateReport:
    analyzer = Analyzer()
    update = IndexingRun(corpus, held, analyzer, anew=True, memory=memory)
    with GenerationBuilder(folder, engine, analyzer, None, before, ranking, memory) as drafts:
        report = update.run(drafts, progress, allow_shrink=allow_shrink)
        if before is None and not allow_shrink:
            _refuse_shrinking(folder, update.articles)
        drafts.commit(update.articles, run_record({}, report), _seen(update))
    return report


class GenerationBuilder:
    """Takes the changes of a run; with each commit a next generation answers that has them.

    The generations follow `base`, and nothing is drafted before there is a change. Without a base
    they start from nothing, and there is one commit only; `before` is what answers until then.
    """

    def __init__(
        self,
        folder: IndexFolder,
        engine: str,
        analyzer: Analyzer,
        base: Generation | None,
        before: Generation | None = None,
        ranking: Ranking = DEFAULT_RANKING,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        self._folder = folder
        self._ranking = ranking
        self._memory = memory
        self._engine = engine
        self._analyzer = analyzer
        self._base = base
        self._before = base or before
        self._created = base.manifest.created if base else _now()
        self._draft: Draft | None = None
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
        run: Mapping[str, Any] | None = None,
        seen: Mapping[str, Any] | None = None,
    ) -> None:
        """Let what was written answer, and keep what is told of the run; nothing if all is old."""
        if self._base is None:
            self._opened()
        elif self._draft is None and self._is_kept(run, seen):
            return
        draft = self._drafted()
        if self._block is not None:
            self._block.close()
            draft.save("lexicon", self._analyzer.lexicon())
            self._families.save(
                draft, lambda: closing(open_engine(draft.engine, draft.engine_folder))
            )
        if run is not None:
            draft.save("run", run)
        if seen is not None:
            draft.save("seen", seen)
        self._base = self._before = self._folder.switch(
            draft, created=self._created, articles=articles, before=self._before
        )
        self._draft = self._block = self._writer = None
        self._added = 0

    def _is_kept(self, run: Mapping[str, Any] | None, seen: Mapping[str, Any] | None) -> bool:
        assert self._base is not None
        return self._base.load("run") == run and self._base.load("seen") == seen

    def _drafted(self) -> Draft:
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

    def _new(self, draft: Draft) -> Engine | DeferredEngine:
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


class NullWriter:
    """Takes the changes of a dry run."""

    def add(self, document: Document) -> None:
        pass

    def delete(self, article_id: str) -> None:
        pass

    def checkpoint(self, articles: int) -> None:
        pass


@contextmanager
def _opened(generation: Generation) -> Iterator[Engine]:
    with closing(open_engine(generation.manifest.engine, generation.engine_folder)) as engine:
        yield engine


def _following(
    corpus: Corpus,
    held: Engine,
    analyzer: Analyzer,
    seen: Mapping[str, Any],
    before: Mapping[str, Any],
    memory: int = DEFAULT_MEMORY,
) -> IndexingRun:
    return IndexingRun(
        corpus,
        held,
        analyzer,
        seen={path: FileStamp(*one) for path, one in seen.items()},
        earlier=failures(before),
        memory=memory,
    )


def _refuse_shrinking(folder: IndexFolder, articles: int) -> None:
    """For an index that cannot be read any more, by the number of articles that it had."""
    try:
        known = folder.named().manifest.articles
    except IndexUnusable:
        return
    if 2 * articles < known:
        raise CorpusShrunk(known - articles, known)


def run_record(before: Mapping[str, Any], report: UpdateReport) -> dict[str, Any]:
    """What is kept of a run, after one of which was kept what is `before`."""
    return {
        "updated": _now() if report.changes or not before else before.get("updated"),
        "failed": [asdict(failure) for failure in report.failed],
        "ignored": dict(report.ignored),
    }


def _seen(update: IndexingRun) -> dict[str, list[Any]]:
    return {path: list(one) for path, one in update.seen.items()}


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
