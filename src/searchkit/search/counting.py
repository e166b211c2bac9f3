"""Counts of queries by period or value, from the facets of one snapshot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from searchkit import filters
from searchkit.binding import Bound
from searchkit.count_table import CountColumn, CountRow, CountTable, RowKind
from searchkit.engines import Deadline, Engine, FacetValue, SearchOptions
from searchkit.errors import InvalidArgument
from searchkit.partial_answers import partial_answer
from searchkit.query import Query
from searchkit.quick_dataclass import dataclass
from searchkit.schema import (
    COLUMNS,
    DAY,
    DEFAULT_VALUES,
    UNKNOWN_VALUE,
    is_facet,
)
from searchkit.search.facets import FacetCounts, merged_row, recount_of, sources_of
from searchkit.search.fields import check_fields, without_field
from searchkit.search.name_groups import NameGroups
from searchkit.search.periods import PERIODS, between, period_of, period_query
from searchkit.search.request import SearchRequest
from searchkit.search.stories import Stories
from searchkit.stories.story import Counts
from searchkit.syntax import MatchAll, parse_dates

#: What articles can be counted by, besides their further fields.
COUNTED_BY = (*PERIODS, "source", "author", "agency", "language", "date_status")
MAX_VALUES = 10_000
MAX_QUERIES = 1_000
#: A note tells of empty periods where there are so many rows, and most of them are empty.
MANY_PERIODS, MOSTLY = 100, 0.8

# A kind of row and its value.
_Key: TypeAlias = tuple[RowKind, str]
_Found: TypeAlias = Mapping[_Key, FacetValue]

_LAST: tuple[_Key, ...] = (("imprecise", ""), ("unknown", ""))
_NOTHING = Counts(0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRequest:
    """A table of counts as the shell, the page and Python ask for it.

    `searches` are the queries with their names; their filters are the same. `by` is one of
    `COUNTED_BY` or a further field, or two of them for a cross table of one query, in which a
    period comes first. With `share`, each row also has all articles that pass the filters. At most
    `limit` values are told.

    Raises `InvalidArgument`.
    """

    searches: tuple[tuple[str, SearchRequest], ...]
    by: tuple[str, ...] = ("month",)
    share: bool = False
    limit: int = DEFAULT_VALUES

    def __post_init__(self) -> None:
        if not 1 <= len(self.searches) <= MAX_QUERIES:
            raise InvalidArgument(f"counts are of 1 to {MAX_QUERIES:,} queries")
        if not 1 <= self.limit <= MAX_VALUES:
            raise InvalidArgument(f"limit is a number from 1 to {MAX_VALUES:,}")
        if not 1 <= len(self.by) <= 2 or len(set(self.by)) < len(self.by):
            raise InvalidArgument("count by one field, or by two different ones")
        if len(self.by) == 2:
            if len(self.searches) > 1 or self.share:
                raise InvalidArgument("a table of two fields is of one query, without shares")
            if set(self.by) <= PERIODS.keys():
                raise InvalidArgument("a table of two fields has one period at most")
            if self.by[1] in PERIODS:
                object.__setattr__(self, "by", self.by[::-1])
        for name in self.by:
            if name not in COUNTED_BY and not is_facet(name):
                raise InvalidArgument(
                    f"cannot count by {name!r}",
                    advice=f"use one of {', '.join(COUNTED_BY)}, or a further field of articles",
                )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column, and what is found of it by row."""

    head: CountColumn
    found: _Found


class FieldValues(NamedTuple):
    """The values of facets by their names, most articles first; `counts` gives those of one."""

    rows: Mapping[str, Sequence[FacetValue]]
    counts: Callable[[FacetValue], Counts]
    notes: Sequence[str]

    def first(self, name: str, limit: int) -> tuple[Sequence[FacetValue], Sequence[str]]:
        """As many values of a facet, and a note if these are not all."""
        rows = self.rows[name]
        return rows[:limit], [cut_note(limit, len(rows), name)] if len(rows) > limit else []


