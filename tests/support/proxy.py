"""A server between a client and another one, which can be told to go wrong."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any
from urllib.parse import urlsplit

#: Bytes that are no answer of any search engine.
GARBAGE = b"<html>It works!</html>"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    kind: str = "application/json"
    location: str = ""


#: What becomes of a request; None hangs up, and what is `forwarded` comes from the other server.
Fault = Callable[[Request, Callable[[], Answer]], Answer | None]


class Proxy:
    """Passes everything on, unless `fault` is set."""

    def __init__(self, target: str) -> None:
        self._target = urlsplit(target).netloc
        self.fault: Fault = lambda _, forwarded: forwarded()
        self.requests: list[Request] = []
        self.url = ""

    def answer(self, request: Request, body: bytes) -> Answer | None:
        self.requests.append(request)
        return self.fault(request, lambda: self._forwarded(request, body))

    def _forwarded(self, request: Request, body: bytes) -> Answer:
        connection = HTTPConnection(self._target)
        try:
            headers = {
                name: value
                for name, value in request.headers.items()
                if name.lower() in ("content-type", "content-encoding")
            }
            connection.request(request.method, request.path, body or None, headers)
            answer = connection.getresponse()
            kind = answer.headers.get("content-type", "application/json")
            return Answer(answer.status, answer.read(), kind)
        finally:
            connection.close()


@contextmanager
def proxy_to(target: str, tls: SSLContext | None = None) -> Iterator[Proxy]:
    """A proxy in front of a server; with `tls`, one that speaks nothing else."""
    proxy = Proxy(target)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Sent in two pieces, an answer waits for the client to confirm the first.
        wbufsize = -1

        def _do(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            answer = proxy.answer(Request(self.command, self.path, dict(self.headers)), body)
            if answer is None:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("content-type", answer.kind)
            if answer.location:
                self.send_header("location", answer.location)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _do  # noqa: N815 - names of the library

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        proxy.url = f"http://127.0.0.1:{server.server_port}"
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
            proxy.url = proxy.url.replace("http:", "https:")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()


def changed(answer: Answer, change: Callable[[Any], None]) -> Answer:
    """The answer with another body of JSON."""
    body = json.loads(answer.body)
    change(body)
    return Answer(answer.status, json.dumps(body).encode(), answer.kind)


def busy(_: Request, __: Callable[[], Answer]) -> Answer:
    """Refuses everything."""
    return refused(429, "es_rejected_execution_exception", "queue full")


def refused(status: int, kind: str, reason: str, **more: str) -> Answer:
    """What a server answers that refuses a request."""
    error = {"type": kind, "reason": reason, **more}
    return Answer(status, json.dumps({"error": error, "status": status}).encode())


def garbage(_: Request, __: Callable[[], Answer]) -> Answer:
    return Answer(200, GARBAGE, "text/html")


def gone(_: Request, __: Callable[[], Answer]) -> None:
    return None
