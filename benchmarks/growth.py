"""Whether the memory of a client of OpenSearch servers grows with the number of articles.

    python benchmarks/growth.py --url URL [--articles N] [--shards N] [--replicas N]
                                [--memory BYTES]

Of generated articles, indexes those of one file, then all by an update, exports them by `searchkit
query '*' --jsonl`, and indexes them anew. Prints what the processes of each take as they go, and
articles a second; an export that lacks an article or has one twice ends with 1. Linux only.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from comparison.articles import generate, write

from searchkit import Library
from searchkit.cli import main as searchkit
from searchkit.engines import open_indices

INDEX = "searchkit-growth"
#: Articles of one file of the corpus, which is read whole.
FILE = 500
#: Memory is told every so many articles.
STEP = 10_000


def fill(corpus: Path, count: int) -> None:
    """Write so many generated articles."""
    articles = generate(count)
    number = 0
    while some := list(islice(articles, FILE)):
        write(corpus / f"{number:05}.jsonl", some)
        number += 1


def resident(process: int) -> tuple[int, int]:
    """Megabytes that a process has now, and those that its children have together."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    # Threads start children too, which are listed under each.
    for task in Path(f"/proc/{process}/task").iterdir():
        children += (task / "children").read_text().split()
    return _resident(process), sum(_resident(int(child)) for child in set(children))


def _resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000


class Told:
    """Tells of a run as it goes on, and of its memory: the most since the line before."""

    def __init__(self, name: str, process: int) -> None:
        self._name = name
        self._process = process
        self._begun = time.perf_counter()
        self._next = STEP
        self._most = (0, 0)

    def at(self, articles: int) -> None:
        """So many articles are done."""
        own, others = resident(self._process)
        self._most = (max(self._most[0], own), max(self._most[1], others))
        if articles >= self._next:
            self._next += STEP
            self._tell(articles)
            self._most = (0, 0)

    def _tell(self, articles: int) -> None:
        own, others = self._most
        seconds = time.perf_counter() - self._begun
        beside = f" and {others:,} MB beside it" if others else ""
        print(
            f"{self._name}: {articles:,} articles, {articles / seconds:,.0f} a second, "
            f"at most {own:,} MB{beside}",
            flush=True,
        )


def index(home: Path, *, anew: bool) -> None:
    """Run by a process of its own."""
    told = Told("rebuild" if anew else "update", os.getpid())
    begun = time.perf_counter()

    def progress(done: int, *_: int) -> None:
        told.at(FILE * done)

    with Library.open(home) as library:
        report = (library.rebuild if anew else library.update)(progress=progress)
        assert not report.failed, report.failed[:3]
    took = time.perf_counter() - begun
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = [one.ru_utime + one.ru_stime for one in used]
    print(
        f"{report.added:,} articles added in {took:,.1f} s, {seconds[0]:,.0f} s of the processor, "
        f"{seconds[1]:,.0f} s beside it; at most {used[0].ru_maxrss // 1024:,} MB",
        flush=True,
    )


def exported(home: Path, count: int) -> bool:
    """Whether an export has every article once."""
    command = [sys.executable, "-m", "searchkit", "--home", str(home), "query", "*", "--jsonl"]
    ids: set[str] = set()
    lines = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        told = Told("export", process.pid)
        assert process.stdout is not None
        for lines, line in enumerate(process.stdout, start=1):
            ids.add(json.loads(line)["id"])
            if lines % 1_000 == 0:
                told.at(lines)
    print(f"export: {lines:,} lines, {len(ids):,} ids, exit {process.returncode}", flush=True)
    return lines == len(ids) == count


def alone(home: Path, *, anew: bool) -> None:
    """Index in a new process, whose memory is its own."""
    kind = "rebuild" if anew else "update"
    subprocess.run([sys.executable, __file__, "--run", kind, str(home)], check=True)


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--run"]:
        index(Path(arguments[2]), anew=arguments[1] == "rebuild")
        return 0
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--url", required=True)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--shards", type=int, default=3)
    options.add_argument("--replicas", type=int, default=0)
    options.add_argument("--memory", type=int, default=1_000_000_000)
    chosen = options.parse_args(arguments)
    settings = (
        f'url = "{chosen.url}"\nindex = "{INDEX}"\nshards = {chosen.shards}\n'
        f"replicas = {chosen.replicas}\nindex_memory = {chosen.memory}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "corpus").mkdir()
        (home / "searchkit.toml").write_text(settings)
        # Trusted by a user's configuration of its own, for the processes too.
        os.environ["XDG_CONFIG_HOME"] = str(home / "config")
        searchkit(["trust", str(home)])
        try:
            fill(home / "corpus", FILE)
            alone(home, anew=True)
            fill(home / "corpus", chosen.articles)
            alone(home, anew=False)
            complete = exported(home, chosen.articles)
            alone(home, anew=True)
        finally:
            _remove(home)
    return not complete


def _remove(home: Path) -> None:
    with Library.open(home) as library:
        address = library.settings.address
    assert address is not None
    with closing(open_indices(address)) as indices:
        indices.remove(f"{INDEX}-*")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
