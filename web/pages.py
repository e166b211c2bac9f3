"""The HTML pages: the search with its results, and one article."""

from __future__ import annotations

import time

from flask import Blueprint, render_template, request

from searchkit.schema import FACETS
from searchkit.web import asking
from searchkit.web.article_view import article_view
from searchkit.web.examples import SAMPLE, start_view
from searchkit.web.request import PAGE_SIZE, arguments, read_search
from searchkit.web.views import results_view

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def search() -> str:
    """The results of the search in the URL, or how to begin one."""
    asked = read_search(arguments(request.query_string))
    if asked.is_blank:
        everything = asking.library().search("", limit=SAMPLE, sort="newest")
        return render_template("start.html", asked=asked, view=start_view(everything))
    began = time.perf_counter()
    found = asking.results(asked, PAGE_SIZE, FACETS)
    counts = asking.facet_counts(asked, found)
    view = results_view(asked, found, counts, seconds=time.perf_counter() - began)
    return render_template("results.html", asked=asked, view=view)


@blueprint.get("/article/<article:article_id>")
def article(article_id: str) -> str:
    """One article, with the marks of the search that it was opened from."""
    asked = read_search(arguments(request.query_string))
    view = article_view(asked, asking.marked_article(article_id, asked))
    return render_template("article.html", asked=asked, view=view)
