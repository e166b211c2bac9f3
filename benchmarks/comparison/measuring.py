"""Times, memory and sizes: each index built in a process of its own, the queries asked in one."""

from __future__ import annotations

import gc
import multiprocessing
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from comparison.articles import changed
from comparison.peers import Found, Opened, Peer, named
from comparison.questions import Question

#: The two ways to ask: ten hits, or with snippets and facets.
Part = Literal["find", "show"]

#: Seconds of each round, by query.
Times = dict[Part, dict[Question, list[float]]]

_Argument = TypeVar("_Argument")


@dataclass(frozen=True, slots=True)
class Built:
    """One index: seconds to the commit, bytes of memory at most, bytes on disk."""

    seconds: float
    memory: int
    size: int


def build(peer: Peer, corpus: Path, index: Path) -> Built:
    """Build an index in a new process, so that its memory is its own."""
    index.mkdir(parents=True)
    # Forked from this process, it would count what this one holds.
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(1, context) as process:
        seconds, memory = process.submit(_build, peer.name, corpus, index).result()
    files = [file for file in index.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files if index / "corpus" not in file.parents)
    return Built(seconds, memory, size)


def answers(
    opened: Mapping[Peer, Opened], questions: Sequence[Question]
) -> dict[Peer, dict[Question, Found]]:
    """What each library finds."""
    return {
        peer: {one: index.find(one) for one in questions if one.kind in peer.kinds}
        for peer, index in opened.items()
    }


def ask(
    opened: Mapping[Peer, Opened], questions: Sequence[Question], repeats: int
) -> dict[Peer, Times]:
    """The times of every query; in each round it is asked of one library after the other."""
    times: dict[Peer, Times] = {peer: {"find": {}, "show": {}} for peer in opened}
    order = list(opened)
    # What one library holds must not make the collector stop another.
    gc.collect()
    gc.freeze()
    # The first round warms up.
    for number in range(-1, repeats):
        for question in questions:
            order.append(order.pop(0))
            for peer in (one for one in order if question.kind in one.kinds):
                taken: dict[Part, float] = {"find": _seconds(opened[peer].find, question)}
                if peer.shows:
                    taken["show"] = _seconds(opened[peer].show, question)
                if number >= 0:
                    for part, one in taken.items():
                        times[peer][part].setdefault(question, []).append(one)
    gc.unfreeze()
    return times


def update(peer: Peer, corpus: Path, index: Path, repeats: int) -> list[float]:
    """Seconds of each commit of a hundred changed articles."""
    opened = peer.open(index)
    try:
        rounds = [changed(corpus, number) for number in range(repeats)]
        return [_seconds(opened.replace, items) for items in rounds]
    finally:
        opened.close()


def cold(peers: Mapping[Peer, Path], question: Question, repeats: int) -> dict[Peer, list[float]]:
    """Seconds of whole processes that answer one query; in each round, one after the other."""
    commands = {peer: _cold_command(peer, index, question) for peer, index in peers.items()}
    times: dict[Peer, list[float]] = {peer: [] for peer in peers}
    for number in range(-1, repeats):
        for peer, command in commands.items():
            taken = _seconds(_run, command)
            if number >= 0:
                times[peer].append(taken)
    return times


def _build(name: str, corpus: Path, index: Path) -> tuple[float, int]:
    begun = time.perf_counter()
    named(name).build(corpus, index)
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return taken, peak if sys.platform == "darwin" else 1_024 * peak


def _cold_command(peer: Peer, index: Path, question: Question) -> list[str]:
    if (index / "searchkit.toml").exists():
        return [sys.executable, "-m", "searchkit", "--home", str(index), "query", question.text]
    module = "comparison.cold"
    return [sys.executable, "-m", module, peer.name, str(index), question.kind, *question.words]


def _run(command: Sequence[str]) -> None:
    here = Path(__file__).resolve().parent.parent
    silent = subprocess.DEVNULL
    subprocess.run(command, check=True, cwd=here, stdout=silent, stderr=silent)


def _seconds(call: Callable[[_Argument], object], argument: _Argument) -> float:
    begun = time.perf_counter()
    call(argument)
    return time.perf_counter() - begun
