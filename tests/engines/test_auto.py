"""The engine that `auto` chooses when the articles come."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from generators import make_document

from searchkit.engines import Engine, auto, open_engine
from searchkit.engines.auto import DeferredEngine, advice
from searchkit.query import MatchAll


class Opened:
    """Opens engines in a folder and keeps the last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine: Engine | None = None

    def __call__(self, name: str) -> Engine:
        assert self.engine is None, "one is chosen already"
        self.engine = open_engine(name, self.folder / name, create=True)
        return self.engine

    @property
    def found(self) -> tuple[str, int]:
        """The name of the engine, and how many articles it has."""
        assert self.engine is not None
        return self.engine.name, self.engine.search(MatchAll()).total


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(auto, "MAX_ARTICLES", 3)
    return Opened(tmp_path)


def write(opened: Opened, number: int) -> None:
    deferred = DeferredEngine(opened)
    with deferred.writer() as writer:
        for one in range(number):
            writer.add(make_document(f"{one}.txt", "army talks"))


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, ("whoosh", 0)), (3, ("whoosh", 3)), (4, ("tantivy", 4)), (9, ("tantivy", 9))],
)
def test_the_number_of_articles_decides(
    opened: Opened, number: int, expected: tuple[str, int]
) -> None:
    write(opened, number)
    assert opened.found == expected


def test_long_texts_are_not_held_until_all_have_come(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(auto, "_MAX_TOKENS", 3)
    write(opened, 2)
    assert opened.found == ("tantivy", 2)


def test_without_tantivy_whoosh_takes_them_all(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    write(opened, 9)
    assert opened.found == ("whoosh", 9)
    assert "pip install tantivy && searchkit rebuild" in (advice("whoosh", 9) or "")


def test_a_block_that_raises_leaves_nothing(opened: Opened) -> None:
    deferred = DeferredEngine(opened)

    def interrupted() -> None:
        with deferred.writer() as writer:
            for one in range(9):
                writer.add(make_document(f"{one}.txt", "army"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert opened.found == ("tantivy", 0)


def test_only_an_index_that_has_outgrown_its_engine_needs_advice(opened: Opened) -> None:
    assert advice("whoosh", 3) is None
    assert advice("tantivy", 9_000) is None
    assert (advice("whoosh", 4) or "").endswith("run: searchkit rebuild")
