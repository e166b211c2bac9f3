"""A search: the page of results, the same as JSON and as a feed, its counts by facet."""

from __future__ import annotations

import time
from dataclasses import replace

from flask import Blueprint, Response, jsonify, render_template, request

from searchkit import FACETS
from searchkit.web import service
from searchkit.web.access import redirect
from searchkit.web.holdings import start_page
from searchkit.web.params import (
    PAGE_SIZE,
    arguments,
    read_facet_search,
    read_limit,
    read_picked,
    read_search,
)
from searchkit.web.views.feed import MAX_ENTRIES, atom_feed, opensearch_description
from searchkit.web.views.results import results_view
from searchkit.web.views.saved import saved_params

blueprint = Blueprint("search", __name__)


@blueprint.get("/")
def search_page() -> str | Response:
    """The results of the search in the URL, or the start page without one."""
    given = arguments(request.query_string)
    params = read_search(given, service.page_group())
    if params.is_blank:
        return render_template("start.html", params=params, view=start_page(params))
    if saved := service.saved_search(params.q):
        meant = saved_params(saved)
        # One that names a saved search again could lead round in a circle.
        if not service.saved_search(meant.q):
            return redirect(meant.href)
    began = time.perf_counter()
    results = service.results(params, PAGE_SIZE, service.page_facets())
    counts = service.facet_counts(params, results)
    view = results_view(
        params,
        results,
        counts,
        seconds=time.perf_counter() - began,
        fields=service.further_fields(),
        wanted=read_facet_search(given),
        picked=read_picked(given),
    )
    return render_template("results.html", params=params, view=view)


@blueprint.get("/feed")
def feed() -> Response:
    """The results of the search in the URL that came in last, for a feed reader."""
    params = replace(read_search(arguments(request.query_string)), page=1, sort="added")
    results = service.results(params, MAX_ENTRIES)
    xml = atom_feed(replace(params, sort="relevance"), results, request.host_url)
    return Response(xml, mimetype="application/atom+xml")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """The description that lets a browser search here from its address bar."""
    xml = opensearch_description(request.host_url)
    return Response(xml, mimetype="application/opensearchdescription+xml")


@blueprint.get("/api/search")
def search_json() -> Response:
    """A page of results in the shape of `query --json`."""
    given = arguments(request.query_string)
    return jsonify(service.results(read_search(given), read_limit(given)).to_dict())


@blueprint.get("/api/facets")
def facets_json() -> Response:
    """All hits of a search, counted by every facet."""
    params = replace(read_search(arguments(request.query_string)), page=1, group="article")
    results = service.results(params, 1, FACETS)
    return jsonify(total=results.total, **results.facets_to_dict())
