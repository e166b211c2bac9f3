"""The shingles of all texts: which texts have one, without a look at the others.

Shingles stand in the order in which their texts came, so that a text is told by its place. What was
added later stands in segments of their own, of which the small ones are merged: a change of few
texts costs little, and leaves most of what is on disk as it is.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice

#: Shingles in a segment at most, or those of one text.
MAX_SHINGLES = 1_000_000
#: A segment that is not so many times as long as the next one is merged with it.
_GROWTH = 4
#: To look so many shingles up takes as long as to look at one of each.
_LOOKED_AT = 64


class ShingleSegment:
    """The shingles of some texts from a place on, and the order in which they ascend."""

    __slots__ = ("begin", "order", "shingles")

    def __init__(self, begin: int, shingles: array[int], order: array[int] | None = None) -> None:
        self.begin = begin
        self.shingles = shingles
        self.order = order or _ascending(range(len(shingles)), shingles)

    @classmethod
    def parse(cls, begin: int, data: bytes) -> ShingleSegment:
        """The segment of which these are the `data`. Raises `ValueError` for other data."""
        both = _swapped(array("I", data))
        middle = len(both) // 2
        shingles, order = both[:middle], both[middle:]
        if len(order) != middle or max(order, default=-1) >= middle:
            raise ValueError("no shingles and their order")
        return cls(begin, shingles, order)

    @property
    def data(self) -> bytes:
        """Shingles and order, as numbers of 32 bits, the lowest byte first."""
        return _swapped(self.shingles + self.order).tobytes()

    @property
    def end(self) -> int:
        return self.begin + len(self.shingles)

    def places(self, wanted: Set[int]) -> Iterator[tuple[int, int]]:
        """Each of these shingles with each place where it stands."""
        shingles, order = self.shingles, self.order
        if _LOOKED_AT * len(wanted) > len(shingles):
            wanted = set(wanted).intersection(shingles)
        at = 0
        # In order, what is looked at for one is near to what was for the last.
        for shingle in sorted(wanted):
            at = bisect_left(order, shingle, at, key=shingles.__getitem__)
            while at < len(order) and shingles[order[at]] == shingle:
                yield shingle, self.begin + order[at]
                at += 1

    def followed_by(self, other: ShingleSegment) -> ShingleSegment:
        """This segment with the next one."""
        shingles, length = self.shingles + other.shingles, len(self.shingles)
        later = (length + place for place in other.order)
        return ShingleSegment(self.begin, shingles, _ascending(chain(self.order, later), shingles))


class ShingleIndex:
    """Texts by their number, each with its shingles.

    Of `texts` it takes each one's digest, place and number of shingles, in the order of places.
    `digests` and `sizes` are by number; a text that is no more has no shingles left.
    """

    def __init__(
        self, segments: Iterable[ShingleSegment] = (), texts: Iterable[tuple[str, int, int]] = ()
    ) -> None:
        self.segments = list(segments)
        self.digests: list[str] = []
        self._begins = array("Q")
        self.sizes = array("I")
        for digest, begin, size in texts:
            self.digests.append(digest)
            self._begins.append(begin)
            self.sizes.append(size)

    @property
    def end(self) -> int:
        """The place after the last shingle."""
        return self.segments[-1].end if self.segments else 0

    def number(self, place: int) -> int:
        """The text to which a place belongs."""
        return bisect_right(self._begins, place) - 1

    def shingles(self, number: int) -> Sequence[int]:
        """The shingles of a text."""
        begin = self._begins[number]
        segment = self.segments[bisect_right(self.segments, begin, key=_begin) - 1]
        return segment.shingles[begin - segment.begin : begin - segment.begin + self.sizes[number]]

    def texts_with(self, wanted: Set[int]) -> Iterator[tuple[int, int]]:
        """Each of these shingles with each text that has it."""
        begins, sizes = self._begins, self.sizes
        for segment in self.segments:
            for shingle, place in segment.places(wanted):
                number = bisect_right(begins, place) - 1
                # What belongs to none is of a text that is no more.
                if number >= 0 and place < begins[number] + sizes[number]:
                    yield shingle, number

    def add(self, texts: Mapping[str, Sequence[int]]) -> None:
        """Take up texts that are not in it, by digest → shingles."""
        together = array("I")
        begin = self.end
        for digest, shingles in texts.items():
            if together and len(together) + len(shingles) > MAX_SHINGLES:
                self._append(ShingleSegment(begin, together))
                begin, together = self.end, array("I")
            self.digests.append(digest)
            self._begins.append(begin + len(together))
            self.sizes.append(len(shingles))
            together.extend(shingles)
        if together:
            self._append(ShingleSegment(begin, together))

    def remove(self, numbers: Collection[int]) -> None:
        """Let texts have no shingles any more."""
        for number in numbers:
            self.sizes[number] = 0

    @property
    def is_sparse(self) -> bool:
        """Check whether most of its shingles are those of texts that are no more."""
        return 2 * sum(self.sizes) < self.end

    def without_gaps(self) -> ShingleIndex:
        """An index of those that still are."""
        made = ShingleIndex()
        made.add(
            {
                self.digests[number]: self.shingles(number)
                for number, size in enumerate(self.sizes)
                if size
            }
        )
        return made

    def texts(self, number: int) -> Iterator[tuple[str, int, int]]:
        """Digest, place and number of shingles of each text from a number on."""
        rows = zip(self.digests, self._begins, self.sizes, strict=True)
        return islice(rows, number, None)

    def _append(self, last: ShingleSegment) -> None:
        while self.segments:
            previous = self.segments[-1]
            length = len(last.shingles)
            if not len(previous.shingles) < min(_GROWTH * length, MAX_SHINGLES - length):
                break
            last = self.segments.pop().followed_by(last)
        self.segments.append(last)


def _ascending(places: Iterable[int], shingles: Sequence[int]) -> array[int]:
    # Python compares floats sooner than numbers of 32 bits, and what is in order already sooner.
    return array("I", sorted(places, key=list(map(float, shingles)).__getitem__))


def _begin(segment: ShingleSegment) -> int:
    return segment.begin


def _swapped(numbers: array[int]) -> array[int]:
    """Between the order of bytes of this machine and that of the file."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
