"""Alignment of two texts: the sentences they share, and how much of each is in the other."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from itertools import accumulate, pairwise, repeat, takewhile
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.analysis import Record, tokenize
from searchkit.analysis.fingerprints import needs_title, with_title
from searchkit.analysis.words import fold, is_unspaced, offsets
from searchkit.deadline import watch, watched
from searchkit.stories.furniture import furniture, tweets

#: Words side by side that two sentences must share to be compared at all.
SEED = 3
#: The least share of the shorter of two sentences that stands in the longer one, in any order, and
#: in the same one.
MIN_SHARE = 0.65
MIN_IN_ORDER = 0.4
#: Fewer words than this in common say nothing unless the sentences are equal.
MIN_WORDS = 6
#: The least share of the figures of one of two sentences that are those of the other.
SAME_FIGURES = 0.9
#: A sentence that has a larger share of figures is a row of a table.
MAX_FIGURES = 0.5

#: A form that is filled in twice differs in names and figures, and in so little else.
FILLED_IN = 0.8

#: A sentence of which so much is quoted says little else than who said it.
MAX_QUOTED = 0.5

#: A longer sentence, a table or a text without stops, is taken in pieces of so many words.
MAX_LENGTH = 100

#: Letters side by side that are compared as a word, in scripts that put no blanks between words.
LETTERS = 3
HAN_LETTERS = 2

# A quotation ends where it is closed, or with its paragraph.
_END = r"\n[^\S\n]*\n|\Z"
_QUOTATION = re.compile(
    rf"“[^“”]*?(?:[“”]|{_END})|\"[^\"]*?(?:\"|{_END})|«[^«»]*?(?:»|{_END})|„[^„“”]*?(?:[“”]|{_END})"
    rf"|「[^「」]*?(?:」|{_END})"
)
_NUMBER_WORDS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
    hundred thousand million billion
    """.split()
)


class Sentence(NamedTuple):
    """A sentence at `[start, end)` of its text, with its terms."""

    start: int
    end: int
    terms: tuple[str, ...]


def _telling(terms: Sequence[str]) -> Iterator[str]:
    """The terms, with each letter of a script without blanks as long as a word that tells much.

    Any two sentences have most letters of Thai in common. Chinese has more letters, and two are
    often a word.
    """
    for at, term in enumerate(terms):
        if not is_unspaced(term):
            yield term
            continue
        letters = HAN_LETTERS if "\u3000" <= term < "\ua000" else LETTERS
        yield "".join(takewhile(is_unspaced, terms[at : at + letters]))


