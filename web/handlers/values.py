"""All values of a facet, page by page, each a link that narrows the search."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from searchkit.web import service
from searchkit.web.params import arguments, read_facet, read_part, read_search
from searchkit.web.views.facets import values_view

blueprint = Blueprint("values", __name__)


@blueprint.get("/values")
def values_page() -> str:
    """The values that the results of the search in the URL have, those with a text in them."""
    given = arguments(request.query_string)
    params = read_search(given, service.page_group())
    wanted = read_facet(given)
    view = values_view(params, wanted, service.values(params, wanted.name), read_part(given))
    if view is None:
        raise NotFound("this list of values has no such page")
    return render_template("values.html", params=params, view=view)
