"""Which texts are worth comparing: as a plain count of what they share says, after any change."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest

from searchkit.stories import candidates as module
from searchkit.stories.candidates import Pair, candidates, change
from searchkit.stories.run_table import RunTable

MOST_TEXTS = 8


@pytest.fixture(autouse=True)
def few_texts(monkeypatch):
    monkeypatch.setattr(module, "MOST_TEXTS", MOST_TEXTS)


def counted(there: Mapping[str, Sequence[int]]) -> set[Pair]:
    """The rule, pair by pair."""
    holders: dict[int, list[str]] = {}
    for digest, runs in there.items():
        for run in runs:
            holders.setdefault(run, []).append(digest)
    found = set()
    for one, other in combinations(sorted(there), 2):
        rare = common = 0
        for run in set(there[one]) & set(there[other]):
            texts = holders[run]
            fullest = min(texts, key=lambda text: (-len(there[text]), text))
            if len(texts) <= module.MOST_RARE:
                rare += 1
            elif len(texts) <= MOST_TEXTS or fullest in (one, other):
                common += 1
        count = rare + common // module.COMMON
        shorter = min(len(there[one]), len(there[other]))
        if count >= module.LEAST_RUNS or (count > 1 and 2 * count > shorter):
            found.add((one, other))
    return found


def texts(chance: random.Random, count: int) -> dict[str, array[int]]:
    """Texts of which many have low runs, few have high ones, and some have none."""
    made = {}
    for _ in range(count):
        runs = {int(200 * chance.random() ** 2) << 24 for _ in range(chance.randint(0, 25))}
        made[f"{chance.getrandbits(64):x}"] = array("I", sorted(runs))
    return made


def test_candidates_are_those_that_a_plain_count_tells():
    for seed in range(20):
        there = texts(random.Random(seed), 40)
        assert set(candidates(there)) == counted(there)


@pytest.mark.parametrize("at_once", [1_000_000, 40], ids=["in one part", "in parts"])
def test_after_any_change_the_candidates_are_those_of_what_is_there(at_once, monkeypatch):
    monkeypatch.setattr(module, "MOST_RUNS", at_once)
    doubted = 0
    for seed in range(15):
        chance = random.Random(seed)
        table, there, known = RunTable(), {}, set()
        for _ in range(20):
            added = texts(chance, chance.choice([0, 1, 1, 2, 20]))
            gone = set(chance.sample(sorted(there), min(len(there), chance.choice([0, 1, 1, 15]))))
            numbers = [one for one, digest in enumerate(table.digests) if digest in gone]
            found = change(table, added, numbers)
            there = {one: runs for one, runs in there.items() if one not in gone} | added
            known = {pair for pair in known if gone.isdisjoint(pair)}
            doubted += len(known & found.others)
            known = (known - found.others) | found.candidates
            assert known == counted(there)
    # Texts that stay have become strangers by what others have.
    assert doubted > 20


def test_a_small_change_says_nothing_of_texts_that_it_does_not_touch():
    table, chance = RunTable(), random.Random(5)
    change(table, texts(chance, 60), ())
    found = change(table, {"new": array("I", range(1, 30, 2))}, ())
    assert not found.candidates
    assert not found.others
