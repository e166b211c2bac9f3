"""The time that a search may take, known to every loop over the text of an article.

Whoever answers a request applies a deadline; the loops below it, however deep, watch the one that
is applied. One article can have millions of words, so that no layer is too low for it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from searchkit.errors import SearchTooSlow

_Item = TypeVar("_Item")

#: Fewer items are gone through before anybody could look at the clock with profit.
MIN_WATCHED = 2_000


class Deadline:
    """The time that a search may take; it starts when this is made.

    >>> Deadline(60.0).check()
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise `SearchTooSlow` if the time is over."""
        if time.monotonic() > self._end:
            raise SearchTooSlow(self.seconds)

    @property
    def left(self) -> float:
        """The seconds that are left. Raises `SearchTooSlow` if there are none."""
        self.check()
        return self._end - time.monotonic()

    @property
    def is_half_over(self) -> bool:
        """Tell whether half of the time is over; what comes in parts ends with that one."""
        return time.monotonic() > self._end - self.seconds / 2

    def watch(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """The items, with a look at the clock now and then."""
        for number, item in enumerate(items):
            if number % 64 == 0:
                self.check()
            yield item

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Let all loops that run inside the block, in this thread, keep the deadline."""
        token = _APPLIED.set(self)
        try:
            yield
        finally:
            _APPLIED.reset(token)


NO_DEADLINE = Deadline(math.inf)

_APPLIED: ContextVar[Deadline] = ContextVar("deadline", default=NO_DEADLINE)


def applied_deadline() -> Deadline:
    """The deadline of the request that is being answered."""
    return _APPLIED.get()


def check_deadline() -> None:
    """Raise `SearchTooSlow` if the time of the request that is being answered is over."""
    _APPLIED.get().check()


def watch(items: Iterable[_Item]) -> Iterable[_Item]:
    """The items, with a look at the clock now and then. Raises `SearchTooSlow`."""
    deadline = _APPLIED.get()
    return items if deadline is NO_DEADLINE else deadline.watch(items)


def watched(items: Collection[_Item]) -> Iterable[_Item]:
    """The items, with a look at the clock now and then if there are many.

    Raises `SearchTooSlow`.
    """
    return items if len(items) < MIN_WATCHED else watch(items)
