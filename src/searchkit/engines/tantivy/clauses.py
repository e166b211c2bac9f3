"""The clauses that queries of Tantivy's are made of, and those that have no words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tantivy import DocAddress, FieldType, Occur, Schema, Searcher
from tantivy import Query as TantivyQuery

from searchkit.engines.tantivy.storage import FIRST_DAY, ID, LAST_DAY, NUMBER, number_field
from searchkit.query import DateRange, Ids, MatchAll, NumberRange

# Every article has a number.
_COUNTED = "articles"
_COUNT = {_COUNTED: {"value_count": {"field": NUMBER}}}


def unscored(query: TantivyQuery) -> TantivyQuery:
    """The query, with nothing scored."""
    return TantivyQuery.const_score_query(query, 0.0)


def everything() -> TantivyQuery:
    """All articles."""
    return unscored(TantivyQuery.all_query())


def all_of(*queries: TantivyQuery) -> TantivyQuery:
    """The articles that match all the queries."""
    return TantivyQuery.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[TantivyQuery]) -> TantivyQuery:
    if len(queries) == 1:
        return queries[0]
    # One of none matches nothing.
    return TantivyQuery.boolean_query([(Occur.Should, query) for query in queries])


def with_should(must: TantivyQuery, should: TantivyQuery) -> TantivyQuery:
    return TantivyQuery.boolean_query([(Occur.Must, must), (Occur.Should, should)])


def numbered(schema: Schema, numbers: Sequence[int]) -> TantivyQuery:
    """The articles of these numbers."""
    return unscored(TantivyQuery.term_set_query(schema, NUMBER, numbers))


def count(searcher: Searcher, query: TantivyQuery) -> int:
    """The number of articles that match."""
    # Unlike a search, this scores nothing.
    answer: Any = searcher.aggregate(query, _COUNT)
    return int(answer[_COUNTED]["value"])


def column(searcher: Searcher, field: str, addresses: Sequence[DocAddress]) -> list[Any]:
    """The number that each of these articles has in a field; None for an article without one."""
    return searcher.fast_field_values(field, list(addresses))


def selected(query: DateRange | NumberRange | MatchAll | Ids, schema: Schema) -> TantivyQuery:
    """The articles that a query without words selects."""
    match query:
        case MatchAll():
            return everything()
        case Ids(ids):
            return unscored(TantivyQuery.term_set_query(schema, ID, list(ids)))
        case NumberRange(name, first, last):
            return _in_range(schema, [(number_field(name), first, last)])
        case DateRange(first, last):
            return _in_range(schema, [(FIRST_DAY, first, None), (LAST_DAY, None, last)])


def _in_range(schema: Schema, bounds: Sequence[tuple[str, int | None, int | None]]) -> TantivyQuery:
    """The articles whose numbers are in all the ranges; if all are open, that have the first."""
    ranges = [
        TantivyQuery.range_query(schema, field, FieldType.Integer, first, last)
        for field, first, last in bounds
        if first is not None or last is not None
    ]
    return unscored(all_of(*ranges) if ranges else TantivyQuery.exists_query(bounds[0][0]))
