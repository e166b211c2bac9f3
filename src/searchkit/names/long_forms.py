"""What an acronym in brackets stands for: `Rally for the Return of Refugees (RRR)`.

That the letters are those of the words before it says where the name begins, whatever small words
are in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from searchkit import quick_re as re

#: Small words of a name that stand for no letter of its acronym.
SMALL = frozenset("a across against and between for from in of on the to under with".split())
#: Letters of an acronym, and characters of a word that one stands for.
MIN_LETTERS = 3
MAX_WORD = 20

# A pattern that begins with plain characters is looked for much faster than one that does not.
_BRACKETED = re.compile(rf" \(([A-Z]{{{MIN_LETTERS},10}})\)")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# What stands in no name.
_CUT = re.compile(r"[.;:()\n\"“”]")

LongForm: TypeAlias = tuple[int, int]


def long_forms(text: str) -> Sequence[LongForm]:
    """The `[start, end)` of the names with small words in them that acronyms stand behind."""
    found = []
    for match in _BRACKETED.finditer(text):
        end = match.start()
        words = list(_WORD.finditer(text, max(0, end - MAX_WORD * len(match[1])), end))
        at = _beginning([word[0] for word in words], match[1])
        if at is not None:
            start = words[at].start()
            if not _CUT.search(text, start, end):
                found.append((start, end))
    return found


def _beginning(words: Sequence[str], letters: str) -> int | None:
    """The number of the word that an acronym begins with, if the last ones are what it is of."""
    has_small = is_skipped = False
    at = len(words)
    while letters and at:
        at -= 1
        is_small = words[at].lower() in SMALL
        has_small = has_small or is_small
        if words[at][0] == letters[-1]:
            letters = letters[:-1]
        elif is_small:
            continue
        elif is_skipped or len(letters) < 2 or not words[at][0].isupper():
            return None
        else:
            # `London Financial Futures and Options Exchange (LFFE)`.
            is_skipped = True
    return at if has_small and not letters else None
