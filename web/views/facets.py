"""The facets of a page of results: values with their counts, each a link that narrows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from searchkit import UNKNOWN_VALUE, Counts, filters
from searchkit.filters import SHOWN_FACETS
from searchkit.web.params import FacetSearch, SearchParams
from searchkit.web.trend_params import trends_href
from searchkit.web.views.labels import language_text, read_dates

#: Values of a facet that are shown at once, and more on demand.
MAX_ROWS = 6
MAX_MORE_ROWS = 5
#: Values that a search in a facet shows, and a page of all values.
MAX_FOUND = 12
PART = 50

#: By facet, the counts of each value.
CountsByFacet: TypeAlias = Mapping[str, Mapping[str, Counts]]

_TIMES = ("year", "month")
_HEADINGS = {
    "source": "Source",
    "author": "Author",
    "agency": "News agency",
    "year": "Year",
    "date_status": "Date status",
    "language": "Language",
    "tag": "Tag",
}
_UNKNOWN = {
    "source": "unknown source",
    "author": "unknown author",
    "agency": "no agency",
    "year": "undated",
    "language": "unknown language",
    "tag": "no tag",
    "month": "not known to the month",
}


@dataclass(frozen=True, slots=True)
class FacetRowView:
    """One value. `href` asks for it or, if it is `chosen`, no longer; None if it has no name.

    `count` is of articles, `units` tells how many stories and sources they are. `exclude_href`
    leaves the value out or, if it is `excluded`, no longer.
    """

    text: str
    count: int
    units: str
    href: str | None
    exclude_href: str | None
    chosen: bool = False
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FacetView:
    """The values of a facet; `more` are shown on demand, `hidden` is how many are not at all.

    `clear_href` takes its filters away; empty without one. `all_href` leads to the counts of all
    values. `within` is what is searched for in its values, `name` what an address calls it.
    """

    heading: str
    rows: tuple[FacetRowView, ...]
    more: tuple[FacetRowView, ...]
    hidden: int
    clear_href: str
    all_href: str = ""
    name: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class ValuesView:
    """A page of all values of a facet; `told` is how many there are."""

    heading: str
    told: str
    rows: tuple[FacetRowView, ...]
    name: str
    within: str
    trends_href: str
    previous_href: str
    next_href: str


def facet_views(
    params: SearchParams, counts: CountsByFacet, wanted: FacetSearch | None = None
) -> tuple[FacetView, ...]:
    """The facets in which the articles differ, or by which they are narrowed.

    The one that is searched in has the values that are `wanted`.
    """
    return tuple(
        _found(params, name, counts, wanted.text)
        if wanted and wanted.text and wanted.name == name
        else view
        for name in SHOWN_FACETS
        if name in counts
        for view in _view(params, name, counts)
    )


def _found(params: SearchParams, name: str, counts: CountsByFacet, text: str) -> FacetView:
    rows = [row for row in _ordered(name, counts[name]) if _has(name, row[0], text)]
    return FacetView(
        _HEADINGS[name],
        tuple(_row(params, name, *row) for row in rows[:MAX_FOUND]),
        (),
        len(rows[MAX_FOUND:]),
        params.href,
        params.values_href(name, text),
        name,
        text,
    )


def _text(name: str, value: str) -> str:
    text = _UNKNOWN.get(name, f"no {_words(name)}") if value == UNKNOWN_VALUE else value
    if name == "month":
        return read_dates(text)
    return language_text(text) if name == "language" else text


def _has(name: str, value: str, text: str) -> bool:
    """Tell if a value contains a text, as it is shown or as a query has it."""
    return filters.contains(_text(name, value), text) or filters.contains(value, text)


def _view(params: SearchParams, name: str, counts: CountsByFacet) -> Iterator[FacetView]:
    own = filters.of_facet(name, params.filters)
    values = _ordered(name, counts[name])
    if len(values) < 2 and not own:
        return
    first = list(values[:MAX_ROWS])
    if own:
        terms = {filters.folded(text.removeprefix("-")) for text in own}
        first += [
            row
            for row in values[MAX_ROWS:]
            if (term := filters.term(name, row[0])) and filters.folded(term) in terms
        ]
    # There may be thousands.
    rest = [row for row in values[MAX_ROWS : MAX_ROWS + MAX_MORE_ROWS] if row not in first]
    yield FacetView(
        _HEADINGS[name],
        tuple(_row(params, name, *row) for row in first),
        tuple(_row(params, name, *row) for row in rest),
        len(values) - len(first) - len(rest),
        params.filtered(*(text for text in params.filters if text not in own)).href if own else "",
        params.values_href(name),
        name,
    )


def values_view(
    params: SearchParams, wanted: FacetSearch, counts: Mapping[str, Counts], part: int
) -> ValuesView | None:
    """A page of the values of a facet that have a text in them; None for one after the last."""
    name = wanted.name
    rows = _ordered(name, counts)
    if wanted.text:
        rows = [row for row in rows if _has(name, row[0], wanted.text)]
    parts = max(1, -(-len(rows) // PART))
    if part > parts:
        return None

    def href(number: int) -> str:
        return params.values_href(name, wanted.text, number)

    told = "1 value" if len(rows) == 1 else f"{len(rows):,} values"
    return ValuesView(
        heading=_HEADINGS.get(name, _words(name).capitalize()),
        told=f"{told}, page {part} of {parts}" if parts > 1 else told,
        rows=tuple(_row(params, name, *row) for row in rows[(part - 1) * PART : part * PART]),
        name=name,
        within=wanted.text,
        trends_href=trends_href(params, name),
        previous_href=href(part - 1) if part > 1 else "",
        next_href=href(part + 1) if part < parts else "",
    )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _ordered(name: str, counts: Mapping[str, Counts]) -> Sequence[tuple[str, Counts]]:
    rows = list(counts.items())
    if name in _TIMES:
        # By time, the newest first and the undated last.
        return sorted(rows, key=lambda row: (row[0] != UNKNOWN_VALUE, row[0]), reverse=True)
    if name == "date_status":
        # The undated stand among the years.
        return [row for row in rows if row[0] != UNKNOWN_VALUE]
    return rows


def _row(params: SearchParams, name: str, value: str, counts: Counts) -> FacetRowView:
    text = _text(name, value)
    term = filters.term(name, value)
    if term is None:
        return FacetRowView(text, counts.articles, counts.summary(), None, None)
    other = filters.excluding(term)
    # In whatever spelling they were chosen.
    given = {text: filters.folded(text) for text in params.filters}
    wanted, unwanted = filters.folded(term), filters.folded(other)
    chosen, excluded = wanted in given.values(), unwanted in given.values()
    others = [text for text, folded in given.items() if folded not in (wanted, unwanted)]
    return FacetRowView(
        text,
        counts.articles,
        counts.summary(),
        params.filtered(*others, *([] if chosen else [term])).href,
        params.filtered(*others, *([] if excluded else [other])).href,
        chosen=chosen,
        excluded=excluded,
    )
