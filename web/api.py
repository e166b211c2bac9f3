"""The JSON answers: the same searches and articles as the pages, and a sign of life."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchkit.web import asking
from searchkit.web.request import arguments, read_limit, read_search

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/search")
def search() -> Response:
    """A page of results in the shape of `query --json`."""
    given = arguments(request.query_string)
    return jsonify(asking.results(read_search(given), read_limit(given)).to_dict())


@blueprint.get("/api/article/<article:article_id>")
def article(article_id: str) -> Response:
    """An article, with its provenance and the marks of the query."""
    asked = read_search(arguments(request.query_string))
    return jsonify(asking.marked_article(article_id, asked).to_dict())


@blueprint.get("/healthz")
def health() -> Response:
    """Whether the index answers, and how many articles it has."""
    return jsonify(status="ok", articles=asking.library().search("", limit=1).total)
