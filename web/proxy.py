"""The page behind a reverse proxy: whose word about a client is taken, and what must be in it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from searchkit import quick_re as re
from searchkit.web.app import HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LOOPBACK = ("127.0.0.1", "::1")
_SCHEME = re.compile(r"https?")


class BehindProxy:
    """Answers one proxy, and takes from it the address, scheme and host that the client used.

    Of each header the last value counts, which is what the proxy itself wrote. Without the
    address and the scheme of the client nothing is answered.
    """

    def __init__(self, app: WSGIApplication, proxy: str) -> None:
        self._app = ProxyFix(app, x_for=1, x_proto=1, x_host=1)
        self._proxies = _LOOPBACK if proxy in _LOOPBACK else (proxy,)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if _plain(str(environ.get("REMOTE_ADDR", ""))) not in self._proxies:
            return _refusal(start_response, "403 Forbidden", "This page answers only its proxy.")
        client, scheme = (_last(environ, f"HTTP_X_FORWARDED_{name}") for name in ("FOR", "PROTO"))
        if not (_is_address(client) and _SCHEME.fullmatch(scheme)):
            told = "The proxy must send X-Forwarded-For and X-Forwarded-Proto."
            return _refusal(start_response, "400 Bad Request", told)
        return self._app(environ, start_response)


def _last(environ: WSGIEnvironment, name: str) -> str:
    return str(environ.get(name, "")).rpartition(",")[2].strip(" \t")


def _plain(address: str) -> str:
    """An address without the scope of IPv6 and the mapping of IPv4 into it."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _refusal(start_response: StartResponse, status: str, text: str) -> Iterable[bytes]:
    data = f"{text}\n".encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(data))),
            ("Cache-Control", "no-store"),
            *HEADERS.items(),
        ],
    )
    return [data]
