"""The index of a project in a folder of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from searchkit.analysis import Analyzer
from searchkit.engines import library_version, open_engine
from searchkit.errors import IndexUnusable
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import Generation
from searchkit.index.manifest import MANIFEST
from searchkit.reports import Progress, UpdateReport
from searchkit.search.opened import Facts, Opened
from searchkit.search.stories import Stories
from searchkit.settings import Settings

if TYPE_CHECKING:
    from searchkit.corpus import Corpus
    from searchkit.indexer.checking import CheckReport


class LocalIndex:
    """See `index.Index`."""

    tells_stories: ClassVar[bool] = True

    def __init__(self, folder: IndexFolder, settings: Settings) -> None:
        self._folder = folder
        self._settings = settings

    def close(self) -> None:
        """Nothing is kept open."""

    @property
    def exists(self) -> bool:
        return self._folder.exists

    def stamp(self) -> tuple[int, ...]:
        return self._folder.stamp()

    def open(self, analyzer: Analyzer | None) -> Opened:
        while True:
            stamp = self._folder.stamp()
            try:
                return self._opened(self._folder.current(), stamp, analyzer)
            except IndexUnusable:
                # Generations can pass so quickly that the one that was named is gone.
                if stamp == self._folder.stamp():
                    raise

    def update(
        self, corpus: Corpus, *, verify: bool, allow_shrink: bool, progress: Progress | None
    ) -> UpdateReport:
        from searchkit.indexer import local_runs as runs

        return runs.update(
            self._folder,
            corpus,
            memory=self._settings.index_memory,
            verify=verify,
            allow_shrink=allow_shrink,
            progress=progress,
        )

    def dry_run(
        self, corpus: Corpus, *, verify: bool, allow_shrink: bool, progress: Progress | None
    ) -> UpdateReport:
        from searchkit.indexer import local_runs as runs

        return runs.dry_run(
            self._folder, corpus, verify=verify, allow_shrink=allow_shrink, progress=progress
        )

    def rebuild(
        self, corpus: Corpus, engine: str, *, allow_shrink: bool, progress: Progress | None
    ) -> UpdateReport:
        from searchkit.indexer import local_runs as runs

        return runs.rebuild(
            self._folder,
            corpus,
            engine,
            ranking=self._settings.ranking,
            memory=self._settings.index_memory,
            allow_shrink=allow_shrink,
            progress=progress,
        )

    def check(self, corpus: Corpus | None, progress: Progress | None) -> CheckReport:
        from searchkit.indexer.checking import check

        return check(self._folder, corpus, progress)

    def is_behind(self, corpus: Corpus) -> bool:
        from searchkit.indexer.freshness import is_behind

        generation = self._folder.current()
        written = (generation.folder / MANIFEST).stat().st_mtime_ns
        return is_behind(corpus, generation.load("seen"), written)

    def _opened(
        self, generation: Generation, stamp: tuple[Any, ...], analyzer: Analyzer | None
    ) -> Opened:
        manifest, settings = generation.manifest, self._settings
        engine = open_engine(manifest.engine, generation.engine_folder, ranking=settings.ranking)
        facts = Facts(
            manifest.generation,
            manifest.created,
            manifest.articles,
            generation.load("run"),
            generation.size,
            partial(library_version, engine.name),
        )
        analyzer = analyzer or Analyzer(generation.load("lexicon"))
        stories = Stories(generation.load)
        return Opened(engine, stamp, facts, analyzer, settings.search_seconds, stories)
