"""The gate: judges passwords, and keeps the sessions that a right one opened."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable

from werkzeug.exceptions import TooManyRequests
from werkzeug.security import check_password_hash

from searchkit import PasswordMissing, SettingsError
from searchkit.web.password import is_too_long, normalized, stored_hash
from searchkit.web.sessions import Sessions
from searchkit.web.throttle import Throttle

#: Passwords that are hashed at once; of the threads that answer, the others stay free.
MAX_HASHING = 2


class Gate:
    """Judges each request by the password that is kept now.

    `http` lets the password come without encryption. A new password ends all sessions.
    """

    def __init__(
        self,
        *,
        http: bool = False,
        read: Callable[[], str | None] = stored_hash,
        throttle: Throttle | None = None,
        sessions: Sessions | None = None,
    ) -> None:
        self.http = http
        self.sessions = sessions or Sessions()
        self._throttle = throttle or Throttle()
        self._read = read
        self._lock = threading.Lock()
        self._hashing = threading.BoundedSemaphore(MAX_HASHING)
        self._key = secrets.token_bytes(32)
        self._current: str | None = None
        # The digest of the right password once it came, so that it need not be hashed each time.
        self._proof: bytes | None = None

    def refresh(self) -> None:
        """Look which password is kept now. Raises `SettingsError` if none can be used."""
        try:
            stored = self._read()
        except SettingsError:
            self._become(None)
            raise
        self._become(stored)
        if stored is None:
            raise PasswordMissing

    def _become(self, stored: str | None) -> None:
        with self._lock:
            if stored != self._current:
                self._current, self._proof = stored, None
                self.sessions.clear()

    def try_password(self, password: str, address: str) -> bool:
        """Check whether the password is right. Raises `TooManyRequests` if too many were tried."""
        wait = self._throttle.take(address)
        if wait:
            raise TooManyRequests(retry_after=wait)
        judged = self._judge(password)
        if judged is None:
            self._throttle.give_back(address, right=False)
            raise TooManyRequests(retry_after=1)
        if judged:
            self._throttle.give_back(address, right=True)
        return judged

    def _judge(self, password: str) -> bool | None:
        """Check whether the password is right; None while too many others are being hashed."""
        with self._lock:
            current, proof = self._current, self._proof
        if current is None or is_too_long(password):
            return False
        text = normalized(password)
        digest = hashlib.blake2b(text.encode(), key=self._key).digest()
        if proof is not None:
            return hmac.compare_digest(digest, proof)
        if not self._hashing.acquire(blocking=False):
            return None
        try:
            right = check_password_hash(current, text)
        finally:
            self._hashing.release()
        with self._lock:
            # A password that was changed meanwhile opens nothing.
            right = right and self._current == current
            if right:
                self._proof = digest
        return right
