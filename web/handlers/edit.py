"""Editing an article on this machine: its form, and what the form says."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request
from werkzeug.exceptions import Conflict

from searchkit import Article, EditConflict, SettingsError
from searchkit.web import service
from searchkit.web.access import redirect
from searchkit.web.editing import MAX_WAIT, Change, editing_of_app, has_token, refuse_strangers
from searchkit.web.params import SearchParams, arguments, read_search
from searchkit.web.views.edit import CORRECTED, NOTE, TAGS, Typed, edit_href, edit_view

#: The addresses of forms begin so.
PREFIX = "/edit/"
#: Names of changes are no longer.
MAX_NAME = 40

_NAMES = (*CORRECTED, TAGS, NOTE)

blueprint = Blueprint("edit", __name__)
blueprint.before_request(refuse_strangers)


@blueprint.get(f"{PREFIX}<article:article_id>")
def form(article_id: str) -> Response:
    """The form of an article; after a change, with the way to take it back."""
    params, article = _requested_article(article_id)
    name = request.args.get("changed", "")[:MAX_NAME]
    change = editing_of_app().change(name, article.id)
    if change is None:
        return _page(params, article)
    if request.args.get("waits"):
        saved = "Saved. The index is still being updated; searches will follow."
    else:
        saved = "Saved."
    return _page(params, article, saved=saved, undo=name)


@blueprint.post(f"{PREFIX}<article:article_id>", endpoint="save")
def save(article_id: str) -> Response:
    """Write what was changed in the form, or take a change back."""
    params, article = _requested_article(article_id)
    typed = _typed()
    if not has_token(article.id, request.form.get("token", "")):
        trouble = "Not saved: this form is from before the server was started. Save it again."
        return _page(params, article, typed=typed, trouble=trouble, status=403)
    undone = request.form.get("undo", "")[:MAX_NAME]
    stamp = request.form.get("stamp", "")
    try:
        if undone:
            return _undo(params, article, undone)
        return _written(params, article, typed.changes(), stamp)
    except EditConflict:
        trouble = (
            "Not saved: somebody else has changed this article meanwhile. "
            "Compare what is there now with what you typed, and save again."
        )
        return _page(params, article, typed=typed, trouble=trouble, status=409)
    except SettingsError as error:
        trouble = f"Not saved: {error.message}"
        return _page(params, article, typed=typed, trouble=trouble, status=400)
    except OSError as error:
        trouble = f"Not saved: {error.strerror or 'the file cannot be written'}."
        return _page(params, article, typed=typed, trouble=trouble, status=500)


def _requested_article(article_id: str) -> tuple[SearchParams, Article]:
    params = read_search(arguments(request.query_string), service.page_group())
    return params, service.searcher().stored(article_id).article


def _typed() -> Typed:
    given = request.form
    return Typed(
        {name: given[name].replace("\0", "") for name in _NAMES if name in given},
        {name: given.get(f"shown-{name}", "") for name in _NAMES},
        frozenset(given.getlist("back")),
    )


def _written(
    params: SearchParams, article: Article, changes: dict[str, object], stamp: str
) -> Response:
    if not changes:
        return redirect(edit_href(params, article.id))
    library, editing = service.library(), editing_of_app()
    before = library.said_of(article.id)
    after = library.say(article.id, changes, stamp=stamp)
    values = {name: before.values.get(name) for name in changes}
    name = editing.keep(Change(article.id, values, after.stamp))
    return _saved(params, article, name)


def _undo(params: SearchParams, article: Article, name: str) -> Response:
    """Say again what was said before a change, unless there was another one since."""
    editing = editing_of_app()
    change = editing.change(name, article.id)
    if change is None:
        raise SettingsError("this change can no longer be undone here")
    response = _written(params, article, dict(change.before), change.stamp)
    editing.drop(name)
    return response


def _saved(params: SearchParams, article: Article, name: str) -> Response:
    has_followed = editing_of_app().follower.follow(MAX_WAIT)
    href = edit_href(params, article.id)
    href += f"{'&' if '?' in href else '?'}changed={name}"
    return redirect(href if has_followed else f"{href}&waits=1")


def _page(
    params: SearchParams,
    article: Article,
    *,
    typed: Typed | None = None,
    trouble: str = "",
    saved: str = "",
    undo: str = "",
    status: int = 200,
) -> Response:
    try:
        said = service.library().said_of(article.id)
    except SettingsError as error:
        raise Conflict(error.message) from error
    view = edit_view(
        params,
        article,
        said,
        token=editing_of_app().token(article.id),
        typed=typed,
        trouble=trouble,
        saved=saved,
        undo=undo,
    )
    page = render_template("edit.html", params=params, view=view)
    return make_response(page, status)
