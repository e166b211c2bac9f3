"""The hits of a compiled query in their order; equal ones in the order of their ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from searchkit.engines.base import FacetValue, Order, SearchOptions, facet_order, values_of
from searchkit.engines.opensearch.layout import (
    FIRST_DAY,
    ID,
    PART,
    RECORD,
    facet_field,
    number_field,
)
from searchkit.engines.opensearch.reading import NOT_STORED, PAGE, Json, Reading
from searchkit.engines.opensearch.server import hits_of
from searchkit.schema import COLUMNS, column_of

# So many values of a facet come with an answer; all of more are asked for.
_MAX_VALUES = 1_000

_ORDERS: Mapping[Order, Sequence[Json]] = {
    "relevance": ({"_score": "desc"}, {ID: "asc"}),
    "newest": ({FIRST_DAY: {"order": "desc", "missing": "_last"}}, {ID: "asc"}),
    "oldest": ({FIRST_DAY: {"order": "asc", "missing": "_last"}}, {ID: "asc"}),
    "added": ({number_field("added"): {"order": "desc", "missing": "_last"}}, {ID: "asc"}),
}


class TopHits(NamedTuple):
    """Some of the hits, how many there are in all, and the answer that tells it."""

    total: int
    hits: Sequence[Json]
    answer: Json


class Pages:
    """The hits of one question."""

    def __init__(self, reading: Reading, order: Order) -> None:
        self._reading = reading
        self._sort = _ORDERS[order]

    def page(self, compiled: Json, options: SearchOptions) -> TopHits:
        """The page of hits that is asked for."""
        top = top_hits(self._reading.search(self.request(compiled, options)))
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
            "aggs": {
                name: {"terms": {"field": facet_field(name), "size": _MAX_VALUES}}
                for name in options.facets
                if name in COLUMNS
            },
        }

    def scan(self, compiled: Json, *, size: int) -> Iterator[Json]:
        """All hits, so many an answer."""
        return self._reading.walk(
            compiled, size=size, sort=self._sort, track_scores=True, _source=[RECORD, PART]
        )

    def _far(self, compiled: Json, offset: int, limit: int) -> Iterator[Json]:
        """Further down than a server counts: its ids are walked through."""
        passed = self._reading.walk(
            compiled, size=PAGE, sort=self._sort, track_scores=True, **NOT_STORED
        )
        ids = [hit["sort"][-1] for hit in islice(passed, offset, offset + limit)]
        passed.close()
        for start in range(0, len(ids), PAGE):
            named = {"terms": {ID: ids[start : start + PAGE]}}
            query = {"bool": {"must": [compiled], "filter": [named]}}
            yield from self.scan(query, size=min(PAGE, len(ids)))


def top_hits(answer: Json) -> TopHits:
    """The hits that came with an answer."""
    return TopHits(int(answer["hits"]["total"]["value"]), hits_of(answer), answer)


def facets_of(
    answer: Json,
    names: Sequence[str],
    *,
    reading: Reading,
    compiled: Json,
    members: Sequence[Json],
) -> dict[str, Sequence[FacetValue]]:
    """See `Matches.facets`; `members` are the hits that were asked for by id.

    The sources of every value would be too much to count in each answer.
    """
    counts: dict[str, Sequence[FacetValue]] = {}
    for name in names:
        column, prefix = column_of(name)
        rows = _first_values(answer["aggregations"][name]) if not prefix else None
        if rows is None:
            values = reading.values(compiled, facet_field(column), prefix)
            rows = [(value.removeprefix(prefix), count) for value, count in values]
        ids: defaultdict[str, set[str]] = defaultdict(set)
        for hit in members:
            for value in values_of(name, hit["fields"].get(facet_field(column), ())):
                ids[value].update(hit["fields"][ID])
        found = (FacetValue(value, count, None, ids[value]) for value, count in rows)
        counts[name] = sorted(found, key=facet_order)
    return counts


def _first_values(buckets: Json) -> list[tuple[str, int]] | None:
    """The values that came with an answer, if they are all."""
    if buckets["sum_other_doc_count"]:
        return None
    return [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets["buckets"]]
