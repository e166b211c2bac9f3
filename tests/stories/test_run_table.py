"""The table of runs: who has one, whatever has come and gone, and through the bytes on disk."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator, Mapping, Sequence

import pytest

from searchkit.stories import run_table
from searchkit.stories.run_table import RunTable, Segment


@pytest.fixture(autouse=True)
def short_segments(monkeypatch):
    monkeypatch.setattr(run_table, "MOST_RUNS", 300)


def texts(chance: random.Random, count: int) -> dict[str, array[int]]:
    return {
        f"{chance.getrandbits(64):x}": array("I", sorted(chance.sample(range(500), 20)))
        for _ in range(count)
    }


def having(table: RunTable) -> set[tuple[int, str]]:
    return {(run, table.digests[number]) for run, number in table.having(set(range(500)))}


def wanted(there: Mapping[str, Sequence[int]]) -> set[tuple[int, str]]:
    return {(run, digest) for digest, runs in there.items() for run in runs}


def reread(table: RunTable) -> RunTable:
    segments = [Segment.parse(one.begin, one.data) for one in table.segments]
    return RunTable(segments, [row for row in table.texts(0) if row[2]])


def changes() -> Iterator[tuple[RunTable, dict[str, array[int]]]]:
    """A table after each of many changes, with what should be in it."""
    chance, table, there = random.Random(1), RunTable(), {}
    for _ in range(40):
        some = texts(chance, chance.choice([0, 1, 3, 30]))
        table.add(some)
        there |= some
        gone = chance.sample(sorted(there), min(len(there), chance.choice([0, 1, 10])))
        numbers = {digest: one for one, digest in enumerate(table.digests)}
        table.remove([numbers[one] for one in gone])
        for one in gone:
            del there[one]
        yield table, there
        table = reread(table)


def test_who_has_a_run_is_found_after_any_change():
    for table, there in changes():
        assert having(table) == wanted(there)
        assert having(reread(table)) == wanted(there)


def test_a_single_run_is_looked_up_as_many_are():
    for table, there in changes():
        for run in (0, 250, 499):
            found = {table.digests[one] for _, one in table.having({run})}
            assert found == {digest for digest, runs in there.items() if run in runs}


def test_a_text_keeps_its_runs():
    for table, there in changes():
        found = {
            table.digests[one]: table.runs(one) for one, size in enumerate(table.sizes) if size
        }
        assert found == there


def test_a_text_is_told_by_its_place():
    for table, _ in changes():
        for number, (_, place, size) in enumerate(table.texts(0)):
            if size:
                assert table.number(place) == table.number(place + size - 1) == number


def test_small_segments_are_merged_and_none_grows_too_long():
    table, chance = RunTable(), random.Random(2)
    for _ in range(100):
        table.add(texts(chance, 1))
        lengths = [len(one.runs) for one in table.segments]
        assert max(lengths) <= 300
        # Full ones, and a few that grow.
        assert len(lengths) <= sum(lengths) // 240 + 4
    assert [one.begin for one in table.segments[1:]] == [one.end for one in table.segments[:-1]]


def test_a_small_change_leaves_long_segments_as_they_are():
    table, chance = RunTable(), random.Random(3)
    table.add(texts(chance, 14))
    (long,) = table.segments
    table.add(texts(chance, 1))
    assert table.segments[0] is long


def test_the_runs_of_what_is_no_more_do_not_stay_for_ever():
    table = RunTable()
    table.add(texts(random.Random(4), 20))
    table.remove(range(9))
    assert not table.is_sparse
    table.remove(range(12))
    assert table.is_sparse
    fresh = table.without_gaps()
    assert having(fresh) == having(table)
    assert fresh.end == 8 * 20
