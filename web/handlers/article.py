"""An article: its page, its JSON, and how to cite it."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify, render_template, request

from searchkit import NotOffered, SearchTooSlow
from searchkit.web import service
from searchkit.web.params import PAGE_SIZE, SearchParams, arguments, read_search, read_sentence
from searchkit.web.views.article import Neighbours, article_view
from searchkit.web.views.cite import cite_view

#: Similar articles that are shown below an article.
MAX_SIMILAR = 5

blueprint = Blueprint("article", __name__)


@blueprint.get("/article/<article:article_id>")
def article_page(article_id: str) -> str:
    """One article, with the marks of the search that it was opened from."""
    params = read_search(arguments(request.query_string), service.page_group())
    marked = service.marked_article(article_id, params)
    view = article_view(
        params,
        marked,
        service.similar(article_id, MAX_SIMILAR),
        _neighbours(params, marked.article.id),
    )
    return render_template("article.html", params=params, view=view)


@blueprint.get("/cite/<article:article_id>")
def cite_page(article_id: str) -> str:
    """The citation of an article, or of the sentence of it that is named."""
    given = arguments(request.query_string)
    params = read_search(given, service.page_group())
    marked = service.marked_article(article_id, params)
    view = cite_view(params, marked, read_sentence(given), request.host_url)
    return render_template("cite.html", params=params, view=view)


@blueprint.get("/api/article/<article:article_id>")
def article_json(article_id: str) -> Response:
    """An article, with its provenance and the marks of the query."""
    params = read_search(arguments(request.query_string))
    return jsonify(service.marked_article(article_id, params).to_dict())


def _neighbours(params: SearchParams, article_id: str) -> Neighbours | None:
    """The results beside an article; None if it is no hit of that page, or if that takes too long.

    A link keeps the page of results that it leads from, so that the way back is right.
    """
    if params.is_blank:
        return None
    try:
        return _found_neighbours(params, article_id)
    except (SearchTooSlow, NotOffered):
        return None


def _found_neighbours(params: SearchParams, article_id: str) -> Neighbours | None:
    page = service.searcher().search(service.search_request(params, PAGE_SIZE, ()))
    ids = [hit.id for hit in page.hits]
    if article_id not in ids:
        return None
    at = ids.index(article_id)
    if at > 0:
        previous = params.article_href(ids[at - 1])
    else:
        previous = _href(replace(params, page=params.page - 1), -1) if params.page > 1 else ""
    if at + 1 < len(ids):
        following = params.article_href(ids[at + 1])
    else:
        has_next = params.page < page.pages
        following = _href(replace(params, page=params.page + 1), 0) if has_next else ""
    return Neighbours(page.hits[at], page.total, previous, following)


def _href(params: SearchParams, at: int) -> str:
    """The address of the first or the last hit of another page."""
    hits = service.searcher().search(service.search_request(params, PAGE_SIZE, ())).hits
    return params.article_href(hits[at].id) if hits else ""
