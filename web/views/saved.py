"""The page of saved searches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from searchkit import FollowedSearch, SavedSearch
from searchkit.web.params import SearchParams


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved search: where its results and its feed are, its counts in words, or its error."""

    name: str
    query: str
    href: str
    feed_href: str
    counts: str
    new: str
    error: str


def saved_views(searches: Iterable[FollowedSearch]) -> tuple[SavedView, ...]:
    """The searches, in their order."""
    return tuple(map(_view, searches))


def _view(followed: FollowedSearch) -> SavedView:
    search, counts = followed.search, followed.counts
    if followed.error:
        typed = search.values.get("query", "")
        return SavedView(search.name, typed, "", "", "", "", error=followed.error)
    params = saved_params(search)
    return SavedView(
        name=search.name,
        query=params.q,
        href=params.href,
        feed_href=params.feed_href,
        counts=" · ".join(filter(None, (_articles(counts.articles), counts.summary()))),
        new=f"{len(followed.new):,} new" if followed.new else "",
        error="",
    )


def saved_params(search: SavedSearch) -> SearchParams:
    """The search as an address has it; filters of any form become parts of the query."""
    request = search.request()
    parts = [request.text, *request.filters] if request.filters else []
    query = " ".join(f"({part})" for part in parts if part.strip()) or request.text
    return SearchParams(
        q=query or "*",
        sort=request.sort,
        operator=request.operator if not request.filters else "and",
        source=request.source or "",
        since=request.since or "",
        until=request.until or "",
        group=request.group,
    )


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"
