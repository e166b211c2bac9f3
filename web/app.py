"""The app factory: one Flask app over one library, and what holds for every response."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask import Flask, Response, current_app, g, jsonify, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    MethodNotAllowed,
    NotFound,
    PreconditionFailed,
    RequestURITooLarge,
    ServiceUnavailable,
)
from werkzeug.routing import BaseConverter

from searchkit import Library, SearchkitError
from searchkit import quick_re as re
from searchkit.web import access, editing, holdings, http_cache, kept_answers, service
from searchkit.web.compression import compress
from searchkit.web.failures import Failure, failure
from searchkit.web.gate import Gate
from searchkit.web.handlers import (
    api_docs,
    article,
    edit,
    exports,
    login,
    names,
    quotes,
    saved,
    search,
    status,
    stories,
    suggestions,
    trends,
    values,
)
from searchkit.web.params import arguments, as_typed
from searchkit.web.static_version import static_href, static_version

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
MAX_URL = 8_000
#: Seconds after which a client that was refused for too much work may ask again.
RETRY_AFTER = 1

_RESOURCES = (
    search, article, exports, saved, suggestions, stories, quotes, names, trends, values, status,
    api_docs,
)  # fmt: skip
_METHODS = ("GET", "HEAD")
_FORMS = (access.SIGN_IN, access.SIGN_OUT)
_SAVE = f"{edit.blueprint.name}.save"
_WITH_FORMS = (login.blueprint.name, edit.blueprint.name)
#: What everybody may have: it tells nothing of the articles.
_OPEN = frozenset({"static", http_cache.STATIC})
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
    behind: Gate | None = None,
    editable: bool = False,
) -> Flask:
    """The page over a library.

    It answers requests for localhost, 127.0.0.1, [::1] and `hosts`, each with any port. While
    `is_busy` nothing is searched for. Only who passes the gate that it is `behind` may read. On a
    page that is `editable`, who is at this machine may correct, tag and note articles; it has no
    other names and no gate.
    """
    assert not (editable and (behind or hosts)), "others may come through a name or a gate"
    app = Flask("searchkit.web")
    app.url_map.merge_slashes = False
    app.url_map.converters["article"] = _ArticleId
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    _set_up_templates(app)
    service.attach(app, library)
    holdings.attach(app)
    kept_answers.attach(app)
    for resource in _RESOURCES:
        app.register_blueprint(resource.blueprint)
    if behind is not None:
        access.attach_gate(app, behind)
        app.register_blueprint(login.blueprint)
    if editable:
        editing.attach(app, library)
        app.register_blueprint(edit.blueprint)
    app.add_url_rule(
        f"/static/{static_version()}/<path:filename>",
        endpoint=http_cache.STATIC,
        view_func=app.send_static_file,
    )
    trusted = frozenset(map(_host_name, (*_LOOPBACK, *hosts)))
    app.before_request(lambda: _before_request(trusted, is_busy))
    app.after_request(_with_headers)
    app.register_error_handler(Exception, _failure_response)
    return app


def _set_up_templates(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        static_href=static_href,
        is_behind=service.is_behind,
        folder_trouble=service.folder_trouble,
        index_run=service.index_run,
        tells_stories=service.tells_stories,
        may_read=access.may_read,
        has_session=access.has_session,
        can_edit=editing.can_edit,
    )


def _before_request(trusted: Iterable[str], is_busy: Callable[[], bool]) -> Response | None:
    """Refuse a request, or answer one whose client has the answer already; else None."""
    _refuse(request.environ, trusted)
    answer = access.check_access(_OPEN)
    if answer is not None or request.endpoint in _FORMS:
        return answer
    if request.method not in _METHODS and request.endpoint != _SAVE:
        if request.path.startswith(edit.PREFIX) and not editing.can_edit():
            raise NotFound
        raise MethodNotAllowed(_METHODS)
    if request.blueprint in (None, login.blueprint.name) or request.endpoint == status.PROGRESS:
        return None
    if is_busy():
        raise ServiceUnavailable
    if request.blueprint == edit.blueprint.name:
        # What is said of an article changes before the index does.
        return None
    kept_answers.begin()
    g.etag = http_cache.etag(request, service.state())
    return http_cache.not_modified(request, g.etag) or _kept_answer()


def _kept_answer() -> Response | None:
    # What a page tells of files that have changed since is not in its tag, nor is what a server
    # that did not answer would have added.
    if service.is_behind() or service.library().settings.address is not None:
        kept_answers.leave()
        return None
    return kept_answers.kept_answer(request, g.etag)


def _refuse(environ: Mapping[str, Any], trusted: Iterable[str]) -> None:
    """Raise for a request that no page should see."""
    # Not Werkzeug's TRUSTED_HOSTS, which (in 3.1) lets no IPv6 address pass.
    host = _HOST.fullmatch(environ.get("HTTP_HOST", ""))
    if host is None or host[1].lower() not in trusted:
        raise BadRequest("this page is not available under this host name")
    url = environ.get("REQUEST_URI") or environ["PATH_INFO"] + environ["QUERY_STRING"]
    if len(url) > MAX_URL:
        raise RequestURITooLarge


def _host_name(host: str) -> str:
    """A host as the Host header names it, without a port: in lower case, IPv6 in brackets."""
    host = host.lower()
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _with_headers(response: Response) -> Response:
    if kept_answers.is_kept():
        return response
    response.headers.update(HEADERS)
    if request.blueprint in _WITH_FORMS:
        # So that a browser tells where the form comes from.
        response.headers["Referrer-Policy"] = "same-origin"
    if response.status_code == 200 and "etag" in g:
        conditional = http_cache.conditional(request, response, g.etag)
        if conditional is None:
            conditional = _failure_response(PreconditionFailed())
        response = conditional
    private = access.is_restricted() or request.blueprint == edit.blueprint.name
    http_cache.set_cache_control(request, response, private=private)
    compress(request, response)
    if "etag" in g:
        kept_answers.keep(request, response, g.etag, service.library().settings.search_seconds)
    return response


def _failure_response(error: Exception) -> Response:
    shown = failure(error)
    # The details are for the log alone. What is no bug takes a line of it, however often it comes.
    if shown.status >= 500 and isinstance(error, SearchkitError):
        current_app.logger.error("%s failed: %s", ascii(request.path), ascii(str(error)))
    elif shown.status == 500:
        current_app.logger.error("%s failed", ascii(request.path), exc_info=error)
    if request.path == "/healthz" or request.path.startswith("/api/"):
        response = jsonify(shown.to_dict())
    else:
        response = Response(_error_page(shown))
    response.status_code = shown.status
    if isinstance(error, HTTPException):
        # What the status obliges to say: how to sign in, when to come back.
        kept = ("www-authenticate", "retry-after", "allow")
        response.headers.extend(
            (name, value) for name, value in error.get_headers() if name.lower() in kept
        )
    if isinstance(error, ServiceUnavailable):
        response.headers["Retry-After"] = str(RETRY_AFTER)
    if shown.status == 405:
        has_form = request.path.startswith(edit.PREFIX)
        response.headers["Allow"] = ", ".join((*_METHODS, *["POST"] * has_form))
    return response


def _error_page(shown: Failure) -> str:
    params = as_typed(arguments(request.query_string))
    try:
        return render_template("error.html", failure=shown, params=params)
    except Exception:
        # What every page tells of the library cannot be told now.
        g.may_read = False
        return render_template("error.html", failure=shown, params=params)
