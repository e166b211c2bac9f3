"""Links between two texts: how much they share, and what that makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from typing import NamedTuple, TypeAlias

from searchkit.deadline import watched
from searchkit.quick_dataclass import dataclass
from searchkit.stories.alignment import (
    MAX_QUOTED,
    Aligned,
    Text,
    aligned,
    is_filled_in,
    same_figures,
)
from searchkit.stories.story import QUOTED

#: The least share of one of two texts that stands in the other, and the least words, from which
#: one is a version of the other: cut out of it, …
CUT = 0.8
MIN_CUT = 20
#: … or most of it.
MOST = 0.6
MIN_MOST = 45
#: Or where it is the share of both, so much of both: a text in which many words were changed.
HALF = 0.35
MIN_HALF = 70
#: From this share of both, they are one text, however short.
SAME = 0.95
#: Where it is less than most, so much of the own words of the shorter one stands in the other word
#: for word: reports of one event tell the same facts in like words. What goes on over the end of a
#: sentence is not seen, so that it is a little more.
SHARED = 0.29
MIN_SHARED = 40
#: What is word for word the same is so many words long.
RUN = 6
#: A digest names the text in each of its sentences and shortens them, so that less stands word for
#: word: where it is so much of its own words, half of it does.
DIGEST = 0.4
MIN_DIGEST = 100
HALF_OF_IT = 0.5
#: Where it is quotations for a good part that make one a version, so much of its own is shared.
BESIDE_QUOTED = 0.5
#: Two texts have an introduction in common, as interviews with rivals do, if what they share
#: reaches no further into either, and is so much of what stands there, …
INTRODUCTION = 0.55
ALL_OF_IT = 0.9
#: … and so many words follow.
MIN_AFTER = 100
#: The words of a quotation that two articles do not share by chance.
MIN_RELATED = 12
#: The passages of a text that stand in another one, the longest ones, are remembered.
MAX_RUNS = 64

# What is shared reaches as far as the place before which so much of it stands.
_REACH = 0.9

#: Passages by the numbers of their first word and of the word after.
Runs: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts, and what of it stands in the other one.

    `words` are those that stand there and `share` is what they are of all its words; `sentences`
    have them. `quoted` is how much of those sentences is between quotation marks, `reach` how far
    into the text they go, in parts of it. `own` and `own_share` are the words and their share
    without quotations and the furniture of the page, `verbatim` those of them that stand there word
    for word, and `runs` the passages in which they stand.
    """

    words: int = 0
    share: float = 0.0
    sentences: int = 0
    quoted: float = 0.0
    reach: float = 0.0
    own: int = 0
    own_share: float = 0.0
    after: int = 0
    verbatim: int = 0
    runs: Runs = ()

    @classmethod
    def whole(cls, words: int) -> Side:
        """A text all of which stands in the other one."""
        return cls(words, 1.0, 1, 0.0, 1.0, words, 1.0, 0, words, ((0, words),))

    @property
    def own_total(self) -> float:
        """All words of the text that are its own; 0 if none of them stands in the other one."""
        return self.own / self.own_share if self.own_share else 0.0

    @property
    def verbatim_share(self) -> float:
        """The share of its own words that stands in the other one word for word."""
        return self.verbatim / self.own * self.own_share if self.own else 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """The text that two articles share, seen from both."""

    left: Side = field(default_factory=Side)
    right: Side = field(default_factory=Side)

    @property
    def reversed(self) -> Link:
        return Link(self.right, self.left)

    @property
    def words(self) -> int:
        return min(self.left.words, self.right.words)

    @property
    def own(self) -> int:
        """The words that nobody is quoted with."""
        return min(self.left.own, self.right.own)

    @property
    def is_version(self) -> bool:
        """Check whether one of the texts was made of the other one, or both of a third."""
        if min(self.left.share, self.right.share) >= SAME:
            return True
        if self.is_introduction:
            return False
        own_share = max(self.left.own_share, self.right.own_share)
        share = max(self.left.share, self.right.share)
        # In an interview, what is shared may be quoted for the most part, if not alone.
        is_told = self.own >= MIN_CUT and max(self.left.quoted, self.right.quoted) < QUOTED
        return (
            self.is_made
            or (is_told and own_share >= BESIDE_QUOTED and _is_most(share, self.words))
            or self._is_verbatim
        )

    @property
    def _is_digest(self) -> bool:
        """Check whether one text retells the other one, half of it word for word."""
        more = max(self.left, self.right, key=lambda side: side.own_share)
        return (
            more.own_share >= DIGEST
            and self.own >= MIN_DIGEST
            and more.verbatim >= HALF_OF_IT * more.own
        )

    @property
    def _is_changed(self) -> bool:
        """Check whether much of both texts is in both, in whatever words."""
        less = min(self.left.own_share, self.right.own_share)
        return less >= HALF and self.own >= MIN_HALF

    @property
    def _is_verbatim(self) -> bool:
        """Check whether a good part of the own words of the shorter text is in both."""
        share = max(self.left.verbatim_share, self.right.verbatim_share)
        return share >= SHARED and min(self.left.verbatim, self.right.verbatim) >= MIN_SHARED

    @property
    def is_made(self) -> bool:
        """Check whether most of one of the texts is in the other one, or much of both in both.

        Or one is a digest of the other one.
        """
        own_share = max(self.left.own_share, self.right.own_share)
        return _is_most(own_share, self.own) or self._is_changed or self._is_digest

    @property
    def is_introduction(self) -> bool:
        """Check whether nothing is shared but what both begin with."""
        return all(
            side.reach <= INTRODUCTION
            and side.share >= ALL_OF_IT * side.reach
            and side.after >= MIN_AFTER
            for side in (self.left, self.right)
        )

    @property
    def is_shared(self) -> bool:
        """Check whether the texts share so much that they can be in one family."""
        return self.is_version or self._is_verbatim

    @property
    def is_quotes(self) -> bool:
        """Check whether it is quotations that the texts share, at least one."""
        quoted = max(self.left.quoted, self.right.quoted) >= QUOTED
        return quoted and self.words >= MIN_RELATED and not self.is_shared

    @property
    def says_something(self) -> bool:
        """Check whether the texts are anything to each other."""
        return self.is_shared or self.is_quotes


