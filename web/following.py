"""Keeps the index up to what is edited on the page, in a thread of its own."""

from __future__ import annotations

import threading
from contextlib import suppress

from searchkit import Library, SearchkitError


class _Stopped(BaseException):
    """The server ends in the middle of a run; nothing of that is committed."""


class Follower:
    """Updates the index after edits, one run at a time; edits meanwhile are in the next one."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._state = threading.Condition()
        self._wanted = 0
        self._done = 0
        self._thread: threading.Thread | None = None
        self._stopped = False

    def follow(self, seconds: float) -> bool:
        """Have the index updated, and wait so long for it; check whether it was."""
        with self._state:
            self._wanted += 1
            wanted = self._wanted
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="edits", daemon=True)
                self._thread.start()
            return self._state.wait_for(lambda: self._done >= wanted, seconds)

    def close(self) -> None:
        """End, in the middle of a run too; the next one takes up what that leaves."""
        with self._state:
            self._stopped = True
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        # Its own, since an update must not keep searches waiting.
        with Library(self._library.settings) as writer:
            while self._next(writer):
                pass

    def _next(self, writer: Library) -> bool:
        """Bring the index up to all edits so far; check whether there are more."""
        with self._state:
            wanted = self._wanted
        # Where it fails, every page says that the index is behind, and which command tells more.
        with suppress(SearchkitError, OSError, _Stopped):
            writer.update(wait=True, progress=self._go_on)
        with self._state:
            self._done = wanted
            self._state.notify_all()
            if self._wanted > wanted and not self._stopped:
                return True
            self._thread = None
            return False

    def _go_on(self, *_: int) -> None:
        if self._stopped:
            raise _Stopped
