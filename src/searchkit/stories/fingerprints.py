"""The fingerprint of a text: a few numbers by which two texts that share words can be told.

Every run of words has a number; the fingerprint keeps those that a divisor divides, so that the
same run is kept in every text or in none. Source: Manber 1994, "0 mod p" sampling of shingles.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import sub

from searchkit.analysis import Document

#: Words in a run. Longer runs are rarer by chance and survive fewer changes.
RUN = 4
#: One run of so many is kept; a power of two.
SAMPLED = 8
#: A shorter body is no story by itself: its title is part of the text.
SHORT = 12

_MASK = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text to find those that share words with it.

    `digest` identifies the text, character by character; `words` counts its terms; `runs` are the
    sampled runs, ascending, each once, of 32 bits.
    """

    digest: str
    words: int
    runs: array[int]


def story_text(title: str, body: str, words: int) -> str:
    """The text of an article that others may have taken over."""
    return f"{title}\n\n{body}" if words < SHORT else body


def fingerprint(document: Document) -> Fingerprint:
    """The fingerprint of an article, the same in every process."""
    terms = list(filter(None, document.body.exact))
    text = story_text(document.article.title, document.article.body, len(terms))
    digest = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
    if len(terms) < SHORT:
        terms = [*filter(None, document.title.exact), *terms]
    return Fingerprint(digest, len(terms), array("I", sorted(_sampled(terms))))


class _Numbers(dict[str, int]):
    """Term → 40 bits, computed once a term."""

    def __missing__(self, term: str) -> int:
        digest = hashlib.blake2b(term.encode(), digest_size=5).digest()
        number = self[term] = int.from_bytes(digest)
        return number


_numbers = _Numbers()


def runs(terms: Sequence[str], length: int) -> Iterator[int]:
    """A number for every run of so many terms, from the first to the last.

    It is a sum, and does not tell in which order they stand.
    """
    if len(_numbers) > 1_000_000:
        _numbers.clear()
    sums = [0, *accumulate(map(_numbers.__getitem__, terms))]
    return map(sub, sums[length:], sums)


def _sampled(terms: Sequence[str]) -> set[int]:
    return {run // SAMPLED & _MASK for run in runs(terms, RUN) if not run & SAMPLED - 1}