class Counting:
    """Counts what queries find, each within the time of a search.

    `bind` gives the query of a request with its notes, and raises `QueryError`.
    """

    def __init__(
        self,
        engine: Engine,
        stories: Stories,
        bind: Callable[[SearchRequest], Bound],
        limited: Callable[[], AbstractContextManager[Deadline]],
        names: NameGroups | None = None,
    ) -> None:
        self._engine = engine
        self._members = stories.members
        self._notes = stories.notes
        self._names = names
        self._facets = FacetCounts(stories.counted_by, names)
        self._bind = bind
        self._limited = limited

    def table(self, request: CountRequest) -> CountTable:
        """Raises `QueryError`, `InvalidArgument` and `SearchTooSlow`."""
        with partial_answer() as lacking:
            table = self._table(request)
        return replace(table, notes=(*lacking, *table.notes), partial=bool(lacking))

    def values(
        self, search: SearchRequest, fields: Sequence[str], *, merged: bool = True
    ) -> FieldValues:
        """The values of facets in the articles of a search, all counted at once.

        Unless they are `merged`, each spelling is a value, and no stories are told.
        Raises `QueryError` and `SearchTooSlow`.
        """
        with self._limited() as deadline:
            bound = self._bind(search)
            options = SearchOptions(limit=0, facets=tuple(fields), deadline=deadline)
            if merged:
                options = replace(options, members=self._members)
            rows = self._engine.search(bound.query, options).facets
            if merged:
                recount = recount_of(self._engine, self._names, bound.query, options)
                rows = {name: self._facets.merged(name, rows[name], recount) for name in fields}
        return FieldValues(rows, self._counts, (*search.parsed.notes, *bound.notes, *self._notes))

    def _table(self, request: CountRequest) -> CountTable:
        with self._limited():
            check_fields(self._engine, request.by, COUNTED_BY)
        by, notes = request.by[0], [*self._notes]
        columns = (
            [self._column(name, search, by) for name, search in request.searches]
            if len(request.by) == 1
            else self._across(request, notes)
        )
        base = None
        if request.share:
            blank = replace(request.searches[0][1], text="")
            base = self._column("", blank, by).found
        keys = self._keys(request, columns, base, notes)
        rows = tuple(
            CountRow(
                _row_name(value, by),
                tuple(self._counts(column.found.get((kind, value))) for column in columns),
                kind,
                None if base is None else self._counts(base.get((kind, value))),
                _row_filter(kind, value, by),
            )
            for kind, value in keys
        )
        heads = tuple(column.head for column in columns)
        return CountTable(request.by, heads, rows, tuple(notes))

    def _counts(self, row: FacetValue | None) -> Counts:
        return _NOTHING if row is None else self._facets.counts(row)

    def _column(self, name: str, search: SearchRequest, by: str) -> _Column:
        with self._limited() as deadline:
            bound = self._bind(search)
            total, found = self._found(bound.query, by, deadline)
            notes = (*search.parsed.notes, *bound.notes)
            parsed = str(search.tree or MatchAll())
            return _Column(CountColumn(name, search.text, parsed, total, notes), found)

    def _found(self, query: Query, by: str, deadline: Deadline) -> tuple[Counts, _Found]:
        """The counts of all that a query finds, and what it finds by row."""
        facet = DAY if by in PERIODS else by
        options = SearchOptions(
            limit=0,
            facets=tuple(dict.fromkeys((facet, "source"))),
            members=self._members,
            deadline=deadline,
        )
        matches = self._engine.search(query, options)
        total = self._facets.total(matches)
        recount = recount_of(self._engine, self._names, query, options)
        rows = list(self._facets.merged(facet, matches.facets[facet], recount))
        if facet not in COLUMNS:
            lacking = replace(options, facets=("source",))
            others = self._engine.search(without_field(query, facet), lacking)
            if others.total:
                sources = sources_of(others.facets["source"])
                rows.append(FacetValue(UNKNOWN_VALUE, others.total, sources, others.members))
        found: dict[_Key, FacetValue] = {}
        for row in rows:
            key = _key(row.value, by)
            found[key] = merged_row(found[key], row) if key in found else row
        return total, found

    def _across(self, request: CountRequest, notes: list[str]) -> list[_Column]:
        """A column for each value of the second field; the values are searched for one by one."""
        first, second = request.by
        ((_, search),) = request.searches
        with self._limited() as deadline:
            query = self._bind(search).query
            _, found = self._found(query, second, deadline)
        ordered = sorted(found.items(), key=lambda item: (-item[1].articles, item[0]))
        if len(ordered) > request.limit:
            notes.append(cut_note(request.limit, len(ordered), second))
        columns = []
        for (kind, value), row in ordered[: request.limit]:
            clause = filters.term(second, value if kind == "value" else UNKNOWN_VALUE)
            if clause is None:
                notes.append(f"{value!r} has no letters or digits and cannot be searched for")
                continue
            narrowed = replace(search, filters=(*search.filters, clause))
            name = value if kind == "value" else UNKNOWN_VALUE
            column = self._column(name, narrowed, first)
            head = replace(column.head, total=self._counts(row), filter=clause)
            columns.append(_Column(head, column.found))
        return columns

    def _keys(
        self,
        request: CountRequest,
        columns: Sequence[_Column],
        base: _Found | None,
        notes: list[str],
    ) -> list[_Key]:
        """The rows in their order."""
        found = [column.found for column in columns]
        keys = {key for rows in (*found, *filter(None, [base])) for key in rows}
        rest = [key for key in _LAST if key in keys]
        by = request.by[0]
        if by in PERIODS:
            days = [dt.date.fromisoformat(value) for kind, value in keys if kind == "value"]
            periods = self._periods(request, days)
            empty = len(periods) - len(keys.intersection(periods))
            if len(periods) >= MANY_PERIODS and empty > MOSTLY * len(periods):
                notes.append(
                    f"{empty:,} of the {len(periods):,} rows have no article; "
                    "since and until narrow the period"
                )
            return [*periods, *rest]
        most = {key: sum(rows[key].articles for rows in found if key in rows) for key in keys}
        values = sorted(keys.difference(_LAST), key=lambda key: (-most[key], key))
        if len(values) > request.limit:
            notes.append(cut_note(request.limit, len(values), by))
        return [*values[: request.limit], *rest]

    def _periods(self, request: CountRequest, days: Sequence[dt.date]) -> list[_Key]:
        """All periods from the first that was asked for, or has an article, to the last."""
        search, by = request.searches[0][1], request.by[0]
        first, last = min(days, default=None), max(days, default=None)
        if search.since and (since := parse_dates("since", search.since, today=search.today).first):
            first = since.first_day
        if search.until and (until := parse_dates("until", search.until, today=search.today).last):
            last = until.last_day
        if first is None or last is None:
            return []
        return [("value", day.isoformat()) for day in between(first, last, by)]


def cut_note(listed: int, values: int, field: str) -> str:
    """What tells that not all values of a field are listed."""
    what = "names" if field == "name" else f"values of {field}"
    return f"only the {listed:,} most common of {values:,} {what} are listed"


def _key(value: str, by: str) -> _Key:
    """The row of a value; that of a period is called by its first day."""
    if value == UNKNOWN_VALUE:
        return "unknown", ""
    if by not in PERIODS:
        return "value", value
    day = period_of(value, by)
    return ("imprecise", "") if day is None else ("value", day.isoformat())


def _row_filter(kind: RowKind, value: str, by: str) -> str:
    if kind == "imprecise":
        return ""
    if by not in PERIODS:
        return filters.term(by, UNKNOWN_VALUE if kind == "unknown" else value) or ""
    return "date:unknown" if kind == "unknown" else period_query(_row_name(value, by))


def _row_name(value: str, by: str) -> str:
    return PERIODS[by].name(dt.date.fromisoformat(value)) if value and by in PERIODS else value
