"""The values of facets in the hits of a compiled query, counted by Tantivy."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from itertools import pairwise
from typing import Any

from tantivy import FieldType, Schema, Searcher
from tantivy import Query as TantivyQuery

from searchkit.engines.base import Deadline, FacetValue, facet_order
from searchkit.engines.tantivy.clauses import all_of, column, everything, unscored
from searchkit.engines.tantivy.storage import (
    ID,
    NUMBER,
    NUMBER_BITS,
    SOURCE,
    SOURCES,
    facet_field,
    number,
    source_number,
)
from searchkit.schema import COLUMNS, DAY, column_of

#: The sources are told of each value of a facet that has no more values in the whole index.
MAX_VALUES = 1_000
# Tantivy gives no more than 65,000 values in one answer, those of values included.
_MAX_ANSWERED = 65_000
_TOO_MANY = "bucket limit was exceeded"
# So many articles are looked up at once, and what they count under.
_AT_ONCE = 10_000
# So many articles are read while one is looked up.
_READ_FOR_ONE = 8
# So many hits are looked through while one article is looked up.
_HITS_FOR_ONE = 8
# What is asked of each value of a facet.
_BESIDE = "beside"

# A value, how many hits have it, and the numbers that they have in another field.
_Row = tuple[str, int, Set[int]]


class Members:
    """Articles that one search after the other is asked about; what was read of them is kept."""

    def __init__(self, ids: Set[str]) -> None:
        self.ids = ids
        self.by_number = {number(article_id): article_id for article_id in ids}
        #: By facet, the articles that have each value; for the holder of `reading`.
        self.members_by_value: dict[str, Mapping[str, Set[str]]] = {}
        self.reading = threading.Lock()

    def numbered(self, numbers: Iterable[int]) -> Set[str]:
        """Those of the articles that have these numbers."""
        return set(map(self.by_number.__getitem__, self.by_number.keys() & numbers))


NOBODY = Members(frozenset())


class Faceting:
    """The facets of one commit. Threads may share it."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def values(
        self,
        compiled: TantivyQuery,
        names: Sequence[str],
        *,
        known: Members,
        hits: Set[str],
        deadline: Deadline,
    ) -> dict[str, Sequence[FacetValue]]:
        """See `Matches.facets`; `hits` are those among the `known` articles."""
        facets: dict[str, Sequence[FacetValue]] = {}
        for name, rows in self._counted(unscored(compiled), names, deadline).items():
            if hits:
                few = self._few_by_value(compiled, name, known, hits)
                members_by_value = few or self._members_by_value(name, known, deadline)
                rows = [
                    row._replace(members=hits & members_by_value.get(row.value, frozenset()))
                    for row in rows
                ]
            facets[name] = sorted(rows, key=facet_order)
        return facets

    def members(self, compiled: TantivyQuery, total: int, known: Members) -> Set[str]:
        """The hits that are among the known articles; there are so many in all."""
        if len(known.ids) * _HITS_FOR_ONE < total and len(known.ids) <= _AT_ONCE:
            these = all_of(unscored(compiled), self._of(known.ids))
            answer: Any = self._searcher.aggregate(these, {NUMBER: _terms(NUMBER)})
            return known.numbered(bucket["key"] for bucket in answer[NUMBER]["buckets"])
        hits: Any = self._searcher.search(unscored(compiled), limit=max(1, total), count=False).hits
        return known.numbered(column(self._searcher, NUMBER, [address for _, address in hits]))

    def _counted(
        self, compiled: TantivyQuery, names: Sequence[str], deadline: Deadline
    ) -> dict[str, Sequence[FacetValue]]:
        counted: dict[str, Sequence[FacetValue]] = {}
        few = [name for name in names if column_of(name)[0] not in self._large]
        together = self._beside(compiled, few, SOURCE) if few else {}
        for name in names:
            deadline.check()
            if name not in few:
                counted[name] = [FacetValue(*row, None) for row in self._walked(compiled, name)]
            elif together is not None:
                counted[name] = [FacetValue(*row) for row in together[name]]
            else:
                sources = self._sources(compiled, name, deadline)
                rows = self._walked(compiled, name)
                counted[name] = [FacetValue(*row, sources.get(row[0], set())) for row in rows]
        return counted

    @cached_property
    def _only_source(self) -> Set[int] | None:
        """The source of all articles, if they have the same; empty if none has any, else None."""
        answer: Any = self._searcher.aggregate(everything(), {SOURCE: _terms(SOURCE, 2)})
        buckets = answer[SOURCE]["buckets"]
        if not buckets:
            return frozenset()
        if len(buckets) > 1 or buckets[0]["doc_count"] < self._searcher.num_docs:
            return None
        return frozenset({buckets[0]["key"]})

    @cached_property
    def _large(self) -> Set[str]:
        """The facets that have many values in the index; days are never too many."""
        names = set(COLUMNS) - {DAY}
        aggregations = {name: _terms(facet_field(name), MAX_VALUES) for name in names}
        answer: Any = self._searcher.aggregate(everything(), aggregations)
        return {name for name in names if answer[name]["sum_other_doc_count"]}

    def _walked(self, compiled: TantivyQuery, name: str) -> list[tuple[str, int]]:
        column, prefix = column_of(name)
        rows = self._searcher.terms_with_prefix(facet_field(column), prefix, compiled)
        return [(value.removeprefix(prefix), count) for value, count in rows if count]

    def _sources(
        self, compiled: TantivyQuery, name: str, deadline: Deadline
    ) -> Mapping[str, set[int]]:
        """The sources of each value, where they are too many to be told at once."""
        sources: defaultdict[str, set[int]] = defaultdict(set)
        parts = [(0, SOURCES - 1)]
        while parts:
            deadline.check()
            first, last = parts.pop()
            these = TantivyQuery.range_query(self._schema, SOURCE, FieldType.Unsigned, first, last)
            rows_by_facet = self._beside(all_of(compiled, unscored(these)), [name], SOURCE)
            if rows_by_facet is None:
                middle = (first + last) // 2
                parts += [(first, middle), (middle + 1, last)]
                continue
            for value, _, those in rows_by_facet[name]:
                sources[value] |= those
        return sources

    def _few_by_value(
        self, compiled: TantivyQuery, name: str, known: Members, hits: Set[str]
    ) -> Mapping[str, Set[str]] | None:
        """What the hits have, if they are few and not all of the known articles were read."""
        if name in known.members_by_value or len(hits) * _READ_FOR_ONE > len(known.ids):
            return None
        rows = self._beside(unscored(compiled), [name], NUMBER)
        if rows is None:
            return None
        return {value: known.numbered(numbers) for value, _, numbers in rows[name]}

    def _members_by_value(
        self, name: str, known: Members, deadline: Deadline
    ) -> Mapping[str, Set[str]]:
        # A thread that came first reads for all.
        with known.reading:
            if name not in known.members_by_value:
                known.members_by_value[name] = self._read_members(name, known, deadline)
            return known.members_by_value[name]

    def _read_members(
        self, name: str, known: Members, deadline: Deadline
    ) -> Mapping[str, Set[str]]:
        members_by_value: defaultdict[str, set[str]] = defaultdict(set)
        articles = self._searcher.num_docs
        few = len(known.ids) * _READ_FOR_ONE < articles
        among = self._of(known.ids) if few else everything()
        # Their numbers are spread evenly.
        count = -(-(len(known.ids) if few else articles) // _AT_ONCE)
        edges = [(1 << NUMBER_BITS) * part // count for part in range(count + 1)]
        parts = [(first, after - 1) for first, after in pairwise(edges)]
        while parts:
            deadline.check()
            first, last = parts.pop()
            these = TantivyQuery.range_query(self._schema, NUMBER, FieldType.Unsigned, first, last)
            these = all_of(among, unscored(these))
            rows = self._beside(these, [name], NUMBER)
            if rows is None and first < last:
                middle = (first + last) // 2
                parts += [(first, middle), (middle + 1, last)]
            elif rows is None:
                for value, _ in self._walked(these, name):
                    members_by_value[value].update(known.numbered([first]))
            else:
                for value, _, numbers in rows[name]:
                    members_by_value[value].update(known.numbered(numbers))
        return members_by_value

    def _of(self, ids: Iterable[str]) -> TantivyQuery:
        return unscored(TantivyQuery.term_set_query(self._schema, ID, list(ids)))

    def _beside(
        self, compiled: TantivyQuery, names: Sequence[str], field: str
    ) -> dict[str, list[_Row]] | None:
        """By facet each value, how many hits have it, and the numbers that those have in a field.

        None if they are too many for one answer.
        """
        columns = {name: column_of(name) for name in names}
        aggregations = {name: _terms(facet_field(column)) for name, (column, _) in columns.items()}
        alike = self._only_source if field == SOURCE else None
        for name in names:
            # A source is its own one.
            if alike is None and (name != "source" or field != SOURCE):
                aggregations[name]["aggs"] = {_BESIDE: _terms(field)}
        try:
            answer: Any = self._searcher.aggregate(compiled, aggregations)
        except ValueError as error:
            if _TOO_MANY in str(error):
                return None
            raise
        return {
            name: [
                _row(bucket, prefix, alike)
                for bucket in answer[name]["buckets"]
                if str(bucket["key"]).startswith(prefix)
            ]
            for name, (_, prefix) in columns.items()
        }


def _terms(field: str, most: int = _MAX_ANSWERED) -> dict[str, Any]:
    return {"terms": {"field": field, "size": most}}


def _row(bucket: Any, prefix: str, alike: Set[int] | None) -> _Row:
    value, beside = bucket["key"].removeprefix(prefix), bucket.get(_BESIDE)
    if alike is not None:
        return value, bucket["doc_count"], alike
    if beside is None:
        source = source_number(value)
        return value, bucket["doc_count"], set() if source is None else {source}
    return value, bucket["doc_count"], {inner["key"] for inner in beside["buckets"]}
