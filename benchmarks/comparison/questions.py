"""The queries that are asked: ten kinds, their words chosen from the articles by frequency."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from comparison.articles import Item

KINDS = (
    "word",
    "two words",
    "three words",
    "phrase",
    "phrase + word",
    "rare word",
    "three with OR",
    "three with AND",
    "prefix",
    "title:",
)
#: Queries of each kind.
OF_A_KIND = 5

# Letters alone, so that no library takes a word apart; no library has so long a word in its stop
# list but for these.
_WORD = re.compile(r"(?<![^\s])[a-z]{4,}(?![^\s.,])", re.IGNORECASE)
_STOP_WORDS = frozenset(
    "have from that this will with your they their then there these into such".split()
)

#: Shares of the articles that have a word so frequent, least and most.
_COMMON = (0.04, 0.3)
_USUAL = (0.004, 0.04)
_RARE = (0.0, 0.0004)
_LEAST_RARE = 2
#: Words of a band that are looked at.
_CANDIDATES = 300
_PREFIX = 4

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class Question:
    """One query; `text` is its form in the language that most of the libraries share."""

    kind: str
    words: tuple[str, ...]
    phrase: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        if self.kind == "title:":
            return f"title:{self.words[0]}"
        if self.kind == "prefix":
            return f"{self.words[0]}*"
        if self.kind == "three with OR":
            return " OR ".join(self.words)
        quoted = [f'"{" ".join(self.phrase)}"'] if self.phrase else []
        return " ".join([*quoted, *self.words])


def choose(items: Iterable[Item]) -> list[Question]:
    """Five queries of each kind, always the same ones for the same articles."""
    return list(_Chooser(items).questions())


class _Chooser:
    """The words of the articles, where they are and how frequent."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._having: dict[str, list[int]] = {}
        self._titles: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._count = 0
        for number, item in enumerate(items):
            self._count += 1
            title, found = _words(item.title), _words(item.body)
            self._titles.update(set(title))
            self._pairs.update(set(_neighbours(item.body)))
            for word in {*title, *found}:
                self._having.setdefault(word, []).append(number)
        self._usual = self._band(_USUAL)
        self._common = self._band(_COMMON)

    def questions(self) -> Iterable[Question]:
        usual, common = self._usual, self._common
        words = {"word": usual, "rare word": self._band(_RARE)}
        words["prefix"] = sorted({word[:_PREFIX] for word in usual})
        words["title:"] = [word for word, _ in self._titles.most_common(_CANDIDATES)]
        for kind, band in words.items():
            yield from (Question(kind, (word,)) for word in _spread(band))
        companions = {
            "two words": (usual, 1),
            "three words": (usual, 2),
            "three with OR": (common, 2),
            "three with AND": (common, 2),
        }
        for word in _spread(common):
            for kind, (band, count) in companions.items():
                yield Question(kind, (word, *self._companions([word], band, count)))
        for phrase in self._phrases():
            yield Question("phrase", (), phrase)
            yield Question("phrase + word", self._companions(phrase, usual, 1), phrase)

    def _band(self, shares: tuple[float, float]) -> list[str]:
        """The words of a frequency, the most frequent first, some of them if there are many."""
        least, most = (share * self._count for share in shares)
        found = [
            (-len(having), word)
            for word, having in self._having.items()
            if max(least, _LEAST_RARE) <= len(having) <= max(most, _LEAST_RARE)
        ]
        return [word for _, word in _spread(sorted(found), _CANDIDATES)]

    def _phrases(self) -> list[tuple[str, str]]:
        """Pairs of words that stand together often, yet for few articles that have both."""
        eligible = {*self._usual, *self._common}
        found = [
            (-count, pair)
            for pair, count in self._pairs.items()
            if eligible.issuperset(pair) and pair[0] != pair[1]
        ]
        return _spread([pair for _, pair in sorted(found)[:_CANDIDATES]])

    def _companions(
        self, words: Sequence[str], band: Collection[str], count: int
    ) -> tuple[str, ...]:
        """Words of a band that occur with all of some words, the most often first."""
        chosen = list(words)
        for _ in range(count):
            together = set.intersection(*(set(self._having[word]) for word in chosen))
            stems = {word[:_PREFIX] for word in chosen}
            others = [word for word in band if word[:_PREFIX] not in stems]
            chosen.append(
                max(others, key=lambda word: len(together.intersection(self._having[word])))
            )
        return tuple(chosen[len(words) :])


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _STOP_WORDS]


def _neighbours(text: str) -> Iterable[tuple[str, str]]:
    """The pairs of words with one space between them."""
    for one, two in pairwise(_WORD.finditer(text.lower())):
        if two.start() == one.end() + 1:
            yield one[0], two[0]


def _spread(found: Sequence[_One], count: int = OF_A_KIND) -> list[_One]:
    """So many, evenly from the first to the last."""
    if len(found) <= count:
        return list(found)
    return [found[step * (len(found) - 1) // (count - 1)] for step in range(count)]
