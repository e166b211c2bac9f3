"""Pairs of texts that may share words: those with shingles in common."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import NamedTuple

from searchkit.stories.shingle_index import MAX_SHINGLES, ShingleIndex

#: So many shingles in common make two texts worth comparing; of a short one, two that are over
#: half of its shingles.
MIN_SHINGLES = 3
#: A shingle that more texts have is a phrase of many reports; so many of them count as one other.
MAX_RARE = 5
COMMON = 2
#: A shingle that more texts have joins each of them only with the fullest of them: a phrase that
#: all use would else join everything with everything, and left out it would lose a text that all
#: print.
MAX_TEXTS = 30

#: Two texts by their digests, in order.
Pair = tuple[str, str]
# Two texts by their numbers, in order.
_Numbers = tuple[int, int]
# How much a shingle counts; no text has such a number.
_RARE, _COMMON = -2, -1


class Change(NamedTuple):
    """The effect of a change of texts on the candidates: these are some now, and those are none.

    Pairs of which it says nothing are what they were; pairs of removed texts are gone.
    """

    candidates: frozenset[Pair]
    others: frozenset[Pair]


class _Row(NamedTuple):
    """The numbers of texts that had a shingle, of those of them that stay, and of new ones."""

    before: list[int]
    staying: list[int]
    new: list[int]


def candidates(shingles: Mapping[str, Sequence[int]]) -> list[Pair]:
    """The pairs of texts that are worth comparing, by digest → shingles.

    A function of the set alone; its time grows with the number of shingles.
    """
    return sorted(change(ShingleIndex(), shingles, ()).candidates)


def change(
    index: ShingleIndex, added: Mapping[str, Sequence[int]], removed: Collection[int]
) -> Change:
    """Add texts to an index, by digest → shingles, and remove those of these numbers.

    Tells what comparing the candidates before and after would tell.
    """
    leaving = {number: index.shingles(number) for number in removed}
    standing = _Standing([*index.sizes, *map(len, added.values())], [*index.digests, *added])
    counting = _Counting(standing, len(index.sizes))
    for row in _rows(index, added.values(), leaving):
        counting.take(row)
    index.add(added)
    index.remove(leaving)
    pairs = set(_recounted(index, counting.doubtful))
    others = counting.doubtful - pairs
    pairs.update(counting.worth_comparing())
    return Change(_named(pairs, index.digests), _named(others, index.digests))


class _Counting:
    """Counts the shingles that texts have in common with new ones, which have the last numbers.

    `doubtful` are pairs of other texts that have a shingle in common which counts otherwise now.
    """

    def __init__(self, standing: _Standing, first_new: int) -> None:
        self._standing = standing
        self._first_new = first_new
        self._rare: Counter[_Numbers] = Counter()
        self._common: Counter[_Numbers] = Counter()
        self.doubtful: set[_Numbers] = set()

    def take(self, row: _Row) -> None:
        """Count a shingle."""
        after = row.staying + row.new
        counter = self._rare if len(after) <= MAX_RARE else self._common
        if len(after) <= MAX_TEXTS:
            counter.update(chain(combinations(row.new, 2), product(row.staying, row.new)))
        elif row.new:
            spokes = self._standing.spokes(after)
            counter.update(pair for pair in spokes if pair[1] >= self._first_new)
        if len(row.staying) > 1 and self._standing.kind(row.before) != self._standing.kind(after):
            staying = set(row.staying)
            for texts in (row.before, after):
                pairs = self._standing.pairs(texts)
                self.doubtful.update(pair for pair in pairs if staying.issuperset(pair))

    def worth_comparing(self) -> Iterator[_Numbers]:
        """The pairs with a new text."""
        return _worth_comparing(self._rare, self._common, self._standing.sizes)


class _Standing:
    """The relations of texts that share a shingle, by the `sizes` and the digests of all."""

    def __init__(self, sizes: Sequence[int], digests: Sequence[str]) -> None:
        self.sizes = sizes
        self._digests = digests

    def kind(self, texts: Sequence[int]) -> int:
        """The weight of the shingle, if for all of them; else the text with which it counts."""
        if len(texts) > MAX_TEXTS:
            return self._fullest(texts)
        return _COMMON if len(texts) > MAX_RARE else _RARE

    def pairs(self, texts: Sequence[int]) -> Iterator[_Numbers]:
        """The pairs for which the shingle counts; the texts are in order."""
        return self.spokes(texts) if len(texts) > MAX_TEXTS else combinations(texts, 2)

    def spokes(self, texts: Sequence[int]) -> Iterator[_Numbers]:
        """Each text with the fullest one."""
        fullest = self._fullest(texts)
        return ((min(text, fullest), max(text, fullest)) for text in texts if text != fullest)

    def _fullest(self, texts: Sequence[int]) -> int:
        most = max(map(self.sizes.__getitem__, texts))
        fullest = (text for text in texts if self.sizes[text] == most)
        return min(fullest, key=self._digests.__getitem__)


def _rows(
    index: ShingleIndex,
    added: Collection[Sequence[int]],
    leaving: Mapping[int, Sequence[int]],
) -> Iterator[_Row]:
    """The texts of each shingle that changes hands and that two texts or more have."""
    texts = [*added, *leaving.values()]
    parts = sum(map(len, texts)) // MAX_SHINGLES + 1
    for part in range(parts):
        low, high = ((share << 32) // parts for share in (part, part + 1))
        cut = [text[bisect_left(text, low) : bisect_left(text, high)] for text in texts]
        yield from _rows_of(index, cut[: len(added)], cut[len(added) :], leaving)


def _rows_of(
    index: ShingleIndex,
    added: Sequence[Sequence[int]],
    removed: Sequence[Sequence[int]],
    leaving: Collection[int],
) -> Iterator[_Row]:
    once: set[int] = set()
    several: set[int] = set()
    for shingles in added:
        several.update(once.intersection(shingles))
        once.update(shingles)
    once.update(*removed)
    before: defaultdict[int, list[int]] = defaultdict(list)
    for shingle, number in index.texts_with(once):
        before[shingle].append(number)
    del once
    several.update(before)
    new: defaultdict[int, list[int]] = defaultdict(list)
    for number, shingles in enumerate(added, len(index.sizes)):
        for shingle in several.intersection(shingles):
            new[shingle].append(number)
    for shingle in several:
        had = before.get(shingle, [])
        yield _Row(had, [number for number in had if number not in leaving], new.get(shingle, []))


def _recounted(index: ShingleIndex, pairs: Collection[_Numbers]) -> Iterator[_Numbers]:
    """Those of these pairs that are worth comparing as the index is now."""
    # Most are the pairs of a few texts: then their shingles alone are looked up.
    often = Counter(chain(*pairs))
    others: defaultdict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        less, more = sorted(pair, key=often.__getitem__)
        others[more].add(less)
    having: defaultdict[int, list[int]] = defaultdict(list)
    for shingle, number in index.texts_with(
        {shingle for text in others for shingle in index.shingles(text)}
    ):
        having[shingle].append(number)
    standing = _Standing(index.sizes, index.digests)
    rare: Counter[_Numbers] = Counter()
    common: Counter[_Numbers] = Counter()
    for texts in having.values():
        kind = standing.kind(texts)
        counter = rare if kind == _RARE else common
        for text in others.keys() & texts:
            sharing = others[text].intersection((kind,) if 0 <= kind != text else texts)
            counter.update((min(text, other), max(text, other)) for other in sharing)
    return _worth_comparing(rare, common, index.sizes)


def _worth_comparing(
    rare: Counter[_Numbers], common: Counter[_Numbers], sizes: Sequence[int]
) -> Iterator[_Numbers]:
    """The pairs that have enough of such shingles in common."""
    for pair, count in common.items():
        if count >= COMMON:
            rare[pair] += count // COMMON
    for pair, count in rare.items():
        if count >= MIN_SHINGLES or (count > 1 and 2 * count > min(sizes[pair[0]], sizes[pair[1]])):
            yield pair


def _named(pairs: Iterable[_Numbers], digests: Sequence[str]) -> frozenset[Pair]:
    named = ((digests[left], digests[other]) for left, other in pairs)
    return frozenset((min(pair), max(pair)) for pair in named)
