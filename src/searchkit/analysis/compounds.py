"""Compounds of German: words that are found by what they end in, `Friedensgespräch` by `Gespräch`.

The head of a compound says what it is, so a loose word also finds the compounds that end in it.
What stands before must be a word of the index, with or without a linking letter: so `Antrag` is no
kind of `Rag`. On German questions (XQuAD), compounds that count half raise nDCG@10 from .938 to
.940, and the share of paragraphs found by all of up to four long words from .227 to .233.

An index has each long stem a second time, from its end, among the terms of the provenance stream:
the compounds of a word begin alike there, and are looked up in no time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: The languages whose compounds are found.
COMPOUNDING = frozenset({"de"})
#: Letters of the stem of a head, and of what stands before it.
MIN_HEAD = 4
MIN_FIRST = 3

_LINKS = ("", "s", "es", "n", "en", "er", "e")
_REVERSED = "ends:"


def reversed_terms(stems: Iterable[str]) -> list[str]:
    """The terms for the stems that are long enough to be compounds, ascending.

    >>> reversed_terms(["de:friedensgesprach", "de:rat", "nato"])
    ['ends:de:hcarpsegsnedeirf']
    """
    return sorted(
        f"{_REVERSED}{code}:{stem[::-1]}"
        for code, _, stem in (term.partition(":") for term in set(stems))
        if code in COMPOUNDING and len(stem) >= MIN_HEAD + MIN_FIRST
    )


def beginning_of_reversed(head: str) -> str | None:
    """What the terms of the compounds that end in a stem begin with; None for a short stem.

    >>> beginning_of_reversed("de:gesprach")
    'ends:de:hcarpseg'
    """
    code, _, stem = head.partition(":")
    return f"{_REVERSED}{code}:{stem[::-1]}" if len(stem) >= MIN_HEAD else None


def compound_of(reversed_term: str) -> str:
    """The stem that a term stands for.

    >>> compound_of("ends:de:hcarpsegsnedeirf")
    'de:friedensgesprach'
    """
    code, _, stem = reversed_term.removeprefix(_REVERSED).partition(":")
    return f"{code}:{stem[::-1]}"


def first_parts(compound: str, head: str) -> Iterator[str]:
    """The words that may stand before the head of a compound, with and without a linking letter.

    >>> list(first_parts("de:friedensgesprach", "de:gesprach"))
    ['friedens', 'frieden']
    """
    code, _, stem = head.partition(":")
    first = compound.removeprefix(f"{code}:").removesuffix(stem)
    for link in _LINKS:
        part = first.removesuffix(link)
        if first.endswith(link) and len(part) >= MIN_FIRST:
            yield part
