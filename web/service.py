"""The library as the handlers use it: one search, article or state for a request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice

from flask import Flask, current_app, g, request
from werkzeug.exceptions import NotFound

from searchkit import (
    DEFAULT_FACETS,
    FACETS,
    OWN_FIELDS,
    AllQuotes,
    CountRequest,
    Counts,
    CountTable,
    Group,
    HitPlace,
    IndexUnavailable,
    Library,
    MarkedArticle,
    NotOffered,
    Results,
    RunProgress,
    SavedSearch,
    Searcher,
    SearchkitError,
    SearchRequest,
    SearchTooSlow,
    SimilarHit,
    SnapshotIterator,
    Story,
    StoryOrder,
    filters,
)
from searchkit.web import kept_answers
from searchkit.web.freshness import Freshness
from searchkit.web.params import PAGE_SIZE, SearchParams

#: In seconds. A shorter index run is not worth a notice.
MIN_RUN_SECONDS = 1.0

#: Articles whose quotations are a file of the page; `searchkit quotes --csv` has all.
MAX_QUOTED = 1_000
#: Further fields that a page of results names.
MAX_FIELDS = 12

TAG, _ = OWN_FIELDS

_KEY = "searchkit"
_FRESHNESS = "searchkit-freshness"


def attach(app: Flask, library: Library) -> None:
    """Let the handlers of an app use this library."""
    app.extensions[_KEY] = library
    app.extensions[_FRESHNESS] = Freshness(library)
    app.teardown_request(_release)


def library() -> Library:
    """The library of the app that answers the request."""
    attached = current_app.extensions[_KEY]
    assert isinstance(attached, Library)
    return attached


def searcher() -> Searcher:
    """The searcher of this request, so that all of a page is of one state of the index."""
    if "searcher" not in g:
        g.held = ExitStack()
        # Suggestions must keep up with somebody who types.
        is_typed = request.blueprint == "suggestions"
        g.searcher = g.held.enter_context(library().searcher(quick=is_typed))
    held: Searcher = g.searcher
    return held


def _release(_: BaseException | None) -> None:
    g.pop("searcher", None)
    if (held := g.pop("held", None)) is not None:
        held.close()


def state() -> str:
    """A text that changes whenever an answer may."""
    own = library()
    # What is asked for relative to today is another thing tomorrow.
    files = f"{own.saved_stamp} {own.names_stamp} {own.variants_stamp} {dt.date.today()}"
    return f"{revision()} {files} {is_behind()} {folder_trouble()} {index_run()}"


def revision() -> str:
    """What `Library.revision` was when this request came; servers are asked for it once."""
    if "revision" not in g:
        try:
            g.revision = "-".join(map(str, searcher().snapshot.stamp))
        except IndexUnavailable:
            raise
        except SearchkitError:
            # The page will say what there is in the place of an index.
            g.revision = library().revision
    asked: str = g.revision
    return asked


def tells_stories() -> bool:
    """Check whether there are pages of stories to lead to; one without a search asks for none."""
    return "searcher" not in g or searcher().snapshot.stories.known


def page_group() -> Group:
    """The grouping of results on a page whose address names none."""
    try:
        return "story" if searcher().snapshot.stories.known else "article"
    except SearchkitError:
        # The search will say why.
        return "story"


def is_behind() -> bool:
    """Check whether the corpus has changed since the last index run, and none is active."""
    return index_run() is None and _freshness().is_behind(revision())


def folder_trouble() -> str:
    """The reason why the corpus cannot be read, as of the last look; empty if it can."""
    freshness = _freshness()
    freshness.is_behind(revision())
    return freshness.trouble


def _freshness() -> Freshness:
    freshness = current_app.extensions[_FRESHNESS]
    assert isinstance(freshness, Freshness)
    return freshness


def index_run() -> RunProgress | None:
    """The progress of an index run; None without one that takes a while."""
    if "index_run" not in g:
        run = library().run_progress()
        g.index_run = run if run is not None and run.seconds >= MIN_RUN_SECONDS else None
    shown: RunProgress | None = g.index_run
    return shown


def results(params: SearchParams, limit: int, facets: Sequence[str] = DEFAULT_FACETS) -> Results:
    """The requested page of results, counted by these facets.

    Raises what `Library.search` raises, and `NotFound` for a page after the last.
    """
    page = _search(params, limit, facets)
    if page.page > page.pages:
        pages = "only one page" if page.pages == 1 else f"{page.pages} pages"
        raise NotFound(f"this search has {pages}")
    return page


def facet_counts(params: SearchParams, results: Results) -> Mapping[str, Mapping[str, Counts]]:
    """The counts by facet; those of a facet that narrows are as they were without it."""
    counts = dict(results.facets)
    for name in filters.SHOWN_FACETS:
        # However hits are grouped, articles are counted.
        if name in counts and filters.of_facet(name, params.filters):
            counts[name] = values(params, name)
    return counts


def page_facets() -> Sequence[str]:
    """The facets that a page of results counts: tags where the user has any."""
    names = {field.name for field in searcher().snapshot.fields}
    return (*FACETS, TAG) if TAG in names else FACETS


def values(params: SearchParams, name: str) -> Mapping[str, Counts]:
    """The counts of all values of a facet, as they are without its own filters."""
    own = filters.of_facet(name, params.filters)
    others = params.filtered(*(term for term in params.filters if term not in own))
    others = replace(others, group="article")
    if name not in FACETS:
        # Of a further field, those that do not have it are counted too.
        return _search(others, 1, (name,)).facets[name]
    # Not a search: nobody asks for its first hit, or for another spelling of it.
    found = searcher().values(search_request(others, 1, (name,)), (name,))
    return {row.value: found.counts(row) for row in found.rows[name]}


def search_request(
    params: SearchParams, limit: int = PAGE_SIZE, facets: Sequence[str] = DEFAULT_FACETS
) -> SearchRequest:
    """What a page asks for. Raises `QueryError` and `SettingsError`."""
    return SearchRequest(
        text=params.q,
        limit=limit,
        page=params.page,
        sort=params.sort,
        operator=params.operator,
        source=params.source or None,
        since=params.since or None,
        until=params.until or None,
        filters=filters.queries(params.filters),
        facets=facets,
        group=params.group,
    )


def _search(params: SearchParams, limit: int, facets: Sequence[str]) -> Results:
    found = searcher().search(search_request(params, limit, facets))
    if found.partial:
        kept_answers.leave()
    return found


def all_quotes(params: SearchParams, speaker: str | None) -> AllQuotes:
    """Every quotation of the articles of a search. Raises what `Library.all_quotes` raises."""
    request = search_request(params)
    return library().all_quotes(request, speaker=speaker, articles=MAX_QUOTED)


def all_stories(order: StoryOrder, since: str | None) -> SnapshotIterator[Story]:
    """Every story of two articles or more. Raises what `Library.all_stories` raises."""
    return library().all_stories(order=order, since=since)


def further_fields() -> Sequence[str]:
    """The names of the commonest further fields of articles; tags have their own facet."""
    names = (field.name for field in searcher().snapshot.fields)
    return list(islice((name for name in names if name not in OWN_FIELDS), MAX_FIELDS))


def saved_search(text: str) -> SavedSearch | None:
    """The saved search that is meant by `@NAME`; None for another query."""
    if not text.startswith("@"):
        return None
    return next((one for one in library().saved_searches() if f"@{one.name}" == text.strip()), None)


def count_table(request: CountRequest) -> CountTable:
    """Counts by period or value, all in the time of one search.

    Raises what `Library.counts` raises.
    """
    return searcher().count_table(request, at_once=True)


def marked_article(article_id: str, params: SearchParams) -> MarkedArticle:
    """An article with the marks that made it a hit of the search it was opened from.

    Without them if finding them takes too long. Raises what `Library.article` raises.
    """
    request = SearchRequest(text=params.q, operator=params.operator)
    try:
        return searcher().article(article_id, request)
    except SearchTooSlow:
        kept_answers.leave()
        return searcher().article(article_id)


def place(article_id: str, params: SearchParams) -> HitPlace | None:
    """The place of an article on the page of results that it was opened from.

    None if it is not on it, if that takes too long, or if a part of the index does not answer.
    """
    try:
        return searcher().place(article_id, search_request(params, PAGE_SIZE, ()))
    except NotOffered:
        return None
    except (SearchTooSlow, IndexUnavailable):
        kept_answers.leave()
        return None


def similar(article_id: str, limit: int) -> Sequence[SimilarHit]:
    """The articles most like one. Raises `ArticleNotFound`.

    None if that takes too long, or if a part of the index does not answer.
    """
    try:
        return searcher().similar(article_id, limit=limit, snippets=False).hits
    except (SearchTooSlow, IndexUnavailable):
        kept_answers.leave()
        return ()
