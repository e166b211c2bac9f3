"""The page of results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchkit import OWN_FIELDS, Counts, Hit, Results, filters
from searchkit.export import FORMATS
from searchkit.web.params import FacetSearch, SearchParams
from searchkit.web.views.brush import with_brush
from searchkit.web.views.facets import CountsByFacet, FacetView, facet_views
from searchkit.web.views.highlighting import Segment, passages, shortened_segments, visible
from searchkit.web.views.labels import MAX_TITLE, Labelled, date_label, language_of
from searchkit.web.views.story import StoryBadgeView, badge
from searchkit.web.views.timeline import TimelineView, timeline

#: Pages next to the current one that paging names.
NEAR_PAGES = 2

_TEXT = "text"
TAG, NOTE = OWN_FIELDS
#: What else there is to download of the results.
_LISTS = {"quotes.csv": "Quotations (CSV)", "kwic.csv": "Words in context (CSV)"}
# What the page calls a field by another name.
_FIELDS = {"body": _TEXT, "quote": _TEXT, "url": "address"}


@dataclass(frozen=True, slots=True)
class LinkView:
    """A text that leads somewhere; the current one of several need not be followed."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class HitView:
    """One result. `matched` says where it matched if not in its body, `why` with which words."""

    rank: int
    href: str
    title: tuple[Segment, ...]
    language: str
    source: str
    date: Labelled
    path: str
    passages: tuple[Segment, ...]
    matched: str
    why: tuple[tuple[str, str], ...]
    score: float
    stale: bool
    story: StoryBadgeView | None
    tags: tuple[LinkView, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class AlternativeView:
    """Another query to try: `why` before it; how much it finds after it, where that is known."""

    why: str
    query: str
    href: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class PagingView:
    """The pages of an answer; None among `pages` stands for a gap."""

    pages: tuple[LinkView | None, ...]
    previous: LinkView | None
    next: LinkView | None


@dataclass(frozen=True, slots=True)
class ResultsView:
    """A page of results. `filters` are those in force, each a link to the same search without.

    `clear_href` is the search without all of them, `took` how long it was in milliseconds. `units`
    are the counts that are not of articles; `exports` lead to all results in each format. `switch`
    shows one result for each story, or all of them again.
    """

    title: str
    heading: str
    units: str
    where: str
    parsed: str
    engine: str
    took: str
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    timeline: TimelineView | None
    filters: tuple[LinkView, ...]
    clear_href: str
    paging: PagingView
    alternatives: tuple[AlternativeView, ...]
    notes: tuple[str, ...]
    exports: tuple[LinkView, ...]
    switch: LinkView | None
    finds: bool
    further: tuple[LinkView, ...] = ()


def results_view(
    params: SearchParams,
    results: Results,
    counts: CountsByFacet,
    *,
    seconds: float = 0.0,
    fields: Sequence[str] = (),
    wanted: FacetSearch | None = None,
    picked: str = "",
) -> ResultsView:
    """The page for the results of what was asked; `counts` are those of the facets.

    `fields` are further fields of the articles, by which they can be counted; `picked` is where
    a range of the histogram begins.
    """
    heading = counted(results.counts.articles if results.grouped else results.total)
    where = f", page {results.page:,} of {results.pages:,}" if results.pages > 1 else ""
    return ResultsView(
        title=f"{params.q or 'Filtered'} – {heading}{where}",
        heading=heading,
        units=_units(results),
        where=where,
        parsed=results.parsed,
        engine=results.engine,
        hits=tuple(_hit(params, hit) for hit in results.hits),
        took=f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.1f} s",
        facets=facet_views(params, counts, wanted),
        finds=bool(wanted and wanted.text),
        timeline=_timeline(params, results, picked),
        filters=tuple(_filters(params)),
        clear_href=replace(params.instead(params.q), operator=params.operator).href,
        paging=_paging(params, results),
        alternatives=tuple(_alternatives(params, results)),
        notes=results.notes,
        exports=tuple(_exports(params)) if results.total else (),
        switch=_switch(params, results.counts),
        further=tuple(
            LinkView(name.replace("_", " "), params.values_href(name))
            for name in ("month", *fields)
        ),
    )


def _timeline(params: SearchParams, results: Results, picked: str) -> TimelineView | None:
    line = timeline(params, results.facets) if results.hits else None
    return with_brush(params, line, picked) if line else None


def _switch(params: SearchParams, counts: Counts) -> LinkView | None:
    """The way between all results and one for each story, where that makes a difference."""
    if params.page_group == "article" or counts.stories in (None, counts.articles):
        return None
    if params.group == "article":
        return LinkView("One result per story", replace(params, page=1, group="story").href)
    return LinkView("Show all versions", replace(params, page=1, group="article").href)


def _units(results: Results) -> str:
    """The numbers of stories and sources, and of articles without one."""
    parts = [results.counts.summary(stories=results.grouped)]
    if (results.counts.sources or 0) > 1 and results.without_source:
        parts.append(f"{results.without_source:,} without a known source")
    return ", ".join(filter(None, parts))


