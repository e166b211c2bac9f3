"""The JSON answers: the same searches and articles as the pages, and a sign of life."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from searchkit.web import asking
from searchkit.web.request import read_limit, read_search

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/search")
def search() -> Response:
    """A page of results in the shape of `query --json`."""
    asked, limit = read_search(request.args), read_limit(request.args)
    return jsonify(asking.results(asked, limit).to_dict())


@blueprint.get("/api/article/<path:article_id>")
def article(article_id: str) -> Response:
    """An article, with its provenance and the marks of the query."""
    return jsonify(asking.marked_article(article_id, read_search(request.args)).to_dict())


@blueprint.get("/healthz")
def health() -> Response:
    """Whether the index answers, and how many articles it has."""
    return jsonify(status="ok", articles=asking.library().search("", limit=1).total)
