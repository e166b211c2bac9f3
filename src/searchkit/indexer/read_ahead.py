"""The threads that read and parse files ahead of the run that takes them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from searchkit.corpus import SourceFile

#: So many files are read ahead of the one that is analysed.
MAX_AHEAD = 8
#: How often (s) a run that waits looks up.
_BEAT = 1.0

_Result = TypeVar("_Result")


class ReadAhead:
    """At most `most` threads, and one more. Who waits for them calls `beat` now and then."""

    def __init__(self, most: int, beat: Callable[[], None]) -> None:
        self._beat = beat
        self._awaited: SourceFile | None = None
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="read")
        # Not one of those, which may all wait for what holds this up.
        self._own = ThreadPoolExecutor(1, thread_name_prefix="parse")

    def close(self) -> None:
        """Wait until they have done what they are at."""
        for threads in (self._threads, self._own):
            threads.shutdown(cancel_futures=True)

    def is_awaited(self, file: SourceFile) -> bool:
        """Tell if the run can do nothing until it has the result of this file."""
        return self._awaited == file

    def wait(self, future: Future[_Result]) -> _Result:
        """The result of a future."""
        while True:
            try:
                return future.result(_BEAT)
            except TimeoutError:
                if future.done():
                    raise
                self._beat()

    def ahead(
        self,
        work: Callable[[SourceFile], _Result],
        files: Iterable[SourceFile],
        most_bytes: int,
    ) -> Iterator[tuple[SourceFile, _Result]]:
        """Each file with its result, in order, while the threads work on the next few."""
        pending: deque[tuple[SourceFile, Future[_Result]]] = deque()
        ahead = 0
        for file in files:
            pending.append((file, self._threads.submit(work, file)))
            ahead += file.size
            while len(pending) > MAX_AHEAD or (len(pending) > 1 and ahead > most_bytes):
                first, future = pending.popleft()
                ahead -= first.size
                yield first, self._outcome(first, future)
        for file, future in pending:
            yield file, self._outcome(file, future)

    def _outcome(self, file: SourceFile, future: Future[_Result]) -> _Result:
        self._awaited = file
        try:
            return self.wait(future)
        finally:
            self._awaited = None

    def one_ahead(self, items: Iterator[_Result]) -> Iterator[_Result]:
        """The items of an iterator, each fetched while the one before is worked on."""
        pending = self._own.submit(next, items, None)
        while (item := self.wait(pending)) is not None:
            pending = self._own.submit(next, items, None)
            yield item
