"""The values of facets among the hits of a compiled query, counted by the servers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import islice

from searchkit.engines.base import FacetValue, SearchOptions, facet_order, source_of, values_of
from searchkit.engines.opensearch.layout import ID, SOURCE_KEY, facet_field
from searchkit.engines.opensearch.reading import IN_ORDER, NOT_STORED, PAGE, Json, Reading
from searchkit.engines.opensearch.term_dictionary import EVERY
from searchkit.schema import COLUMNS, DAY, column_of

#: So many values of a facet come with an answer; all of more are asked for. The sources are told of
#: each value of a facet that has no more values in the whole index.
MAX_VALUES = 1_000

_SOURCE = "source"
# So many articles are named in one question: a server takes no more than 65,536.
_NAMED = 50_000


def aggregations(names: Sequence[str]) -> Json:
    """What is asked of the hits of a search beside a page of them."""
    return {name: _first_values(name) for name in names if name in COLUMNS}


def large_facets(reading: Reading) -> Set[str]:
    """The facets that have many values in the index; days are never too many."""
    names = [name for name in COLUMNS if name != DAY]
    answer = reading.search({"query": EVERY, "size": 0, "aggs": aggregations(names)})
    counted = answer["aggregations"]
    return {name for name in names if counted[name]["sum_other_doc_count"]}


def members_of(
    compiled: Json, total: int, options: SearchOptions, reading: Reading
) -> Sequence[Json]:
    """Those of so many hits whose ids are asked for as `members`, with what they count under."""
    members = options.members
    if not (members and total):
        return []
    queries = [compiled]
    if total > len(members):
        queries = [_among(compiled, ids) for ids in _some_at_a_time(members)]
    fields = [ID, *dict.fromkeys(facet_field(column_of(name)[0]) for name in options.facets)]
    hits = (
        reading.walk(query, size=PAGE, sort=IN_ORDER, docvalue_fields=fields, **NOT_STORED)
        for query in queries
    )
    return [hit for some in hits for hit in some if hit["fields"][ID][0] in members]


class Faceting:
    """The facets of the hits of one question.

    `members` are the hits that were asked for by id, and of facets that are `large` no sources are
    told.
    """

    def __init__(
        self, reading: Reading, compiled: Json, members: Sequence[Json], large: Set[str]
    ) -> None:
        self._reading = reading
        self._compiled = compiled
        self._members = members
        self._large = large

    def values(self, answer: Json, names: Sequence[str]) -> dict[str, Sequence[FacetValue]]:
        """See `Matches.facets`; `answer` has the aggregations of these facets."""
        sources = self._sources(names)
        return {name: self._counted(name, answer, sources.get(name)) for name in names}

    def _counted(
        self, name: str, answer: Json, sources: Mapping[str, Set[object]] | None
    ) -> Sequence[FacetValue]:
        ids = self._members_by_value(name)
        values = []
        for value, count in self._rows(name, answer):
            of_value: Set[object] | None = None
            if name == _SOURCE and name not in self._large:
                of_value = set(filter(None, [source_of(value)]))
            elif sources is not None:
                of_value = sources.get(value, set())
            values.append(FacetValue(value, count, of_value, ids.get(value, frozenset())))
        return sorted(values, key=facet_order)

    def _rows(self, name: str, answer: Json) -> Sequence[tuple[str, int]]:
        column, prefix = column_of(name)
        if not prefix:
            buckets = answer["aggregations"][name]
            if not buckets["sum_other_doc_count"]:
                return [(str(one["key"]), int(one["doc_count"])) for one in buckets["buckets"]]
        values = self._reading.values(self._compiled, facet_field(column), prefix)
        return [(value.removeprefix(prefix), count) for value, count in values]

    def _sources(self, names: Sequence[str]) -> Mapping[str, Mapping[str, Set[object]]]:
        """The sources of each value, of those facets of which they are told."""
        columns = {name: column_of(name) for name in names if name != _SOURCE}
        told = {name: known for name, known in columns.items() if known[0] not in self._large}
        asked = [(facet_field(column), prefix) for column, prefix in told.values()]
        sources: dict[str, defaultdict[str, set[object]]] = {}
        rows_of_each = self._reading.pairs(self._compiled, asked, SOURCE_KEY)
        for (name, (_, prefix)), rows in zip(told.items(), rows_of_each, strict=True):
            sources[name] = defaultdict(set)
            for value, source in rows:
                sources[name][value.removeprefix(prefix)].add(source)
        return sources

    def _members_by_value(self, name: str) -> Mapping[str, Set[str]]:
        ids: defaultdict[str, set[str]] = defaultdict(set)
        field = facet_field(column_of(name)[0])
        for hit in self._members:
            for value in values_of(name, hit["fields"].get(field, ())):
                ids[value].update(hit["fields"][ID])
        return ids


def _first_values(name: str) -> Json:
    return {"terms": {"field": facet_field(name), "size": MAX_VALUES}}


def _some_at_a_time(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _NAMED)):
        yield some


def _among(compiled: Json, ids: Sequence[str]) -> Json:
    return {"bool": {"filter": [compiled, {"terms": {ID: ids}}]}}
