"""The start page, put together once for each state of the index and of the saved searches."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

from flask import Flask, current_app

from searchkit import (
    Article,
    ArticleNotFound,
    FollowedSearch,
    Library,
    Searcher,
    SearchRequest,
    SearchTooSlow,
    SettingsError,
)
from searchkit.web import service
from searchkit.web.params import SearchParams
from searchkit.web.views.saved import saved_views
from searchkit.web.views.start import (
    MAX_NEWEST,
    MAX_SAVED,
    MAX_STORIES,
    Holdings,
    SavedListView,
    StartView,
    start_view,
)

_KEY = "searchkit-start"
_FACETS = ("source", "year", "month", "language")


class _Kept:
    """The page as it was made last, and the state that it was made from."""

    def __init__(self) -> None:
        # One thread counts; others wait for what it finds.
        self.lock = threading.Lock()
        self.state: Any = None
        self.view: StartView | None = None


def attach(app: Flask) -> None:
    """Let an app keep its start page."""
    app.extensions[_KEY] = _Kept()


def start_page(params: SearchParams) -> StartView:
    """The view of the start page, as of the index that answers the request."""
    kept = current_app.extensions[_KEY]
    assert isinstance(kept, _Kept)
    state = (service.searcher().snapshot.stamp, service.library().saved_stamp)
    with kept.lock:
        if kept.view is None or kept.state != state:
            kept.view = start_view(params, _holdings(), _saved())
            kept.state = state
        return kept.view


def _holdings() -> Holdings:
    searcher = service.searcher()
    snapshot = searcher.snapshot
    try:
        everything = searcher.search(_newest(_FACETS))
    except SearchTooSlow:
        # Of very many articles, the page has the newest without the counts.
        everything = searcher.search(_newest(()))
    return Holdings(
        everything,
        list(_largest(searcher)),
        snapshot.facts.run.failed,
        snapshot.facts.run.updated or snapshot.facts.created,
    )


def _newest(facets: Sequence[str]) -> SearchRequest:
    return SearchRequest(limit=MAX_NEWEST, sort="newest", facets=facets)


def _largest(searcher: Searcher) -> Iterator[tuple[Article, int]]:
    """The largest stories; not all of their versions, for there may be thousands to read."""
    families = searcher.snapshot.stories.families
    for representative, others in islice(families.items(), MAX_STORIES):
        # An index from somebody else may name what it has not.
        with suppress(ArticleNotFound):
            yield searcher.stored(representative).article, 1 + len(others)


def _followed(library: Library, names: Sequence[str]) -> Sequence[FollowedSearch]:
    return library.follow(names, seconds=library.settings.search_seconds)


def _saved() -> SavedListView:
    """The first saved searches with what is new in them."""
    library = service.library()
    try:
        names = [search.name for search in library.saved_searches()]
        # Without a name it would be all of them.
        followed = _followed(library, names[:MAX_SAVED]) if names else ()
    except SettingsError as error:
        return SavedListView((), trouble=str(error))
    except SearchTooSlow:
        return SavedListView((), trouble="the saved searches took too long to count")
    return SavedListView(saved_views(followed), len(names[MAX_SAVED:]))
