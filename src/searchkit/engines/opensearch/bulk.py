"""Many changes of an index at once: sent in parallel, and again while a server is too busy."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any, NamedTuple

from searchkit.article import Failure
from searchkit.engines.base import USUAL_MEMORY, held_back
from searchkit.engines.opensearch.server import Refused, Server, TooLarge, understood
from searchkit.errors import IndexUnavailable

#: So many changes, or so many bytes of them, are one request.
MOST_CHANGES = 500
MOST_BYTES = 4_000_000
#: So many requests are under way at a time; who adds more waits.
MOST_UNDER_WAY = 4
#: Being sent, a change takes so many times the bytes that it has: as text, encoded, compressed.
_SENT = 3
#: A server that has been too busy for so long (seconds) is given up.
PATIENCE = 120.0

# The longest pause (seconds) before a change is sent again: at first, and ever.
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 10.0

_BUSY = (429, 503)
_NOT_THERE = 404


class Change(NamedTuple):
    """One change: the id of the article, and what a server is told."""

    article_id: str
    text: str

    @classmethod
    def put(cls, article_id: str, name: str, document: Mapping[str, Any]) -> Change:
        """Let a document be there, whatever was there of its name."""
        lines = ({"index": {"_id": name}}, document)
        return cls(article_id, "".join(f"{_json(one)}\n" for one in lines))

    @classmethod
    def delete(cls, article_id: str, name: str) -> Change:
        """Let no document of that name be there."""
        return cls(article_id, f"{_json({'delete': {'_id': name}})}\n")


class Bulk:
    """Sends changes of different articles, in no order.

    Those under way take no more than their part of `memory`, or are one request.
    """

    def __init__(self, server: Server, index: str, memory: int = USUAL_MEMORY) -> None:
        self._server = server
        self._path = f"/{index}/_bulk"
        self._threads = ThreadPoolExecutor(MOST_UNDER_WAY, thread_name_prefix="bulk")
        self._most_bytes = held_back(memory) // _SENT
        self._under_way: dict[Future[None], int] = {}
        self._held: list[Change] = []
        self._size = 0
        self._stopped = threading.Event()
        self._failed: list[Failure] = []

    def add(self, change: Change) -> None:
        """Send a change when there are enough of them; waits while too many are under way."""
        self._held.append(change)
        self._size += len(change.text)
        if len(self._held) >= MOST_CHANGES or self._size >= MOST_BYTES:
            self._send()

    def finish(self) -> list[Failure]:
        """Have every change sent; those that the server refused. Raises `IndexUnavailable`."""
        if self._held:
            self._send()
        self._await(0, 0)
        self._threads.shutdown()
        return sorted(self._failed, key=lambda one: one.path)

    def stop(self) -> None:
        """Send nothing more."""
        self._stopped.set()
        self._threads.shutdown(cancel_futures=True)

    def _send(self) -> None:
        self._await(MOST_UNDER_WAY - 1, self._most_bytes - self._size)
        self._under_way[self._threads.submit(self._deliver, self._held)] = self._size
        self._held, self._size = [], 0

    def _await(self, most: int, most_bytes: int) -> None:
        """Until no more than so many requests, and bytes of them, are under way."""
        while len(self._under_way) > most or (
            self._under_way and sum(self._under_way.values()) > most_bytes
        ):
            for one in wait(self._under_way, return_when=FIRST_COMPLETED).done:
                del self._under_way[one]
                one.result()

    def _deliver(self, changes: Sequence[Change]) -> None:
        """Runs in a thread. What is sent twice is the same as what is sent once."""
        end = time.monotonic() + PATIENCE
        pause = _FIRST_PAUSE
        while True:
            try:
                changes, reason = self._sent(changes)
            except TooLarge:
                if len(changes) == 1:
                    self._failed.append(Failure(changes[0].article_id, "too large for the server"))
                    return
                middle = len(changes) // 2
                self._deliver(changes[:middle])
                changes, reason = changes[middle:], ""
                continue
            except Refused as error:
                reason = str(error)
                if time.monotonic() > end:
                    raise
            if not changes:
                return
            if time.monotonic() > end:
                raise IndexUnavailable(f"the server is too busy: {reason}")
            # At random, so that not all who were refused come back together.
            if self._stopped.wait(random.uniform(pause / 2, pause)):
                return
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _sent(self, changes: Sequence[Change]) -> tuple[Sequence[Change], str]:
        """The changes that must be sent again, and why."""
        text = "".join(change.text for change in changes)
        answer = self._server.ask("POST", self._path, text, {"require_alias": "true"})
        with understood(self._server.address):
            outcomes = [next(iter(item.items())) for item in answer["items"]]
            return self._sorted_out(zip(changes, outcomes, strict=True))

    def _sorted_out(
        self, outcomes: Iterable[tuple[Change, tuple[str, Mapping[str, Any]]]]
    ) -> tuple[Sequence[Change], str]:
        again, reason = [], ""
        for change, (action, outcome) in outcomes:
            status = outcome["status"]
            if status in _BUSY:
                again.append(change)
                reason = str(outcome["error"]["reason"])
            elif status == _NOT_THERE:
                if action != "delete" or "error" in outcome:
                    raise IndexUnavailable("another rebuild has taken its place")
            elif status >= 300:
                self._failed.append(Failure(change.article_id, _refusal(outcome["error"])))
        return again, reason


def _refusal(error: Mapping[str, Any]) -> str:
    return f"the server refused it: {error['reason']}"[:300]


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
