"""Figures and names that stand in a sentence of one article and not in the other's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from searchkit.analysis import FUNCTION_WORDS
from searchkit.analysis.words import fold, offsets
from searchkit.stories.alignment import is_figure

_UNITS: Mapping[str, int] = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen
            """.split()
        )
    }
)
_TENS: Mapping[str, int] = MappingProxyType(
    {
        word: 10 * value
        for value, word in enumerate(
            "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
        )
    }
)
_SCALES: Mapping[str, int] = MappingProxyType(
    {
        "hundred": 100,
        "thousand": 10**3,
        **dict.fromkeys(("million", "mln", "mn"), 10**6),
        **dict.fromkeys(("billion", "bln", "bn"), 10**9),
        **dict.fromkeys(("trillion", "trn", "tn"), 10**12),
    }
)
#: More digits are an identifier; nothing is computed of them.
_MAX_DIGITS = 15
#: Before a name, and no part of it.
_TITLES = frozenset(
    """
    mr mrs ms miss dr prof sir lord lady gen general col lt capt maj sgt sen rep gov rev hon st jr
    president minister herr frau m mme monsieur madame señor señora
    """.split()
)
_JOINING = frozenset("of de del della di da dos van von der den bin ibn al el la le du".split())
#: After them a word has a capital for another reason.
_OPENING = '“"«„‘:(—–•'


class Word(NamedTuple):
    """A word at `[start, end)` of a sentence, and its term."""

    start: int
    end: int
    term: str


class Stated(NamedTuple):
    """A figure or a name as it is written, and what it must share to be the same.

    `last` is the last word of a name.
    """

    text: str
    keys: frozenset[str]
    last: str = ""


def words_of(sentence: str) -> list[Word]:
    """The words of a sentence."""
    return [Word(*span, fold(sentence[slice(*span)])) for span in offsets(sentence)]


