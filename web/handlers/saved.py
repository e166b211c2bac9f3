"""The saved searches of the project: their page, and the same as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from searchkit.web import service
from searchkit.web.params import SearchParams
from searchkit.web.views.saved import saved_views

blueprint = Blueprint("saved", __name__)


@blueprint.get("/searches")
def searches_page() -> str:
    """Each saved search with its counts, its results and its feed."""
    views = saved_views(service.library().follow())
    return render_template("searches.html", params=SearchParams(), searches=views)


@blueprint.get("/api/searches")
def searches_json() -> Response:
    """Each saved search with its counts and the ids of what is new."""
    return jsonify(searches=[one.to_dict() for one in service.library().follow()])
