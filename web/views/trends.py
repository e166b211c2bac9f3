"""Counts over time or by value: a picture in two sizes, and the table behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from markupsafe import Markup

from searchkit import COUNTED_BY, CountColumn, CountRow, CountTable, chart
from searchkit.web.params import SearchParams
from searchkit.web.trend_params import MAX_QUERIES, TrendParams
from searchkit.web.views.labels import read_dates

#: Shades of a cross table, from none to the highest count.
SHADES = 5
#: Rows of the table, and counts in it that lead to their articles.
MAX_ROWS, MAX_LINKED = 200, 160
#: What can be chosen across a table of periods.
ACROSS = ("source", "author", "agency", "language")


@dataclass(frozen=True, slots=True)
class CellView:
    """A count with the address of its articles; `shade` from 0 to `SHADES`."""

    text: str
    share: str
    units: str
    href: str
    shade: int


@dataclass(frozen=True, slots=True)
class TrendRowView:
    """A row of the table."""

    label: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TrendsView:
    """All that the page shows."""

    heading: str
    by: str
    columns: tuple[str, ...]
    totals: tuple[str, ...]
    rows: tuple[TrendRowView, ...]
    summaries: tuple[str, ...]
    notes: tuple[str, ...]
    is_crossed: bool
    undrawn: int
    wide: Markup
    narrow: Markup
    svg_href: str
    csv_href: str
    png_href: str = ""


def trends_view(params: TrendParams, table: CountTable) -> TrendsView:
    """The page for a table of counts."""

    def link(row: CountRow, column: int) -> str:
        return _href(params, table.columns[column], row)

    most = max((count.articles for row in table.rows for count in row.counts), default=0)
    shown = _shown(table)
    rows = tuple(
        TrendRowView(
            _label(table, row),
            tuple(_cell(row, number, link(row, number), most) for number in range(len(row.counts))),
        )
        for row in shown
    )
    crossed = len(table.by) > 1
    notes = [
        *table.notes,
        *(f"{column.name}: {note}" for column in table.columns for note in column.notes),
    ]
    if left_out := _left_out(table, shown):
        notes.append(left_out)
    return TrendsView(
        heading=f"Articles by {_words(table.by[0])}" + (f" and {table.by[1]}" if crossed else ""),
        by=_words(table.by[0]),
        columns=tuple(column.name for column in table.columns),
        totals=tuple(f"{column.total.articles:,}" for column in table.columns),
        rows=rows,
        summaries=tuple(_summary(table, column) for column in range(len(table.columns))),
        notes=tuple(dict.fromkeys(notes)),
        is_crossed=crossed,
        undrawn=max(0, len(table.columns) - chart.MAX_LINES),
        wide=_picture(table, chart.WIDE, link) if table.values else Markup(),
        narrow=_picture(table, chart.NARROW) if table.values else Markup(),
        svg_href=params.href(".svg"),
        csv_href=params.href(".csv"),
        png_href=params.href(".png") if chart.can_draw_png() else "",
    )


def choices(params: TrendParams) -> Sequence[str]:
    """What the form offers to count by; that which is counted by is one of it."""
    return [*COUNTED_BY, *({params.by} - set(COUNTED_BY))]


def across_choices(params: TrendParams) -> Sequence[str]:
    """What the form offers across."""
    return ["", *ACROSS, *({params.across} - {"", *ACROSS})]


def fields(params: TrendParams) -> Sequence[str]:
    """The queries of the form, with room for one more."""
    return [*params.queries, ""][:MAX_QUERIES]


def _left_out(table: CountTable, shown: Sequence[CountRow]) -> str:
    """What to say of the rows that a page leaves out."""
    if len(shown) == len(table.rows):
        return ""
    if set(map(id, filter(_links, table.values))) <= set(map(id, shown)):
        return "the table leaves out rows without articles; the CSV file has all rows"
    which = "latest" if table.is_over_time else "first"
    return (
        f"the table shows the {which} {len(shown):,} of {len(table.rows):,} rows; "
        "the CSV file has all"
    )


def _shown(table: CountTable) -> Sequence[CountRow]:
    """The rows that a page has room for; those without articles make room first."""
    if len(table.rows) <= MAX_ROWS and sum(map(_links, table.rows)) <= MAX_LINKED:
        return table.rows
    rows = list(filter(_links, table.values))
    if table.is_over_time:
        rows.reverse()
    sums = accumulate(map(_links, rows))
    kept = [row for row, links in zip(rows, sums, strict=True) if links <= MAX_LINKED][:MAX_ROWS]
    if table.is_over_time:
        kept.reverse()
    return [*kept, *(row for row in table.rows if row.kind != "value")]


def _links(row: CountRow) -> int:
    return sum(bool(count.articles) for count in row.counts)


def _picture(table: CountTable, size: chart.Size, link: chart.Link | None = None) -> Markup:
    # It escapes all that it is given.
    return Markup(chart.svg(table, size=size, link=link, inline=True))


def _cell(row: CountRow, column: int, href: str, most: int) -> CellView:
    counts = row.counts[column]
    share = row.share(column)
    return CellView(
        f"{counts.articles:,}",
        "" if share is None else f"{share:.1%}",
        counts.summary() if counts.articles else "",
        href if counts.articles else "",
        -(-SHADES * counts.articles // most) if most else 0,
    )


def _href(params: TrendParams, column: CountColumn, row: CountRow) -> str:
    """The address of the articles of a row and a column; empty where no query finds just them."""
    if not row.filter:
        return ""
    added = tuple(filter(None, (column.filter, row.filter)))
    search: SearchParams = params.search
    return replace(search, q=column.text, filters=(*search.filters, *added)).href


def _label(table: CountTable, row: CountRow) -> str:
    if table.is_over_time and row.kind == "value":
        return read_dates(row.value)
    return {"unknown": "Unknown", "imprecise": "Imprecise date"}.get(row.kind, row.value)


def _summary(table: CountTable, column: int) -> str:
    """What a column says, with dates as people read them; a query stays as it was typed."""
    text, name = table.summary(column), table.columns[column].name
    if not table.is_over_time or not text.startswith(name):
        return text
    return name + read_dates(text.removeprefix(name))


def _words(name: str) -> str:
    return name.replace("_", " ")
