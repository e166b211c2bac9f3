"""Words that the end of a line parts: whether their hyphen is their own."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit import quick_re as re
from searchkit.corpus.plain.months import WEEKDAYS

#: A typesetter hyphenates a larger share of the lines than this; a browser hyphenates none.
_HYPHENATED = 0.02
_HYPHENATED_BY_HAND = 0.04
_BROKEN_WORD = re.compile(
    r"(?<![^\W\d_])(?<![^\W\d_]['’\-‐])"
    r"(?P<first>[^\W\d_]++(?:['’\-‐][^\W\d_]++)*+)(?P<mark>[-‐¬\u00ad])$"
)
_FIRST_WORD = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_COMBINING_FIRST = frozenset(
    "anti cease counter cross ex far half hard high left long low mid multi near non north one "
    "post right self semi short so south three two ultra vice well".split()
)
#: Beginnings of words that are whole words more often than not: `re-port`, `part-ner`.
_SYLLABLES = frozenset("all co off on part pre pro re".split())
_COMBINING_SECOND = frozenset(
    "backed based born called day elect fire free friendly general held hour human in-chief led "
    "level like linked long made month old out owned paid party president rate related rich run "
    "scale style term time top up western wide wing winning year".split()
)
#: Words that end in one of these parts and have no hyphen.
_WHOLE = frozenset(
    "today yesterday holiday birthday everyday midday lifetime overtime meantime sometime daytime "
    "wartime peacetime maritime pastime unlike dislike alike likewise household without throughout "
    "outcome upright worldwide nationwide deadline".split()
)
_MIN_WORD = 5
#: Marks that no writer types: programs put them where a word is parted.
_SOFT = "¬\u00ad"


def is_broken(line: str) -> bool:
    """Tell if a line ends within a word, by its hyphen.

    >>> is_broken("the old inter-"), is_broken("pages 4-")
    (True, False)
    """
    return bool(_BROKEN_WORD.search(line))


class Hyphens:
    """Decides of each word broken at the end of a line whether its hyphen is its own.

    `typed` text is broken by whoever typed it, who seldom parts words.
    """

    def __init__(self, lines: Sequence[str], *, typed: bool = False) -> None:
        ends = sum(bool(_BROKEN_WORD.search(line)) for line in lines)
        share = _HYPHENATED_BY_HAND if typed else _HYPHENATED
        self._seldom = ends < 2 or ends <= share * len(lines)
        self._many = typed or len(lines) >= 1 / _HYPHENATED
        within = (line.rpartition(" ")[0] if _BROKEN_WORD.search(line) else line for line in lines)
        self._known = {word.lower() for line in within for word in _WORDS.findall(line)}

    def joined(self, text: str, below: str) -> str:
        """A text that ends in a broken word, and the line that goes on with it."""
        broken = _BROKEN_WORD.search(text, text.rfind(" ") + 1)
        after = _FIRST_WORD.match(below)
        if not broken or not after:
            return f"{text} {below}"
        first, second = broken["first"], after[0]
        if broken["mark"] in _SOFT or not self.is_own(first, second):
            return text[:-1] + below
        return text + below

    def is_own(self, first: str, second: str) -> bool:
        """Tell if the parts of a word that a line end parts have a hyphen within a line too."""
        if second[0].isupper() or second[0].isdigit() or first.isupper() or "-" in first:
            return True
        whole, parts = (first + second).lower(), (first.lower(), second.lower())
        if whole in self._known or "-".join(parts) in self._known:
            return whole not in self._known
        if self._seldom and self._many:
            return True
        if whole in WEEKDAYS or whole in _WHOLE:
            return False
        if parts[0] in _SYLLABLES:
            return parts[1] in self._known and len(parts[1]) >= _MIN_WORD
        if parts[0] in _COMBINING_FIRST or parts[1] in _COMBINING_SECOND:
            return True
        return all(len(part) > 2 and part in self._known for part in parts)
