"""The app factory: one Flask app over one library, and what holds for every response."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    PreconditionFailed,
    RequestURITooLarge,
    ServiceUnavailable,
)
from werkzeug.routing import BaseConverter

from searchkit.errors import SearchkitError
from searchkit.library import Library
from searchkit.web import api, asking, delivery, gate, pages, quotes, stories
from searchkit.web.assets import edition, static
from searchkit.web.delivery import KEPT
from searchkit.web.failures import Failure, failure
from searchkit.web.request import arguments, as_typed

#: Sent with every response, the refusals of the server included.
HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)
LONGEST_URL = 8_000
#: Seconds after which a client that was refused for too much work may ask again.
RETRY_AFTER = 1

_METHODS = ("GET", "HEAD")
_FORMS = (gate.SIGN_IN, gate.SIGN_OUT)
#: What everybody may have: it tells nothing of the articles.
_OPEN = frozenset({"static", KEPT})
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_HOST = re.compile(r"([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


class _ArticleId(BaseConverter):
    """An article id in a path: any text, for a file name may hold line breaks too."""

    regex = r"(?s:.+)"
    part_isolating = False


def create_app(
    library: Library,
    *,
    hosts: Sequence[str] = (),
    is_busy: Callable[[], bool] = lambda: False,
    behind: gate.Gate | None = None,
) -> Flask:
    """The page over a library.

    It answers requests for localhost, 127.0.0.1, [::1] and `hosts`, each with any port. While
    `is_busy` nothing is searched for. Only who passes the gate that it is `behind` may read.
    """
    app = Flask("searchkit.web")
    app.url_map.merge_slashes = False
    app.url_map.converters["article"] = _ArticleId
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["static"] = static
    app.add_url_rule(
        f"/static/{edition()}/<path:filename>", endpoint=KEPT, view_func=app.send_static_file
    )
    app.jinja_env.globals["is_behind"] = asking.is_behind
    app.jinja_env.globals["folder_trouble"] = asking.folder_trouble
    app.jinja_env.globals["index_run"] = asking.index_run
    app.jinja_env.globals["tells_stories"] = asking.tells_stories
    app.jinja_env.globals["may_read"] = gate.may_read
    app.jinja_env.globals["has_session"] = gate.has_session
    asking.attach(app, library)
    if behind is not None:
        gate.attach(app, behind)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(stories.blueprint)
    app.register_blueprint(quotes.blueprint)
    trusted = frozenset(map(_host_name, (*_LOOPBACK, *hosts)))

    @app.before_request
    def refuse() -> Response | None:
        _refuse(request.environ, trusted)
        answer = gate.check(_OPEN)
        if answer is not None or request.endpoint in _FORMS:
            return answer
        if request.method not in _METHODS:
            raise MethodNotAllowed(_METHODS)
        if request.blueprint in (None, gate.blueprint.name) or request.endpoint == api.PROGRESS:
            return None
        if is_busy():
            raise ServiceUnavailable
        g.tag = delivery.tag(request, asking.state())
        return delivery.not_modified(request, g.tag)

    app.after_request(_with_headers)
    app.register_error_handler(Exception, _answer_failure)
    return app


def _refuse(environ: Mapping[str, Any], trusted: Iterable[str]) -> None:
    """Raise for a request that no page should see."""
    # Not Werkzeug's TRUSTED_HOSTS, which (in 3.1) lets no IPv6 address pass.
    host = _HOST.fullmatch(environ.get("HTTP_HOST", ""))
    if host is None or host[1].lower() not in trusted:
        raise BadRequest("this page is not served under the host name of the request")
    url = environ.get("REQUEST_URI") or environ["PATH_INFO"] + environ["QUERY_STRING"]
    if len(url) > LONGEST_URL:
        raise RequestURITooLarge


def _host_name(host: str) -> str:
    """A host as the Host header names it, without a port: in lower case, IPv6 in brackets."""
    host = host.lower()
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _with_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    if request.blueprint == gate.blueprint.name:
        # So that a browser tells where the form comes from.
        response.headers["Referrer-Policy"] = "same-origin"
    if response.status_code == 200 and "tag" in g:
        found = delivery.conditional(request, response, g.tag)
        response = _answer_failure(PreconditionFailed()) if found is None else found
    return delivery.send(request, response, private=gate.is_shut())


def _answer_failure(error: Exception) -> Response:
    found = failure(error)
    # The details are for the log alone. What is no bug takes a line of it, however often it comes.
    if found.status >= 500 and isinstance(error, SearchkitError):
        current_app.logger.error("%s failed: %s", ascii(request.path), ascii(str(error)))
    elif found.status == 500:
        current_app.logger.error("%s failed", ascii(request.path), exc_info=error)
    if request.path == "/healthz" or request.path.startswith("/api/"):
        response = jsonify(found.to_dict())
    else:
        response = Response(_error_page(found))
    response.status_code = found.status
    if isinstance(error, HTTPException):
        # What the status obliges to say: how to sign in, when to come back.
        kept = ("www-authenticate", "retry-after", "allow")
        response.headers.extend(
            (name, value) for name, value in error.get_headers() if name.lower() in kept
        )
    if isinstance(error, ServiceUnavailable):
        response.headers["Retry-After"] = str(RETRY_AFTER)
    if found.status == 405:
        response.headers["Allow"] = ", ".join(_METHODS)
    return response


def _error_page(found: Failure) -> str:
    asked = as_typed(arguments(request.query_string))
    try:
        return render_template("error.html", failure=found, asked=asked)
    except Exception:
        # What every page tells of the library cannot be told now.
        g.may_read = False
        return render_template("error.html", failure=found, asked=asked)
