"""Lets only those read who know the password: a page to sign in on, and Basic for programs."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Flask, Response, current_app, g, render_template, request
from werkzeug.exceptions import Forbidden, SecurityError, TooManyRequests, Unauthorized
from werkzeug.security import check_password_hash

from searchkit.errors import PasswordMissing, SettingsError
from searchkit.web.password import is_too_long, normalized, stored_hash
from searchkit.web.sessions import MAX_SESSION, Sessions
from searchkit.web.throttle import Throttle

#: Passwords that are hashed at once; of the threads that answer, the others stay free.
MAX_HASHING = 2
#: In bytes. A form holds a password and nothing else.
MAX_FORM = 4_096

#: The endpoints that sign in and out.
LOGIN = "gate.login"
SIGN_IN = "gate.sign_in"
SIGN_OUT = "gate.sign_out"

_KEY = "searchkit-gate"
_MAX_NEXT = 8_000
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\uffff]*", re.ASCII)
_PROGRAMS = re.compile(r"/api/.*|/feed|/healthz|/suggestions\.json|/opensearch\.xml", re.DOTALL)

blueprint = Blueprint("gate", __name__)


class Gate:
    """Judges each request by the password that is kept now.

    `http` lets the password come without encryption. A new password ends all sessions.
    """

    def __init__(
        self,
        *,
        http: bool = False,
        read: Callable[[], str | None] = stored_hash,
        throttle: Throttle | None = None,
        sessions: Sessions | None = None,
    ) -> None:
        self.http = http
        self.sessions = sessions or Sessions()
        self._throttle = throttle or Throttle()
        self._read = read
        self._lock = threading.Lock()
        self._hashing = threading.BoundedSemaphore(MAX_HASHING)
        self._key = secrets.token_bytes(32)
        self._current: str | None = None
        # The digest of the right password once it came, so that it need not be hashed each time.
        self._proof: bytes | None = None

    def refresh(self) -> None:
        """Look which password is kept now. Raises `SettingsError` if none can be used."""
        try:
            found = self._read()
        except SettingsError:
            self._become(None)
            raise
        self._become(found)
        if found is None:
            raise PasswordMissing

    def _become(self, found: str | None) -> None:
        with self._lock:
            if found != self._current:
                self._current, self._proof = found, None
                self.sessions.clear()

    def try_password(self, password: str, address: str) -> bool:
        """Whether the password is right. Raises `TooManyRequests` if too many were tried."""
        wait = self._throttle.take(address)
        if wait:
            raise TooManyRequests(retry_after=wait)
        judged = self._judge(password)
        if judged is None:
            self._throttle.give_back(address, right=False)
            raise TooManyRequests(retry_after=1)
        if judged:
            self._throttle.give_back(address, right=True)
        return judged

    def _judge(self, password: str) -> bool | None:
        """Whether the password is right; None while too many others are being hashed."""
        with self._lock:
            current, proof = self._current, self._proof
        if current is None or is_too_long(password):
            return False
        text = normalized(password)
        digest = hashlib.blake2b(text.encode(), key=self._key).digest()
        if proof is not None:
            return hmac.compare_digest(digest, proof)
        if not self._hashing.acquire(blocking=False):
            return None
        try:
            right = check_password_hash(current, text)
        finally:
            self._hashing.release()
        with self._lock:
            # A password that was changed meanwhile opens nothing.
            right = right and self._current == current
            if right:
                self._proof = digest
        return right


class _Challenge(Unauthorized):
    """The answer that asks for the password."""

    def get_headers(self, *given: Any) -> list[tuple[str, str]]:
        # A script of an open page whose session ended must not make the browser ask for a name.
        from_script = request.headers.get("Sec-Fetch-Dest") == "empty"
        scheme = "Cookie" if from_script else "Basic"
        # Werkzeug leaves out the quotes that RFC 9110 wants around a realm.
        told = f'{scheme} realm="searchkit"' + ("" if from_script else ', charset="UTF-8"')
        return [*super().get_headers(*given), ("WWW-Authenticate", told)]


def attach(app: Flask, gate: Gate) -> None:
    """Put the app behind a gate."""
    app.extensions[_KEY] = gate
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM
    app.register_blueprint(blueprint)


def check(open_endpoints: frozenset[str]) -> Response | None:
    """Let a request pass, or answer it with the way to sign in.

    Without a gate everything passes, behind one the files of the page and the page to sign in on.
    """
    gate = _gate()
    g.may_read = gate is None
    if gate is None:
        return None
    if not (request.is_secure or gate.http):
        raise Forbidden("this page is served by https only")
    if request.endpoint in open_endpoints:
        return None
    gate.refresh()
    g.may_read = g.has_session = gate.sessions.has(_token())
    if g.may_read or request.endpoint in (LOGIN, SIGN_IN, SIGN_OUT):
        return None
    given = request.authorization
    if given is not None and given.type == "basic" and given.password:
        g.may_read = gate.try_password(given.password, request.remote_addr or "")
        if g.may_read:
            return None
    elif _is_for_people():
        asked = quote(_asked_for(), safe="")
        return _to(f"/login?next={asked}" if len(asked) < _MAX_NEXT // 2 else "/login")
    raise _Challenge


def is_shut() -> bool:
    """Whether not everybody may read."""
    return _gate() is not None


def may_read() -> bool:
    """Whether the answer may tell anything of the library."""
    return bool(g.get("may_read", False))


def has_session() -> bool:
    """Whether whoever asks can sign out."""
    return bool(g.get("has_session", False))


@blueprint.get("/login")
def login() -> Response | str:
    """The page to sign in on."""
    return _to(_next()) if has_session() else _form()


@blueprint.post("/login", endpoint="sign_in")
def sign_in() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Begin a session, and go on to what was asked for."""
    _refuse_foreign()
    gate = _gate()
    assert gate is not None
    password = request.form.get("password", "")
    if not password:
        return _form("Type the password."), 400
    try:
        right = gate.try_password(password, request.remote_addr or "")
    except TooManyRequests as error:
        wait = str(error.retry_after)
        told = f"Too many attempts. Try again in {wait} s."
        return _form(told), 429, {"Retry-After": wait}
    if not right:
        return _form("That password is wrong."), 403
    gate.sessions.end(_token())
    response = _to(_next())
    response.set_cookie(
        _cookie(),
        gate.sessions.begin(),
        max_age=MAX_SESSION,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


@blueprint.post("/logout", endpoint="sign_out")
def sign_out() -> Response:
    """End the session of whoever asks."""
    _refuse_foreign()
    gate = _gate()
    assert gate is not None
    gate.sessions.end(_token())
    response = _to("/login")
    response.delete_cookie(_cookie(), secure=request.is_secure, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _gate() -> Gate | None:
    found = current_app.extensions.get(_KEY)
    assert found is None or isinstance(found, Gate)
    return found


def _to(path: str) -> Response:
    return Response(status=303, headers={"Location": path})


def _form(told: str = "") -> str:
    return render_template("login.html", told=told, action=f"/login?next={quote(_next(), safe='')}")


def _cookie() -> str:
    """The name of the cookie, with the port: browsers keep one jar for all ports of a host."""
    port = re.search(r":([0-9]+)$", request.host)
    name = f"searchkit-{port[1]}" if port else "searchkit"
    return f"__Host-{name}" if request.is_secure else name


def _token() -> str:
    return request.cookies.get(_cookie(), "")


def _is_for_people() -> bool:
    return (
        request.method in ("GET", "HEAD")
        and request.authorization is None
        and "Authorization" not in request.headers
        and not _PROGRAMS.fullmatch(request.path)
    )


def _asked_for() -> str:
    query = request.query_string.decode("latin-1")
    path = quote(request.environ["PATH_INFO"].encode("latin-1"), safe="/:@")
    return f"{path}?{quote(query, safe='/?:@!$&()*+,;=~%')}" if query else path


def _next() -> str:
    """Where to go after signing in: a path of this page, whatever the address says."""
    asked = request.args.get("next", "")
    leads_on = _LOCAL_PATH.fullmatch(asked) and len(asked) <= _MAX_NEXT
    return asked if leads_on and not asked.startswith(("/login", "/logout")) else "/"


def _refuse_foreign() -> None:
    """Raise for a form that another site sent.

    A browser says which one did; a program says nothing, and carries nobody's cookies.
    """
    site, origin = (request.headers.get(name) for name in ("Sec-Fetch-Site", "Origin"))
    own = f"{request.scheme}://{request.host}"
    # Browsers hide the origin of a page that sends no referrer; Lax cookies show where it is from.
    hidden = origin == "null" and has_session()
    if site in ("same-origin", "none") or (site is None and (origin in (None, own) or hidden)):
        return
    raise SecurityError("this form can only be sent from the page itself")
