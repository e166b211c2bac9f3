"""The start page: what the folder holds, the saved searches, and what to try."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchkit import UNKNOWN_VALUE, Article, Failure, PartialDate, Results, filters
from searchkit.web.params import SearchParams
from searchkit.web.trend_params import trends_href
from searchkit.web.views.examples import ExampleView, example_views
from searchkit.web.views.facets import CountsByFacet
from searchkit.web.views.highlighting import visible
from searchkit.web.views.labels import Labelled, date_text, language_text
from searchkit.web.views.results import LinkView, counted
from searchkit.web.views.saved import SavedView
from searchkit.web.views.story import ArticleLinkView, article_link, story_href
from searchkit.web.views.timeline import TimelineView, timeline

#: The rows of each list.
MAX_NEWEST = 5
MAX_STORIES = 5
MAX_SAVED = 5
MAX_VALUES = 6
MAX_FAILURES = 20


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the folder holds: its articles, the newest among them, its largest stories, and more.

    `stories` are the representative of each with the number of its versions, `failed` the files
    that could not be read in the last run, which was at the moment `updated` (ISO 8601).
    """

    everything: Results
    stories: Sequence[tuple[Article, int]]
    failed: Sequence[Failure]
    updated: str


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of the articles, how many have it, and the address of those; perhaps none."""

    text: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class ValuesView:
    """The commonest values of a facet; `more` others are at `all_href`."""

    heading: str
    rows: tuple[ValueView, ...]
    more: int
    all_href: str


@dataclass(frozen=True, slots=True)
class SavedListView:
    """The first saved searches, how many `more` there are, or why there are none."""

    searches: tuple[SavedView, ...]
    more: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class StoryLineView:
    """A story by its fullest version."""

    title: str
    href: str
    versions: str


@dataclass(frozen=True, slots=True)
class StartView:
    """The page before any search. `facts` are names with their values, `updated` is a moment."""

    heading: str
    facts: tuple[tuple[str, LinkView], ...]
    updated: Labelled
    timeline: TimelineView | None
    newest: tuple[ArticleLinkView, ...]
    newest_href: str
    stories: tuple[StoryLineView, ...]
    values: tuple[ValuesView, ...]
    saved: SavedListView
    failures: tuple[Failure, ...]
    failed: str
    examples: tuple[ExampleView, ...]


def start_view(params: SearchParams, holdings: Holdings, saved: SavedListView) -> StartView:
    """The first page; `params` are those of a blank search."""
    everything = holdings.everything
    counts = _counts(everything)
    return StartView(
        heading=f"Search {counted(everything.total)}" if everything.total else "No articles yet",
        facts=tuple(_facts(everything)),
        updated=_moment(holdings.updated),
        timeline=timeline(params, counts) if everything.total else None,
        newest=tuple(article_link(hit.article) for hit in everything.hits[:MAX_NEWEST]),
        newest_href=SearchParams(q="*", sort="newest").href,
        stories=tuple(
            StoryLineView(article.title, story_href(article.id), f"{versions:,} versions")
            for article, versions in holdings.stories[:MAX_STORIES]
        ),
        values=tuple(_values(params, counts)),
        saved=saved,
        failures=tuple(
            Failure(visible(failure.path), failure.reason)
            for failure in holdings.failed[:MAX_FAILURES]
        ),
        failed=_failed(len(holdings.failed)),
        examples=example_views(everything),
    )


def _facts(everything: Results) -> Iterator[tuple[str, LinkView]]:
    """The size of the folder in its units, each with a link to more about it."""
    counts = _counts(everything)
    if not everything.total:
        return
    yield "Articles", LinkView(f"{everything.total:,}", SearchParams(q="*").href)
    if sources := _known(counts, "source"):
        yield "Sources", LinkView(f"{len(sources):,}", trends_href(SearchParams(), "source"))
    if period := _period(counts):
        yield "Period", LinkView(period, SearchParams(q="*", sort="oldest").href)
    if undated := counts["year"].get(UNKNOWN_VALUE):
        href = SearchParams(filters=(f"date:{UNKNOWN_VALUE}",)).href
        yield "Undated", LinkView(counted(undated.articles), href)


def _counts(everything: Results) -> CountsByFacet:
    """The counts by facet, with none of a facet that was not counted."""
    return {
        name: everything.facets.get(name, {}) for name in ("source", "year", "month", "language")
    }


def _known(counts: CountsByFacet, facet: str) -> list[str]:
    return [value for value in counts[facet] if value != UNKNOWN_VALUE]


def _period(counts: CountsByFacet) -> str:
    """The time from the first article to the last, to the month where all of a year have one."""
    years = sorted(_known(counts, "year"))
    if not years:
        return ""
    ends = [_end(counts, years[0], first=True), _end(counts, years[-1], first=False)]
    return " – ".join(dict.fromkeys(ends))


def _end(counts: CountsByFacet, year: str, *, first: bool) -> str:
    months = [month for month in _known(counts, "month") if month.startswith(f"{year}-")]
    if sum(counts["month"][month].articles for month in months) < counts["year"][year].articles:
        return year.lstrip("0")
    number = (min(months) if first else max(months)).partition("-")[2]
    return date_text(PartialDate(int(year), int(number)))


def _values(params: SearchParams, counts: CountsByFacet) -> Iterator[ValuesView]:
    for name, heading in (("source", "Largest sources"), ("language", "Languages")):
        values = _known(counts, name)
        if not values:
            continue
        rows = []
        for value in values[:MAX_VALUES]:
            term = filters.term(name, value)
            text = language_text(value) if name == "language" else value
            href = params.filtered(term).href if term else ""
            rows.append(ValueView(text, counts[name][value].articles, href))
        more = len(values) - len(rows)
        yield ValuesView(heading, tuple(rows), more, trends_href(SearchParams(), name))


def _failed(count: int) -> str:
    if not count:
        return ""
    return f"{count:,} {'file' if count == 1 else 'files'} could not be read"


def _moment(iso: str) -> Labelled:
    """A moment in words, in UTC."""
    moment = dt.datetime.fromisoformat(iso).astimezone(dt.UTC)
    date = PartialDate(moment.year, moment.month, moment.day, moment.timetz())
    return Labelled(date_text(date), iso=iso)
