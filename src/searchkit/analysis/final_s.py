"""The s that Germanic languages add to a word, where Snowball's rules leave it as a part of it.

`Trumps` and `Obamas` are genitives in German, `Autos` a plural; the rules take an s off behind some
letters only, since `Haus`, `Reis` and `Basis` are words of their own. So a word of a query stands
for both. A form that the index does not have costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

#: The codes of the languages.
LANGUAGES_WITH_S = frozenset({"de", "sv", "da", "no"})

#: Letters of a word before its s: `Eis` has nothing to do with `Ei`, nor `Mais` with `Mai`.
MIN_LETTERS = 4
MIN_LETTERS_OF_IU = 5

_BEFORE_S = frozenset("aoypwéiu")


def other_forms(word: str) -> Sequence[str]:
    """A word without its s, or with one; none where the rules know better or it is too short.

    >>> other_forms("Obama"), other_forms("Trumps"), other_forms("Haus"), other_forms("Putin")
    (['Obamas'], ['Trump'], [], [])
    """
    has_s = word[-1:] in ("s", "S")
    bare = word[:-1] if has_s else word
    last = bare[-1:].lower()
    fewest = MIN_LETTERS_OF_IU if has_s and last in ("i", "u") else MIN_LETTERS
    if last not in _BEFORE_S or len(bare) < fewest:
        return []
    return [bare if has_s else f"{word}s"]
