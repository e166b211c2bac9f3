"""Which texts may share words: those that have runs in common, found in one table of all runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, repeat

#: So many runs in common make two texts worth comparing; of a short one, two that are over half of
#: its runs.
LEAST_RUNS = 3
#: A run that more texts have is a phrase of many reports; so many of them count as one other.
MOST_RARE = 5
COMMON = 4
#: A run that more texts have joins each of them only with the fullest of them: a phrase that all
#: use would else join everything with everything, and left out it would lose a text that all print.
MOST_TEXTS = 30

Pair = tuple[str, str]


def candidates(runs: Mapping[str, Sequence[int]]) -> list[Pair]:
    """The pairs of texts that are worth comparing, by digest → runs; each in order.

    A function of the set alone; its time grows with the number of runs.
    """
    rare: Counter[Pair] = Counter()
    common: Counter[Pair] = Counter()
    for texts in _table(runs):
        if len(texts) <= MOST_TEXTS:
            (rare if len(texts) <= MOST_RARE else common).update(combinations(texts, 2))
        else:
            fullest = min(texts, key=lambda one: (-len(runs[one]), one))
            others = (one for one in texts if one != fullest)
            common.update(map(_ordered, others, repeat(fullest)))
    for pair, count in common.items():
        if count >= COMMON:
            rare[pair] += count // COMMON
    return sorted(
        pair
        for pair, count in rare.items()
        if count >= LEAST_RUNS
        or (count > 1 and 2 * count > min(len(runs[pair[0]]), len(runs[pair[1]])))
    )


def _table(runs: Mapping[str, Sequence[int]]) -> Iterable[Sequence[str]]:
    """The texts that have a run, for every run of several; texts in order."""
    once: set[int] = set()
    several: set[int] = set()
    for found in runs.values():
        several.update(once.intersection(found))
        once.update(found)
    del once
    table: defaultdict[int, list[str]] = defaultdict(list)
    for text in sorted(runs):
        for run in several.intersection(runs[text]):
            table[run].append(text)
    return table.values()


def _ordered(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
