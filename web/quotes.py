"""The page of a quotation, and as JSON the same and what the articles of a search quote."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from searchkit.stories.quote_clusters import QuoteCluster
from searchkit.web import asking
from searchkit.web.quote_view import quote_view
from searchkit.web.request import (
    SearchRequest,
    arguments,
    read_limit,
    read_place,
    read_search,
    read_speaker,
)

blueprint = Blueprint("quotes", __name__)


@blueprint.get("/quote/<article:article_id>")
def quote(article_id: str) -> str:
    """What an article quotes at a place of its body, and who else carried it."""
    view = quote_view(_quoted(article_id))
    return render_template("quote.html", asked=SearchRequest(), view=view)


@blueprint.get("/api/quote/<article:article_id>")
def quote_json(article_id: str) -> Response:
    """The same quotation as one of `quotes --json`."""
    return jsonify(_quoted(article_id).to_dict())


@blueprint.get("/api/quotes")
def quotes_json() -> Response:
    """What the articles of a search quote, in the shape of `quotes --json`."""
    given = arguments(request.query_string)
    asked = read_search({name: given.get(name, ()) for name in ("q", "any", "page")})
    found = asking.library().quotes(
        asked.q,
        speaker=read_speaker(given),
        limit=read_limit(given),
        page=asked.page,
        any=asked.any,
    )
    if found.page > found.pages:
        raise NotFound("no such page of quotations")
    return jsonify(found.to_dict())


def _quoted(article_id: str) -> QuoteCluster:
    """The quotation of an article that is asked for."""
    return asking.library().quote(article_id, read_place(arguments(request.query_string)))
