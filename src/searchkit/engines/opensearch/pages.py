"""The hits of a compiled query in their order; equal ones in the order of their ids."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import islice
from typing import NamedTuple

from searchkit.engines.base import Order, SearchOptions
from searchkit.engines.opensearch.layout import (
    FIRST_DAY,
    ID,
    PART,
    RECORD,
    number_field,
)
from searchkit.engines.opensearch.reading import NOT_STORED, PAGE, Json, Reading
from searchkit.engines.opensearch.server import hits_of

_ORDERS: Mapping[Order, Sequence[Json]] = {
    "relevance": ({"_score": "desc"}, {ID: "asc"}),
    "newest": ({FIRST_DAY: {"order": "desc", "missing": "_last"}}, {ID: "asc"}),
    "oldest": ({FIRST_DAY: {"order": "asc", "missing": "_last"}}, {ID: "asc"}),
    "added": ({number_field("added"): {"order": "desc", "missing": "_last"}}, {ID: "asc"}),
}


class TopHits(NamedTuple):
    """Some of the hits, and how many there are in all."""

    total: int
    hits: Sequence[Json]


class Pages:
    """The hits of one question."""

    def __init__(self, reading: Reading, order: Order) -> None:
        self._reading = reading
        self._sort = _ORDERS[order]

    def top_hits(self, compiled: Json, options: SearchOptions, answer: Json) -> TopHits:
        """The page of hits that is asked for, of which the answer to the request tells."""
        top = TopHits(int(answer["hits"]["total"]["value"]), hits_of(answer))
        if options.offset + options.limit <= PAGE or options.offset >= top.total:
            return top
        return top._replace(hits=list(self._far(compiled, options.offset, options.limit)))

    def request(self, compiled: Json, options: SearchOptions) -> Json:
        """A search for the page, without its hits if they are further down than a server counts."""
        near = options.offset + options.limit <= PAGE
        return {
            "query": compiled,
            "from": options.offset if near else 0,
            "size": options.limit if near else 0,
            "track_total_hits": True,
            "track_scores": True,
            "sort": self._sort,
            "_source": [RECORD, PART],
        }

    def scan(self, compiled: Json, *, size: int) -> Iterator[Json]:
        """All hits, so many an answer."""
        return self._reading.walk(
            compiled, size=size, sort=self._sort, track_scores=True, _source=[RECORD, PART]
        )

    def ids(self, compiled: Json) -> Generator[str, None, None]:
        """The ids of all hits."""
        hits = self._reading.walk(
            compiled, size=PAGE, sort=self._sort, track_scores=True, **NOT_STORED
        )
        with closing(hits):
            for hit in hits:
                yield hit["sort"][len(self._sort) - 1]

    def _far(self, compiled: Json, offset: int, limit: int) -> Iterator[Json]:
        """Further down than a server counts: its ids are walked through."""
        passed = self.ids(compiled)
        ids = list(islice(passed, offset, offset + limit))
        passed.close()
        for start in range(0, len(ids), PAGE):
            named = {"terms": {ID: ids[start : start + PAGE]}}
            query = {"bool": {"must": [compiled], "filter": [named]}}
            yield from self.scan(query, size=min(PAGE, len(ids)))
