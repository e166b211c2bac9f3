"""Threads that share one library: none waits for another's search, and all get the same answers."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from searchkit import Library
from searchkit.matching import highlights

pytestmark = pytest.mark.slow

THREADS = 8
WORDS = "harbour strike army river quota ferry union envoy cargo pilot storm council".split()
QUERIES = (
    "harbour", "strike army", '"river quota"', "fer*", "unoin", "envoy OR cargo", "title:council",
    "pilot NEAR/3 storm", "-army", "cargo~", "date:2016 union", "source:herald", "nowhere", "",
)  # fmt: skip


@pytest.fixture
def library(project: Path) -> Iterator[Library]:
    chance = random.Random(7)
    for number in range(60):
        title, *lines = (" ".join(chance.choices(WORDS, k=size)) for size in (4, 9, 12, 30))
        head = f"title: {title}\nsource: {chance.choice(['The Herald', 'Post'])}\n"
        date = f"date: {chance.choice([2015, 2016, '2016-02'])}\n"
        text = "\n\n".join(lines)
        (project / "corpus" / f"{number}.md").write_text(f"---\n{head}{date}---\n{text}\n")
    with Library.open(project) as opened:
        opened.update()
        yield opened


def answer(library: Library, number: int) -> dict[str, Any]:
    """One of many different answers: searches, articles, suggestions, similar articles."""
    text = QUERIES[number % len(QUERIES)]
    match number % 5:
        case 0:
            return library.search(text, facets=("source", "year"), sort="newest").to_dict()
        case 1:
            return library.article(f"{number % 60}.md", text).to_dict()
        case 2:
            return library.suggest(WORDS[number % len(WORDS)][:3]).to_dict()
        case 3:
            return library.similar(f"{number % 60}.md").to_dict()
        case _:
            return library.search(text, page=1 + number % 2, limit=5, explain=True).to_dict()


def in_threads(ask: Callable[[int], Any], count: int) -> list[Any]:
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(ask, range(count)))


def test_eight_threads_get_the_answers_that_one_gets(library: Library) -> None:
    expected = [answer(library, number) for number in range(70)]
    # With nothing known yet, so that all threads come to know it at once.
    with Library.open(library.settings.home) as fresh:
        assert in_threads(lambda number: answer(fresh, number), 70) == expected


def test_threads_search_on_while_commits_come(library: Library) -> None:
    """Each answer is that of a state that was committed, and none is older than one before."""
    added = threading.Event()
    home = library.settings.home

    def write() -> None:
        with Library.open(home) as writer:
            for number in range(3):
                (home / "corpus" / f"new-{number}.md").write_text(f"Lighthouse\n\nNo {number}.")
                writer.update()
        added.set()

    def ask(number: int) -> list[int]:
        totals = [0]
        while not added.is_set():
            found = library.search("lighthouse", limit=20)
            assert len(found.hits) == found.total
            totals.append(found.total)
            answer(library, number + len(totals))
        return totals

    writer = threading.Thread(target=write)
    writer.start()
    seen = in_threads(ask, 4)
    writer.join()
    assert all(totals == sorted(totals) for totals in seen)
    assert library.search("lighthouse").total == 3


def test_two_searches_are_answered_at_the_same_time(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = threading.Barrier(2, timeout=20)
    match = highlights.match

    def match_beside_another(*arguments: Any) -> Any:
        both.wait()
        return match(*arguments)

    monkeypatch.setattr(highlights, "match", match_beside_another)
    with ThreadPoolExecutor(2) as threads:
        found = threads.map(lambda text: library.search(text, limit=1), ["harbour", "strike"])
        assert all(one.hits for one in found)


def test_a_library_that_is_closed_answers_again(library: Library) -> None:
    before = answer(library, 0)
    library.close()
    assert answer(library, 0) == before
