"""The JSON answers: the same searches and articles as the pages, and what describes them."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from searchkit.library import MOST_SUGGESTIONS
from searchkit.results import Suggestions, facets_as_json
from searchkit.schema import FACETS
from searchkit.web import asking
from searchkit.web.request import SearchRequest, arguments, read_limit, read_search

#: The endpoint that every open page asks every few seconds, so that it may cost next to nothing.
PROGRESS = "api.progress"

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


@blueprint.get("/api/facets")
def facets() -> Response:
    """All hits of a search, counted by every facet."""
    asked = replace(read_search(arguments(request.query_string)), page=1, group="article")
    found = asking.results(asked, 1, FACETS)
    return jsonify(total=found.total, **facets_as_json(found.facets))


@blueprint.get("/api/suggest")
def suggest() -> Response:
    """Words, phrases and titles that go on as the text begins."""
    return jsonify(_suggestions().to_dict())


@blueprint.get("/suggestions.json")
def completions() -> Response:
    """The same in the form that the bar of a browser asks for (OpenSearch)."""
    found = _suggestions()
    texts = [text for text, _ in (*found.words, *found.phrases, *found.titles)]
    response = jsonify([found.text, list(dict.fromkeys(texts))])
    response.mimetype = "application/x-suggestions+json"
    return response


def _suggestions() -> Suggestions:
    given = arguments(request.query_string)
    limit = min(read_limit(given), MOST_SUGGESTIONS)
    return asking.library().suggest(read_search(given).q, limit=limit)


@blueprint.get("/api/progress")
def progress() -> Response:
    """How far an index run is; null without one."""
    run = asking.index_run()
    return jsonify(run=run.to_dict() if run else None)


@blueprint.get("/api/openapi.json")
def openapi() -> Response:
    """The description of all of these for programs (OpenAPI 3.1)."""
    return jsonify(described())


@blueprint.get("/api")
def overview() -> str:
    """The same description for people."""
    return render_template("api.html", asked=SearchRequest(), api=described())


@cache
def described() -> dict[str, Any]:
    """The OpenAPI document."""
    text = resources.files("searchkit.web").joinpath("openapi.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    document["info"]["version"] = version("searchkit")
    return document


@blueprint.get("/healthz")
def health() -> Response:
    """Whether the index answers, and how many articles it has."""
    return jsonify(status="ok", articles=asking.library().search("", limit=1).total)
