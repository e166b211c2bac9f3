"""Connections to clients: how long each may take, how many there are, and TLS.

Waitress counts any byte as activity and lets an answer that nobody reads hold a thread; here a
connection has until a deadline for each thing that it is waited for.
"""

from __future__ import annotations

import math
import socket
import ssl
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.server import TcpWSGIServer
from waitress.utilities import Error, RequestHeaderFieldsTooLarge

from searchkit import SettingsError
from searchkit.platform_support import max_open_files
from searchkit.regular_file import read_regular_file

#: In seconds: from the connection, or the first byte of a request, to its last.
MAX_REQUEST_SECONDS = 10.0
#: Between an answer and the next request, and without any of an answer being read.
MAX_IDLE_SECONDS = 30.0
#: In bytes a second, how fast an answer must be read on the whole.
MIN_READ_RATE = 10_000
#: To read what a client still sends that was refused, so that it sees why.
MAX_LINGER_SECONDS = 2.0
#: Connections at once; and files that are left for the index and all else.
MAX_CONNECTIONS = 1_000
MIN_FILES_LEFT = 100
#: In bytes, over all connections. Answers that wait to be read take memory and disk.
MAX_UNREAD = 256_000_000
#: In bytes: the first line and the headers of a request.
MAX_HEADERS = 65_536
#: In bytes.
MAX_CERTIFICATE = 1_000_000


