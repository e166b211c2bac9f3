"""An answer that is read on while the index changes goes on to its end, with the old state."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
import servers

from searchkit import Library, SearchRequest, Snapshot
from searchkit.engines import ENGINES, REMOTE
from searchkit.engines.address import Address

pytestmark = pytest.mark.slow

#: More than a server gives in one answer.
ARTICLES = 230

Ids: TypeAlias = Iterator[str]


@pytest.fixture(scope="module")
def indexed_ferries(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A project of many articles that all say `ferry`, indexed once for each engine."""

    @cache
    def build(engine: str) -> Path:
        home = tmp_path_factory.mktemp(f"ferries-{engine}")
        (home / "searchkit.toml").write_text(f'engine = "{engine}"\n')
        write_ferries(home)
        with Library.open(home) as library:
            library.update()
        return home

    return build


@pytest.fixture(params=[*ENGINES, REMOTE])
def ferries(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    address: Address,
    indexed_ferries: Callable[[str], Path],
) -> Iterator[Library]:
    """A library of many articles that all say `ferry`, on each engine."""
    if request.param == REMOTE:
        servers.project(tmp_path, address)
        write_ferries(tmp_path)
    else:
        shutil.copytree(indexed_ferries(request.param), tmp_path, dirs_exist_ok=True)
    with Library.open(tmp_path) as opened:
        if request.param == REMOTE:
            opened.update()
        yield opened


def write_ferries(home: Path) -> None:
    for number in range(ARTICLES):
        write(home, f"{number:03}", f"Ferry {number}\n\nThe ferry sails. A ferry came.")


def write(home: Path, name: str, text: str) -> None:
    (home / "corpus").mkdir(exist_ok=True)
    (home / "corpus" / f"{name}.txt").write_text(text)


def change(library: Library, number: int = 0) -> None:
    """Make another state of the index, and let the library search it."""
    home = library.settings.home
    write(home, f"new-{number}", f"Ferry news {number}\n\nA new ferry.")
    (home / "corpus" / f"{number:03}.txt").write_text("Changed\n\nThe harbour is closed.")
    (home / "corpus" / f"{ARTICLES - 1 - number:03}.txt").unlink(missing_ok=True)
    library.update()
    assert library.search("title:news").total == number + 1


def open_files() -> int:
    gc.collect()
    return sum(1 for _ in Path("/dev/fd").iterdir())


