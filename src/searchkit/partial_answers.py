"""Answers that may lack what a part of an index has which does not answer, if they say so.

Whoever can say so asks inside of a block for such answers; outside of one, an index of which a part
does not answer gives none. So nothing is made of a part of an index that would not tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

_LACKING: ContextVar[list[str] | None] = ContextVar("lacking", default=None)


@contextmanager
def partial_answer() -> Iterator[list[str]]:
    """Take what is left of the index for enough in the block; the list says what did not answer.

    >>> with partial_answer() as lacking:
    ...     with partial_answer() as inner:
    ...         is_told = tell_lacking("1 of 3 parts")
    >>> lacking, inner, is_told, tell_lacking("1 of 3 parts")
    (['1 of 3 parts'], ['1 of 3 parts'], True, False)
    """
    outer = _LACKING.get()
    lacking: list[str] = []
    token = _LACKING.set(lacking)
    try:
        yield lacking
    finally:
        _LACKING.reset(token)
        for part in lacking:
            if outer is not None and part not in outer:
                outer.append(part)


def tell_lacking(part: str) -> bool:
    """Say what did not answer; False if nobody would tell."""
    lacking = _LACKING.get()
    if lacking is not None and part not in lacking:
        lacking.append(part)
    return lacking is not None


def lacking_parts() -> Sequence[str]:
    """What has not answered so far: what is kept for further answers must not lack anything."""
    return _LACKING.get() or ()
