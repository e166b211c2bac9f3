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
from searchkit.engines.base import DEFAULT_MEMORY, write_buffer_size
from searchkit.engines.opensearch.layout import KEPT, PART, RECORD
from searchkit.engines.opensearch.server import (
    Refused,
    Server,
    ShortOfMemory,
    TooLarge,
    blocked,
    short_of_memory,
    understood,
)
from searchkit.engines.opensearch.versions import Version
from searchkit.errors import IndexOvertaken, IndexUnavailable

#: So many changes, or so many bytes of them, are one request.
MAX_CHANGES = 500
MAX_BYTES = 4_000_000
#: So many requests are under way at a time; who adds more waits.
MAX_UNDER_WAY = 4
#: Being sent, a change takes so many times the bytes that it has: as text, encoded, compressed.
_SENT = 3
#: A server that has been too busy for so long (seconds) is given up.
PATIENCE = 120.0
#: One that lacks memory: it will not find more by being asked.
MEMORY_PATIENCE = 3.0

# The longest pause (seconds) before a change is sent again: at first, and ever.
_FIRST_PAUSE = 0.1
_MAX_PAUSE = 10.0

_BUSY = (429, 503)
_NOT_THERE = 404
_CONFLICT = 409
_FORESTALLED = "another machine or part has changed it meanwhile; run: searchkit index"


class Change(NamedTuple):
    """One change: the id of the article, its name on the server, and what a server is told.

    The server makes it only if nobody else has changed the document.
    """

    article_id: str
    name: str
    text: str

    @classmethod
    def put(
        cls, article_id: str, name: str, document: str, before: Version | None = None
    ) -> Change:
        """Let a document, as JSON, take the place of one of that version, or of none."""
        action = {"create": {"_id": name}} if before is None else _if("index", name, before)
        return cls(article_id, name, f"{compact(action)}\n{document}\n")

    @classmethod
    def delete(cls, article_id: str, name: str, before: Version) -> Change:
        """Let no document of that name be there."""
        return cls(article_id, name, f"{compact(_if('delete', name, before))}\n")

    @classmethod
    def remove(cls, name: str) -> Change:
        """Let no document of a name be there that is never changed."""
        return cls(name, name, f"{compact({'delete': {'_id': name}})}\n")

    def is_made(self, answer: Mapping[str, Any]) -> bool:
        """Tell if the server has, or has not, the document as the change makes it."""
        document = self.text.partition("\n")[2]
        if not (document and answer["found"]):
            return not (document or answer["found"])
        meant, there = json.loads(document), answer["_source"]
        return all(meant.get(name) == there.get(name) for name in (RECORD, PART, KEPT))


