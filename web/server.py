"""The page on a socket: waitress with a bounded number of threads, by TLS or without."""

from __future__ import annotations

import errno
import ipaddress
import logging
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments
from waitress.task import ErrorTask, ThreadedTaskDispatcher

from searchkit import Library, SettingsError
from searchkit.web.access_log import AccessLog
from searchkit.web.app import HEADERS, create_app
from searchkit.web.connections import MAX_CONNECTIONS, MAX_HEADERS, Channel, Server, tls_context
from searchkit.web.editing import MAX_FORM, ended
from searchkit.web.gate import Gate
from searchkit.web.proxy import BehindProxy

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 4
#: So many requests may wait for a thread; of more, those that waited longest are refused.
MAX_WAITING = 16
#: In bytes. The page reads no body but that of forms; waitress would keep up to a gigabyte.
MAX_BODY = 4_096
LAST_PORT = 65_535
# Of bytes; an answer that is not read waits in memory and on disk, never in a thread.
_NEVER = 1 << 60


class _Refusal(ErrorTask):  # type: ignore[misc]
    """The answer of waitress itself to a request that is not HTTP."""

    def execute(self) -> None:
        self.response_headers.extend(HEADERS.items())
        super().execute()


Channel.error_task_class = _Refusal


def serve(
    library: Library,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    hosts: Sequence[str] = (),
    behind: Gate | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    proxy: str | None = None,
    editable: bool = False,
    threads: int = THREADS,
    log: Callable[[str], None] | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Answer until SIGINT or, in the main thread, SIGTERM; then return.

    Port 0 takes a free one. `hosts` are further names that the page is reached by. Without a gate
    that it is `behind`, everyone who reaches it may read. A PEM certificate and its key make it
    speak TLS; with a `proxy`, it answers that address alone. A page for this machine alone can be
    `editable`. `log` gets a line for every request, `ready` the address once the page listens.
    Raises `SettingsError` if it cannot listen there.
    """
    # It logs every request that waits for a thread; what is too much gets an answer of its own.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    tls = None if certificate is None else tls_context(certificate, key)
    server: Any = None

    def is_busy() -> bool:
        return len(server.task_dispatcher.queue) > MAX_WAITING

    if editable and (hosts or behind or proxy or not is_loopback(host)):
        raise SettingsError("articles can be edited only on a page for this machine alone")
    with closing(_listener(host, port)) as bound, suppress(KeyboardInterrupt):
        names = () if editable else (*_names(host), *hosts)
        app = create_app(library, hosts=names, is_busy=is_busy, behind=behind, editable=editable)
        server = _server(
            _wrapped(app, log, proxy),
            bound,
            threads,
            tls,
            has_proxy=proxy is not None,
            max_body=MAX_FORM if editable else MAX_BODY,
        )
        with closing(server), ended(app), _stopped_by_sigterm():
            if ready is not None:
                ready(_address(host, bound.getsockname()[1], "http" if tls is None else "https"))
            server.run()


def _wrapped(
    app: WSGIApplication, log: Callable[[str], None] | None, proxy: str | None
) -> WSGIApplication:
    """The app with its log, behind its proxy."""
    if log is not None:
        app = AccessLog(app, log)
    return app if proxy is None else BehindProxy(app, proxy)


def _server(
    app: WSGIApplication,
    bound: socket.socket,
    threads: int,
    tls: ssl.SSLContext | None,
    *,
    has_proxy: bool,
    max_body: int,
) -> Server:
    adjusted = Adjustments(
        sockets=[bound],
        threads=threads,
        url_scheme="http" if tls is None else "https",
        # Those over the limit are ended, not left to wait.
        connection_limit=2 * MAX_CONNECTIONS,
        asyncore_use_poll=True,
        cleanup_interval=1,
        max_request_header_size=MAX_HEADERS,
        max_request_body_size=max_body,
        outbuf_high_watermark=_NEVER,
        clear_untrusted_proxy_headers=not has_proxy,
        log_socket_errors=False,
        ident=None,
    )
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    address = (bound.family, bound.type, bound.proto, bound.getsockname())
    return Server(
        app,
        {},
        True,
        bound,
        dispatcher=dispatcher,
        adj=adjusted,
        sockinfo=address,
        bind_socket=False,
        tls=tls,
    )


def _listener(host: str, port: int) -> socket.socket:
    """A socket that listens on the first address of the host."""
    if not 0 <= port <= LAST_PORT:
        raise SettingsError(f"the port must be from 0 to {LAST_PORT}, not {port}")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise SettingsError(f"cannot listen on {host!r} port {port}: {error}") from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        # Here and not in waitress, so that a port that another takes meanwhile is noticed too.
        bound.listen()
    except OSError as error:
        bound.close()
        raise SettingsError(_why_not(host, port, error)) from error
    return bound


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use; choose another with --port, or 0 for a free one"
    if error.errno == errno.EACCES:
        return f"port {port} needs administrator rights; choose one above 1023 with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine"
    return f"cannot listen on {host} port {port}: {error}"


@contextmanager
def _stopped_by_sigterm() -> Iterator[None]:
    """Let SIGTERM interrupt the block as Ctrl-C does; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def is_loopback(host: str) -> bool:
    """Check whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _is_every_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _names(host: str) -> tuple[str, ...]:
    """The name that the bound host is reached by; none for all addresses at once."""
    return () if _is_every_address(host) else (host,)


def _address(host: str, port: int, scheme: str = "http") -> str:
    name = "localhost" if _is_every_address(host) else host
    if ":" in name and name[0] != "[":
        name = f"[{name}]"
    return f"{scheme}://{name}:{port}/"
