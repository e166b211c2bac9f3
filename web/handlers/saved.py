"""The saved searches of the project: their page, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, render_template

from searchkit import FollowedSearch
from searchkit.web import service
from searchkit.web.params import SearchParams
from searchkit.web.views.saved import saved_views

#: All searches of the page take the time of so many at most.
SEARCHES = 5

blueprint = Blueprint("saved", __name__)


@blueprint.get("/searches")
def searches_page() -> str:
    """Each saved search with its counts, its results and its feed."""
    views = saved_views(_followed())
    return render_template("searches.html", params=SearchParams(), searches=views)


@blueprint.get("/api/searches")
def searches_json() -> Response:
    """Each saved search with its counts and the ids of what is new."""
    return jsonify(searches=[one.to_dict() for one in _followed()])


def _followed() -> Sequence[FollowedSearch]:
    """All searches, in a few times the time of one search."""
    library = service.library()
    return library.follow(seconds=SEARCHES * library.settings.search_seconds)