class Bulk:
    """Sends changes of different articles, in no order.

    Those under way take no more than their part of `memory`, or are one request. `versions` are by
    article those that its documents have now; None of one that was deleted.
    """

    def __init__(self, server: Server, index: str, memory: int = DEFAULT_MEMORY) -> None:
        self._server = server
        self._index = index
        self.versions: dict[str, Version | None] = {}
        self._threads = ThreadPoolExecutor(MAX_UNDER_WAY, thread_name_prefix="bulk")
        self._max_bytes = write_buffer_size(memory) // _SENT
        self._under_way: dict[Future[None], int] = {}
        self._held: list[Change] = []
        self._size = 0
        self._stopped = threading.Event()
        self._failed: list[Failure] = []

    def add(self, change: Change) -> None:
        """Send a change when there are enough of them; waits while too many are under way."""
        self._held.append(change)
        self._size += len(change.text)
        if len(self._held) >= MAX_CHANGES or self._size >= MAX_BYTES:
            self._send()

    def finish(self) -> list[Failure]:
        """Have every change sent; those that the server refused. Raises `IndexUnavailable`."""
        if self._held:
            self._send()
        self._await(0, 0)
        self._threads.shutdown()
        return sorted(self._failed, key=lambda failure: failure.path)

    def stop(self) -> None:
        """Send nothing more."""
        self._stopped.set()
        self._threads.shutdown(cancel_futures=True)

    def _send(self) -> None:
        self._await(MAX_UNDER_WAY - 1, self._max_bytes - self._size)
        self._under_way[self._threads.submit(self._deliver, self._held)] = self._size
        self._held, self._size = [], 0

    def _await(self, most: int, most_bytes: int) -> None:
        """Until no more than so many requests, and bytes of them, are under way."""
        while len(self._under_way) > most or (
            self._under_way and sum(self._under_way.values()) > most_bytes
        ):
            for request in wait(self._under_way, return_when=FIRST_COMPLETED).done:
                del self._under_way[request]
                request.result()

    def _deliver(self, changes: Sequence[Change]) -> None:
        """Runs in a thread. What is sent twice is the same as what is sent once."""
        begin = time.monotonic()
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
                changes = changes[middle:]
                continue
            except Refused as error:
                reason = error
            if reason is None:
                return
            patience = MEMORY_PATIENCE if isinstance(reason, ShortOfMemory) else PATIENCE
            if time.monotonic() > begin + patience:
                raise reason
            # At random, so that not all who were refused come back together.
            if self._stopped.wait(random.uniform(pause / 2, pause)):
                return
            pause = min(2 * pause, _MAX_PAUSE)

    def _sent(self, changes: Sequence[Change]) -> tuple[Sequence[Change], Refused | None]:
        """The changes that must be sent again, and why."""
        text = "".join(change.text for change in changes)
        answer = self._server.ask("POST", f"/{self._index}/_bulk", text, {"require_alias": "true"})
        with understood(self._server.address):
            outcomes = [next(iter(item.items())) for item in answer["items"]]
            again, conflicts, reason = self._sorted_out(zip(changes, outcomes, strict=True))
        if conflicts:
            self._resolve_conflicts(conflicts)
        return again, reason

    def _resolve_conflicts(self, changes: Sequence[Change]) -> None:
        """Of changes that came too late: those that are made are no failures.

        They may have been made by the same request, whose answer was lost.
        """
        body = {"ids": [change.name for change in changes]}
        answer = self._server.ask("POST", f"/{self._index}/_mget", body)
        with understood(self._server.address):
            for change, document in zip(changes, answer["docs"], strict=True):
                if "error" in document:
                    raise IndexUnavailable("a part of the index did not answer")
                if change.is_made(document):
                    self.versions[change.article_id] = (
                        version_of(document) if document["found"] else None
                    )
                else:
                    self._failed.append(Failure(change.article_id, _FORESTALLED))

    def _sorted_out(
        self, outcomes: Iterable[tuple[Change, tuple[str, Mapping[str, Any]]]]
    ) -> tuple[Sequence[Change], Sequence[Change], Refused | None]:
        """Those that must be sent again, those that others forestalled, and why the former."""
        again, conflicts, reason = [], [], None
        for change, (action, outcome) in outcomes:
            status, error = int(outcome["status"]), outcome.get("error") or {}
            refused = blocked(error) or short_of_memory(error)
            if status in _BUSY and refused is None:
                refused = Refused(f"the server is too busy: {str(error['reason'])[:200]}")
            if isinstance(refused, Refused):
                again.append(change)
                reason = refused
            elif refused is not None:
                raise refused
            elif status == _CONFLICT:
                conflicts.append(change)
            elif status == _NOT_THERE:
                if action != "delete" or error:
                    raise IndexOvertaken()
            elif status >= 300:
                self._failed.append(Failure(change.article_id, _refusal(error)))
            else:
                self.versions[change.article_id] = (
                    None if action == "delete" else version_of(outcome)
                )
        return again, conflicts, reason


def _refusal(error: Mapping[str, Any]) -> str:
    return f"the server refused it: {error['reason']}"[:300]


def version_of(answer: Mapping[str, Any]) -> Version:
    """The version of a document as a server tells it."""
    return int(answer["_seq_no"]), int(answer["_primary_term"])


def compact(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, separators=(",", ":"))


def _if(action: str, name: str, before: Version) -> Mapping[str, Any]:
    return {action: {"_id": name, "if_seq_no": before[0], "if_primary_term": before[1]}}
