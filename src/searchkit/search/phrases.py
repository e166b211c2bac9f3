"""Phrases in the running text of an article: the names in it, and what goes on as typed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from searchkit.analysis import Record, tokenize
from searchkit.analysis.words import offsets

#: Characters of a body that are read: news writes names in full in the lead.
LEAD_LENGTH = 2_000
#: Words of a name, and words that may follow what was typed.
MAX_NAME_WORDS = 4
MAX_MORE_WORDS = 2
#: Letters of a word inside a name that needs no capital: `Bank of England`.
MAX_JOINER_LETTERS = 3


def phrases_of(
    record: Record, before: tuple[str, ...], last: str
) -> list[tuple[tuple[str, ...], str]]:
    """Each phrase that begins with the words of `before` and a word that begins with `last`.

    As terms and as written. One that has a word more than was typed is a name.
    """
    lead = record.article.body[:LEAD_LENGTH]
    return list(_Reading(lead, record.sentences).phrases(before, last))


class _Reading:
    """One text, by its words."""

    def __init__(self, text: str, sentences: Sequence[int]) -> None:
        self._text = text
        self._sentences = sentences
        self._terms = tokenize(text)
        self._spans: list[tuple[int, int]] = []

    def phrases(self, before: tuple[str, ...], last: str) -> Iterator[tuple[tuple[str, ...], str]]:
        size = len(before)
        for at, term in enumerate(self._terms[size:]):
            if not (term and term.startswith(last)):
                continue
            if tuple(self._terms[at : at + size]) != before:
                continue
            # Most texts have few such places, and many have none.
            self._spans = self._spans or list(offsets(self._text))
            for length in range(max(2, size + 1), max(MAX_NAME_WORDS, size + MAX_MORE_WORDS) + 1):
                end = at + length
                if end > len(self._terms) or not self._together(at, end):
                    break
                if length == size + 1 or self._is_name(at, end):
                    yield tuple(self._terms[at:end]), self._surface(at, end)

    def _together(self, start: int, end: int) -> bool:
        """True if nothing but a space or a hyphen stands between the words."""
        if not all(self._terms[start:end]):
            return False
        for at in range(start + 1, end):
            gap = self._text[self._spans[at - 1][1] : self._spans[at][0]]
            if gap.strip(" \n-") or gap.count("\n") > 1:
                return False
        return True

    def _is_name(self, start: int, end: int) -> bool:
        words = [self._text[slice(*self._spans[at])] for at in range(start, end)]
        return (
            _has_capital(words[0])
            and _has_capital(words[-1])
            and all(_has_capital(word) or len(word) <= MAX_JOINER_LETTERS for word in words[1:-1])
            and not self._starts_sentence(start)
        )

    def _starts_sentence(self, at: int) -> bool:
        """True if the capital of a word is only that of its sentence."""
        start = self._spans[at][0]
        sentence = (
            self._sentences[bisect_right(self._sentences, start) - 1] if self._sentences else 0
        )
        return at == 0 or self._spans[at - 1][1] <= sentence

    def _surface(self, start: int, end: int) -> str:
        return " ".join(self._text[self._spans[start][0] : self._spans[end - 1][1]].split())


def _has_capital(word: str) -> bool:
    """True if a word begins as names do; letters of scripts without capitals all do."""
    return word[0].isalpha() and not word[0].islower()
