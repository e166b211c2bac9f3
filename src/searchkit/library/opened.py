"""A generation that is open, for as long as somebody asks it."""

from __future__ import annotations

from searchkit.analysis import Analyzer
from searchkit.engines import open_engine
from searchkit.library.answers import Answering
from searchkit.library.generation import Generation, failures
from searchkit.library.settings import Settings
from searchkit.library.story_reading import Stories


class Opened:
    """An open generation; `stamp` is that of the index folder when it was opened.

    An `analyzer` of a generation before it knows nearly all of its words, and spares the lexicon.
    It is closed when it was retired and the last of its `users` has left. Who retires it, comes or
    leaves holds the lock of the library.
    """

    def __init__(
        self,
        generation: Generation,
        stamp: tuple[int, ...],
        settings: Settings,
        analyzer: Analyzer | None = None,
    ) -> None:
        self.generation = generation
        self.stamp = stamp
        self.engine = open_engine(
            generation.manifest.engine, generation.engine_folder, ranking=settings.ranking
        )
        stale = [failure.path for failure in failures(generation.load("run"))]
        self.analyzer = analyzer or Analyzer(generation.load("lexicon"))
        self.answering = Answering(
            self.engine,
            self.analyzer,
            stale,
            settings.search_seconds,
            Stories(generation.load),
        )
        self.users = 0
        self._retired = False

    def leave(self) -> None:
        self.users -= 1
        self._close_if_done()

    def retire(self) -> None:
        self._retired = True
        self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and not self.users:
            self.engine.close()
