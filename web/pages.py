"""The pages: the search with its results, one article, how to cite it; and a search as a feed."""

from __future__ import annotations

import time
from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from searchkit.schema import FACETS
from searchkit.web import asking
from searchkit.web.article_view import article_view
from searchkit.web.cite import cite_view
from searchkit.web.examples import SAMPLE, start_view
from searchkit.web.feed import ENTRIES, atom, opensearch
from searchkit.web.request import PAGE_SIZE, arguments, read_search, read_sentence
from searchkit.web.views import results_view

#: So many articles like one are shown below it.
SIMILAR = 5

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


@blueprint.get("/feed")
def feed() -> Response:
    """The newest results of the search in the URL, for a feed reader."""
    asked = replace(read_search(arguments(request.query_string)), page=1, sort="newest")
    found = asking.results(asked, ENTRIES)
    xml = atom(replace(asked, sort="relevance"), found, request.host_url)
    return Response(xml, mimetype="application/atom+xml")


@blueprint.get("/opensearch.xml")
def description() -> Response:
    """What a browser needs to search here from its own bar."""
    xml = opensearch(request.host_url)
    return Response(xml, mimetype="application/opensearchdescription+xml")


@blueprint.get("/cite/<article:article_id>")
def cite(article_id: str) -> str:
    """How to cite an article, or the sentence of it that is named."""
    given = arguments(request.query_string)
    asked = read_search(given)
    found = asking.marked_article(article_id, asked)
    view = cite_view(asked, found, read_sentence(given), request.host_url)
    return render_template("cite.html", asked=asked, view=view)


@blueprint.get("/article/<article:article_id>")
def article(article_id: str) -> str:
    """One article, with the marks of the search that it was opened from."""
    asked = read_search(arguments(request.query_string))
    found = asking.marked_article(article_id, asked)
    view = article_view(asked, found, asking.similar(article_id, SIMILAR))
    return render_template("article.html", asked=asked, view=view)
