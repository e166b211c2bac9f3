"""The state of the server: whether the index answers, and how far an index run is."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from searchkit import SearchRequest
from searchkit.web import service

#: The endpoint that every open page polls, so that it may cost next to nothing.
PROGRESS = "status.progress"

blueprint = Blueprint("status", __name__)


@blueprint.get("/healthz")
def health() -> Response:
    """Check whether the index answers, and how many articles it has."""
    everything = service.searcher().search(SearchRequest(limit=1))
    return jsonify(status="ok", articles=everything.total)


@blueprint.get("/api/progress")
def progress() -> Response:
    """The progress of an index run; null without one."""
    run = service.index_run()
    return jsonify(run=run.to_dict() if run else None)
