"""The zero-width non-joiner within Persian words, which people type or leave out.

`می‌روند` has it behind its prefix; many type `میروند`. The stemmer takes the prefix off only before
this sign, so a word of a query stands for both.
"""

from __future__ import annotations

from collections.abc import Sequence

_JOINER = "\u200c"
_PREFIXES = ("نمی", "می")
MIN_LETTERS = 3


def other_blanks(word: str) -> Sequence[str]:
    """A word without the sign, or with one behind a prefix or before a final `ی`.

    >>> [form.replace("\u200c", "-") for form in other_blanks("میروند")]
    ['می-روند']
    """
    if _JOINER in word:
        return [word.replace(_JOINER, "")]
    forms = [f"{word}{_JOINER}ی"] if word.endswith("ه") else []
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= MIN_LETTERS:
            return [*forms, f"{prefix}{_JOINER}{word.removeprefix(prefix)}"]
    return forms
