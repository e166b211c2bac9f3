"""The values of facets among the hits of a compiled query, counted by the servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice

from searchkit.engines.base import FacetValue, SearchOptions, facet_order, source_of, values_of
from searchkit.engines.opensearch.layout import ID, SOURCE_KEY, facet_field
from searchkit.engines.opensearch.reading import (
    IN_ORDER,
    NOT_STORED,
    PAGE,
    Json,
    Reading,
    combining,
    walking,
)
from searchkit.engines.opensearch.term_dictionary import EVERY
from searchkit.schema import COLUMNS, DAY, column_of

#: So many values of a facet come with an answer; all of more are asked for. The sources are told of
#: each value of a facet that has no more values in the whole index.
MAX_VALUES = 1_000

_SOURCE = "source"
# So many articles are named in one question: a server takes no more than 65,536.
_NAMED = 50_000


def large_facets(reading: Reading) -> Set[str]:
    """The facets that have many values in the index; days are never too many."""
    names = [name for name in COLUMNS if name != DAY]
    answer = reading.search(
        {"query": EVERY, "size": 0, "aggs": {name: _first_values(name) for name in names}}
    )
    counted = answer["aggregations"]
    return {name for name in names if counted[name]["sum_other_doc_count"]}


class Members:
    """Those of the hits of a question whose ids are asked for, with what they count under."""

    def __init__(self, reading: Reading, compiled: Json, options: SearchOptions) -> None:
        self._reading = reading
        self._ids = options.members
        self._queries = [
            {"bool": {"filter": [compiled, {"terms": {ID: ids}}]}}
            for ids in _some_at_a_time(options.members)
        ]
        names = (facet_field(column_of(name)[0]) for name in options.facets)
        self._asked: Json = {
            "size": PAGE,
            "sort": IN_ORDER,
            "docvalue_fields": [ID, *dict.fromkeys(names)],
            **NOT_STORED,
        }

    def requests(self) -> list[Json]:
        """The searches to be asked with the page: one for so many ids."""
        return [walking(query, **self._asked) for query in self._queries]

    def hits(self, answers: Sequence[Json]) -> list[Json]:
        """The hits, of which the answers to the requests have the first."""
        return [
            hit
            for query, first in zip(self._queries, answers, strict=True)
            for hit in self._reading.walk(query, first=first, **self._asked)
            if hit["fields"][ID][0] in self._ids
        ]


class Faceting:
    """The facets of the hits of one question; of those that are `large` no sources are told."""

    def __init__(
        self, reading: Reading, compiled: Json, names: Sequence[str], large: Set[str]
    ) -> None:
        self._reading = reading
        self._compiled = compiled
        self._names = names
        self._large = large

    def aggregations(self) -> Json:
        """What is asked of the hits of a search beside a page of them."""
        asked = {}
        for number, name in enumerate(self._names):
            column, prefix = column_of(name)
            fields = [facet_field(column)]
            asked[f"values{number}"] = combining(fields, prefix) if prefix else _first_values(name)
            if self._tells_sources(name):
                asked[f"sources{number}"] = combining([*fields, SOURCE_KEY], prefix)
        return asked

    def values(self, answer: Json, members: Sequence[Json]) -> Mapping[str, Sequence[FacetValue]]:
        """See `Matches.facets`; `answer` has the aggregations, and `members` are those of hits."""
        counted = answer["aggregations"] if self._names else {}
        return {
            name: self._counted(
                name, counted[f"values{number}"], counted.get(f"sources{number}"), members
            )
            for number, name in enumerate(self._names)
        }

    def _tells_sources(self, name: str) -> bool:
        return name != _SOURCE and column_of(name)[0] not in self._large

    def _counted(
        self, name: str, first: Json, beside: Json | None, members: Sequence[Json]
    ) -> Sequence[FacetValue]:
        ids = _members_by_value(name, members)
        sources = None if beside is None else self._sources(name, beside)
        values = []
        for value, count in self._rows(name, first):
            of_value: Set[object] | None = None
            if name == _SOURCE and name not in self._large:
                of_value = set(filter(None, [source_of(value)]))
            elif sources is not None:
                of_value = sources.get(value, set())
            values.append(FacetValue(value, count, of_value, ids.get(value, frozenset())))
        return sorted(values, key=facet_order)

    def _rows(self, name: str, first: Json) -> Iterable[tuple[str, int]]:
        column, prefix = column_of(name)
        if not prefix:
            if not first["sum_other_doc_count"]:
                return [(str(one["key"]), int(one["doc_count"])) for one in first["buckets"]]
            return self._reading.values(self._compiled, facet_field(column))
        rows = self._reading.combinations(self._compiled, [facet_field(column)], prefix, first)
        return ((value.removeprefix(prefix), count) for (value,), count in rows)

    def _sources(self, name: str, first: Json) -> Mapping[str, Set[object]]:
        """The sources of each value."""
        column, prefix = column_of(name)
        fields = [facet_field(column), SOURCE_KEY]
        sources: defaultdict[str, set[object]] = defaultdict(set)
        for (value, source), _ in self._reading.combinations(self._compiled, fields, prefix, first):
            sources[value.removeprefix(prefix)].add(source)
        return sources


def _members_by_value(name: str, members: Sequence[Json]) -> Mapping[str, Set[str]]:
    ids: defaultdict[str, set[str]] = defaultdict(set)
    field = facet_field(column_of(name)[0])
    for hit in members:
        for value in values_of(name, hit["fields"].get(field, ())):
            ids[value].update(hit["fields"][ID])
    return ids


def _first_values(name: str) -> Json:
    return {"terms": {"field": facet_field(name), "size": MAX_VALUES}}


def _some_at_a_time(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _NAMED)):
        yield some
