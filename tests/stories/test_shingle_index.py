"""The index of shingles: who has one, whatever has come and gone, and through the bytes on disk."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator, Mapping, Sequence

import pytest

from searchkit.stories import shingle_index
from searchkit.stories.shingle_index import ShingleIndex, ShingleSegment


@pytest.fixture(autouse=True)
def short_segments(monkeypatch):
    monkeypatch.setattr(shingle_index, "MAX_SHINGLES", 300)


def texts(chance: random.Random, count: int) -> dict[str, array[int]]:
    return {
        f"{chance.getrandbits(64):x}": array("I", sorted(chance.sample(range(500), 20)))
        for _ in range(count)
    }


def having(index: ShingleIndex) -> set[tuple[int, str]]:
    return {
        (shingle, index.digests[number]) for shingle, number in index.texts_with(set(range(500)))
    }


def wanted(there: Mapping[str, Sequence[int]]) -> set[tuple[int, str]]:
    return {(shingle, digest) for digest, shingles in there.items() for shingle in shingles}


def reread(index: ShingleIndex) -> ShingleIndex:
    segments = [ShingleSegment.parse(one.begin, one.data) for one in index.segments]
    return ShingleIndex(segments, [row for row in index.texts(0) if row[2]])


def changes() -> Iterator[tuple[ShingleIndex, dict[str, array[int]]]]:
    """An index after each of many changes, with what should be in it."""
    chance, index, there = random.Random(1), ShingleIndex(), {}
    for _ in range(40):
        some = texts(chance, chance.choice([0, 1, 3, 30]))
        index.add(some)
        there |= some
        gone = chance.sample(sorted(there), min(len(there), chance.choice([0, 1, 10])))
        numbers = {digest: one for one, digest in enumerate(index.digests)}
        index.remove([numbers[one] for one in gone])
        for one in gone:
            del there[one]
        yield index, there
        index = reread(index)


@pytest.mark.slow
def test_who_has_a_run_is_found_after_any_change():
    for index, there in changes():
        assert having(index) == wanted(there)
        assert having(reread(index)) == wanted(there)


def test_a_single_run_is_looked_up_as_many_are():
    for index, there in changes():
        for shingle in (0, 250, 499):
            found = {index.digests[one] for _, one in index.texts_with({shingle})}
            assert found == {digest for digest, shingles in there.items() if shingle in shingles}


def test_a_text_keeps_its_runs():
    for index, there in changes():
        found = {
            index.digests[one]: index.shingles(one) for one, size in enumerate(index.sizes) if size
        }
        assert found == there


def test_a_text_is_told_by_its_place():
    for index, _ in changes():
        for number, (_, place, size) in enumerate(index.texts(0)):
            if size:
                assert index.number(place) == index.number(place + size - 1) == number


def test_small_segments_are_merged_and_none_grows_too_long():
    index, chance = ShingleIndex(), random.Random(2)
    for _ in range(100):
        index.add(texts(chance, 1))
        lengths = [len(one.shingles) for one in index.segments]
        assert max(lengths) <= 300
        # Full ones, and a few that grow.
        assert len(lengths) <= sum(lengths) // 240 + 4
    assert [one.begin for one in index.segments[1:]] == [one.end for one in index.segments[:-1]]


def test_a_small_change_leaves_long_segments_as_they_are():
    index, chance = ShingleIndex(), random.Random(3)
    index.add(texts(chance, 14))
    (long,) = index.segments
    index.add(texts(chance, 1))
    assert index.segments[0] is long


def test_the_runs_of_what_is_no_more_do_not_stay_for_ever():
    index = ShingleIndex()
    index.add(texts(random.Random(4), 20))
    index.remove(range(9))
    assert not index.is_sparse
    index.remove(range(12))
    assert index.is_sparse
    fresh = index.without_gaps()
    assert having(fresh) == having(index)
    assert fresh.end == 8 * 20


@pytest.mark.parametrize("numbers", [[7], [7, 9, 0], [7, 9, 0, 2], [7, 9, 2**32 - 1, 1]])
def test_other_numbers_are_no_segment(numbers):
    assert ShingleSegment.parse(0, array("I", [7, 9, 0, 1]).tobytes()).end == 2
    with pytest.raises(ValueError, match="no shingles"):
        ShingleSegment.parse(0, array("I", numbers).tobytes())
