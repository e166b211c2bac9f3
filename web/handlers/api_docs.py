"""The description of the API: for programs (OpenAPI 3.1) and for people."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from searchkit.web.params import SearchParams

blueprint = Blueprint("api_docs", __name__)


@blueprint.get("/api/openapi.json")
def openapi_json() -> Response:
    """The description for programs."""
    return jsonify(openapi())


@blueprint.get("/api")
def api_page() -> str:
    """The same description for people."""
    return render_template("api.html", params=SearchParams(), api=openapi())


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI document."""
    text = resources.files("searchkit.web").joinpath("openapi.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    document["info"]["version"] = version("searchkit")
    return document
