"""The stories of an index as the last pass has found them, and the lease of whoever finds them."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from searchkit.engines.opensearch.layout import STATE
from searchkit.engines.opensearch.server import NoSuchIndex, Server, understood
from searchkit.errors import IndexOvertaken, IndexUnavailable, IndexUnusable
from searchkit.quick_dataclass import dataclass

#: A lease that has not been renewed for so long (seconds, by the clock of who waits) is free.
PATIENCE = 30.0
#: It is renewed so often (seconds), and who waits for it looks so often.
RENEWAL = 5.0
PAUSE = 0.5
#: So long (seconds) somebody waits for one who renews it and does not come to an end.
MAX_WAIT = 3_600.0
#: Passes that were given up are remembered, the last ones.
MAX_GIVEN_UP = 1_000
#: Documents of a kind that tell of the families, at most.
MAX_PARTS = 10_000

# The name of the document.
_DOCUMENT = "lease"
_CONFLICT = 409


@dataclass(frozen=True, slots=True)
class StoriesState:
    """The last pass over the stories: its number, and the state of the index that it saw.

    What passes up to `through` have kept counts, but for those that were `given_up`. It saw the
    index as of a moment (ISO 8601), after so many `commits`; `families` and `stories` are the
    numbers of the documents that tell of them.
    """

    through: int
    as_of: str
    commits: int
    families: int
    stories: int
    given_up: tuple[int, ...] = ()

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> StoriesState:
        """The state that was kept so. Raises `ValueError`, `TypeError` or `KeyError` for others."""
        state = cls(**{**values, "given_up": tuple(values["given_up"])})
        numbers = (state.through, state.commits, state.families, state.stories, *state.given_up)
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise TypeError("a number of stories is none")
        if max(state.families, state.stories) > MAX_PARTS or len(state.given_up) > MAX_GIVEN_UP:
            raise ValueError("more than is ever kept of stories")
        if dt.datetime.fromisoformat(state.as_of).tzinfo is None:
            raise ValueError("a moment of no time zone")
        return state

    @classmethod
    def after(cls, before: StoriesState | None, number: int, **results: Any) -> StoriesState:
        """The state after a pass; those between it and the one `before` were given up."""
        first, given_up = (before.through + 1, before.given_up) if before else (1, ())
        lost = (*given_up, *range(max(first, number - MAX_GIVEN_UP), number))
        return cls(through=number, given_up=lost[-MAX_GIVEN_UP:], **results)


class _Held(NamedTuple):
    """The lease as the server has it: who has it (nobody, if empty), and for which pass."""

    holder: str
    number: int
    version: tuple[int, int]


class Lease:
    """The right to tell the stories of an index, which one holder has at a time.

    A holder who has died is known by a lease that nobody renews. No two have the same name, and the
    one `before` was an earlier process of the same project, which has ended. One who was only slow
    finds his pass given up: nothing that it has kept counts.
    """

    def __init__(self, server: Server, alias: str, holder: str, before: str = "") -> None:
        self._server = server
        self._path = f"/{alias}/_doc/{_DOCUMENT}"
        self._holder = holder
        self._free = ("", before)
        self._lock = threading.Lock()
        self._own: _Held | None = None

    def acquire(self, least: int, is_done: Callable[[], bool]) -> int | None:
        """The number of a pass, `least` or more, that is this one's; None as soon as `is_done`.

        Raises `IndexUnavailable` if others keep it for too long.
        """
        seen, since = self._read(), time.monotonic()
        end = since + MAX_WAIT
        while True:
            if self._is_free(seen) or time.monotonic() > since + PATIENCE:
                number = max(least, seen.number + 1 if seen else 1)
                with suppress(_Forestalled):
                    self._own = self._put(self._holder, number, seen)
                    return number
            elif is_done():
                return None
            elif time.monotonic() > end:
                raise IndexUnavailable("another machine does not finish telling its stories")
            else:
                time.sleep(PAUSE)
            before, seen = seen, self._read()
            if seen != before:
                since = time.monotonic()

    @contextmanager
    def renewed(self) -> Iterator[None]:
        """Renew the lease as long as the block takes, and let go of it at the end."""
        ended = threading.Event()
        thread = threading.Thread(target=self._renew, args=(ended,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            with suppress(_Forestalled, IndexUnusable), self._lock:
                if self._own is not None:
                    self._put("", self._own.number, self._own)
            self._own = None

    def _renew(self, ended: threading.Event) -> None:
        while not ended.wait(RENEWAL):
            try:
                with self._lock:
                    assert self._own is not None
                    self._own = self._put(self._holder, self._own.number, self._own)
            except _Forestalled:
                self._own = None
                return
            except IndexUnusable:
                # It is tried again, as long as nobody else has it.
                continue

    def _is_free(self, held: _Held | None) -> bool:
        return held is None or held.holder in self._free

    def _read(self) -> _Held | None:
        try:
            answer = self._server.ask("GET", self._path)
        except NoSuchIndex:
            return None
        with understood(self._server.address):
            kept = answer["_source"][STATE]
            holder, number = str(kept["holder"]), int(kept["number"])
            return _Held(holder, number, (int(answer["_seq_no"]), int(answer["_primary_term"])))

    def _put(self, holder: str, number: int, before: _Held | None) -> _Held:
        options = {"op_type": "create"}
        if before is not None:
            sequence, term = before.version
            options = {"if_seq_no": str(sequence), "if_primary_term": str(term)}
        body = {STATE: {"holder": holder, "number": number, "at": time.time()}}
        try:
            options |= {"require_alias": "true"}
            answer = self._server.ask("PUT", self._path, body, options)
        except NoSuchIndex as error:
            raise IndexOvertaken() from error
        except IndexUnavailable as error:
            if getattr(error.__cause__, "status_code", None) == _CONFLICT:
                raise _Forestalled from error
            raise
        with understood(self._server.address):
            version = int(answer["_seq_no"]), int(answer["_primary_term"])
        return _Held(holder, number, version)


class _Forestalled(Exception):
    """Somebody else has changed the lease."""
