"""An index that is open, for as long as somebody asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from searchkit.analysis import Analyzer
from searchkit.engines import Engine
from searchkit.reports import RunRecord
from searchkit.search.answers import Answering
from searchkit.search.stories import Stories


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of an index; `run` is the record of the last one.

    `size` asks for the bytes that it takes, `library` for what its engine is made of.
    """

    generation: int
    created: str
    articles: int
    run: RunRecord
    size: Callable[[], int]
    library: Callable[[], str]


class Opened:
    """An open index; `stamp` is what it was when it was opened, another one after every commit.

    An `analyzer` of the same index before knows nearly all of its words, and spares the lexicon.
    It is closed when it was retired and the last of its `users` has left. Who retires it, comes or
    leaves holds the lock of the library.
    """

    def __init__(
        self,
        engine: Engine,
        stamp: tuple[Any, ...],
        facts: Facts,
        analyzer: Analyzer,
        seconds: float,
        stories: Stories,
    ) -> None:
        self.engine = engine
        self.stamp = stamp
        self.facts = facts
        self.analyzer = analyzer
        stale = [failure.path for failure in facts.run.failed]
        self.answering = Answering(engine, analyzer, stale, seconds, stories)
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
