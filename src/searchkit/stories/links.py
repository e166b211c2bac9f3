"""Links between two texts: how much they share, and what that makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from searchkit.deadline import watched
from searchkit.stories.alignment import Aligned, Text, aligned, same_figures

#: The least share of one of two texts that stands in the other, and the least words, from which
#: one is a version of the other: cut out of it, …
CUT = 0.8
MIN_CUT = 20
#: … or in part of it: what reports of one kind share is less, …
PART = 0.4
MIN_PART = 80
#: … or, where it is the share of both, so much of both.
HALF = 0.35
MIN_HALF = 70
#: From this share of both, they are one text, however short.
SAME = 0.95
#: Two texts have an introduction in common, as interviews with rivals do, if what they share
#: reaches no further into either, and is so much of what stands there.
INTRODUCTION = 0.55
ALL_OF_IT = 0.9
#: A piece quotes another one if it has so many words of it, in so many sentences …
MIN_QUOTED_WORDS = 40
MIN_QUOTED = 3
#: … and so much of them between quotation marks.
QUOTED = 0.7
#: The words of a quotation that two articles do not share by chance.
MIN_RELATED = 12

# What is shared reaches as far as the place before which so much of it stands.
_REACH = 0.9


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts, and what of it stands in the other one.

    `words` are those that stand there and `share` is what they are of all its words; `sentences`
    have them. `quoted` is how much of those sentences is between quotation marks, `reach` how far
    into the text they go, in parts of it.
    """

    words: int = 0
    share: float = 0.0
    sentences: int = 0
    quoted: float = 0.0
    reach: float = 0.0

    @classmethod
    def whole(cls, words: int) -> Side:
        """A text all of which stands in the other one."""
        return cls(words, 1.0, 1, 0.0, 1.0)


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
    def is_version(self) -> bool:
        """Check whether one of the texts was made of the other one, or both of a third."""
        less, more = sorted((self.left.share, self.right.share))
        return not self.is_introduction and (
            less >= SAME
            or (more >= CUT and self.words >= MIN_CUT)
            or (more >= PART and self.words >= MIN_PART)
            or (less >= HALF and self.words >= MIN_HALF)
        )

    @property
    def is_introduction(self) -> bool:
        """Check whether nothing is shared but what both begin with."""
        return all(
            side.reach <= INTRODUCTION and side.share >= ALL_OF_IT * side.reach
            for side in (self.left, self.right)
        )

    @property
    def is_quotes(self) -> bool:
        """Check whether it is quotations that the texts share, and enough of them."""
        return (
            self.words >= MIN_QUOTED_WORDS
            and min(self.left.sentences, self.right.sentences) >= MIN_QUOTED
            and max(self.left.quoted, self.right.quoted) >= QUOTED
        )

    @property
    def is_related(self) -> bool:
        """Check whether the texts share at least a quotation, and are no more to each other."""
        quoted = max(self.left.quoted, self.right.quoted) >= QUOTED
        return quoted and self.words >= MIN_RELATED and not self.is_version and not self.is_quotes

    @property
    def says_something(self) -> bool:
        """Check whether the texts are anything to each other."""
        return self.is_version or self.is_quotes or self.is_related


def link(left: Text, right: Text) -> Link:
    """The link of two texts. Common questions and forms filled in twice do not count."""
    places = [
        alignment
        for alignment in watched(aligned(left, right))
        if not (left.is_question(alignment.left) or right.is_question(alignment.right))
        and same_figures(left.sentences[alignment.left], right.sentences[alignment.right])
    ]
    return Link(
        _side(left, _best((place.left, place) for place in places)),
        _side(right, _best((place.right, place) for place in places)),
    )


def _best(rows: Iterable[tuple[int, Aligned]]) -> list[tuple[int, int]]:
    """Each sentence in order with the most words that it has in common with one."""
    best: dict[int, int] = {}
    for number, place in rows:
        best[number] = max(place.words, best.get(number, 0))
    return sorted(best.items())


def _side(text: Text, shared: Sequence[tuple[int, int]]) -> Side:
    words = sum(count for _, count in shared)
    if not words:
        return Side()
    quoted = sum(count * text.quoted(number) for number, count in shared)
    seen = reach = 0
    for number, count in shared:
        seen += count
        if seen >= _REACH * words:
            reach = text.words_until(number)
            break
    return Side(
        words=words,
        share=round(words / text.words, 3),
        sentences=len(shared),
        quoted=round(quoted / words, 3),
        reach=round(reach / text.words, 3),
    )
