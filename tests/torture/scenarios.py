"""Runs that write, each to be broken off at any point: what was there, and what shall be there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples import write_corpus
from states import rebuilt, state
from torture.corruption import run
from torture.workplace import remove

from searchkit import Library


@dataclass
class Result:
    """How many points were tried, and a sentence for each that went wrong."""

    name: str
    points: int = 0
    failures: list[str] = field(default_factory=list)
    measured: str = ""

    def __str__(self) -> str:
        what = f"{self.points:>6} points, {len(self.failures)} failures"
        lines = [f"{self.name:<42} {what}  {self.measured}".rstrip()]
        return "\n".join([*lines, *(f"    {one}" for one in self.failures[:10])])


@dataclass(frozen=True)
class Scenario:
    """A project before a run, and the states of its index before and after."""

    home: Path
    act: Callable[[], object]
    sound: Path
    old: Mapping[str, Any]
    new: Mapping[str, Any]

    @property
    def index(self) -> Path:
        return self.home / "index"

    def restore(self) -> None:
        """Have the index as it was before the run."""
        remove(self.index)
        shutil.copytree(self.sound, self.index, symlinks=True)

    def problems(self, what: str, *, only_new: bool = False) -> list[str]:
        """What is wrong with the index after a run that was broken off, and after the next run."""
        found = []
        status, out, err = run(self.home, ["check"])
        if status:
            found.append(f"{what}: check ended with {status}: {out}{err}")
        try:
            allowed = [self.new] if only_new else [self.old, self.new]
            if state(self.home) not in allowed:
                found.append(f"{what}: neither the old state nor the new")
            with Library.open(self.home) as library:
                library.update()
            if state(self.home) != self.new:
                found.append(f"{what}: the next run does not end where a rebuild does")
        except Exception as error:  # the report goes on
            found.append(f"{what}: {type(error).__name__}: {error}")
        if left := [
            one.name for one in self.index.iterdir() if one.name.endswith((".draft", ".new"))
        ]:
            found.append(f"{what}: {left} is left")
        return found


def _update(home: Path) -> Callable[[], object]:
    corpus = home / "corpus"
    (corpus / "new.txt").write_text("New\n\nA lighthouse keeper retires.")
    (corpus / "rewrite.txt").write_text("Strike Over\n\nAll went back to work.")
    (corpus / "monitor.txt").rename(corpus / "old" / "monitor.txt")
    return lambda: _run(home, "update")


def _delete(home: Path) -> Callable[[], object]:
    (home / "corpus" / "old" / "fish.txt").unlink()
    return lambda: _run(home, "update")


def _rebuild(home: Path) -> Callable[[], object]:
    (home / "corpus" / "new.txt").write_text("New\n\nA lighthouse keeper retires.")
    return lambda: _run(home, "rebuild")


def _merge(home: Path) -> Callable[[], object]:
    for number in range(6):
        (home / "corpus" / f"n{number}.txt").write_text(f"News {number}\n\nMore ships.")
        _run(home, "update")
    (home / "corpus" / "new.txt").write_text("New\n\nA lighthouse keeper retires.")
    return lambda: _run(home, "update")


def _run(home: Path, name: str) -> None:
    with Library.open(home) as library:
        getattr(library, name)()


#: By the name of the run. Before a merge, an index has several small parts.
SCENARIOS = {"update": _update, "delete": _delete, "rebuild": _rebuild, "merge": _merge}


def scenario(folder: Path, engine: str, name: str, *, home: str = "") -> Scenario:
    """A project of two generations in a new folder."""
    return _scenario(folder / f"{engine}-{home or name}", engine, name)


def _scenario(home: Path, engine: str, name: str) -> Scenario:
    home.mkdir()
    (home / "searchkit.toml").write_text(f'engine = "{engine}"\n')
    write_corpus(home)
    _run(home, "update")
    (home / "corpus" / "fifth.txt").write_text("Fifth\n\nThe pilots of Port Ellery.")
    _run(home, "update")
    act = SCENARIOS[name](home)
    old = state(home)
    sound = home.parent / f"{home.name}-sound"
    shutil.copytree(home / "index", sound)
    return Scenario(home, act, sound, old, rebuilt(home))
