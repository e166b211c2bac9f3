"""Stories: the list, one of them, two articles side by side; as pages and as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from searchkit import StoryList, StoryOrder
from searchkit.web import service
from searchkit.web.params import (
    SearchParams,
    arguments,
    read_limit,
    read_pair,
    read_search,
    read_story_order,
)
from searchkit.web.views.comparison import comparison_view
from searchkit.web.views.story import stories_view, story_view

blueprint = Blueprint("stories", __name__)


@blueprint.get("/stories")
def stories_page() -> str:
    """The stories of two articles or more."""
    stories, order = _stories()
    view = stories_view(stories, order)
    return render_template("stories.html", params=SearchParams(), view=view, order=order)


@blueprint.get("/story/<article:article_id>")
def story_page(article_id: str) -> str:
    """The story of an article."""
    view = story_view(service.searcher().story(article_id))
    return render_template("story.html", params=SearchParams(), view=view)


@blueprint.get("/compare")
def comparison_page() -> str:
    """Two articles side by side."""
    pair = read_pair(arguments(request.query_string))
    view = comparison_view(service.searcher().compare(*pair))
    return render_template("compare.html", params=SearchParams(), view=view)


@blueprint.get("/api/stories")
def stories_json() -> Response:
    """The list in the shape of `stories --json`."""
    return jsonify(_stories()[0].to_dict())


@blueprint.get("/api/story/<article:article_id>")
def story_json(article_id: str) -> Response:
    """A story in the shape of `story --json`."""
    return jsonify(service.searcher().story(article_id).to_dict())


@blueprint.get("/api/compare")
def comparison_json() -> Response:
    """A comparison in the shape of `compare --json`."""
    pair = read_pair(arguments(request.query_string))
    return jsonify(service.searcher().compare(*pair).to_dict())


def _stories() -> tuple[StoryList, StoryOrder]:
    """The requested page of the list. Raises `NotFound` for one after the last."""
    given = arguments(request.query_string)
    order = read_story_order(given)
    params, limit = read_search({**given, "sort": ()}), read_limit(given)
    stories = service.searcher().stories(
        order=order, since=params.since or None, limit=limit, page=params.page
    )
    if stories.page > stories.pages:
        raise NotFound("this list of stories has no such page")
    return stories, order
