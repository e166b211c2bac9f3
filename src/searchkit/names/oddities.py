"""Words in capitals that are no names by their form: `I’ll`, `MPs`, `Q1`, `X-ray`, `Jan-April`."""

from __future__ import annotations

from collections.abc import Collection

from searchkit import quick_re as re
from searchkit.names.lexicon import ORGANISATIONS
from searchkit.names.words import HYPHENATED, NO_NAME, is_title

#: Characters of a word that a letter of an acronym can stand for.
MAX_WORD = 16
#: What a word has that can be one of these.
ODD = re.compile(r"[-\d’']|[A-Z]{2}s\b|[a-z]\.")
_CONTRACTION = re.compile(r"([a-z]+)['’](?:ll|ve|re|d|m|t|s)")
_PLURAL = re.compile(r"[A-Z]{2,6}s")
#: A number alone, as of a century.
NUMERAL = re.compile(r"[IVX]{2,}(?:-[IVX]+)?")
_LETTER = re.compile(r"[A-Z]-[a-z]+")


def is_compound(word: str) -> bool:
    """Tell if a word is a compound of a name and a noun in lower case: `EU-landen`."""
    return "-" in word and word[word.rindex("-") + 1 :][:1].islower()


def is_odd(text: str, start: int, end: int, stop: Collection[str]) -> bool:
    """Tell if a word at `[start, end)` is no name by its form."""
    word = text[start:end]
    low = word.lower()
    if low in ORGANISATIONS:
        return False
    if any(map(str.isdigit, word)) or _PLURAL.fullmatch(word):
        return True
    if match := _CONTRACTION.fullmatch(low):
        return match[1] in stop
    if "-" not in low or is_title(low):
        return False
    parts = low.split("-")
    if _LETTER.fullmatch(word) or all(part in NO_NAME or part in stop for part in parts):
        return True
    return HYPHENATED.search(text, start, end) is not None


# A pattern that begins with plain characters is looked for much faster than one that does not.
_BRACKETED = re.compile(r" \(([A-Z]{2,6})\)")
_SMALL = re.compile(r"(?<![\w-])[^\W\d_]")


def short_forms(text: str) -> frozenset[str]:
    """What a text introduces as short for words that are no name: `a cash ratio (CR)`."""
    found = set()
    for match in _BRACKETED.finditer(text):
        letters = match[1]
        before = text[max(0, match.start() - MAX_WORD * len(letters)) : match.start()]
        # The words as the text has them: those of a name begin large.
        initials = "".join(_SMALL.findall(before))
        if initials.endswith(letters.lower()):
            found.add(letters.lower())
    return frozenset(found)
