"""Searchkit beside programs that index folders, on the same files: Recoll and Xapian's omindex.

    python benchmarks/files.py [--articles JSONL] [--pages FOLDER [--times 10]] [--rounds 5]

The files are one text file for each article of a JSONL file (or .gz), of 2,000 made by chance
without it, and the pages of a folder, each as many times as is said. In each round every program
that is installed (Debian has them as `recollcmd` and `xapian-omega`) indexes them anew, one after
the other. Wall time is that until its process ends, processor time that of all of its processes.
A word is then counted: searchkit looks for it in the article, the others in all of the page.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from comparison import report
from comparison.articles import generate, read

_MADE = 2_000
_NUMBER = re.compile(r"^(\d+) results?\b|termfreq (\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Program:
    """A program that indexes a folder: what it is called, and its commands for an index there."""

    name: str
    version: str
    index: Sequence[str]
    count: Sequence[str]
    prepare: Callable[[], object] = lambda: None


@dataclass(slots=True)
class Measured:
    """Seconds of each round, of the clock and of the processor, and the files with the word."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    files: str = "–"


def programs(corpus: Path, indexes: Path, word: str) -> Iterator[Program]:
    """Those that are installed, searchkit first."""
    home = indexes / "searchkit"
    command = (sys.executable, "-m", "searchkit", "--home", str(home))
    yield Program(
        "searchkit",
        version("searchkit"),
        (*command, "rebuild", "--engine", "tantivy"),
        (*command, "query", "--count", f"={word}"),
        lambda: shutil.copytree(corpus, home / "corpus", copy_function=os.link),
    )
    if shutil.which("recollindex"):
        folder = indexes / "recoll"
        settings = folder / "recoll.conf"
        yield Program(
            "Recoll",
            _package_version("recollcmd"),
            ("recollindex", "-c", str(folder), "-z"),
            # A capital keeps it from adding other forms; without -C it counts copies too.
            ("recollq", "-c", str(folder), "-E", "-Q", word.capitalize()),
            lambda: settings.write_text(f"topdirs = {corpus}\n"),
        )
    if shutil.which("omindex"):
        database = str(indexes / "omindex")
        yield Program(
            "omindex",
            _package_version("xapian-omega"),
            ("omindex", "--db", database, "--url", "/", str(corpus)),
            ("xapian-delve", "-t", word.lower(), database),
        )


def measure(corpus: Path, word: str, rounds: int) -> dict[Program, Measured]:
    """What each program takes for the files of a folder, in rounds in which they take turns."""
    with tempfile.TemporaryDirectory() as folder:
        indexes = Path(folder)
        order = list(programs(corpus, indexes, word))
        measured = {program.name: Measured() for program in order}
        found = dict(zip(order, measured.values(), strict=True))
        for number in range(rounds):
            for program in order[number % len(order) :] + order[: number % len(order)]:
                shutil.rmtree(indexes / program.name.lower(), ignore_errors=True)
                (indexes / program.name.lower()).mkdir()
                program.prepare()
                wall, processor = _taken(program.index)
                found[program].wall.append(wall)
                found[program].processor.append(processor)
        for program, one in found.items():
            one.files = _counted(program)
        return found


def table(title: str, word: str, measured: dict[Program, Measured]) -> str:
    """Medians with the least and the most, and how many times as long as each other we take."""
    ours = next(iter(measured.values()))
    rows = [
        (
            f"{program.name} {program.version}",
            _spread(one.wall, " s"),
            _spread(one.processor, " s"),
            _spread([a / b for a, b in zip(ours.wall, one.wall, strict=True)]),
            _spread([a / b for a, b in zip(ours.processor, one.processor, strict=True)]),
            one.files,
        )
        for program, one in measured.items()
    ]
    head = (title, "wall", "processor", "searchkit: × wall", "× processor", f"files with `{word}`")
    return report.table(head, rows)


def write_texts(articles: Path | None, folder: Path) -> int:
    """Write one text file for each article, and tell how many there are."""
    items = read(articles) if articles else generate(_MADE, seed=1)
    number = 0
    for number, item in enumerate(items, 1):
        (folder / f"{number}.txt").write_text(f"{item.title}\n\n{item.body}\n", "utf-8")
    return number


def copy_pages(pages: Path, times: int, folder: Path) -> int:
    """Copy each page as many times, and tell how many there are."""
    originals = sorted(path for path in pages.rglob("*.htm*") if path.is_file())
    for number in range(times):
        for at, path in enumerate(originals):
            shutil.copyfile(path, folder / f"{path.stem[:60]}-{at}-{number}.html")
    return times * len(originals)


def _taken(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of the clock and of the processor that a command takes with all it starts."""
    begun = time.perf_counter()
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime


def _counted(program: Program) -> str:
    """The number that its command tells; a dash where that command is not installed."""
    if not shutil.which(program.count[0]):
        return "–"
    told = subprocess.run(program.count, check=True, capture_output=True, text=True).stdout
    if told.strip().replace(",", "").isdigit():
        return told.strip()
    match = _NUMBER.search(told)
    return next(filter(None, match.groups())) if match else "–"


def _package_version(package: str) -> str:
    asked = ["dpkg-query", "--show", "--showformat=${Version}", package]
    try:
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "of unknown version"


def _spread(values: Sequence[float], unit: str = "") -> str:
    middle = statistics.median(values)
    if len(values) == 1:
        return f"{middle:.2f}{unit}"
    return f"{middle:.2f}{unit} ({min(values):.2f}–{max(values):.2f})"


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--articles", type=Path, help="articles as JSON lines, for text files")
    options.add_argument("--pages", type=Path, help="a folder of saved pages")
    options.add_argument("--times", type=int, default=10, help="copies of each page (10)")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--word", default="government", help="what is counted at the end")
    chosen = options.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        texts, pages = Path(folder) / "texts", Path(folder) / "pages"
        texts.mkdir()
        titles = {texts: f"{write_texts(chosen.articles, texts):,} text files"}
        if chosen.pages:
            pages.mkdir()
            titles[pages] = f"{copy_pages(chosen.pages, chosen.times, pages):,} saved pages"
        for corpus, title in titles.items():
            print(table(title, chosen.word, measure(corpus, chosen.word, chosen.rounds)), "\n")
    print(f"Load at the end: {os.getloadavg()[1]:.1f}.")


if __name__ == "__main__":
    main()
