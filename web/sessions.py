"""Sessions of signed-in clients: random tokens, kept as digests and in memory only."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

#: In seconds, from signing in.
MAX_SESSION = 43_200
MAX_SESSIONS = 1_000


class Sessions:
    """The sessions of one running server; they end with it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._until: OrderedDict[bytes, float] = OrderedDict()

    def begin(self) -> str:
        """A new token; the oldest session ends if there are too many."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._until[_digest(token)] = self._clock() + MAX_SESSION
            if len(self._until) > MAX_SESSIONS:
                self._until.popitem(last=False)
        return token

    def has(self, token: str) -> bool:
        """Check whether the token stands for a session that goes on."""
        with self._lock:
            return self._until.get(_digest(token), float("-inf")) > self._clock()

    def end(self, token: str) -> None:
        """End the session of a token."""
        with self._lock:
            self._until.pop(_digest(token), None)

    def clear(self) -> None:
        """End all."""
        with self._lock:
            self._until.clear()


def _digest(token: str) -> bytes:
    # Looked up by digest, so that the time of a look-up tells nothing of a token.
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
