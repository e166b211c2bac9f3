"""The values of facets in the hits of a compiled query, counted by Tantivy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from tantivy import Query as TantivyQuery
from tantivy import Schema, Searcher

from searchkit.engines.base import FacetValue, facet_order
from searchkit.engines.tantivy.compiling import both, column, free
from searchkit.engines.tantivy.storage import (
    ID,
    NUMBER,
    SOURCE,
    facet_field,
    number,
    source_number,
)

# More values of a facet are counted by a walk through all that there are.
_MOST_VALUES = 10_000
# What Tantivy says instead of giving more than 65,000 values in one answer.
_TOO_MANY = "bucket limit was exceeded"
# So many hits are looked through while one article is looked up.
_HITS_FOR_ONE = 8
# What is asked of each value of a facet.
_BESIDE = "beside"


# A value, how many hits have it, and what they have in another field.
_Row = tuple[str, int, Set[Any]]


class Known:
    """Articles that one search after the other is asked about; what was read of them is kept."""

    def __init__(self, ids: Set[str]) -> None:
        self.ids = ids
        self._by_number = {number(one): one for one in ids}
        #: By facet, the articles that have each value.
        self.having: dict[str, Mapping[str, Set[str]]] = {}

    def numbered(self, numbers: Iterable[int]) -> Set[str]:
        """Those of the articles that have these numbers."""
        return set(map(self._by_number.__getitem__, self._by_number.keys() & numbers))


NOBODY = Known(frozenset())


class Faceting:
    """The facets of one commit. Threads may share it."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def values(
        self, compiled: TantivyQuery, names: Sequence[str], known: Known, asked: Set[str]
    ) -> dict[str, Sequence[FacetValue]]:
        """See `Matches.facets`; `asked` are the hits that are among the `known` articles."""
        found: dict[str, Sequence[FacetValue]] = {}
        for name, rows in self._counted(free(compiled), names).items():
            if asked:
                having = self._having(name, known)
                rows = [
                    row._replace(among=having[row.value] & asked) if row.value in having else row
                    for row in rows
                ]
            found[name] = sorted(rows, key=facet_order)
        return found

    def among(self, compiled: TantivyQuery, total: int, known: Known) -> Set[str]:
        """The hits that are among the known articles; there are so many in all."""
        if len(known.ids) * _HITS_FOR_ONE < total and len(known.ids) <= _MOST_VALUES:
            these = both(free(compiled), self._of(known.ids))
            answer: Any = self._searcher.aggregate(these, {ID: _terms(ID)})
            return {one["key"] for one in answer[ID]["buckets"]}
        hits: Any = self._searcher.search(free(compiled), limit=max(1, total), count=False).hits
        return known.numbered(column(self._searcher, NUMBER, [address for _, address in hits]))

    def _counted(
        self, compiled: TantivyQuery, names: Sequence[str]
    ) -> dict[str, Sequence[FacetValue]]:
        if not names:
            return {}
        found = self._beside(compiled, names, SOURCE)
        if found is None and len(names) > 1:
            return {name: self._counted(compiled, [name])[name] for name in names}
        return {
            name: [FacetValue(*row) for row in rows]
            if found and (rows := found[name]) is not None
            else self._walked(compiled, name)
            for name in names
        }

    def _walked(self, compiled: TantivyQuery, name: str) -> list[FacetValue]:
        rows = self._searcher.terms_with_prefix(facet_field(name), "", compiled)
        return [FacetValue(value, count, None) for value, count in rows if count]

    def _having(self, name: str, known: Known) -> Mapping[str, Set[str]]:
        if name not in known.having:
            having: defaultdict[str, set[str]] = defaultdict(set)
            self._add(having, name, sorted(known.ids))
            known.having[name] = having
        return known.having[name]

    def _add(self, having: Mapping[str, set[str]], name: str, ids: Sequence[str]) -> None:
        """Add which of these articles have each value of a facet."""
        rows = (self._beside(self._of(ids), [name], ID) or {name: None})[name]
        if rows is None and len(ids) > 1:
            middle = len(ids) // 2
            self._add(having, name, ids[:middle])
            self._add(having, name, ids[middle:])
            return
        if rows is None:
            rows = [(*row[:2], set(ids)) for row in self._walked(self._of(ids), name)]
        for value, _, those in rows:
            having[value].update(those)

    def _of(self, ids: Iterable[str]) -> TantivyQuery:
        return free(TantivyQuery.term_set_query(self._schema, ID, list(ids)))

    def _beside(
        self, compiled: TantivyQuery, names: Sequence[str], field: str
    ) -> dict[str, list[_Row] | None] | None:
        """By facet each value, how many hits have it, and what those have in a field.

        None for a facet of too many values; None if there are too many in all.
        """
        asked = {name: _terms(facet_field(name)) for name in names}
        for name in names:
            # A source is its own one.
            if name != "source" or field != SOURCE:
                asked[name]["aggs"] = {_BESIDE: _terms(field)}
        try:
            answer: Any = self._searcher.aggregate(compiled, asked)
        except ValueError as error:
            if _TOO_MANY in str(error):
                return None
            raise
        return {name: _rows(answer[name]) for name in names}


def _terms(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": _MOST_VALUES}}


def _rows(answer: Any) -> list[_Row] | None:
    if answer["sum_other_doc_count"]:
        return None
    rows: list[_Row] = []
    for one in answer["buckets"]:
        value, beside = one["key"], one.get(_BESIDE)
        if beside is None:
            those = {source_number(value)} - {None}
        elif beside["sum_other_doc_count"]:
            return None
        else:
            those = {other["key"] for other in beside["buckets"]}
        rows.append((value, one["doc_count"], those))
    return rows
