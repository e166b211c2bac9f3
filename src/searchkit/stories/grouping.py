"""Groups of texts in which everyone shares text with everyone.

A live page or a transcript has parts of many texts in it, which are nothing to each other: what is
linked by one of them alone is no group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product

from searchkit.stories.candidates import Pair
from searchkit.stories.links import CUT, MIN_CUT, MIN_SHARED, SAME, SHARED, Link, Runs

#: Members of a group that a text is compared with before it is taken in.
MAX_COMPARED = 40
#: Texts beside which two others are seen to share a passage.
MAX_BESIDE = 20
#: A text that shares text with so many is widely printed: not every two of these are compared.
MANY = 20
#: A text that nobody took is taken in where it shares text with so many of the members.
MOST = 0.6

#: By text: its neighbours, each with the link on whose right side the text is.
Near = Mapping[str, Mapping[str, Link]]


def near(links: Mapping[Pair, Link]) -> Near:
    """The texts that share text with each."""
    found: dict[str, dict[str, Link]] = {}
    for (left, right), link in sorted(links.items()):
        if link.is_shared:
            found.setdefault(left, {})[right] = link.reversed
            found.setdefault(right, {})[left] = link
    return found


def groups(around: Near) -> list[list[str]]:
    """The groups of two texts or more; each text goes with the one that it shares most with."""
    grouping = _Grouping(around)
    grouping.join()
    grouping.settle()
    return grouping.groups


class _Grouping:
    """Groups that grow; each text is in one."""

    def __init__(self, around: Near) -> None:
        self._near = around
        self._group_of: dict[str, list[str]] = {text: [text] for text in around}

    @property
    def groups(self) -> list[list[str]]:
        found = {id(group): group for group in self._group_of.values()}
        return [group for group in found.values() if len(group) > 1]

    def join(self) -> None:
        """Put versions together, those that share most first."""
        for left, right in self._versions():
            one, other = self._group_of[left], self._group_of[right]
            if one is not other and self._fit(one, other) == 1:
                if len(one) < len(other):
                    one, other = other, one
                one += other
                self._group_of |= dict.fromkeys(other, one)

    def settle(self) -> None:
        """Take in whom nobody took, where most share text with him."""
        for left, right in self._versions():
            for text, version in ((left, right), (right, left)):
                alone, group = self._group_of[text], self._group_of[version]
                if len(alone) == 1 and len(group) > 1 and self._fit(alone, group) >= MOST:
                    group.append(text)
                    self._group_of[text] = group

    def _versions(self) -> Sequence[Pair]:
        pairs = (
            (-link.own, -link.words, text, other)
            for text, others in self._near.items()
            for other, link in others.items()
            if text < other and link.is_version
        )
        return [(text, other) for _, _, text, other in sorted(pairs)]

    def _fit(self, one: Sequence[str], other: Sequence[str]) -> float:
        """The share of pairs of two groups that share text."""
        pairs = list(product(islice(one, MAX_COMPARED), islice(other, MAX_COMPARED)))
        return sum(self._shares(*pair) for pair in pairs) / len(pairs)

    def _shares(self, text: str, other: str) -> bool:
        """Check whether two texts share text, be it seen beside a third one.

        That is widely printed, or both were made of it.
        """
        if other in self._near[text]:
            return True
        return any(_overlap(*links) for links in islice(self._beside(text, other), MAX_BESIDE))

    def _beside(self, text: str, other: str) -> Iterator[tuple[Link, Link]]:
        ours, theirs = self._near[text], self._near[other]
        less, more = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
        for third in less:
            if third in more:
                links = ours[third], theirs[third]
                if len(self._near[third]) >= MANY or all(one.is_made for one in links):
                    yield links


def _overlap(one: Link, other: Link) -> bool:
    """Check whether two texts, on the right of each link, share much of the one on both lefts."""
    words = min(_in_common(one.left.runs, other.left.runs), one.right.own, other.right.own)
    total = min(one.right.own_total, other.right.own_total)
    share = words / total if total else 0.0
    return (
        share >= SAME
        or (share >= CUT and words >= MIN_CUT)
        or (share >= SHARED and words >= MIN_SHARED)
    )


def _in_common(one: Runs, other: Runs) -> int:
    """The words that are in passages of both; both are in order."""
    words = place = 0
    for begin, end in one:
        while place < len(other) and other[place][1] <= begin:
            place += 1
        at = place
        while at < len(other) and other[at][0] < end:
            words += max(0, min(end, other[at][1]) - max(begin, other[at][0]))
            at += 1
    return words
