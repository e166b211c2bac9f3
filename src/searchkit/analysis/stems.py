"""Term → stem, each computed once; a saved lexicon spares a query the import of nltk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import islice

#: The most terms that are remembered, and the number from which those that are their own stem are
#: no longer added: a list of numbers would fill the memory.
MAX_TERMS = 400_000
MAX_OWN_STEMS = 100_000

_ENGLISH = re.compile(r"[a-z']+")


@cache
def _snowball() -> Callable[[str], str]:
    # Importing nltk takes longer than answering a query; only an unknown word pays for it.
    from nltk.stem.snowball import SnowballStemmer

    stem: Callable[[str], str] = SnowballStemmer("english").stem
    return stem


class Stems(dict[str, str]):
    """A memo of nltk's English Snowball stemmer.

    Terms with anything but the letters a to z are their own stem.
    """

    def __init__(self, lexicon: Mapping[str, str] | None = None) -> None:
        super().__init__(lexicon or {})
        self[""] = ""
        self._known = len(self)

    def __missing__(self, term: str) -> str:
        is_english = _ENGLISH.fullmatch(term)
        stem = _snowball()(term) if is_english else term
        if len(self) < (MAX_TERMS if is_english else MAX_OWN_STEMS):
            self[term] = stem
        return stem

    def learn(self, lexicon: Mapping[str, str]) -> None:
        """Take over what another has `learnt`, as far as there is room."""
        room = max(0, MAX_TERMS - len(self))
        self.update(islice(lexicon.items(), room))

    def lexicon(self) -> dict[str, str]:
        """The words that needed the stemmer, to be saved and given to the next `Stems`."""
        return _english(self.items())

    def learnt(self) -> dict[str, str]:
        """Those of them that have come since this was last asked for."""
        known, self._known = self._known, len(self)
        return _english(islice(self.items(), known, None))


def _english(stems: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {term: stem for term, stem in stems if term and _ENGLISH.fullmatch(term)}
