"""A run over a corpus by itself: what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from samples import FISH, write_corpus

from searchkit.analysis import Analyzer
from searchkit.corpus import Corpus
from searchkit.engines import MemoryEngine
from searchkit.indexer.index_writer import NullWriter
from searchkit.indexer.indexing_run import IndexingRun
from searchkit.reports import RunOptions

FILES = 200


class Compared(str):
    """An id that counts how often it is looked up, by being compared with what is looked for."""

    times = 0

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return super().__eq__(other)

    __hash__ = str.__hash__


class Holding(MemoryEngine):
    """Holds other content of every file."""

    def digests(self) -> Iterator[tuple[str, str]]:
        return ((Compared(f"{number}.txt"), "other") for number in range(FILES))


class Told(NullWriter):
    def __init__(self) -> None:
        self.articles: list[int] = []

    def checkpoint(self, articles: int) -> None:
        self.articles.append(articles)


def test_a_file_costs_the_same_however_many_there_are(tmp_path: Path) -> None:
    home = write_corpus(tmp_path, {f"{number}.txt": FISH for number in range(FILES + 1)})
    run = IndexingRun(Corpus(home / "corpus"), Holding(), Analyzer())
    Compared.times, told = 0, Told()
    assert run.write(told, RunOptions()).changed == FILES
    assert told.articles[-1] == FILES + 1
    # Some times for every file, and not for all files with every file.
    assert Compared.times < 20 * FILES
