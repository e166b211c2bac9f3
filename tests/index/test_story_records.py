"""The database that a run keeps of its stories: what is refused, and what a full disk is called."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from story_texts import WIRE

from searchkit.analysis import Analyzer
from searchkit.article import Article
from searchkit.index.generation import DraftGeneration
from searchkit.index.story_records import StoryRecords
from searchkit.indexer.families import RECORDS, Families
from searchkit.stories.families import TextStats


def made(path: Path) -> Path:
    path.touch()
    with closing(StoryRecords(path)) as records:
        records.put({"a.txt": TextStats("00ff", 7, None)})
    return path


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.executescript(statement)


def test_what_was_written_is_there_for_the_next_run(tmp_path: Path) -> None:
    with closing(StoryRecords(made(tmp_path / RECORDS))) as records:
        assert records.article_with("00ff") == "a.txt"
    assert [one.name for one in tmp_path.iterdir()] == [RECORDS]


@pytest.mark.parametrize("statement", [
    "PRAGMA journal_mode = WAL",
    "CREATE TRIGGER more AFTER INSERT ON article BEGIN DELETE FROM article; END",
    "CREATE VIEW more AS SELECT * FROM article",
    "DROP TABLE link",
])  # fmt: skip
def test_records_of_another_making_are_refused(tmp_path: Path, statement: str) -> None:
    path = made(tmp_path / RECORDS)
    run(path, statement)
    with pytest.raises(sqlite3.DatabaseError):
        StoryRecords(path)
    # A journal of somebody else's would be written beside it.
    assert [one.name for one in tmp_path.iterdir()] == [RECORDS]


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.slow
def test_a_file_that_cannot_grow_is_not_called_damaged(tmp_path: Path) -> None:
    analyzer, families = Analyzer(), Families(None)
    draft = DraftGeneration(tmp_path / "000001.draft", "tantivy", None)
    with closing(families):
        families.begin(draft)
        for number in range(2_000):
            article = Article(id=f"{number}.txt", path=f"{number}.txt", title="", body=WIRE)
            families.add(analyzer.analyse(article, "00"))
        with largest_file(60_000), pytest.raises(OSError, match="the index could not be written"):
            families.save(draft, lambda: pytest.fail("nothing is to be compared"))
