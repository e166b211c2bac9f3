"""The shingles of an index on servers, of which only those are fetched that are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from searchkit.stories.shingle_index import ShingleIndex

#: Of many shingles that are looked up, so many are fetched in the end that all are at once.
MAX_WANTED = 200_000

_Rows: TypeAlias = "Iterable[tuple[str, array[int]]]"


class FetchedShingles(ShingleIndex):
    """A `ShingleIndex` of the texts on servers; `texts_with` gives those that have any of some.

    `every` gives all of them: it is asked where many are wanted.
    """

    def __init__(
        self, texts_with: Callable[[Collection[int]], _Rows], every: Callable[[], _Rows]
    ) -> None:
        super().__init__()
        self._fetch = texts_with
        self._fetch_all = every
        self._has_all = False
        self._looked_up: set[int] = set()
        self._numbers: dict[str, int] = {}

    def add(self, texts: Mapping[str, Sequence[int]]) -> None:
        self._numbers.update((digest, len(self.digests) + at) for at, digest in enumerate(texts))
        super().add(texts)

    def texts_with(self, wanted: Set[int]) -> Iterator[tuple[int, int]]:
        self.look_up(wanted)
        return super().texts_with(wanted)

    def look_up_texts(self, texts: Sequence[Sequence[int]]) -> None:
        """Fetch every text that shares a shingle with one of these."""
        if sum(map(len, texts)) > MAX_WANTED:
            self._fetch_everything()
        else:
            self.look_up(set().union(*texts))

    def look_up(self, wanted: Set[int]) -> None:
        """Fetch every text that has one of these shingles."""
        if self._has_all or not (new := wanted - self._looked_up):
            return
        self._looked_up |= new
        if len(self._looked_up) > MAX_WANTED:
            self._fetch_everything()
        else:
            self._take(self._fetch(new))

    def _fetch_everything(self) -> None:
        if not self._has_all:
            self._take(self._fetch_all())
        self._has_all = True
        self._looked_up.clear()

    def _take(self, rows: _Rows) -> None:
        # One that was fetched before, or has left since, keeps its number.
        self.add({digest: shingles for digest, shingles in rows if digest not in self._numbers})

    def numbers(self, digests: Iterable[str]) -> list[int]:
        """The numbers of those of these texts that were fetched."""
        return [self._numbers[digest] for digest in digests if digest in self._numbers]
