"""What the pages and the JSON answers alike ask of the library of their app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Flask, current_app, g
from werkzeug.exceptions import NotFound

from searchkit.errors import SearchTooSlow
from searchkit.index.progress import RunProgress
from searchkit.library import Library
from searchkit.results import MarkedArticle, Results, SimilarHit
from searchkit.schema import DEFAULT_FACETS
from searchkit.web import filters
from searchkit.web.facets import SHOWN, CountsByFacet
from searchkit.web.freshness import Freshness
from searchkit.web.request import SearchRequest

#: In seconds. A run that is over so soon is not worth telling.
TOLD_AFTER = 1.0

_KEY = "searchkit"
_FRESHNESS = "searchkit-freshness"


def attach(app: Flask, library: Library) -> None:
    """Let the views of an app ask this library."""
    app.extensions[_KEY] = library
    app.extensions[_FRESHNESS] = Freshness(library)


def library() -> Library:
    """The library of the app that answers the request."""
    found = current_app.extensions[_KEY]
    assert isinstance(found, Library)
    return found


def state() -> str:
    """Changes whenever an answer may."""
    return f"{library().revision} {is_behind()} {folder_trouble()} {index_run()}"


def tells_stories() -> bool:
    """Whether there are pages of stories to lead to."""
    return library().tells_stories


def is_behind() -> bool:
    """Whether the corpus has changed since the index was made of it, and nobody indexes it."""
    return index_run() is None and _freshness().is_behind()


def folder_trouble() -> str:
    """Why the corpus cannot be looked through, as far as `is_behind` has found out."""
    freshness = _freshness()
    freshness.is_behind()
    return freshness.trouble


def _freshness() -> Freshness:
    found = current_app.extensions[_FRESHNESS]
    assert isinstance(found, Freshness)
    return found


def index_run() -> RunProgress | None:
    """How far a run is that is writing the index; None without one that takes a while."""
    if "index_run" not in g:
        found = library().run_progress()
        g.index_run = found if found is not None and found.seconds >= TOLD_AFTER else None
    run: RunProgress | None = g.index_run
    return run


def results(asked: SearchRequest, limit: int, facets: Sequence[str] = DEFAULT_FACETS) -> Results:
    """The page of results that is asked for, counted by these facets.

    Raises what `Library.search` raises, and `NotFound` for a page after the last.
    """
    found = _search(asked, limit, facets)
    if found.page > found.pages:
        pages = "only one page" if found.pages == 1 else f"{found.pages} pages"
        raise NotFound(f"no such page: this search has {pages}")
    return found


def facet_counts(asked: SearchRequest, found: Results) -> CountsByFacet:
    """The counts by facet, as `found` has them; by one that narrows, as they are without it."""
    counts = dict(found.facets)
    for name in SHOWN:
        own = filters.of_facet(name, asked.filters)
        if own:
            others = asked.filtered(*(one for one in asked.filters if one not in own))
            # However hits are grouped, articles are counted.
            others = replace(others, group="article")
            counts[name] = _search(others, 1, (name,)).facets[name]
    return counts


def _search(asked: SearchRequest, limit: int, facets: Sequence[str]) -> Results:
    return library().search(
        asked.q,
        limit=limit,
        page=asked.page,
        sort=asked.sort,
        any=asked.any,
        source=asked.source or None,
        since=asked.since or None,
        until=asked.until or None,
        filters=filters.queries(asked.filters),
        facets=facets,
        group=asked.group,
    )


def marked_article(article_id: str, asked: SearchRequest) -> MarkedArticle:
    """An article with the marks that made it a hit of the search it was opened from.

    Without them if to find them takes too long. Raises what `Library.article` raises.
    """
    try:
        return library().article(article_id, asked.q, any=asked.any)
    except SearchTooSlow:
        return library().article(article_id)


def similar(article_id: str, limit: int) -> Sequence[SimilarHit]:
    """The articles most like one; none if that takes too long. Raises `ArticleNotFound`."""
    try:
        return library().similar(article_id, limit=limit).hits
    except SearchTooSlow:
        return ()