def _is_most(share: float, words: int) -> bool:
    """Check whether so many words, such a share of a text, are most of it."""
    return (share >= CUT and words >= MIN_CUT) or (share >= MOST and words >= MIN_MOST)


class _Place(NamedTuple):
    """Two sentences that match, and their words in common that nobody is quoted with.

    `verbatim` are those that stand in both word for word.
    """

    pair: Aligned
    own: float
    verbatim: float


def link(left: Text, right: Text) -> Link:
    """The link of two texts.

    Common questions, forms filled in twice and the furniture of pages do not count.
    """
    places = [
        _place(left, right, pair)
        for pair in watched(aligned(left, right))
        if _counts(left, right, pair)
    ]
    return Link(
        _side(left, _best((place.pair.left, place) for place in places)),
        _side(right, _best((place.pair.right, place) for place in places)),
    )


def _place(left: Text, right: Text, pair: Aligned) -> _Place:
    quoted = max(left.quoted(pair.left), right.quoted(pair.right))
    if quoted >= MAX_QUOTED:
        return _Place(pair, 0.0, 0.0)
    verbatim = _verbatim(left.sentences[pair.left].terms, right.sentences[pair.right].terms)
    return _Place(pair, pair.words * (1 - quoted), min(verbatim, pair.words) * (1 - quoted))


def _verbatim(left: Sequence[str], right: Sequence[str]) -> int:
    """The words of one sentence that stand in another one, `RUN` of them side by side."""
    if left == right:
        return len(left)
    theirs = set(zip(*(right[shift:] for shift in range(RUN)), strict=False))
    words = end = 0
    for at, run in enumerate(zip(*(left[shift:] for shift in range(RUN)), strict=False)):
        if run in theirs:
            words += at + RUN - max(at, end)
            end = at + RUN
    return words


def _counts(left: Text, right: Text, pair: Aligned) -> bool:
    return not (
        left.is_question(pair.left)
        or right.is_question(pair.right)
        or pair.left in left.furniture
        or pair.right in right.furniture
        or not same_figures(left.sentences[pair.left], right.sentences[pair.right])
        or is_filled_in(left, pair.left, right, pair.right)
    )


def _best(rows: Iterable[tuple[int, _Place]]) -> list[tuple[int, _Place]]:
    """Each sentence in order with the place in which it has most words in common."""
    best: dict[int, _Place] = {}
    for number, place in rows:
        if number not in best or place.pair.words > best[number].pair.words:
            best[number] = place
    return sorted(best.items())


def _side(text: Text, shared: Sequence[tuple[int, _Place]]) -> Side:
    words = sum(place.pair.words for _, place in shared)
    if not words:
        return Side()
    quoted = sum(place.pair.words * text.quoted(number) for number, place in shared)
    seen = reach = 0
    for number, place in shared:
        seen += place.pair.words
        if seen >= _REACH * words:
            reach = text.words_until(number)
            break
    own = round(sum(place.own for _, place in shared))
    return Side(
        words=words,
        share=round(words / text.words, 3),
        sentences=len(shared),
        quoted=round(quoted / words, 3),
        reach=round(reach / text.words, 3),
        own=own,
        own_share=min(1.0, round(own / max(1, text.own_words), 3)),
        after=text.words - reach,
        verbatim=round(sum(place.verbatim for _, place in shared)),
        runs=_runs(text, shared),
    )


def _runs(text: Text, shared: Sequence[tuple[int, _Place]]) -> Runs:
    """The passages of own words; of many, the longest, in order."""
    runs: list[tuple[int, int]] = []
    for begin, end in _spans(text, shared):
        if runs and runs[-1][1] == begin:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((begin, end))
    if len(runs) > MAX_RUNS:
        runs = sorted(sorted(runs, key=lambda run: run[0] - run[1])[:MAX_RUNS])
    return tuple(runs)


def _spans(text: Text, shared: Sequence[tuple[int, _Place]]) -> Iterator[tuple[int, int]]:
    for number, place in shared:
        if place.own:
            end = text.words_until(number)
            yield end - len(text.sentences[number].terms), end
