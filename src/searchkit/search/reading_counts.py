"""What other tools would take a query for, with how much that finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from searchkit.binding import Bound
from searchkit.errors import QueryError, SearchTooSlow
from searchkit.other_queries import Reading
from searchkit.search.request import SearchRequest
from searchkit.syntax.readings import AS_A_QUERY


class CountedReadings(NamedTuple):
    """The readings that can be searched for, and what is said of the others."""

    readings: tuple[Reading, ...]
    notes: tuple[str, ...]


def counted_readings(
    request: SearchRequest, bound: Bound, total: Callable[[SearchRequest], int]
) -> CountedReadings:
    """The readings of a request, which keep its filters; `total` counts what a request finds."""
    readings, notes = [], []
    for reading in (*request.parsed.readings, *bound.readings):
        try:
            found = total(replace(request, text=reading.query))
        except SearchTooSlow:
            notes.append(f"{reading.note}: {reading.query} (which takes too long to count)")
        except QueryError as error:
            # A headline in capitals was hardly meant as a query that is none, nor was what an
            # index makes of it.
            if reading in request.parsed.readings and not reading.note.endswith(AS_A_QUERY):
                notes.append(f"{reading.note}: {reading.query} (which is refused: {error.message})")
        else:
            readings.append(Reading(reading.note, reading.query, found))
    return CountedReadings(tuple(readings), tuple(notes))
