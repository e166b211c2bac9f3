"""One question to the servers: a page of hits, with what is told of all hits, in one answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from searchkit.engines.base import Match, Matches, SearchOptions
from searchkit.engines.opensearch.faceting import Faceting, Members
from searchkit.engines.opensearch.layout import ID
from searchkit.engines.opensearch.pages import Pages
from searchkit.engines.opensearch.reading import Json, Reading


class Question:
    """A compiled query as it is asked with others; of facets that are `large` no sources."""

    def __init__(
        self, reading: Reading, compiled: Json, options: SearchOptions, large: Set[str]
    ) -> None:
        self._compiled = compiled
        self._options = options
        self._pages = Pages(reading, options.order)
        self._faceting = Faceting(reading, compiled, options.facets, large)
        self._members = Members(reading, compiled, options)
        page = self._pages.request(compiled, options)
        #: The searches whose answers tell it.
        self.requests = [
            {**page, "aggs": self._faceting.aggregations()},
            *self._members.requests(),
        ]

    def matches(self, answers: Sequence[Json], match: Callable[[Json], Match]) -> Matches:
        """What the answers to the requests say, each hit as a match."""
        first, *others = answers
        top = self._pages.top_hits(self._compiled, self._options, first)
        members = self._members.hits(others)
        return Matches(
            top.total,
            tuple(map(match, top.hits)),
            self._faceting.values(first, members),
            {hit["fields"][ID][0] for hit in members},
        )
