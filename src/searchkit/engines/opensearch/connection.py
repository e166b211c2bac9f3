"""A connection to a server, whose answers have a bound in time and in size, whatever it sends."""

from __future__ import annotations

import io
import socket
import time
import zlib
from collections.abc import Callable
from functools import partial
from http.client import HTTPResponse
from typing import Any, NamedTuple

from opensearchpy import Urllib3HttpConnection
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection

#: Bytes of an answer, as it is sent and unpacked.
MAX_ANSWER = 200_000_000

_CHUNK = 1 << 16
# Gzip or zlib, as its first bytes tell.
_PACKED = zlib.MAX_WBITS | 32
_PACKINGS = ("gzip", "x-gzip", "deflate")


class UnboundedAnswer(Exception):
    """An answer that is larger than the bound."""


class OddPacking(Exception):
    """An answer that is packed as nobody asked for."""


class BoundedConnection(Urllib3HttpConnection):
    """Gives an answer up at the time limit of its request, also if it goes on and on.

    Follows no redirects, and prints no warnings that a server sends.
    """

    def _create_urllib3_pool(self) -> None:
        super()._create_urllib3_pool()
        self.pool.ConnectionCls = _Encrypted if self.use_ssl else _Plain
        self.pool = _Pool(self.pool)

    def _raise_warnings(self, warning_headers: Any) -> None:
        pass


class _Answer(NamedTuple):
    """The parts of an answer that the client library takes."""

    status: int
    headers: Any
    data: bytes


class _Pool:
    """Connections to one server."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self.close: Callable[[], None] = pool.close

    def urlopen(self, method: str, url: str, body: Any = None, **options: Any) -> _Answer:
        """The answer to a request, whole."""
        answer = self._pool.urlopen(
            method, url, body, redirect=False, preload_content=False, **options
        )
        try:
            return _Answer(answer.status, answer.headers, _read(answer))
        except BaseException:
            answer.close()
            raise


class _Plain(HTTPConnection):
    def getresponse(self) -> Any:
        self.response_class = partial(_Timed, _end(self))  # type: ignore[assignment]
        return super().getresponse()


class _Encrypted(HTTPSConnection):
    def getresponse(self) -> Any:
        self.response_class = partial(_Timed, _end(self))  # type: ignore[assignment]
        return super().getresponse()


class _Timed(HTTPResponse):
    """An answer that is read until a moment of the monotonic clock, and no longer."""

    def __init__(self, end: float, sock: socket.socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        file: Any = self.fp
        self.fp = io.BufferedReader(_Incoming(file.detach(), sock, end), _CHUNK)


class _Incoming(io.RawIOBase):
    """The bytes of an answer as they arrive."""

    def __init__(self, raw: Any, sock: socket.socket, end: float) -> None:
        self._raw = raw
        self._sock = sock
        self._end = end
        # The head and the lengths of chunks are no more than the rest.
        self._left = 2 * MAX_ANSWER

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        count: int | None = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise UnboundedAnswer
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


def _end(connection: HTTPConnection) -> float:
    assert connection.timeout is not None
    return time.monotonic() + connection.timeout


def _read(answer: BaseHTTPResponse) -> bytes:
    """The body of an answer, unpacked. Raises `UnboundedAnswer` and `OddPacking`."""
    packing = answer.headers.get("content-encoding", "identity").strip().lower()
    if packing not in (*_PACKINGS, "identity", ""):
        raise OddPacking
    body = bytearray()
    unpacking = zlib.decompressobj(_PACKED) if packing in _PACKINGS else None
    for chunk in answer.stream(_CHUNK, decode_content=False):
        body += chunk if unpacking is None else unpacking.decompress(chunk, MAX_ANSWER + 1)
        if len(body) > MAX_ANSWER:
            raise UnboundedAnswer
    return bytes(body)
