"""The page of a quotation."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from searchkit.errors import SettingsError
from searchkit.web import asking
from searchkit.web.quote_view import quote_view
from searchkit.web.request import SearchRequest, arguments

blueprint = Blueprint("quotes", __name__)

#: More digits than the largest article has places.
_MOST_DIGITS = 9


@blueprint.get("/quote/<article:article_id>")
def quote(article_id: str) -> str:
    """What an article quotes at a place of its body, and who else carried it."""
    given = next(iter(arguments(request.query_string).get("at", ())), "")
    if not (given.isascii() and given.isdigit()) or len(given) > _MOST_DIGITS:
        raise SettingsError("at is the place in the article where the quotation begins")
    view = quote_view(asking.library().quote(article_id, int(given)))
    return render_template("quote.html", asked=SearchRequest(), view=view)
