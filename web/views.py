"""What the results page shows: view models free of Flask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from searchkit.results import Hit, Results
from searchkit.schema import UNKNOWN_VALUE
from searchkit.web.labels import Labelled, date_label
from searchkit.web.request import SearchRequest
from searchkit.web.texts import Run, passages, runs, visible

#: A facet shows so many values at once, and so many on demand.
FACET_ROWS = 8
MOST_FACET_ROWS = 100
#: Pages next to the current one that paging names.
NEAR_PAGES = 2

_FACETS = {"source": ("Source", "source"), "year": ("Year", "date")}
_FIELDS = {
    "title": "title",
    "source": "source",
    "author": "author",
    "path": "path",
    "url": "address",
    "language": "language",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; the current one of several need not be followed."""

    text: str
    href: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class HitView:
    """One result. `matched` says where it matched if not in its body."""

    rank: int
    href: str
    title: tuple[Run, ...]
    source: str
    date: Labelled
    path: str
    passages: tuple[Run, ...]
    matched: str
    stale: bool


@dataclass(frozen=True, slots=True)
class FacetView:
    """The values of a facet with their counts; `more` are shown on demand, `hidden` not at all."""

    heading: str
    rows: tuple[Link, ...]
    more: tuple[Link, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Paging:
    """The pages of an answer; None among `pages` stands for a gap."""

    pages: tuple[Link | None, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class ResultsView:
    """A page of results. `filters` are those in force, each a link to the same search without."""

    title: str
    heading: str
    where: str
    parsed: str
    engine: str
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    filters: tuple[Link, ...]
    paging: Paging
    suggestion: Link | None
    notes: tuple[str, ...]


def results_view(asked: SearchRequest, found: Results) -> ResultsView:
    """The page for the results of what was asked."""
    heading = counted(found.total)
    where = f", page {found.page} of {found.pages}" if found.pages > 1 else ""
    suggested = SearchRequest(q=found.suggestion or "", sort=asked.sort)
    return ResultsView(
        title=f"{asked.q or 'Filtered'} – {heading}{where}",
        heading=heading,
        where=where,
        parsed=found.parsed,
        engine=found.engine,
        hits=tuple(_hit(asked, hit) for hit in found.hits),
        facets=tuple(
            _facet(asked, name, rows) for name, rows in found.facets.items() if name in _FACETS
        ),
        filters=tuple(_filters(asked)),
        paging=_paging(asked, found),
        suggestion=Link(suggested.q, suggested.href) if found.suggestion else None,
        notes=found.notes,
    )


def counted(articles: int) -> str:
    """So many articles, in words.

    >>> counted(1), counted(12345)
    ('1 article', '12,345 articles')
    """
    if not articles:
        return "No articles"
    return "1 article" if articles == 1 else f"{articles:,} articles"


def _hit(asked: SearchRequest, hit: Hit) -> HitView:
    article = hit.article
    elsewhere = [_FIELDS[name] for name in hit.matched if name in _FIELDS]
    return HitView(
        rank=hit.rank,
        href=asked.article_href(hit.id),
        title=runs(article.title, hit.title_marks),
        source=article.source or "",
        date=date_label(article),
        path=visible(article.path),
        passages=passages(hit.snippets),
        matched=" and ".join(elsewhere) if "body" not in hit.matched else "",
        stale=hit.stale,
    )


def _facet(asked: SearchRequest, name: str, rows: Sequence[tuple[str, int]]) -> FacetView:
    heading, field = _FACETS[name]
    if name == "year":
        # By time, the newest year first and the undated last.
        rows = sorted(rows, key=lambda row: (row[0] != UNKNOWN_VALUE, row[0]), reverse=True)
    links = [_facet_row(asked, name, field, *row) for row in rows[:MOST_FACET_ROWS]]
    return FacetView(
        heading,
        tuple(links[:FACET_ROWS]),
        tuple(links[FACET_ROWS:]),
        hidden=len(rows) - len(links),
    )


def _facet_row(asked: SearchRequest, facet: str, field: str, value: str, count: int) -> Link:
    if value == UNKNOWN_VALUE:
        term = f"{field}:{UNKNOWN_VALUE}"
        narrowed = replace(asked, page=1, q=_with_term(asked, term))
        text = "undated" if field == "date" else "unknown"
        return Link(text, narrowed.href, _without_term(asked, term) is not None, count)
    narrowed = replace(asked, page=1, source=value)
    if facet == "year":
        # A filter that begins or ends within the year stays: the count was made with it.
        since = asked.since if asked.since.startswith(value) else value
        until = asked.until if asked.until.startswith(value) else value
        narrowed = replace(asked, page=1, since=since, until=until)
    return Link(value, narrowed.href, narrowed == replace(asked, page=1), count)


def _with_term(asked: SearchRequest, term: str) -> str:
    """The query with one more condition, whatever joins its words."""
    if not asked.q:
        return term
    loose = asked.any or " OR " in asked.q
    return f"({asked.q}) AND {term}" if loose else f"{asked.q} AND {term}"


def _without_term(asked: SearchRequest, term: str) -> str | None:
    """The query before `_with_term` added the condition; None if it did not."""
    if asked.q == term:
        return ""
    before = asked.q.removesuffix(f" AND {term}")
    if before == asked.q:
        return None
    inner = before[1:-1]
    return inner if _with_term(replace(asked, q=inner), term) == asked.q else before


def _filters(asked: SearchRequest) -> Iterator[Link]:
    """What narrows the search; each links to the search without it."""
    first = replace(asked, page=1)
    if asked.source:
        yield Link(f"source: {asked.source}", replace(first, source="").href)
    if asked.since and asked.since == asked.until:
        yield Link(f"date: {asked.since}", replace(first, since="", until="").href)
    else:
        if asked.since:
            yield Link(f"since {asked.since}", replace(first, since="").href)
        if asked.until:
            yield Link(f"until {asked.until}", replace(first, until="").href)
    for _, field in _FACETS.values():
        before = _without_term(asked, f"{field}:{UNKNOWN_VALUE}")
        if before is not None:
            yield Link(f"{field}: {UNKNOWN_VALUE}", replace(first, q=before).href)


def _paging(asked: SearchRequest, found: Results) -> Paging:
    def link(number: int, text: str = "") -> Link:
        href = replace(asked, page=number).href
        return Link(text or str(number), href, current=number == found.page)

    near = range(found.page - NEAR_PAGES, found.page + NEAR_PAGES + 1)
    numbers = sorted({1, found.pages} | {one for one in near if 1 <= one <= found.pages})
    pages: list[Link | None] = []
    for at, number in enumerate(numbers):
        left_out = range(numbers[at - 1] + 1, number) if at else range(0)
        # A gap of one page is that page.
        pages += [link(one) for one in left_out] if len(left_out) == 1 else [None] * bool(left_out)
        pages.append(link(number))
    return Paging(
        tuple(pages) if found.pages > 1 else (),
        link(found.page - 1, "Previous") if found.page > 1 else None,
        link(found.page + 1, "Next") if found.page < found.pages else None,
    )
