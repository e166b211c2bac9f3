"""Guards of what is written through the page, and the changes that can be taken back."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Flask, current_app, request
from werkzeug.exceptions import Forbidden, SecurityError

from searchkit import Library
from searchkit.web.following import Follower

#: In bytes. A form holds a note, the tags and a few lines.
MAX_FORM = 131_072
#: Changes that can be taken back; older ones stand in the files only.
MAX_CHANGES = 100
#: In seconds. A longer run of the index goes on behind the answer.
MAX_WAIT = 3.0

_KEY = "searchkit-editing"


class Change(NamedTuple):
    """A change of what is said of an article: the values before it, the stamp after it."""

    article_id: str
    before: Mapping[str, Any]
    stamp: str


class Editing:
    """The forms of one running server: their tokens, their changes, and the index after them."""

    def __init__(self, library: Library) -> None:
        self.follower = Follower(library)
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._changes: OrderedDict[str, Change] = OrderedDict()

    def token(self, article_id: str) -> str:
        """The token of the form of an article, which no other site can read."""
        text = article_id.encode("utf-8", "surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).hexdigest()

    def keep(self, change: Change) -> str:
        """Keep a change, under a name that nobody can guess."""
        name = secrets.token_urlsafe(12)
        with self._lock:
            self._changes[name] = change
            if len(self._changes) > MAX_CHANGES:
                self._changes.popitem(last=False)
        return name

    def change(self, name: str, article_id: str) -> Change | None:
        """The change of an article that has a name; None if it is kept no more."""
        with self._lock:
            change = self._changes.get(name)
        return change if change is not None and change.article_id == article_id else None

    def drop(self, name: str) -> None:
        """Keep a change no longer."""
        with self._lock:
            self._changes.pop(name, None)


def attach(app: Flask, library: Library) -> Editing:
    """Let the page of an app edit."""
    editing = Editing(library)
    app.extensions[_KEY] = editing
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM
    return editing


@contextmanager
def ended(app: Flask) -> Iterator[None]:
    """End with the block what goes on behind the answers of an app."""
    try:
        yield
    finally:
        editing = app.extensions.get(_KEY)
        if isinstance(editing, Editing):
            editing.follower.close()


def editing_of_app() -> Editing:
    """The editing of the app that answers the request."""
    editing = current_app.extensions[_KEY]
    assert isinstance(editing, Editing)
    return editing


def can_edit() -> bool:
    """Check whether the page of the app leads to forms."""
    return _KEY in current_app.extensions


def refuse_strangers() -> None:
    """Raise for whoever is not at this machine, or was led here by another site.

    The Host header was looked at before: a name that leads to this machine is none of ours.
    """
    try:
        is_here = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        is_here = False
    if not is_here:
        raise Forbidden("articles can be edited on this machine only")
    if request.method == "POST":
        _refuse_foreign_form()


def _refuse_foreign_form() -> None:
    site, origin = (request.headers.get(name) for name in ("Sec-Fetch-Site", "Origin"))
    own = f"{request.scheme}://{request.host}"
    if origin not in (None, own) or site not in (None, "same-origin"):
        raise SecurityError("this form can only be sent from this page")


def has_token(article_id: str, token: str) -> bool:
    """Check whether a form of this server was sent."""
    return hmac.compare_digest(editing_of_app().token(article_id).encode(), token.encode())
