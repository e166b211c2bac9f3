"""Names: the list of those in the articles of a search, and the page of one; both as JSON too."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from searchkit import NameList, NameReport, SearchRequest, name_list, name_report
from searchkit.web import service
from searchkit.web.params import (
    SearchParams,
    arguments,
    read_limit,
    read_name_kind,
    read_names_within,
    read_search,
)
from searchkit.web.views.names import NAMES_PER_PAGE, NamesChoice, name_view, names_view

blueprint = Blueprint("names", __name__)


@blueprint.get("/names")
def names_page() -> str:
    """The names in the articles of a search, or in all."""
    names, choice = _listed(NAMES_PER_PAGE)
    view = names_view(names, choice)
    return render_template("names.html", params=choice.params, view=view)


@blueprint.get("/name/<article:name>")
def name_page(name: str) -> str:
    """All that the index knows of a name."""
    return render_template("name.html", params=SearchParams(), view=name_view(_report(name)))


@blueprint.get("/api/names")
def names_json() -> Response:
    """The same list in the shape of `names --json`."""
    names, _ = _listed(read_limit(arguments(request.query_string)))
    return jsonify(names.to_dict())


@blueprint.get("/api/name/<article:name>")
def name_json(name: str) -> Response:
    """The same report in the shape of `name --json`."""
    return jsonify(_report(name).to_dict())


def _listed(limit: int) -> tuple[NameList, NamesChoice]:
    given = arguments(request.query_string)
    params = read_search({name: given.get(name, ()) for name in ("q", "any", "page")})
    kind, within = read_name_kind(given), read_names_within(given)
    search = SearchRequest(text=params.q, limit=limit, page=params.page, operator=params.operator)
    names = name_list(service.searcher(), search, kind, within)
    if names.page > names.pages:
        raise NotFound("this list of names has no such page")
    return names, NamesChoice(params, kind or "", within)


def _report(name: str) -> NameReport:
    return name_report(service.searcher(), name)
