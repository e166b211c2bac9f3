"""An article: its page, its JSON, and how to cite it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request

from searchkit.web import service
from searchkit.web.params import arguments, read_search, read_sentence
from searchkit.web.views.article import article_view
from searchkit.web.views.cite import cite_view

#: Similar articles that are shown below an article.
MAX_SIMILAR = 5

blueprint = Blueprint("article", __name__)


@blueprint.get("/article/<article:article_id>")
def article_page(article_id: str) -> str:
    """One article, with the marks of the search that it was opened from."""
    params = read_search(arguments(request.query_string), service.page_group())
    marked = service.marked_article(article_id, params)
    place = None if params.is_blank else service.place(marked.article.id, params)
    similar = service.similar(article_id, MAX_SIMILAR)
    view = article_view(params, marked, similar, place)
    return render_template("article.html", params=params, view=view)


@blueprint.get("/cite/<article:article_id>")
def cite_page(article_id: str) -> str:
    """The citation of an article, or of the sentence of it that is named."""
    given = arguments(request.query_string)
    params = read_search(given, service.page_group())
    marked = service.marked_article(article_id, params)
    view = cite_view(params, marked, read_sentence(given), request.host_url)
    return render_template("cite.html", params=params, view=view)


@blueprint.get("/api/article/<article:article_id>")
def article_json(article_id: str) -> Response:
    """An article, with its provenance and the marks of the query."""
    params = read_search(arguments(request.query_string))
    return jsonify(service.marked_article(article_id, params).to_dict())
