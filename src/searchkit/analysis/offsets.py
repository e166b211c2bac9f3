"""The offsets of the tokens of a long text, found piece by piece as they are asked for."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import overload

from searchkit.analysis.words import offsets
from searchkit.deadline import check_deadline


class Offsets(Sequence[tuple[int, int]]):
    """The `[start, end)` code points of each token, as `words.offsets` gives them.

    `bounds` are those of the pieces of the text, `counts` how many tokens each piece has.

    Most are never asked for: a list of millions of pairs would take far more room than the text.
    """

    def __init__(self, text: str, bounds: Sequence[tuple[int, int]], counts: Iterable[int]) -> None:
        self._text = text
        self._bounds = bounds
        #: The number of the first token of each piece, and of the end.
        self._firsts = list(accumulate(counts, initial=0))
        self._made: dict[int, tuple[array[int], array[int]]] = {}

    def __len__(self) -> int:
        return self._firsts[-1]

    @overload
    def __getitem__(self, number: int) -> tuple[int, int]: ...

    @overload
    def __getitem__(self, number: slice) -> Sequence[tuple[int, int]]: ...

    def __getitem__(self, number: int | slice) -> tuple[int, int] | Sequence[tuple[int, int]]:
        if isinstance(number, slice):
            return [self[index] for index in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        piece = bisect_right(self._firsts, number) - 1
        starts, ends = self._piece(piece)
        at = number - self._firsts[piece]
        return starts[at], ends[at]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for piece in range(len(self._bounds)):
            yield from zip(*self._piece(piece), strict=True)

    def _piece(self, number: int) -> tuple[array[int], array[int]]:
        edges = self._made.get(number)
        if edges is None:
            check_deadline()
            start, end = self._bounds[number]
            spans = offsets(self._text[start:end])
            edges = self._made[number] = (
                array("Q", (start + offset for offset, _ in spans)),
                array("Q", (start + offset for _, offset in spans)),
            )
        return edges
