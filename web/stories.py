"""The pages of stories, and the same as JSON: the list, one of them, two articles side by side."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from searchkit.results import StoryList
from searchkit.search.stories import StoryOrder
from searchkit.web import asking
from searchkit.web.failures import BadArgument
from searchkit.web.request import Arguments, SearchRequest, arguments, read_limit, read_search
from searchkit.web.story_view import comparison_view, stories_view, story_view

blueprint = Blueprint("stories", __name__)


@blueprint.get("/stories")
def stories() -> str:
    """The stories that two articles or more tell."""
    found, order = _listed()
    view = stories_view(found, order)
    return render_template("stories.html", asked=SearchRequest(), view=view, order=order)


@blueprint.get("/story/<article:article_id>")
def story(article_id: str) -> str:
    """The story of an article."""
    view = story_view(asking.library().story(article_id))
    return render_template("story.html", asked=SearchRequest(), view=view)


@blueprint.get("/compare")
def compare() -> str:
    """Two articles side by side."""
    view = comparison_view(asking.library().compare(*_pair()))
    return render_template("compare.html", asked=SearchRequest(), view=view)


@blueprint.get("/api/stories")
def stories_json() -> Response:
    """The list in the shape of `stories --json`."""
    return jsonify(_listed()[0].to_dict())


@blueprint.get("/api/story/<article:article_id>")
def story_json(article_id: str) -> Response:
    """A story in the shape of `story --json`."""
    return jsonify(asking.library().story(article_id).to_dict())


@blueprint.get("/api/compare")
def compare_json() -> Response:
    """A comparison in the shape of `compare --json`."""
    return jsonify(asking.library().compare(*_pair()).to_dict())


def _listed() -> tuple[StoryList, StoryOrder]:
    """The page of the list that is asked for. Raises `NotFound` for one after the last."""
    given = arguments(request.query_string)
    order = _order(given)
    page, limit = read_search({**given, "sort": ()}), read_limit(given)
    found = asking.library().stories(
        order=order, since=page.since or None, limit=limit, page=page.page
    )
    if found.page > found.pages:
        raise NotFound("no such page of stories")
    return found, order


def _order(given: Arguments) -> StoryOrder:
    match next(iter(given.get("sort", ())), "").strip():
        case "" | "largest":
            return "largest"
        case "newest":
            return "newest"
        case other:
            raise BadArgument(f"sort must be largest or newest, not “{other[:40]}”")


def _pair() -> tuple[str, str]:
    given = arguments(request.query_string)
    left, right = (next(iter(given.get(side, ())), "") for side in ("left", "right"))
    if not left or not right:
        raise BadArgument("left and right name the articles to compare")
    return left, right
