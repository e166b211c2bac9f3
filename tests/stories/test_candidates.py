"""Which texts are worth comparing: as a plain count of what they share says, after any change."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest

from searchkit.stories import candidates as module
from searchkit.stories.candidates import Pair, candidates, change
from searchkit.stories.shingle_index import ShingleIndex

pytestmark = pytest.mark.slow

MAX_TEXTS = 8


@pytest.fixture(autouse=True)
def few_texts(monkeypatch):
    monkeypatch.setattr(module, "MAX_TEXTS", MAX_TEXTS)


def counted(there: Mapping[str, Sequence[int]]) -> set[Pair]:
    """The rule, pair by pair."""
    holders: dict[int, list[str]] = {}
    for digest, shingles in there.items():
        for shingle in shingles:
            holders.setdefault(shingle, []).append(digest)
    found = set()
    for one, other in combinations(sorted(there), 2):
        rare = common = 0
        for shingle in set(there[one]) & set(there[other]):
            texts = holders[shingle]
            fullest = min(texts, key=lambda text: (-len(there[text]), text))
            if len(texts) <= module.MAX_RARE:
                rare += 1
            elif len(texts) <= MAX_TEXTS or fullest in (one, other):
                common += 1
        count = rare + common // module.COMMON
        shorter = min(len(there[one]), len(there[other]))
        if count >= module.MIN_SHINGLES or (count > 1 and 2 * count > shorter):
            found.add((one, other))
    return found


def texts(chance: random.Random, count: int) -> dict[str, array[int]]:
    """Texts of which many have low shingles, few have high ones, and some have none."""
    made = {}
    for _ in range(count):
        shingles = {int(200 * chance.random() ** 2) << 24 for _ in range(chance.randint(0, 25))}
        made[f"{chance.getrandbits(64):x}"] = array("I", sorted(shingles))
    return made


def test_candidates_are_those_that_a_plain_count_tells():
    for seed in range(20):
        there = texts(random.Random(seed), 40)
        assert set(candidates(there)) == counted(there)


@pytest.mark.parametrize("at_once", [1_000_000, 40], ids=["in one part", "in parts"])
def test_after_any_change_the_candidates_are_those_of_what_is_there(at_once, monkeypatch):
    monkeypatch.setattr(module, "MAX_SHINGLES", at_once)
    doubted = 0
    for seed in range(15):
        chance = random.Random(seed)
        index, there, known = ShingleIndex(), {}, set()
        for _ in range(20):
            added = texts(chance, chance.choice([0, 1, 1, 2, 20]))
            gone = set(chance.sample(sorted(there), min(len(there), chance.choice([0, 1, 1, 15]))))
            numbers = [one for one, digest in enumerate(index.digests) if digest in gone]
            found = change(index, added, numbers)
            there = {one: shingles for one, shingles in there.items() if one not in gone} | added
            known = {pair for pair in known if gone.isdisjoint(pair)}
            doubted += len(known & found.others)
            known = (known - found.others) | found.candidates
            assert known == counted(there)
    # Texts that stay have become strangers by what others have.
    assert doubted > 20


def test_a_small_change_says_nothing_of_texts_that_it_does_not_touch():
    index, chance = ShingleIndex(), random.Random(5)
    change(index, texts(chance, 60), ())
    found = change(index, {"new": array("I", range(1, 30, 2))}, ())
    assert not found.candidates
    assert not found.others
