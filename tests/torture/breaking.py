"""Breaks runs off: by SIGKILL, by a power cut, by a full disk."""

from __future__ import annotations

import errno
import os
import random
import shutil
import stat
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from torture.scenarios import Result, Scenario
from torture.tracer import KILL, Operation, trace
from torture.workplace import remove

from searchkit.cli import main


def spread(count: int, most: int | None) -> list[int]:
    """The numbers from 1 to `count`, or `most` of them: half at equal distances, half at the end.

    The last operations are those that let the new state answer.
    """
    if most is None or most >= count:
        return list(range(1, count + 1))
    last = range(count - most // 2 + 1, count + 1)
    step = last.start / (most - len(last))
    return [1 + int(at * step) for at in range(most - len(last))] + list(last)


def operations(scenario: Scenario) -> list[Operation]:
    """Every operation of the run."""
    found: list[Operation] = []
    scenario.restore()
    status = trace(scenario.act, scenario.index, lambda one: found.append(one) or 0)
    assert status == 0
    return found


def kills(scenario: Scenario, most: int | None = None) -> Result:
    """SIGKILL before each of the operations."""
    result = Result(f"SIGKILL, {scenario.home.name}")
    for point in spread(len(operations(scenario)), most):
        scenario.restore()
        trace(
            scenario.act,
            scenario.index,
            lambda one, point=point: KILL if one.number == point else 0,
        )
        result.points += 1
        result.failures += scenario.problems(f"killed at {point}")
    return result


def full_disk(scenario: Scenario, arguments: list[str], most: int | None = None) -> Result:
    """The real command on a disk that is full from each of the operations on."""
    result = Result(f"disk full, {scenario.home.name}")
    log = scenario.home.parent / "log"
    for point in spread(len(operations(scenario)), most):
        scenario.restore()

        def refuse(one: Operation, point: int = point) -> int:
            full = one.number >= point and one.kind not in ("remove", "chmod")
            return errno.ENOSPC if full else 0

        def command() -> int:
            with log.open("w") as file, redirect_stdout(file), redirect_stderr(file):
                return main(["--home", str(scenario.home), *arguments])

        status = trace(command, scenario.index, refuse)
        told = log.read_text()
        result.points += 1
        what = f"full at {point}"
        last = point > 1 and status == 0
        if not last and (status not in range(1, 6) or "No space left" not in told):
            result.failures.append(f"{what}: ended with {status}: {told[-500:]}")
        if "Traceback" in told or "damaged" in told:
            result.failures.append(f"{what}: {told[-500:]}")
        result.failures += scenario.problems(what)
    return result


class Disk:
    """What of a folder would be there after a power cut: what was brought to disk, and no more.

    A file has the content of its last fsync, a folder the names of its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._contents: dict[int, bytes] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._kinds: dict[int, bool] = {}
        self._under_way: dict[int, Operation] = {}
        self._at_sync: dict[int, tuple[int, bytes | dict[str, int]]] = {}
        for path in (folder, *folder.rglob("*")):
            self._keep(*self._look(path))

    def before(self, operation: Operation) -> None:
        """Take note of what is done by now, and of what begins."""
        self.done(operation.thread)
        if operation.kind == "sync":
            try:
                self._at_sync[operation.thread] = self._look(Path(operation.paths[0]))
            except OSError:
                return

    def done(self, thread: int | None = None) -> None:
        """An fsync counts from the next operation of its thread on, or from the end."""
        for one in list(self._at_sync) if thread is None else [thread]:
            if one in self._at_sync:
                self._keep(*self._at_sync.pop(one))

    def write(self, target: Path, chance: random.Random | None) -> None:
        """Write what is left after a power cut now.

        Without chance nothing is there that was not brought to disk; with it, of the rest each name
        may be there or not, and each file's content may be new, old, cut or empty.
        """
        shutil.rmtree(target, ignore_errors=True)
        self._write(self._folder.stat().st_ino, target, self._now(), chance)

    def _now(self) -> dict[int, Path]:
        paths = {}
        for path in (self._folder, *self._folder.rglob("*")):
            try:
                paths[path.lstat().st_ino] = path
            except OSError:
                continue
        return paths

    def _write(
        self, inode: int, target: Path, now: dict[int, Path], chance: random.Random | None
    ) -> None:
        there = now.get(inode)
        if there.is_dir() if there is not None else self._kinds.get(inode):
            target.mkdir(mode=0o700)
            for name, child in self._surviving(inode, there, chance).items():
                self._write(child, target / name, now, chance)
            return
        data = self._contents.get(inode)
        if chance is not None and there is not None and there.is_file():
            current = there.read_bytes()
            if data is None or data != current:
                cut = current[: chance.randrange(len(current) + 1)]
                data = chance.choice([data or b"", current, cut, b""])
        target.write_bytes(data or b"")

    def _surviving(
        self, inode: int, there: Path | None, chance: random.Random | None
    ) -> dict[str, int]:
        names = dict(self._names.get(inode, {}))
        if chance is None:
            return names
        now = self._entries(there) if there is not None else {}
        for name in sorted({*names, *now}):
            if names.get(name) != now.get(name) and chance.random() < 0.5:
                if name in now:
                    names[name] = now[name]
                else:
                    del names[name]
        return names

    def _look(self, path: Path) -> tuple[int, bytes | dict[str, int]]:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            return state.st_ino, self._entries(path)
        return state.st_ino, path.read_bytes()

    def _keep(self, inode: int, what: bytes | dict[str, int]) -> None:
        self._kinds[inode] = isinstance(what, dict)
        if isinstance(what, dict):
            self._names[inode] = what
        else:
            self._contents[inode] = what

    @staticmethod
    def _entries(folder: Path) -> dict[str, int]:
        with os.scandir(folder) as entries:
            return {entry.name: entry.inode() for entry in entries}


def power_cuts(scenario: Scenario, most: int | None = None, *, seed: int = 1) -> Result:
    """A power cut before each of the operations, and one after the run has ended."""
    result = Result(f"power cut, {scenario.home.name}")
    left = scenario.home.parent / f"{scenario.home.name}-left"
    expected, done = len(operations(scenario)), 0
    survivors: list[tuple[str, Path]] = []
    while done < expected:
        if done:
            # Threads of an engine did less than before, and the last points never came.
            shutil.rmtree(left)
            expected = done
        survivors, done = _survivors(scenario, left, set(spread(expected, most)), seed)
    acknowledged = len(survivors) - 2
    for number, (what, folder) in enumerate(survivors):
        remove(scenario.index)
        folder.rename(scenario.index)
        result.points += 1
        result.failures += scenario.problems(what, only_new=number >= acknowledged)
    shutil.rmtree(left)
    return result


def _survivors(
    scenario: Scenario, left: Path, points: set[int], seed: int
) -> tuple[list[tuple[str, Path]], int]:
    """What is left of a run after power cuts at these points and, twice, at its end.

    With the number of its operations.
    """
    scenario.restore()
    disk = Disk(scenario.index)
    survivors: list[tuple[str, Path]] = []
    last = 0

    def cut(what: str, chance: random.Random | None) -> None:
        target = left / str(len(survivors))
        disk.write(target, chance)
        survivors.append((what, target))

    def note(operation: Operation) -> int:
        nonlocal last
        last = operation.number
        disk.before(operation)
        if operation.number in points:
            cut(f"cut at {operation.number}, strictly", None)
            chance = random.Random(seed * 1_000_003 + operation.number)
            cut(f"cut at {operation.number}, by chance", chance)
        return 0

    left.mkdir()
    assert trace(scenario.act, scenario.index, note) == 0
    disk.done()
    cut("cut after the end, strictly", None)
    cut("cut after the end, by chance", random.Random(seed))
    return survivors, last