def counted_closings(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one whenever the engine of the snapshot is closed."""
    closings: list[str] = []
    close = snapshot.engine.close

    def counted() -> None:
        closings.append("closed")
        close()

    monkeypatch.setattr(snapshot.engine, "close", counted)
    return closings


def current(library: Library) -> Snapshot:
    with library.searcher() as searcher:
        return searcher.snapshot


ITERATORS: dict[str, Callable[[Library], Ids]] = {
    "hits": lambda library: (hit.id for hit in library.hits("ferry", sort="newest")),
    "kwic": lambda library: (
        f"{line.article.id}@{line.start}" for line in library.kwic("ferry", sort="newest")
    ),
}


@pytest.mark.parametrize("updates", [1, 2])
@pytest.mark.parametrize("kind", ITERATORS)
def test_an_iterator_goes_on_with_the_old_state(ferries: Library, kind: str, updates: int) -> None:
    expected = list(ITERATORS[kind](ferries))
    assert len(set(expected)) == len(expected) >= ARTICLES
    ids = ITERATORS[kind](ferries)
    begun = [next(ids) for _ in range(3)]
    for number in range(updates):
        change(ferries, number)
    assert begun + list(ids) == expected


def test_an_iterator_that_nobody_has_begun_to_read_has_the_old_state(ferries: Library) -> None:
    expected = list(ITERATORS["hits"](ferries))
    ids = ITERATORS["hits"](ferries)
    change(ferries)
    assert list(ids) == expected


@pytest.mark.parametrize("group", ["article", "story", "new"])
def test_an_iterator_goes_on_when_its_generation_is_gone_from_the_disk(
    library: Library, group: str
) -> None:
    expected = [hit.to_dict() for hit in library.hits("*", group=group)]  # type: ignore[arg-type]
    hits = library.hits("*", group=group)  # type: ignore[arg-type]
    begun = [next(hits).to_dict()]
    for number in range(2):
        library.rebuild()
        change(library, number)
    assert not (library.settings.index / "000001").exists()
    assert begun + [hit.to_dict() for hit in hits] == expected


def test_an_iterator_goes_on_after_its_library_was_closed(library: Library) -> None:
    expected = [hit.id for hit in library.hits("*")]
    hits = library.hits("*")
    library.close()
    assert [hit.id for hit in hits] == expected


def test_answers_of_one_searcher_are_of_one_state(library: Library) -> None:
    everything = SearchRequest()
    with library.searcher() as searcher:
        before = searcher.search(everything)
        for number in range(2):
            change(library, number)
        assert searcher.search(everything) == before
        assert searcher.article(before.hits[0].id).article == before.hits[0].article
    assert library.search("").total != before.total


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("end", ["read", "close", "forget"])
def test_a_snapshot_is_closed_when_its_last_iterator_ends(
    library: Library, end: str, begun: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    closings = counted_closings(current(library), monkeypatch)
    first, hits = library.hits("*"), library.hits("*")
    if begun:
        next(hits)
    change(library)
    first.close()
    first.close()
    assert not closings
    match end:
        case "read":
            list(hits)
        case "close":
            hits.close()
            assert list(hits) == []
    assert bool(closings) == (end != "forget")
    del hits
    assert closings == ["closed"]


def test_a_snapshot_is_closed_when_reading_it_fails(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    closings = counted_closings(current(library), monkeypatch)
    hits = library.hits("*")
    change(library)
    monkeypatch.setattr("searchkit.search.hit_builder.HitBuilder.hit", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        next(hits)
    assert closings == ["closed"]


def test_iterators_that_nobody_reads_to_the_end_leave_no_file_open(ferries: Library) -> None:
    ferries.close()
    before = open_files()
    for number in range(4):
        hits = ferries.hits("ferry", sort="newest")
        next(hits)
        change(ferries, number)
    del hits
    ferries.close()
    assert open_files() == before


@pytest.mark.parametrize("ferries", [REMOTE], indirect=True)
@pytest.mark.parametrize("end", ["read", "close", "forget"])
def test_an_iterator_leaves_no_state_on_a_server(ferries: Library, end: str) -> None:
    before = points_in_time()
    hits = ferries.hits("ferry", sort="newest")
    assert len(points_in_time() - before) == 1
    match end:
        case "read":
            assert len(list(hits)) == ARTICLES
        case "close":
            hits.close()
    del hits
    assert points_in_time() <= before


def points_in_time() -> set[str]:
    """The states of indices that the server holds for who reads on."""
    answer = servers.ask("GET", "/_search/point_in_time/_all")
    return {point["pit_id"] for point in answer["pits"]}


def test_threads_read_on_while_commits_come(library: Library) -> None:
    """Each of them reads the state that was there when it began."""
    states = {tuple(sorted(hit.id for hit in library.hits("*")))}
    done = threading.Event()

    def read(_: int) -> set[tuple[str, ...]]:
        seen = set()
        while not done.is_set():
            seen.add(tuple(sorted(hit.id for hit in library.hits("*"))))
        return seen

    with ThreadPoolExecutor(3) as threads:
        readers = threads.map(read, range(3))
        for number in range(3):
            change(library, number)
            states.add(tuple(sorted(hit.id for hit in library.hits("*"))))
        done.set()
        assert set().union(*readers) <= states
    assert len(states) == 4


def test_threads_that_share_an_iterator_get_each_item_once(ferries: Library) -> None:
    expected = sorted(ITERATORS["hits"](ferries))
    hits = ferries.hits("ferry", sort="newest")
    with ThreadPoolExecutor(6) as threads:
        shares = list(threads.map(lambda _: [hit.id for hit in hits], range(6)))
    assert sorted(article_id for share in shares for article_id in share) == expected
