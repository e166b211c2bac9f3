"""The runs of all texts: which texts have one, without a look at the others.

Runs stand in the order in which their texts came, so that a text is told by its place. What was
added later stands in segments of their own, of which the small ones are merged: a change of few
texts costs little, and leaves most of what is on disk as it is.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, islice

#: Runs in a segment at most, or those of one text.
MOST_RUNS = 1_000_000
#: A segment that is not so many times as long as the next one is merged with it.
_GROWTH = 4
#: To look so many runs up takes as long as to look at one of each.
_LOOKED_AT = 64


class Segment:
    """The runs of some texts from a place on, and the order in which they ascend."""

    __slots__ = ("begin", "order", "runs")

    def __init__(self, begin: int, runs: array[int], order: array[int] | None = None) -> None:
        self.begin = begin
        self.runs = runs
        self.order = order or _ascending(range(len(runs)), runs)

    @classmethod
    def parse(cls, begin: int, data: bytes) -> Segment:
        """The segment of which these are the `data`."""
        both = _swapped(array("I", data))
        middle = len(both) // 2
        return cls(begin, both[:middle], both[middle:])

    @property
    def data(self) -> bytes:
        """Runs and order, as numbers of 32 bits, the lowest byte first."""
        return _swapped(self.runs + self.order).tobytes()

    @property
    def end(self) -> int:
        return self.begin + len(self.runs)

    def places(self, wanted: Set[int]) -> Iterator[tuple[int, int]]:
        """Each of these runs with each place where it stands."""
        runs, order = self.runs, self.order
        if _LOOKED_AT * len(wanted) > len(runs):
            wanted = set(wanted).intersection(runs)
        at = 0
        # In order, what is looked at for one is near to what was for the last.
        for run in sorted(wanted):
            at = bisect_left(order, run, at, key=runs.__getitem__)
            while at < len(order) and runs[order[at]] == run:
                yield run, self.begin + order[at]
                at += 1

    def followed_by(self, other: Segment) -> Segment:
        """This segment with the next one."""
        runs, length = self.runs + other.runs, len(self.runs)
        later = (length + place for place in other.order)
        return Segment(self.begin, runs, _ascending(chain(self.order, later), runs))


class RunTable:
    """Texts by their number, each with its runs.

    Of `texts` it takes each one's digest, place and number of runs, in the order of places.
    `digests` and `sizes` are by number; a text that is no more has no runs left.
    """

    def __init__(
        self, segments: Iterable[Segment] = (), texts: Iterable[tuple[str, int, int]] = ()
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
        """The place after the last run."""
        return self.segments[-1].end if self.segments else 0

    def number(self, place: int) -> int:
        """The text to which a place belongs."""
        return bisect_right(self._begins, place) - 1

    def runs(self, number: int) -> Sequence[int]:
        """The runs of a text."""
        begin = self._begins[number]
        one = self.segments[bisect_right(self.segments, begin, key=_begin) - 1]
        return one.runs[begin - one.begin : begin - one.begin + self.sizes[number]]

    def having(self, wanted: Set[int]) -> Iterator[tuple[int, int]]:
        """Each of these runs with each text that has it."""
        begins, sizes = self._begins, self.sizes
        for segment in self.segments:
            for run, place in segment.places(wanted):
                number = bisect_right(begins, place) - 1
                # What belongs to none is of a text that is no more.
                if number >= 0 and place < begins[number] + sizes[number]:
                    yield run, number

    def add(self, texts: Mapping[str, Sequence[int]]) -> None:
        """Take up texts that are not in it, by digest → runs."""
        together = array("I")
        begin = self.end
        for digest, runs in texts.items():
            if together and len(together) + len(runs) > MOST_RUNS:
                self._append(Segment(begin, together))
                begin, together = self.end, array("I")
            self.digests.append(digest)
            self._begins.append(begin + len(together))
            self.sizes.append(len(runs))
            together.extend(runs)
        if together:
            self._append(Segment(begin, together))

    def remove(self, numbers: Collection[int]) -> None:
        """Let texts have no runs any more."""
        for number in numbers:
            self.sizes[number] = 0

    @property
    def is_sparse(self) -> bool:
        """Whether most of its runs are those of texts that are no more."""
        return 2 * sum(self.sizes) < self.end

    def without_gaps(self) -> RunTable:
        """A table of those that still are."""
        made = RunTable()
        made.add({self.digests[one]: self.runs(one) for one, size in enumerate(self.sizes) if size})
        return made

    def texts(self, number: int) -> Iterator[tuple[str, int, int]]:
        """Digest, place and number of runs of each text from a number on."""
        rows = zip(self.digests, self._begins, self.sizes, strict=True)
        return islice(rows, number, None)

    def _append(self, last: Segment) -> None:
        while self.segments:
            previous = self.segments[-1]
            length = len(last.runs)
            if not len(previous.runs) < min(_GROWTH * length, MOST_RUNS - length):
                break
            last = self.segments.pop().followed_by(last)
        self.segments.append(last)


def _ascending(places: Iterable[int], runs: Sequence[int]) -> array[int]:
    # Python compares floats sooner than numbers of 32 bits, and what is in order already sooner.
    return array("I", sorted(places, key=list(map(float, runs)).__getitem__))


def _begin(segment: Segment) -> int:
    return segment.begin


def _swapped(numbers: array[int]) -> array[int]:
    """Between the order of bytes of this machine and that of the file."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
