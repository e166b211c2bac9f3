"""Check whether the index is older than the corpus, looked up now and then."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from searchkit import ControlFileUnusable, CorpusMissing, Library, SearchkitError

#: In seconds. An answer serves so long at least, and so many times as long as it took to find.
SHORTEST = 10.0
TIMES = 100.0


class Freshness:
    """Asks a library whether it is behind its corpus, seldom enough that no page waits for it."""

    def __init__(self, library: Library, clock: Callable[[], float] = time.monotonic) -> None:
        self._library = library
        self._clock = clock
        self._lock = threading.Lock()
        self._until = float("-inf")
        self._revision = ""
        self._behind = False
        #: Why the corpus cannot be looked through; empty if it can.
        self.trouble = ""

    def is_behind(self, revision: str) -> bool:
        """The last answer, while it serves and the index is of the same revision; else a new one.

        Who asks while another thread looks gets the last answer too.
        """
        if not self._lock.acquire(blocking=False):
            return self._behind
        try:
            began = self._clock()
            if began >= self._until or revision != self._revision:
                self._behind = self._ask()
                self._revision = revision
                now = self._clock()
                self._until = now + max(SHORTEST, TIMES * (now - began))
        finally:
            self._lock.release()
        return self._behind

    def _ask(self) -> bool:
        self.trouble = ""
        try:
            return self._library.is_behind()
        except CorpusMissing:
            # Without a corpus the index is all there is, and answers.
            return False
        except ControlFileUnusable as error:
            self.trouble = str(error)
            return False
        except (SearchkitError, OSError):
            return False