class _AddressTooLong(Error):  # type: ignore[misc]
    code = 414
    reason = "URI Too Long"


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    error: Error | None

    def received(self, data: bytes) -> int:
        begin = self.header_plus
        consumed: int = super().received(data)
        too_large = isinstance(self.error, RequestHeaderFieldsTooLarge)
        if too_large and b"\n" not in (begin + data)[:MAX_HEADERS]:
            self.error = _AddressTooLong("the address is too long")
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        # Whether it is chunked, Waitress asks of HTTP/1.1 alone. A proxy may take another of two
        # lengths, and what is left of the body for the next request.
        headers = self.headers
        if "TRANSFER_ENCODING" in headers or (self.chunked and "CONTENT_LENGTH" in headers):
            raise ParsingError("the length of the body is ambiguous")
        if self.proxy_netloc and self.proxy_netloc.lower() != headers.get("HOST", "").lower():
            raise ParsingError("the address is of another host")


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection with a deadline for what comes next."""

    parser_class = _Parser
    close_when_flushed: bool
    connected: bool

    def __init__(self, *given: Any, **more: Any) -> None:
        self.deadline = time.monotonic() + MAX_REQUEST_SECONDS
        self.is_refused = self.lingers = self._has_begun = False
        super().__init__(*given, **more)

    @property
    def is_waiting(self) -> bool:
        """Check whether it waits for the client, not the client for an answer."""
        return not self.requests

    def received(self, data: bytes) -> bool:
        done: bool = super().received(data)
        # Blank lines before a request buy time once, not each.
        if self.request is not None and not self._has_begun:
            self._has_begun = True
            self.deadline = time.monotonic() + MAX_REQUEST_SECONDS
        return done

    def service(self) -> None:
        self.is_refused = self.is_refused or self.requests[0].error is not None
        self.deadline = math.inf
        super().service()
        self._has_begun = self.request is not None
        wait = MAX_REQUEST_SECONDS if self._has_begun else MAX_IDLE_SECONDS
        if not self.lingers:
            self.deadline = time.monotonic() + wait

    def _flush_some(self, do_close: bool = True) -> bool:
        before = self.total_outbufs_len
        sent: bool = super()._flush_some(do_close=do_close)
        if sent and self.is_waiting:
            # Who reads on gets time by how much was read.
            more = (before - self.total_outbufs_len) / MIN_READ_RATE
            self.deadline = min(self.deadline + more, time.monotonic() + MAX_IDLE_SECONDS)
        return sent

    def readable(self) -> bool:
        # One that has just ended must not be polled: its number may be that of the next.
        return self.connected and (bool(super().readable()) or self.lingers)

    def writable(self) -> bool:
        return self.connected and bool(super().writable())

    def handle_read(self) -> None:
        if not self.lingers:
            super().handle_read()
        elif not self.recv(self.adj.recv_bytes):
            self.handle_close()

    def handle_write(self) -> None:
        if not (self.is_refused and self.close_when_flushed) or self.will_close:
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if not self.total_outbufs_len and not self.will_close:
            # Closed at once, with something unread, the answer would be lost to the client.
            self.close_when_flushed, self.lingers = False, True
            self.deadline = time.monotonic() + MAX_LINGER_SECONDS
            with suppress(OSError):
                self._end_sending()

    def _end_sending(self) -> None:
        self.socket.shutdown(socket.SHUT_WR)


class TlsChannel(Channel):
    """A connection by TLS. Its handshake is a part of reading the first request."""

    def __init__(self, server: Server, sock: Any, *given: Any, **more: Any) -> None:
        assert server.tls is not None
        # An SSL object is not for two threads at once: one reads while another sends an answer.
        self._tls_lock = threading.Lock()
        self._wants_write = False
        sock.setblocking(False)
        sock = server.tls.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
        super().__init__(server, sock, *given, **more)

    def handle_read(self) -> None:
        while self.connected and (data := self._decrypted()):
            # What is decrypted already, no poll tells of.
            with self._tls_lock:
                more = self.socket.pending()
            if not self.lingers:
                self.received(data)
            if not more:
                break

    def _decrypted(self) -> bytes:
        """The data received; empty if there is none yet, or if the connection has ended."""
        try:
            with self._tls_lock:
                data: bytes = self.socket.recv(self.adj.recv_bytes)
        except ssl.SSLWantReadError:
            return b""
        except ssl.SSLWantWriteError:
            self._wants_write = True
            return b""
        except OSError:
            data = b""
        if not data:
            self.handle_close()
        return data

    def send(self, data: bytes, do_close: bool = True) -> int:
        try:
            with self._tls_lock:
                return int(self.socket.send(data))
        except (ssl.SSLWantWriteError, ssl.SSLWantReadError):
            pass
        except OSError:
            self.will_close = True
        return 0

    def writable(self) -> bool:
        return super().writable() or (self.connected and self._wants_write)

    def handle_write(self) -> None:
        if self._wants_write:
            self._wants_write = False
            self.handle_read()
        super().handle_write()

    def _end_sending(self) -> None:
        with self._tls_lock, suppress(OSError, ValueError):
            self.socket.unwrap()
        super()._end_sending()

    def handle_close(self) -> None:
        # A connection may be closed twice: by what was read, and by what else the poll told of it.
        if self.socket is not None:
            with self._tls_lock, suppress(OSError, ValueError):
                self.socket.unwrap()
        super().handle_close()


class Server(TcpWSGIServer):  # type: ignore[misc]
    """Accepts connections, and ends those that are late or too many."""

    def __init__(self, *given: Any, tls: ssl.SSLContext | None, **more: Any) -> None:
        self.tls = tls
        self.channel_class = Channel if tls is None else TlsChannel
        super().__init__(*given, **more)

    def handle_accept(self) -> None:
        # A client may have gone already.
        with suppress(OSError):
            super().handle_accept()
        while len(self.active_channels) > max_connections():
            if not self._shed():
                break

    def _shed(self) -> bool:
        """End one connection that waits for its client; whether there was one.

        It is the one with the nearest deadline of the client that has the most.
        """
        waiting = [channel for channel in self.active_channels.values() if channel.is_waiting]
        counts = Counter(channel.addr[0] for channel in waiting)
        if not waiting:
            return False
        most = max(counts.values())
        late = min(
            (channel for channel in waiting if counts[channel.addr[0]] == most),
            key=lambda channel: channel.deadline,
        )
        late.handle_close()
        return True

    def maintenance(self, now: float) -> None:
        """End the connections that are past their deadlines, and answers that pile up unread."""
        current = time.monotonic()
        for channel in list(self.active_channels.values()):
            if channel.is_waiting and current > channel.deadline:
                channel.handle_close()
        unread = sorted(
            self.active_channels.values(), key=lambda channel: channel.total_outbufs_len
        )
        total = sum(channel.total_outbufs_len for channel in unread)
        while total > MAX_UNREAD:
            total -= unread[-1].total_outbufs_len
            unread.pop().handle_close()


def max_connections() -> int:
    """The limit of connections: as many as the system leaves files for."""
    return int(max(min(MAX_CONNECTIONS, max_open_files() - MIN_FILES_LEFT), 10))


def tls_context(certificate: Path, key: Path | None) -> ssl.SSLContext:
    """The TLS context of a certificate and its key. Raises `SettingsError` for bad ones."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.options |= ssl.OP_NO_RENEGOTIATION
    try:
        for path in filter(None, (certificate, key)):
            # A FIFO would be waited for.
            read_regular_file(path, max_bytes=MAX_CERTIFICATE)
        context.load_cert_chain(certificate, key, password=_no_passphrase)
    except ValueError as error:
        raise SettingsError(f"{key or certificate}: {error}") from error
    except ssl.SSLError as error:
        raise SettingsError(
            f"{certificate} and {key or certificate} are not a PEM certificate and its key: "
            f"{error.reason or error}"
        ) from error
    except OSError as error:
        raise SettingsError(f"{error.filename or certificate}: {error.strerror}") from error
    return context


def _no_passphrase() -> str:
    # OpenSSL would ask for it on the terminal.
    raise ValueError("the key has a passphrase; use one without")
