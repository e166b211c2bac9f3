"""One line for every request, which nothing in the request can forge."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from searchkit import quick_re as re

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MAX_ADDRESS = 500

_METHOD = re.compile(r"[A-Z]{1,12}")
#: What stands for itself in an address; a space, a quote or a control character does not.
_PLAIN = "/?&=%+:;,.~!*()@$[]"


class AccessLog:
    """Tells `write` of each request to an app: who, what, status, bytes, milliseconds."""

    def __init__(self, app: WSGIApplication, write: Callable[[str], None]) -> None:
        self._app = app
        self._write = write

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        told = ["-", "-"]

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            told[:] = [status[:3], dict(headers).get("Content-Length", "-")]
            return start_response(status, headers, *error)

        answer = self._app(environ, start)
        took = round(1000 * (time.perf_counter() - began))
        self._write(f"{_who(environ)} {_what(environ)} {told[0]} {told[1]} bytes {took} ms")
        return answer


def _who(environ: WSGIEnvironment) -> str:
    return quote(str(environ.get("REMOTE_ADDR", "-")), safe=":.")


def _what(environ: WSGIEnvironment) -> str:
    method = str(environ["REQUEST_METHOD"])
    query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
    address = str(environ.get("REQUEST_URI") or environ["PATH_INFO"] + query)
    shown = quote(address.encode("latin-1", "replace"), safe=_PLAIN)
    if len(shown) > MAX_ADDRESS:
        shown = f"{shown[:MAX_ADDRESS]}…"
    return f"{method if _METHOD.fullmatch(method) else '?'} {shown}"
