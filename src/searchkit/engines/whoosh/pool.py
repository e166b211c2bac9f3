"""The postings of a segment while it is made: by stream and term, in memory up to a limit."""

from __future__ import annotations

import heapq
import marshal
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

#: Document number and encoded positions in turn; the numbers ascend.
Postings = list[Any]

#: Bytes that a term and a posting take in memory, about.
_TERM = 250
_POSTING = 70

_KEY = itemgetter(0, 1)


class Pool:
    """Collects postings whose document numbers ascend, and gives them back in the order of terms.

    What exceeds `limit`, in bytes, lies in files of the folder, which goes with the writer.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder = folder
        self._limit = limit
        self._size = 0
        self._streams: dict[str, dict[str, Postings]] = defaultdict(lambda: defaultdict(list))
        self._runs: list[Path] = []

    def add_document(self, stream: str, docnum: int, positions: Mapping[str, bytes]) -> None:
        """Take the terms of a document with the encoded positions of each."""
        terms = self._streams[stream]
        before = len(terms)
        for term, value in positions.items():
            terms[term] += (docnum, value)
        self._grow(len(terms) - before, len(positions))

    def add_term(
        self, stream: str, term: str, docnums: Sequence[int], values: Sequence[bytes]
    ) -> None:
        """Take all postings of a term in another segment."""
        self._streams[stream][term] += chain.from_iterable(zip(docnums, values, strict=True))
        self._grow(1, len(docnums))

    def iter_postings(self) -> Iterator[tuple[str, str, Postings]]:
        """Stream, term and postings in order, each term once; nothing may be added any more."""
        if not self._runs:
            yield from self._in_memory()
            return
        # Equal terms come in the order of the parts, and the files were written first.
        merged = heapq.merge(*map(self._saved, self._runs), self._in_memory(), key=_KEY)
        for (stream, term), same in groupby(merged, _KEY):
            yield stream, term, list(chain.from_iterable(postings for _, _, postings in same))

    def cleanup(self) -> None:
        """Let go of what is in memory."""
        self._streams.clear()

    def _grow(self, terms: int, postings: int) -> None:
        self._size += _TERM * terms + _POSTING * postings
        if self._size > self._limit:
            self._save()

    def _save(self) -> None:
        path = self._folder / f"{len(self._runs)}.run"
        with path.open("wb") as run:
            for row in self._in_memory():
                marshal.dump(row, run)
        self._runs.append(path)
        self._streams.clear()
        self._size = 0

    def _in_memory(self) -> Iterator[tuple[str, str, Postings]]:
        for stream in sorted(self._streams):
            terms = self._streams[stream]
            for term in sorted(terms):
                yield stream, term, terms[term]

    def _saved(self, path: Path) -> Iterator[tuple[str, str, Postings]]:
        with path.open("rb") as run:
            while True:
                try:
                    yield marshal.load(run)
                except EOFError:
                    return