class Text:
    """A text in sentences, which start at the offsets `starts`."""

    def __init__(self, text: str, starts: Sequence[int]) -> None:
        self.text = text
        self._starts = starts

    @classmethod
    def of(cls, record: Record) -> Text:
        """The text of an article by which it is a story, as `fingerprint` takes it."""
        article = record.article
        text = cls(article.body, record.sentences)
        if not needs_title(article.body, text.words):
            return text
        whole = with_title(article)
        shift = len(whole) - len(article.body)
        return cls(whole, (0, *(shift + start for start in record.sentences)))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Those that have words."""
        bounds = list(pairwise((*self._starts, len(self.text))))
        return tuple(piece for start, end in watched(bounds) for piece in self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[Sentence]:
        written = self.text[start:end]
        terms = tokenize(written)
        begins = [start]
        if len(terms) > MAX_LENGTH:
            begins += [start + begin for begin, _ in offsets(written)[MAX_LENGTH::MAX_LENGTH]]
        for number, piece in enumerate(pairwise((*begins, end))):
            words = tuple(filter(None, terms[number * MAX_LENGTH : (number + 1) * MAX_LENGTH]))
            if words:
                yield Sentence(*piece, words if written.isascii() else tuple(_telling(words)))

    @cached_property
    def words(self) -> int:
        """The number of words."""
        return self.words_until(len(self.sentences) - 1)

    def words_until(self, number: int) -> int:
        """The number of words to the end of a sentence."""
        return self._ends[number] if number >= 0 else 0

    @cached_property
    def _ends(self) -> Sequence[int]:
        return list(accumulate(len(sentence.terms) for sentence in self.sentences))

    @cached_property
    def seeds(self) -> Mapping[str, int]:
        """Words side by side → the last sentence that has them.

        Most sentences have many, so that one that they share with another costs nothing.
        """
        lengths: dict[str, int] = {}
        for number, (_, _, terms) in enumerate(watched(self.sentences)):
            length = min(SEED, len(terms))
            runs = zip(*(terms[shift:] for shift in range(length)), strict=False)
            lengths.update(zip(map(" ".join, runs), repeat(number), strict=False))
        return lengths

    @cached_property
    def vocabulary(self) -> Set[str]:
        """All terms."""
        return {term for _, _, terms in watched(self.sentences) for term in terms}

    @cached_property
    def own_words(self) -> int:
        """The number of words that nobody is quoted with, without the furniture of the page."""
        return round(sum(map(self.own, range(len(self.sentences)))))

    def own(self, number: int) -> float:
        """The words of a sentence that nobody is quoted with; none of one that names a speaker."""
        quoted = self.quoted(number)
        if quoted >= MAX_QUOTED or number in self.furniture:
            return 0.0
        return len(self.sentences[number].terms) * (1 - quoted)

    @cached_property
    def furniture(self) -> Set[int]:
        """The sentences that the page has on its own behalf, or below a picture."""
        starts = [sentence.start for sentence in self.sentences]
        found: set[int] = set()
        for begin, end in watch(furniture(self.text)):
            first = max(0, bisect(starts, begin) - 1)
            found.update(range(first, max(first + 1, bisect_left(starts, end))))
        return found

    @cached_property
    def _quotations(self) -> Sequence[tuple[int, int]]:
        quoted = [match.span() for match in _QUOTATION.finditer(self.text)]
        shown = list(tweets(self.text))
        if not shown:
            return quoted
        apart: list[tuple[int, int]] = []
        for begin, end in sorted([*quoted, *shown]):
            if apart and begin < apart[-1][1]:
                apart[-1] = apart[-1][0], max(end, apart[-1][1])
            else:
                apart.append((begin, end))
        return apart

    def quoted(self, number: int) -> float:
        """The share of a sentence that stands between quotation marks."""
        begin, stop, _ = self.sentences[number]
        inside = 0
        for start, end in self._quotations[max(0, bisect(self._quotations, (begin,)) - 1) :]:
            if start >= stop:
                break
            inside += max(0, min(end, stop) - max(start, begin))
        return min(1.0, inside / len(self.text[begin:stop].rstrip()))

    def is_question(self, number: int) -> bool:
        """Check whether a sentence asks something, and quotes nobody."""
        start, end, _ = self.sentences[number]
        return self.text[start:end].rstrip().endswith("?") and not self.quoted(number)


class Aligned(NamedTuple):
    """Two sentences by their numbers, and how many words they have in common."""

    left: int
    right: int
    words: int


def aligned(left: Text, right: Text) -> list[Aligned]:
    """Every two sentences that are the same or were made of each other, in order.

    A sentence may be there several times: one that was parted has become two.
    """
    return [
        Aligned(*pair, words)
        for pair in watched(sorted(_worth_comparing(left, right)))
        if (words := _common(left.sentences[pair[0]].terms, right.sentences[pair[1]].terms))
    ]


def _worth_comparing(left: Text, right: Text) -> set[tuple[int, int]]:
    ours, theirs = left.seeds, right.seeds
    return {(ours[seed], theirs[seed]) for seed in ours.keys() & theirs.keys()}


def _common(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """The number of words that two sentences share if one was made of the other, else 0."""
    if left == right:
        return len(left)
    # A query from a cold shell does not need it.
    from rapidfuzz.distance import LCSseq

    shorter = min(len(left), len(right))
    if LCSseq.similarity(left, right) < MIN_IN_ORDER * shorter:
        return 0
    words = (Counter(left) & Counter(right)).total()
    return words if words >= max(MIN_WORDS, MIN_SHARE * shorter) else 0


def same_figures(left: Sentence, right: Sentence) -> bool:
    """Check whether two sentences have the same figures, unlike a form that is filled in twice."""
    if left.terms == right.terms:
        return True
    ours, theirs = (Counter(filter(is_figure, side.terms)) for side in (left, right))
    fewer = min(ours.total(), theirs.total())
    if fewer > MAX_FIGURES * min(len(left.terms), len(right.terms)):
        # Tables of rates are filled in with nearly the same ones every day.
        return False
    return (ours & theirs).total() >= SAME_FIGURES * fewer


def is_filled_in(left: Text, ours: int, right: Text, theirs: int) -> bool:
    """Check whether two sentences are a form with other names in it.

    They differ in names that the other text does not have, and in hardly anything else.
    """
    sides = (left, left.sentences[ours], right), (right, right.sentences[theirs], left)
    one, other = (Counter(sentence.terms) for _, sentence, _ in sides)
    if one == other:
        return False
    for (text, sentence, elsewhere), only in zip(sides, (one - other, other - one), strict=True):
        names = _names(text.text[sentence.start : sentence.end])
        told = sum(count for term, count in only.items() if term in names or is_figure(term))
        strange = any(term in names and term not in elsewhere.vocabulary for term in only)
        if not strange or told < FILLED_IN * only.total():
            return False
    return True


def _names(written: str) -> Set[str]:
    """The terms of the words that begin with a capital."""
    return {fold(written[slice(*word)]) for word in offsets(written) if written[word[0]].isupper()}


def is_figure(term: str) -> bool:
    """Check whether a term is a number, in digits or as a word."""
    return term[0].isdigit() or term in _NUMBER_WORDS
