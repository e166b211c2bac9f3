"""Signing in and out."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import SecurityError, TooManyRequests

from searchkit import quick_re as re
from searchkit.web.access import (
    MAX_NEXT,
    gate_of_app,
    has_session,
    redirect,
    session_cookie,
    session_token,
)
from searchkit.web.sessions import MAX_SESSION

_LOCAL_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f-\uffff]*", re.ASCII)

blueprint = Blueprint("login", __name__)


@blueprint.get("/login")
def form() -> Response | str:
    """The page to sign in on."""
    return redirect(_next()) if has_session() else _render()


@blueprint.post("/login", endpoint="sign_in")
def sign_in() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Begin a session, and go on to the page that was requested."""
    _refuse_foreign()
    gate = gate_of_app()
    assert gate is not None
    password = request.form.get("password", "")
    if not password:
        return _render("Enter the password."), 400
    try:
        right = gate.try_password(password, request.remote_addr or "")
    except TooManyRequests as error:
        wait = str(error.retry_after)
        message = f"Too many attempts. Try again in {wait} seconds."
        return _render(message), 429, {"Retry-After": wait}
    if not right:
        return _render("Wrong password."), 403
    gate.sessions.end(session_token())
    response = redirect(_next())
    response.set_cookie(
        session_cookie(),
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
    gate = gate_of_app()
    assert gate is not None
    gate.sessions.end(session_token())
    response = redirect("/login")
    response.delete_cookie(
        session_cookie(), secure=request.is_secure, httponly=True, samesite="Lax"
    )
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _render(message: str = "") -> str:
    action = f"/login?next={quote(_next(), safe='')}"
    return render_template("login.html", message=message, action=action)


def _next() -> str:
    """The address to go to after signing in: a path of this page, whatever the address says."""
    path = request.args.get("next", "")
    leads_on = _LOCAL_PATH.fullmatch(path) and len(path) <= MAX_NEXT
    return path if leads_on and not path.startswith(("/login", "/logout")) else "/"


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
    raise SecurityError("this form can only be sent from this page")
