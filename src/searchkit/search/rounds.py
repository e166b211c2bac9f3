"""Searches for several parts of an answer, asked together: an index on servers may be far away.

A part is a generator: it yields the searches that it needs next, is sent what they find, and
returns what it was for. All parts are asked in the same round, and so again with what they need
then.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import islice
from typing import Any, TypeAlias, TypeVar

from searchkit.engines import Engine, Matches, SearchOptions
from searchkit.query import Query

_Found = TypeVar("_Found")

Search: TypeAlias = tuple[Query, SearchOptions]
#: A part of an answer that takes some rounds.
Asking: TypeAlias = Generator[Sequence[Search], Sequence[Matches], _Found]


def ask_together(engine: Engine, askings: Sequence[Asking[Any]]) -> list[Any]:
    """What each part returns, in as many rounds as the longest of them takes."""
    found: list[Any] = [None] * len(askings)
    answers: dict[int, Sequence[Matches] | None] = dict.fromkeys(range(len(askings)))
    while answers:
        wanted: dict[int, Sequence[Search]] = {}
        for number, answer in answers.items():
            try:
                wanted[number] = (
                    next(askings[number]) if answer is None else askings[number].send(answer)
                )
            except StopIteration as stop:
                found[number] = stop.value
        searches = [search for some in wanted.values() for search in some]
        matches = iter(engine.search_all(searches))
        answers = {number: list(islice(matches, len(some))) for number, some in wanted.items()}
    return found
