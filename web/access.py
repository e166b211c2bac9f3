"""Access: which requests pass the gate, and the answer to those that do not."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from searchkit import quick_re as re
from searchkit.web.gate import Gate

#: In bytes. A form holds a password and nothing else.
MAX_FORM = 4_096
#: In characters, of the address to go to after signing in.
MAX_NEXT = 8_000
#: The endpoints that sign in and out, and nothing else.
LOGIN = "login.form"
SIGN_IN = "login.sign_in"
SIGN_OUT = "login.sign_out"

_KEY = "searchkit-gate"
_PROGRAMS = re.compile(r"/api/.*|/feed|/healthz|/suggestions\.json|/opensearch\.xml", re.DOTALL)


class _Challenge(Unauthorized):
    """The answer that asks for the password."""

    def get_headers(self, *given: Any) -> list[tuple[str, str]]:
        # A script of an open page whose session ended must not make the browser ask for a name.
        from_script = request.headers.get("Sec-Fetch-Dest") == "empty"
        scheme = "Cookie" if from_script else "Basic"
        # Werkzeug leaves out the quotes that RFC 9110 wants around a realm.
        challenge = f'{scheme} realm="searchkit"' + ("" if from_script else ', charset="UTF-8"')
        return [*super().get_headers(*given), ("WWW-Authenticate", challenge)]


def attach_gate(app: Flask, gate: Gate) -> None:
    """Put the app behind a gate."""
    app.extensions[_KEY] = gate
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM


def check_access(open_endpoints: frozenset[str]) -> Response | None:
    """Let a request pass, or answer it with the way to sign in.

    Without a gate everything passes, behind one the files of the page and the page to sign in on.
    """
    gate = gate_of_app()
    g.may_read = gate is None
    if gate is None:
        return None
    if not (request.is_secure or gate.http):
        raise Forbidden("this page is available over HTTPS only")
    if request.endpoint in open_endpoints:
        return None
    gate.refresh()
    g.may_read = g.has_session = gate.sessions.has(session_token())
    if g.may_read or request.endpoint in (LOGIN, SIGN_IN, SIGN_OUT):
        return None
    given = request.authorization
    if given is not None and given.type == "basic" and given.password:
        g.may_read = gate.try_password(given.password, request.remote_addr or "")
        if g.may_read:
            return None
    elif _is_for_people():
        path = quote(_requested_path(), safe="")
        return redirect(f"/login?next={path}" if len(path) < MAX_NEXT // 2 else "/login")
    raise _Challenge


def is_restricted() -> bool:
    """Check whether only those who know the password may read."""
    return gate_of_app() is not None


def may_read() -> bool:
    """Check whether the answer may tell anything of the library."""
    return bool(g.get("may_read", False))


def has_session() -> bool:
    """Check whether whoever asks can sign out."""
    return bool(g.get("has_session", False))


def gate_of_app() -> Gate | None:
    """The gate of the app that answers the request; None without one."""
    gate = current_app.extensions.get(_KEY)
    assert gate is None or isinstance(gate, Gate)
    return gate


def redirect(path: str) -> Response:
    """An answer that leads to a path of this page."""
    return Response(status=303, headers={"Location": path})


def session_cookie() -> str:
    """The name of the cookie, with the port: browsers keep one jar for all ports of a host."""
    port = re.search(r":([0-9]+)$", request.host)
    name = f"searchkit-{port[1]}" if port else "searchkit"
    return f"__Host-{name}" if request.is_secure else name


def session_token() -> str:
    """The token of the session that the request belongs to; perhaps none."""
    return request.cookies.get(session_cookie(), "")


def _is_for_people() -> bool:
    return (
        request.method in ("GET", "HEAD")
        and request.authorization is None
        and "Authorization" not in request.headers
        and not _PROGRAMS.fullmatch(request.path)
    )


def _requested_path() -> str:
    query = request.query_string.decode("latin-1")
    path = quote(request.environ["PATH_INFO"].encode("latin-1"), safe="/:@")
    return f"{path}?{quote(query, safe='/?:@!$&()*+,;=~%')}" if query else path
