"""Quotations: the page of one, and as JSON the same and those of the articles of a search."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from searchkit import QuoteCluster, QuoteList, SearchRequest
from searchkit.web import service
from searchkit.web.params import (
    PAGE_SIZE,
    SearchParams,
    arguments,
    read_limit,
    read_offset,
    read_search,
    read_speaker,
)
from searchkit.web.views.quote import quote_view
from searchkit.web.views.quotes import quotes_view

blueprint = Blueprint("quotes", __name__)


@blueprint.get("/quote/<article:article_id>")
def quote_page(article_id: str) -> str:
    """The quotation at an offset of an article, and all articles that have it."""
    view = quote_view(_cluster(article_id))
    return render_template("quote.html", params=SearchParams(), view=view)


@blueprint.get("/quotes")
def quotes_page() -> str:
    """The quotations in the articles of a search, or in the newest of all, with their speakers."""
    params, speaker, quotes = _list(PAGE_SIZE)
    view = quotes_view(params, speaker, quotes)
    return render_template("quotes.html", params=params, view=view)


@blueprint.get("/api/quote/<article:article_id>")
def quote_json(article_id: str) -> Response:
    """The same quotation in the shape of one of `quotes --json`."""
    return jsonify(_cluster(article_id).to_dict())


@blueprint.get("/api/quotes")
def quotes_json() -> Response:
    """The quotations in the articles of a search, in the shape of `quotes --json`."""
    return jsonify(_list(read_limit(arguments(request.query_string)))[2].to_dict())


def _list(limit: int) -> tuple[SearchParams, str | None, QuoteList]:
    """The requested page of quotations. Raises `NotFound` for one after the last."""
    given = arguments(request.query_string)
    params = read_search({name: given.get(name, ()) for name in ("q", "any", "page")})
    search = SearchRequest(
        text=params.q,
        limit=limit,
        page=params.page,
        operator=params.operator,
        # Of all articles only so many are looked at.
        sort="newest" if params.is_blank else "relevance",
    )
    speaker = read_speaker(given)
    quotes = service.searcher().quotes(search, speaker=speaker)
    if quotes.page > quotes.pages:
        raise NotFound("this list of quotations has no such page")
    return params, speaker, quotes


def _cluster(article_id: str) -> QuoteCluster:
    return service.searcher().quote(article_id, read_offset(arguments(request.query_string)))
