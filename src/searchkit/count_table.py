"""Counts of several queries by period or value: a row for each, a column for each query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from searchkit.quick_dataclass import dataclass
from searchkit.stories.story import Counts

#: A value; articles whose date is known, but not to the period; articles of which nothing is known.
RowKind = Literal["value", "imprecise", "unknown"]

#: What rows of periods are called by.
TIMES = ("day", "week", "month", "quarter", "year")

_NUMBERS, _SHARES = ("articles", "stories", "sources"), ("base", "share")
_LABELS = {"imprecise": "imprecise date", "unknown": "unknown"}
_OUTSIDE: dict[RowKind, str] = {"imprecise": "with an imprecise date", "unknown": "undated"}


@dataclass(frozen=True, slots=True)
class CountRow:
    """A period or a value with its counts, one for each column.

    `base` counts all articles of it, whatever the queries; None unless shares were asked for.
    `filter` narrows a search to the row; empty where none does.
    """

    value: str
    counts: tuple[Counts, ...]
    kind: RowKind = "value"
    base: Counts | None = None
    filter: str = ""

    @property
    def label(self) -> str:
        """The value as it is shown."""
        return self.value if self.kind == "value" else _LABELS[self.kind]

    def share(self, column: int) -> float | None:
        """The part of all articles of the row that a query finds; None if there are none."""
        if self.base is None or not self.base.articles:
            return None
        return self.counts[column].articles / self.base.articles


@dataclass(frozen=True, slots=True)
class CountColumn:
    """A query, or a value of the second field, with the counts of all that it finds.

    `filter` narrows a search to the value.
    """

    name: str
    text: str
    parsed: str
    total: Counts
    notes: tuple[str, ...] = ()
    filter: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The column, ready for JSON."""
        return {
            "name": self.name,
            "query": {"text": self.text, "parsed": self.parsed},
            "filter": self.filter or None,
            "total": self.total.to_dict(),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts by `by`, and by a second field across if there are two.

    Periods are in their order, without a gap; other values by the articles of all columns, most
    first. What has no date, or no value, has rows of its own at the end, so that the articles of a
    column by periods add up to its total. It is `partial` if not all of the index answered, as the
    notes say.
    """

    by: tuple[str, ...]
    columns: tuple[CountColumn, ...]
    rows: tuple[CountRow, ...]
    notes: tuple[str, ...] = ()
    partial: bool = False

    @property
    def values(self) -> tuple[CountRow, ...]:
        """The rows of periods or values."""
        return tuple(row for row in self.rows if row.kind == "value")

    @property
    def is_over_time(self) -> bool:
        """True if its rows are periods."""
        return self.by[0] in TIMES

    @property
    def has_shares(self) -> bool:
        """True if shares were asked for."""
        return any(row.base is not None for row in self.rows)

    def summary(self, column: int) -> str:
        """A sentence on one column: the range of the table, its peak, and what is in no period.

        >>> rows = (CountRow("2016", (Counts(2, 2, 1),)), CountRow("2017", (Counts(5, 4, 2),)))
        >>> CountTable(("year",), (CountColumn("army", "army", "army", Counts(7, 6, 2)),), rows
        ...     ).summary(0)
        'army: 7 articles, 2016 to 2017; most in 2017 (5)'
        """
        name, total = self.columns[column].name, self.columns[column].total.articles
        text = f"{name}: {total:,} article{'' if total == 1 else 's'}"
        values = self.values
        if not values:
            return text
        peak = max(values, key=lambda row: row.counts[column].articles)
        span = f", {values[0].value} to {values[-1].value}" if self.is_over_time else ""
        highest = peak.counts[column].articles
        most = f"; most in {peak.label} ({highest:,})" if highest else ""
        return f"{text}{span}{most}{self._outside(column) if self.is_over_time else ''}"

    def _outside(self, column: int) -> str:
        """What of a column has a place in no period: it would else seem to be within the range."""
        counts = {row.kind: row.counts[column].articles for row in self.rows}
        return "".join(
            f"; {counts[kind]:,} {words}" for kind, words in _OUTSIDE.items() if counts.get(kind)
        )

    def to_dict(self) -> dict[str, Any]:
        """The table, ready for JSON."""
        return {
            "by": list(self.by),
            "columns": [column.to_dict() for column in self.columns],
            "rows": [self._row(row) for row in self.rows],
            "notes": list(self.notes),
        }

    def _row(self, row: CountRow) -> dict[str, Any]:
        shares: dict[str, Any] = {}
        if row.base is not None:
            shares = {
                "base": row.base.to_dict(),
                "shares": [row.share(column) for column in range(len(self.columns))],
            }
        counts = [counts.to_dict() for counts in row.counts]
        return {
            "value": row.value,
            "kind": row.kind,
            "filter": row.filter or None,
            "counts": counts,
            **shares,
        }

    @property
    def record_columns(self) -> tuple[str, ...]:
        """The names of the values of `records`."""
        return (*self._names, *_NUMBERS, *(_SHARES if self.has_shares else ()))

    def records(self) -> Iterator[Mapping[str, object]]:
        """One record for each row and column, as a program takes it."""
        for row in self.rows:
            for number, (column, counts) in enumerate(zip(self.columns, row.counts, strict=True)):
                share = row.share(number)
                values = (
                    *(row.value, row.kind, column.name),
                    *(counts.articles, counts.stories, counts.sources),
                    *(row.base.articles if row.base else None, share and round(share, 6)),
                )
                yield dict(zip((*self._names, *_NUMBERS, *_SHARES), values, strict=True))

    @property
    def _names(self) -> tuple[str, str, str]:
        """What rows, their kinds and columns are called; fields can have any name."""
        taken = {"kind", *_NUMBERS, *_SHARES}
        row, column, *_ = (*self.by, "query")
        row = f"{row}_value" if row in {*taken, "query"} else row
        return row, "kind", f"{column}_value" if column in taken else column
