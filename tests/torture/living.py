"""Indexes in long use: readers beside a writer, thousands of updates, kills of the real command."""

from __future__ import annotations

import gc
import multiprocessing
import os
import random
import shutil
import subprocess
import sys
import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

from samples import write_corpus
from states import rebuilt, state
from torture.scenarios import Result, Scenario

from searchkit import Library
from searchkit.errors import IndexDamaged
from searchkit.index.folder import IndexFolder

_FORK = multiprocessing.get_context("fork")


def _write_pair(home: Path, version: int) -> None:
    for name in ("left", "right"):
        (home / "corpus" / f"{name}.txt").write_text(
            f"Pair {version}\n\nThe lighthouse of version{version} has a {name} door."
        )


def _number(home: Path) -> int:
    """The generation that answers; those that pass before it can be read are passed over."""
    folder = IndexFolder(home / "index")
    while True:
        stamp = folder.stamp()
        try:
            return folder.named().manifest.generation
        except IndexDamaged:
            if stamp == folder.stamp():
                raise


def _reads(home: Path, stop: Event, told: Queue[tuple[int, list[str]]]) -> None:
    """Search until told to stop; then tell how often, and what was wrong."""
    searches, wrong, latest = 0, [], 0
    with Library.open(home) as library:
        while not stop.is_set() and len(wrong) < 10:
            try:
                hits = library.search("lighthouse").hits
                generation = _number(home)
            except Exception as error:  # told, and the reading goes on
                wrong.append(f"{type(error).__name__}: {error}")
                continue
            searches += 1
            titles = {hit.title for hit in hits}
            if len(hits) != 2 or len(titles) != 1:
                wrong.append(f"a mixed answer: {[hit.title for hit in hits]}")
            if generation < latest:
                wrong.append(f"generation {generation} after {latest}")
            latest = generation
    told.put((searches, wrong))


def readers_beside_a_writer(
    folder: Path, engine: str, *, readers: int, seconds: float, commits: int
) -> Result:
    """Pairs of articles that change together, for a time and at least so many commits."""
    home = _project(folder, engine, "readers")
    _write_pair(home, 0)
    library = Library.open(home)
    library.update()
    stop, told = _FORK.Event(), _FORK.Queue()
    processes = [_FORK.Process(target=_reads, args=(home, stop, told)) for _ in range(readers)]
    for process in processes:
        process.start()
    result = Result(f"{readers} readers beside a writer, {engine}")
    end = time.monotonic() + seconds
    while result.points < commits or time.monotonic() < end:
        result.points += 1
        _write_pair(home, result.points)
        library.rebuild() if result.points % 10 == 0 else library.update()
    stop.set()
    answers = [told.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    library.close()
    result.failures = [failure for _, failures in answers for failure in failures]
    result.measured = f"{sum(searches for searches, _ in answers):,} searches"
    return result


def small_updates(folder: Path, engine: str, count: int) -> Result:
    """One changed article an update: open files, memory and size must stay bounded."""
    home = _project(folder, engine, "small")
    library = Library.open(home)
    library.update()
    chance = random.Random(count)
    result = Result(f"small updates, {engine}")
    at_first = None
    for number in range(count):
        path = home / "corpus" / f"n{chance.randrange(100)}.txt"
        if path.exists() and chance.random() < 0.3:
            path.unlink()
        else:
            path.write_text(f"News {number}\n\nThe harbour had {number} ships of {path.name}.")
        library.update(allow_shrink=True)
        library.search("harbour")
        result.points += 1
        if number == count // 2:
            at_first = _held()
    at_last = _held()
    assert at_first is not None
    size = _size(home / "index")
    if state(home) != rebuilt(home):
        result.failures.append("not what a rebuild gives")
    library.close()
    fresh = _size(home.parent / f"{home.name}-rebuilt" / "index")
    files, memory = (last - first for first, last in zip(at_first, at_last, strict=True))
    result.measured = (
        f"{files:+} open files, {memory / 1e6:+.1f} MB of memory since half of them, "
        f"{size / fresh:.2f} of the size of a rebuild"
    )
    # An open index has a few files open for each of its parts, now more of them and now less.
    if files > 40 or memory > 100e6 or size > 3 * fresh:
        result.failures.append(f"not bounded: {result.measured}")
    return result


def command_kills(scenario: Scenario, count: int, *, seed: int = 1) -> Result:
    """SIGKILL of the real command after a random time."""
    result = Result(f"kills of the command, {scenario.home.name}")
    chance = random.Random(seed)
    name = "rebuild" if scenario.home.name.endswith("rebuild") else "index"
    arguments = [sys.executable, "-m", "searchkit", "--home", str(scenario.home), name]
    whole = min(_seconds(scenario, arguments) for _ in range(3))
    killed = 0
    for number in range(count):
        scenario.restore()
        running = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        try:
            # The first half of a run is the start of Python.
            running.wait(whole * chance.uniform(0.3, 1.1))
        except subprocess.TimeoutExpired:
            running.kill()
            killed += 1
        _, err = running.communicate()
        if b"Traceback" in err:
            result.failures.append(f"{number}: {err[-300:]!r}")
        result.points += 1
        result.failures += scenario.problems(f"kill {number}")
    result.measured = f"{killed} of them in time"
    return result


def _seconds(scenario: Scenario, arguments: list[str]) -> float:
    scenario.restore()
    started = time.monotonic()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.monotonic() - started


def _project(folder: Path, engine: str, name: str) -> Path:
    home = folder / f"{engine}-{name}"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "searchkit.toml").write_text(f'engine = "{engine}"\n')
    return write_corpus(home)


def _held() -> tuple[int, int]:
    """How many files this process has open, and the bytes of memory it takes."""
    # What only waits for the garbage collector is not held.
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return len(list(Path("/proc/self/fd").iterdir())), pages * os.sysconf("SC_PAGE_SIZE")


def _size(folder: Path) -> int:
    """Bytes on disk, each hard link counted once."""
    states = {one.st_ino: one for path in folder.rglob("*") if (one := path.lstat())}
    return sum(one.st_blocks * 512 for one in states.values())