def _exports(params: SearchParams) -> Iterator[LinkView]:
    for name, form in FORMATS.items():
        yield LinkView(form.label, params.export_href(name))
    for name, label in _LISTS.items():
        yield LinkView(label, params.list_href(name))


def counted(articles: int) -> str:
    """A number of articles, in words.

    >>> counted(1), counted(12345)
    ('1 article', '12,345 articles')
    """
    if not articles:
        return "No articles"
    return "1 article" if articles == 1 else f"{articles:,} articles"


def _hit(params: SearchParams, hit: Hit) -> HitView:
    article = hit.article
    elsewhere = [_FIELDS.get(name, name) for name in hit.matched]
    return HitView(
        rank=hit.rank,
        href=params.article_href(hit.id),
        title=shortened_segments(article.title, hit.title_marks, MAX_TITLE),
        language=language_of(article),
        source=article.source or "",
        date=date_label(article),
        path=visible(article.id),
        passages=passages(hit.snippets),
        matched=" and ".join(elsewhere) if _TEXT not in elsewhere else "",
        why=tuple(_why(hit)),
        score=hit.score,
        stale=hit.stale,
        story=badge(article, hit.story),
        tags=tuple(_tags(params, article.fields.get(TAG, ()))),
        note=" ".join(article.fields.get(NOTE, ())),
    )


def _tags(params: SearchParams, tags: Sequence[str]) -> Iterator[LinkView]:
    """The tags of the user, each a link to the results that have it too."""
    for tag in tags:
        if term := filters.term(TAG, tag):
            yield LinkView(tag, params.filtered(*dict.fromkeys((*params.filters, term))).href)


def _why(hit: Hit) -> Iterator[tuple[str, str]]:
    """Each field that matched, and what stands there how often, as analysis writes it."""
    for field in hit.matched:
        terms = [f"{term.text} ×{term.count}" for term in hit.matched_terms if term.field == field]
        yield _FIELDS.get(field, field), ", ".join(terms)


def _filters(params: SearchParams) -> Iterator[LinkView]:
    """The active filters, each a link to the search without it."""
    first = replace(params, page=1)
    for text in params.filters:
        others = (other for other in params.filters if other != text)
        yield LinkView(_filter_text(text), first.filtered(*others).href)
    for name, value, without in (
        ("source", params.source, replace(first, source="")),
        ("since", params.since, replace(first, since="")),
        ("until", params.until, replace(first, until="")),
    ):
        if value:
            yield LinkView(f"{name.capitalize()}: {value}", without.href)


def _filter_text(text: str) -> str:
    """A filter in words.

    >>> _filter_text('source:="River Post"'), _filter_text("-date:inferred")
    ('Source: River Post', 'Not date: inferred')
    """
    field, _, value = text.removeprefix("-").partition(":")
    shown = f"{field}: {value.removeprefix('=').strip(chr(34))}"
    return f"Not {shown}" if text[0] == "-" else f"{shown[:1].upper()}{shown[1:]}"


def _alternatives(params: SearchParams, results: Results) -> Iterator[AlternativeView]:
    """Queries to try; the filters are in them."""

    def alternative(why: str, query: str, total: int | None = None) -> AlternativeView:
        href = params.instead(query).href
        return AlternativeView(why, query, href, "" if total is None else counted(total).lower())

    if results.suggestion:
        yield alternative("Any of the words:", results.suggestion, results.suggestion_total)
    for reading in results.readings:
        why = f"{reading.note[:1].upper()}{reading.note[1:]}:"
        href = replace(params, q=reading.query, page=1).href
        yield AlternativeView(why, reading.query, href, counted(reading.total).lower())
    if results.spelling is not None:
        yield alternative("Did you mean", results.spelling.query, results.spelling.total)
    for relaxed in results.relaxed:
        if relaxed.total:
            yield alternative(
                f"{relaxed.label[:1].upper()}{relaxed.label[1:]}:", relaxed.query, relaxed.total
            )


def _paging(params: SearchParams, results: Results) -> PagingView:
    def link(number: int, text: str = "") -> LinkView:
        href = replace(params, page=number).href
        return LinkView(text or str(number), href, current=number == results.page)

    near = range(results.page - NEAR_PAGES, results.page + NEAR_PAGES + 1)
    numbers = sorted(
        {1, results.pages} | {number for number in near if 1 <= number <= results.pages}
    )
    pages: list[LinkView | None] = []
    for at, number in enumerate(numbers):
        left_out = range(numbers[at - 1] + 1, number) if at else range(0)
        # A gap of one page is that page.
        pages += (
            [link(number) for number in left_out] if len(left_out) == 1 else [None] * bool(left_out)
        )
        pages.append(link(number))
    return PagingView(
        tuple(pages) if results.pages > 1 else (),
        link(results.page - 1, "Previous") if results.page > 1 else None,
        link(results.page + 1, "Next") if results.page < results.pages else None,
    )
