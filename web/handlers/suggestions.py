"""Completions of what is being typed, for the page and for the address bar of a browser."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from searchkit import MAX_SUGGESTIONS, Suggestions
from searchkit.web import service
from searchkit.web.params import arguments, read_limit, read_search

blueprint = Blueprint("suggestions", __name__)


@blueprint.get("/api/suggest")
def suggest_json() -> Response:
    """Words, phrases, names and titles that complete the text."""
    return jsonify(_suggestions().to_dict())


@blueprint.get("/suggestions.json")
def opensearch_suggestions() -> Response:
    """The same in the form that the address bar of a browser asks for (OpenSearch)."""
    suggestions = _suggestions()
    rows = (*suggestions.words, *suggestions.phrases, *suggestions.titles)
    texts = [*(text for text, _ in rows), *(one.name for one in suggestions.names)]
    response = jsonify([suggestions.text, list(dict.fromkeys(texts))])
    response.mimetype = "application/x-suggestions+json"
    return response


def _suggestions() -> Suggestions:
    given = arguments(request.query_string)
    limit = min(read_limit(given), MAX_SUGGESTIONS)
    return service.searcher().suggest(read_search(given).q, limit=limit)