def differing_figures(left: str, right: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures of each sentence whose value the other one lacks.

    >>> differing_figures("Ten of 1,250 men, one of 40", "The 10 men of 1250, forty-one")
    (('40',), ('forty-one',))
    """
    ours, theirs = list(figures(left)), list(figures(right))
    return _only(ours, theirs), _only(theirs, ours)


def differing_names(left: str, right: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of each sentence that the other one lacks, whole.

    >>> differing_names("Mr. Putin met Zamir N. Kabulov.", "Kabulov met Vladimir Putin in Kabul.")
    ((), ('Kabul',))
    """
    ours, theirs = _Names.of(left), _Names.of(right)
    return tuple(dict.fromkeys(ours.lacked_by(theirs))), tuple(
        dict.fromkeys(theirs.lacked_by(ours))
    )


def figures(sentence: str) -> Iterator[Stated]:
    """The figures of a sentence, in digits or in words."""
    run: list[Word] = []
    for word in words_of(sentence):
        if not is_figure(word.term or " ") and word.term not in _SCALES:
            if run:
                yield from _figure(sentence, run)
            run = []
            continue
        if run and not _goes_on(sentence, run, word):
            yield from _figure(sentence, run)
            run = []
        run.append(word)
    if run:
        yield from _figure(sentence, run)


def _goes_on(sentence: str, run: Sequence[Word], word: Word) -> bool:
    """Check whether a word belongs to the figure before it."""
    before, between = run[-1], sentence[run[-1].end : word.start]
    if before.term[0].isdigit() and word.term[0].isdigit():
        # The point of a fraction, or a comma between thousands.
        return between == "." or (between == "," and word.end - word.start == 3)
    if word.term[0].isdigit():
        return False
    return between in ("", " ", "-", "\u00a0") and (
        word.term in _SCALES or (before.term in _TENS or before.term in _SCALES)
    )


def _figure(sentence: str, run: Sequence[Word]) -> Iterator[Stated]:
    text = sentence[run[0].start : run[-1].end]
    # Alone it is no number: one of them, one another.
    if len(run) == 1 and run[0].term == "one":
        return
    value = _value(sentence, run)
    yield Stated(text, frozenset({value if value is not None else fold(text)}))


def _value(sentence: str, run: Sequence[Word]) -> str | None:
    """The value of a figure; None for what is no plain number."""
    digits = [word for word in run if word.term[0].isdigit()]
    rest = run[len(digits) :]
    total, part = 0.0, 0.0
    scale = 1
    if digits:
        text = sentence[digits[0].start : digits[-1].end].replace(",", "")
        for name in _SCALES:
            if text.endswith(name):
                text, scale = text.removesuffix(name), _SCALES[name]
        if len(text) > _MAX_DIGITS or not text.replace(".", "", 1).isdecimal():
            return None
        part = float(text) * scale
    for word in rest:
        if word.term in _SCALES:
            scale = _SCALES[word.term]
            part = (part or 1) * scale
            if scale > 100:
                total, part = total + part, 0.0
        else:
            part += _UNITS.get(word.term, 0) + _TENS.get(word.term, 0)
    return f"{round(total + part, 6):.15g}"


def names(sentence: str, words: Sequence[Word]) -> Iterator[Stated]:
    """The names of a sentence: words with capitals side by side, and what joins them."""
    run: list[Word] = []
    # After the last word stands itself.
    next_starts = [word.start for word in (*words[1:], *words[-1:])]
    for at, word in enumerate(words):
        is_capital = sentence[word.start].isupper() and word.term not in FUNCTION_WORDS
        joined = bool(run) and _is_joined(sentence, run[-1], word)
        if word.term in _TITLES:
            yield from _name(sentence, run)
            run = []
            continue
        joins = word.term in _JOINING and sentence[next_starts[at]].isupper()
        if (is_capital and not run) or (joined and (is_capital or joins)):
            run.append(word)
        else:
            yield from _name(sentence, run)
            run = [word] if is_capital else []
    yield from _name(sentence, run)


def _is_joined(sentence: str, before: Word, word: Word) -> bool:
    between = sentence[before.end : word.start]
    if between.isspace() or between in ("-", "’", "'", "‑"):
        return True
    is_short = before.end - before.start == 1 or before.term in _TITLES
    return is_short and between.strip() in (".", "")


def _name(sentence: str, run: Sequence[Word]) -> Iterator[Stated]:
    """A run of words as a name; none of one word that begins a sentence or a quotation."""
    if not run:
        return
    at = run[0].start - 1
    while at >= 0 and sentence[at].isspace():
        at -= 1
    opens = at < 0 or sentence[at] in _OPENING
    telling = [word for word in run[opens:] if _tells(word)]
    if telling:
        text = sentence[run[0].start : run[-1].end]
        for ending in ("’s", "'s", "’", "'"):
            text = text.removesuffix(ending)
        yield Stated(text, frozenset(word.term for word in telling), telling[-1].term)


def _tells(word: Word) -> bool:
    """Check whether a word of a name is more than an initial, a title or what joins others."""
    return (
        word.end - word.start > 1
        and word.term not in _TITLES
        and word.term not in _JOINING
        and not is_figure(word.term)
    )


class _Names(NamedTuple):
    """The names of a sentence, its terms, and the names that are one word: surnames alone."""

    names: Sequence[Stated]
    terms: frozenset[str]
    single: frozenset[str]

    @classmethod
    def of(cls, sentence: str) -> _Names:
        words = words_of(sentence)
        found = list(names(sentence, words))
        initials = filter(None, map(_initials, found))
        return cls(
            found,
            frozenset((*(word.term for word in words), *initials)),
            # A sentence may begin with one, which does not count as a name.
            frozenset(
                (
                    *(one.last for one in found if len(one.keys) == 1),
                    *(word.term for word in words[:1]),
                )
            ),
        )

    def lacked_by(self, other: _Names) -> Iterator[str]:
        """The names of which the other sentence has neither all words, surname nor initials."""
        for keys, name in {name.keys: name for name in self.names}.items():
            if not (
                keys <= other.terms or name.last in other.single or _initials(name) in other.terms
            ):
                yield name.text


def _initials(name: Stated) -> str:
    """The capitals that a name of several words begins with, as a term; empty for one word."""
    capitals = "".join(word[0] for word in name.text.split() if word[0].isupper())
    return fold(capitals) if len(capitals) > 1 else ""


def _only(ours: Sequence[Stated], theirs: Sequence[Stated]) -> tuple[str, ...]:
    known = {key for one in theirs for key in one.keys}
    return tuple(dict.fromkeys(one.text for one in ours if not one.keys <= known))
