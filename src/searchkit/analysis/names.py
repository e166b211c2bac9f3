"""Names with marks in them, and words in capitals: two short streams beside those of all words.

`cease-fire` is two words of the text, and one name, `ceasefire`; `F-16`, `O’Brien`, `J. P.` and
`C++` are names too. The term of a name says where its parts begin: `ceasefire|5`. A word in
capitals (`WHO`, `U.S.`) has its term in the stream of capitals, unless the text around it is set in
capitals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from searchkit import quick_re as re
from searchkit.analysis.folding import APOSTROPHES, FOLDED, LINKS, MAX_TERM_LENGTH
from searchkit.analysis.function_words import FUNCTION_WORDS
from searchkit.analysis.remembered import Remembered
from searchkit.analysis.words import marked_words
from searchkit.quick_dataclass import dataclass

#: Words of one name; what is longer is a path or a list.
MAX_PARTS = 4
#: So many words in capitals side by side are a text set in capitals.
SET_IN_CAPITALS = 5

#: Stands in terms of names only: no token has it.
BREAK = "|"

_LINKED, _NAMED, _CAPITALS, _OTHER, _MARKED = 1, 2, 4, 8, 16
_ALL = range(32)
_HYPHENS = "-\u2010\u2011/&"
_APOSTROPHES = "'\u2018\u2019`"
# What English writes with an apostrophe and without blank: no name.
_CONTRACTION = re.compile(rf"(?:[{_APOSTROPHES}](?:ll|re|ve|d|t|m|s)|n[{_APOSTROPHES}]t)\Z", re.I)
# What may be a mark after a word, or its own last character.
_ENDS = frozenset(f"{_HYPHENS}{APOSTROPHES}+#.")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}\u02bc\uff07][sS]\Z")


def _class(*bits: int) -> bytes:
    """The bytes that have one of the bits, as a class of a pattern."""
    return b"[" + b"".join(b"\\x%02x" % byte for byte in _ALL if byte & sum(bits)) + b"]"


_CHAIN = re.compile(_class(_LINKED) + b"++[^\xff]|" + _class(_NAMED))
_BETWEEN_CAPITALS = _class(_CAPITALS, _OTHER).replace(b"[", b"[^")
_RUN = re.compile(
    _class(_CAPITALS) + b"(?:" + _BETWEEN_CAPITALS + b"*" + _class(_CAPITALS) + b")*+"
)
_MARKED_WORD = re.compile(_class(_MARKED))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as one word; `breaks` are the offsets at which its further parts begin.

    `apostrophe` is the offset of one inside its only word, else 0.
    """

    text: str
    breaks: tuple[int, ...] = ()
    apostrophe: int = 0

    @property
    def term(self) -> str:
        """The term of the stream of names.

        >>> Name("ceasefire", (5,)).term, Name("obrien", apostrophe=1).term
        ('ceasefire|5', "obrien|'1")
        """
        inner = f"'{self.apostrophe}" if self.apostrophe else ",".join(map(str, self.breaks))
        return f"{self.text}{BREAK}{inner}"

    @classmethod
    def of(cls, term: str) -> Name:
        """The name that a term stands for."""
        text, _, inner = term.partition(BREAK)
        if inner.startswith("'"):
            return cls(text, apostrophe=int(inner[1:]))
        return cls(text, tuple(map(int, filter(None, inner.split(",")))))

    @property
    def signs(self) -> int:
        """The number of signs at its end.

        >>> Name("c++").signs, Name("r&b", (2,)).signs
        (2, 0)
        """
        return len(self.text) - len(self.text.rstrip("+#"))

    @property
    def parts(self) -> tuple[str, ...]:
        """The terms of its words.

        >>> Name("r&b", (2,)).parts, Name("obrien", apostrophe=1).parts, Name("c++").parts
        (('r', 'b'), ("o'brien",), ('c',))
        """
        if self.apostrophe:
            return (f"{self.text[: self.apostrophe]}'{self.text[self.apostrophe :]}",)
        edges = (0, *self.breaks, len(self.text))
        return tuple(self.text[start:end].rstrip("&+#") for start, end in pairwise(edges))


