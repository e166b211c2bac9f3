"""The index of a project in a folder of its own."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from searchkit.analysis import Analyzer
from searchkit.engines import Engine, MemoryEngine, library_version, open_engine
from searchkit.errors import CorpusShrunk, IndexUnusable
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import Generation
from searchkit.index.manifest import MANIFEST
from searchkit.reports import CheckReport, Progress, RunOptions, RunRecord, UpdateReport
from searchkit.search.snapshot import IndexFacts, Snapshot
from searchkit.search.stories import Stories
from searchkit.settings import Settings

if TYPE_CHECKING:
    from searchkit.corpus import Corpus
    from searchkit.indexer.indexing_run import IndexingRun


class LocalIndex:
    """See `index.Index`."""

    def __init__(self, folder: IndexFolder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings

    def close(self) -> None:
        """Nothing is kept open."""

    @property
    def exists(self) -> bool:
        return self._folder.exists

    def stamp(self, *, quick: bool = False) -> tuple[int, ...]:
        return self._folder.stamp()

    def open(self) -> Snapshot:
        while True:
            stamp = self._folder.stamp()
            try:
                return self._snapshot(self._folder.current(), stamp)
            except IndexUnusable:
                # Generations can pass so quickly that the one that was named is gone.
                if stamp == self._folder.stamp():
                    raise

    def update(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        from searchkit.indexer.generation_builder import GenerationBuilder

        base = self._folder.current()
        # Of a long run's commits the last come when the generation that it began with is no more.
        previous = base.run_record()
        builder = GenerationBuilder(
            self._folder, base.manifest.engine, base, memory=self._settings.index_memory
        )
        with closing(_engine(base)) as held, builder:
            run = self._run_after(base, held, corpus, options)
            report = run.write(builder, options)
            builder.commit(run.articles, RunRecord.of(report, previous), run.stamps)
        return report

    def dry_run(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        from searchkit.indexer.index_writer import NullWriter
        from searchkit.indexer.indexing_run import IndexingRun

        if not self.exists:
            return IndexingRun(corpus, MemoryEngine(), Analyzer()).write(NullWriter(), options)
        base = self._folder.current()
        with closing(_engine(base)) as held:
            run = self._run_after(base, held, corpus, options)
            return run.write(NullWriter(), options)

    def rebuild(self, corpus: Corpus, engine: str, options: RunOptions) -> UpdateReport:
        """Build the index anew, and keep what a sound one has of files that cannot be read now.

        An engine that cannot rank as the settings ask is refused before anything is written.
        """
        try:
            before = self._folder.current()
            before.check(whole=True)
            with closing(_engine(before)) as held:
                return self._rebuilt(corpus, engine, before, held, options)
        except IndexUnusable:
            # Then it has nothing that could be taken over.
            return self._rebuilt(corpus, engine, None, MemoryEngine(), options)

    def check(self, corpus: Corpus | None, progress: Progress | None) -> CheckReport:
        from searchkit.indexer.checking import check

        return check(self._folder, corpus, progress)

    def is_behind(self, corpus: Corpus) -> bool:
        from searchkit.indexer.freshness import is_behind

        generation = self._folder.current()
        written = (generation.folder / MANIFEST).stat().st_mtime_ns
        return is_behind(corpus, generation.file_stamps(), written)

    def _run_after(
        self,
        base: Generation,
        held: Engine,
        corpus: Corpus,
        options: RunOptions,
    ) -> IndexingRun:
        """A run over what has changed since the last one."""
        from searchkit.indexer.indexing_run import IndexingRun

        return IndexingRun(
            corpus,
            held,
            Analyzer(self._settings.name_models),
            stamps={} if options.verify else base.file_stamps(),
            previous=base.run_record(),
            memory=self._settings.index_memory,
        )

    def _rebuilt(
        self,
        corpus: Corpus,
        engine: str,
        before: Generation | None,
        held: Engine,
        options: RunOptions,
    ) -> UpdateReport:
        from searchkit.indexer.generation_builder import GenerationBuilder
        from searchkit.indexer.indexing_run import IndexingRun

        memory = self._settings.index_memory
        analyzer = Analyzer(self._settings.name_models)
        run = IndexingRun(corpus, held, analyzer, anew=True, memory=memory)
        builder = GenerationBuilder(
            self._folder,
            engine,
            before=before,
            ranking=self._settings.ranking,
            memory=memory,
        )
        with builder:
            report = run.write(builder, options)
            if before is None and not options.allow_shrink:
                self._refuse_shrinking(run.articles)
            builder.commit(run.articles, RunRecord.of(report, None), run.stamps)
        return report

    def _refuse_shrinking(self, articles: int) -> None:
        """For an index that cannot be read any more, by the number of articles that it had."""
        try:
            known = self._folder.named().manifest.articles
        except IndexUnusable:
            return
        if 2 * articles < known:
            raise CorpusShrunk(known - articles, known)

    def _snapshot(self, generation: Generation, stamp: tuple[Any, ...]) -> Snapshot:
        manifest, settings = generation.manifest, self._settings
        engine = open_engine(manifest.engine, generation.engine_folder, ranking=settings.ranking)
        facts = IndexFacts(
            manifest.generation,
            manifest.created,
            manifest.articles,
            generation.run_record() or RunRecord(),
            generation.size,
            partial(library_version, engine.name),
        )
        stories = Stories(generation.load("families"), generation.open_kept("stories"))
        return Snapshot(engine, Analyzer(), stories, facts, stamp=stamp, home=self._settings.home)


def _engine(generation: Generation) -> Engine:
    return open_engine(generation.manifest.engine, generation.engine_folder)
