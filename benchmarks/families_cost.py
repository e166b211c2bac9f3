"""What the families of stories cost: processor time of indexing and of small updates, by articles.

    python benchmarks/families_cost.py [ARTICLES ...]

The articles are made by chance, the same ones in every run; one in ten is a version of an earlier
one: all of it, two thirds of it, or it with another beginning of an article after it.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from comparison.articles import CHANGING_FILE, Item, changed, generate, read, write, write_corpus

from searchkit import Library
from searchkit.indexer import generation_builder
from searchkit.indexer.families import Families

COUNTS = (20_000, 50_000, 100_000)
_VERSIONS = 0.1
_SEED = 5


class Timed(Families):
    """Families that count the processor time that they take, in seconds."""

    seconds = 0.0


def _timed(name: str) -> Callable[..., object]:
    whole = getattr(Families, name)

    def call(*arguments: object) -> object:
        # Meanwhile other threads write and read.
        begun = time.thread_time()
        try:
            return whole(*arguments)
        finally:
            Timed.seconds += time.thread_time() - begun

    return call


for _name in ("__init__", "add", "delete", "save"):
    setattr(Timed, _name, _timed(_name))


def articles(count: int) -> Iterator[Item]:
    """Articles of which some are versions of each other."""
    chance, earlier = random.Random(_SEED), []
    for item in generate(count):
        if earlier and chance.random() < _VERSIONS:
            text = chance.choice(earlier)
            paragraphs = text.split("\n\n")
            cut = "\n\n".join(paragraphs[: max(1, len(paragraphs) * 2 // 3)])
            longer = f"{text}\n\n{item.body[:400]}"
            yield replace(item, body=chance.choice([text, cut, longer]))
        else:
            earlier.append(item.body)
            yield item


def measured(what: str, run: Callable[[], object]) -> None:
    """Print the processor time of a run, and of that the families'."""
    Timed.seconds, begun = 0.0, _processor_time()
    run()
    print(
        f"{what}: {_processor_time() - begun:.2f} s of processor time, "
        f"families {Timed.seconds:.2f} s",
        flush=True,
    )


def _processor_time() -> float:
    """Of this process and of those that it started and that have ended, in seconds."""
    used = (resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def costs(count: int) -> None:
    """Measure with so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_corpus(articles(count), home / "corpus")
        (home / "searchkit.toml").write_text('engine = "tantivy"\n')
        last = home / "corpus" / CHANGING_FILE
        with Library.open(home) as library:
            measured(f"{count:,} articles, indexed", library.rebuild)
            first, *others = read(last)
            write(last, [replace(first, body=f"{first.body}\n\nCorrection."), *others])
            measured(f"{count:,} articles, one file of 100 with one changed", library.update)
            write(last, changed(home / "corpus", 1))
            measured(f"{count:,} articles, 100 changed", library.update)


def main(arguments: Sequence[str]) -> None:
    generation_builder.Families = Timed
    for count in map(int, arguments) if arguments else COUNTS:
        costs(count)


if __name__ == "__main__":
    main(sys.argv[1:])