def _traits(word: str) -> int:
    """The bits that tell what a word, with its mark, can be part of."""
    mark = _MARKED if word[-1] in _ENDS else 0
    return _link(word) | _capitals(word) | mark


def _link(word: str) -> int:
    last = word[-1]
    if last in _HYPHENS or last in _APOSTROPHES or (last == "." and len(word) == 2):
        return _LINKED
    if last in "+#":
        return _NAMED
    has_apostrophe = any(sign in word for sign in _APOSTROPHES) and "'" in FOLDED[word]
    bare = _POSSESSIVE.sub("", word)
    return _NAMED if has_apostrophe and not _CONTRACTION.search(bare) else 0


def _capitals(word: str) -> int:
    letters = [char for char in _POSSESSIVE.sub("", word.rstrip(LINKS)) if char.isalpha()]
    if not all(map(str.isupper, letters)):
        return _OTHER
    return _CAPITALS if len(letters) > 1 else 0


_TRAITS = Remembered(_traits)


@dataclass(frozen=True, slots=True)
class TokenStreams:
    """The terms of a text by position, its names, and the positions of its words in capitals.

    `words` are as they are written, those at the positions `marked` perhaps with a mark after them.
    """

    words: Sequence[str]
    marked: Sequence[int]
    terms: Sequence[str]
    names: Sequence[tuple[int, Name]]
    capitals: Sequence[int]


def token_streams(text: str) -> TokenStreams:
    """All that a text says of its words; a name comes with the position of its first word.

    >>> streams = token_streams("The WHO on a cease-fire")
    >>> [(at, name.term) for at, name in streams.names], streams.capitals
    ([(4, 'ceasefire|5')], [1])
    """
    words = marked_words(text)
    terms = list(map(FOLDED.__getitem__, words))
    traits = bytes(map(_TRAITS.__getitem__, words))
    capitals = [at for at in _in_capitals(terms, traits) if terms[at]]
    marked = [word.start() for word in _MARKED_WORD.finditer(traits)]
    return TokenStreams(words, marked, terms, list(_names(words, terms, traits)), capitals)


def _names(words: Sequence[str], terms: Sequence[str], traits: bytes) -> Iterator[tuple[int, Name]]:
    for match in _CHAIN.finditer(traits):
        start, end = match.span()
        if (
            end - start > 1
            and words[start][-1] in _APOSTROPHES
            and not _is_elided_name(words[start], words[start + 1])
        ):
            start += 1
        if end - start == 1 and not traits[start] & _NAMED:
            continue
        if end - start <= MAX_PARTS and (name := _name(words[start:end], terms[start:end])):
            yield start, name


def _is_elided_name(word: str, after: str) -> bool:
    """Tell `D’Angelo` from `l’union`."""
    return word[0].isupper() and after[0].isupper()


def _name(words: Sequence[str], terms: Sequence[str]) -> Name | None:
    if not all(terms) or all(term.isdigit() for term in terms):
        return None
    if len(words) == 1:
        (term,) = terms
        mark = words[0][len(words[0].rstrip("+#")) :]
        if mark:
            return Name(term + mark)
        return Name(term.replace("'", ""), apostrophe=term.index("'"))
    # An ampersand tells R&B from RB, a hyphen nothing.
    parts = [
        term.replace("'", "") + ("&" if word[-1] == "&" else "")
        for word, term in zip(words, terms, strict=True)
    ]
    *breaks, length = accumulate(map(len, parts))
    return Name("".join(parts), tuple(breaks)) if length <= MAX_TERM_LENGTH else None


def _in_capitals(terms: Sequence[str], traits: bytes) -> Iterator[int]:
    for match in _RUN.finditer(traits):
        start, end = match.span()
        run = [at for at in range(start, end) if traits[at] & _CAPITALS]
        is_all = len(run) > 1 and len(run) == len(terms)
        is_set = is_all or len(run) >= SET_IN_CAPITALS
        if not is_set and (len(run) == 1 or FUNCTION_WORDS.isdisjoint(terms[at] for at in run)):
            yield from run
