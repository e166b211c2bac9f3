"""Clients that keep a connection and say nothing, too little or too much, by http and by https."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
from contextlib import ExitStack
from functools import cache

import pytest
import trustme

from searchkit.errors import SettingsError
from searchkit.web.connections import MAX_HEADERS, tls_context

pytestmark = pytest.mark.slow

# The limits that are named after the home, and then the page.
PROGRAM = """
import sys
from pathlib import Path
from searchkit import Library
from searchkit.web import connections, serve
home, certificate, *limits = sys.argv[1:]
for limit in limits:
    name, value = limit.split("=")
    setattr(connections, name, float(value))
with Library.open(home) as library:
    serve(library, port=0, certificate=Path(certificate) if certificate else None,
          ready=lambda url: print(url, flush=True))
"""
HEAD = b"GET /static/searchkit.css HTTP/1.1\r\nHost: localhost\r\n"
REQUEST = HEAD + b"\r\n"
LAST = HEAD + b"Connection: close\r\n\r\n"
END = b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\n"

#: What a client sends before it falls silent; `None` does not even shake hands.
STALLED = {
    "no handshake": None,
    "silent": b"",
    "a blank line": b"\r\n",
    "half a request line": b"GET /?q=ar",
    "half the headers": HEAD,
    "half a header": HEAD + b"X-A: b\r\nX-",
    "half a body": POST + b"Content-Length: 4000\r\n\r\nabc",
    "half a chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    "waits to continue": POST + b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n",
    "an answer unread": REQUEST,
    "many answers unread": REQUEST * 3,
}


#: Limits after which a client is let go.
SOON = ("MAX_REQUEST_SECONDS=0.2", "MAX_IDLE_SECONDS=0.2")


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority, tmp_path_factory):
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(
        path
    )
    return path


@pytest.fixture(scope="module", params=["http", "https"])
def connect(request, library, authority, certificate):
    """Starts the page with limits; gives what opens a connection to it."""
    started = []
    context = ssl.create_default_context()
    authority.configure_trust(context)

    @cache
    def start(*limits):
        path = str(certificate) if request.param == "https" else ""
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(library.settings.home), path, *limits],
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        url = process.stdout.readline().strip()
        assert url.startswith(f"{request.param}://")
        port = int(url.rstrip("/").rpartition(":")[2])

        def open_(*, bare=False):
            plain = socket.create_connection(("127.0.0.1", port), timeout=60)
            if path and not bare:
                return context.wrap_socket(plain, server_hostname="localhost")
            return plain

        return open_

    yield start
    for process in started:
        process.kill()
        process.communicate()


def received(connection):
    """Everything until the server ends the connection."""
    data = b""
    try:
        while part := connection.recv(65_536):
            data += part
    except (ConnectionError, ssl.SSLError):
        pass
    return data


def is_plain(connect):
    with connect() as connection:
        return not isinstance(connection, ssl.SSLSocket)


def drip(connection, drop):
    while True:
        connection.sendall(drop)


def ask(connect, data=LAST):
    with connect() as connection:
        connection.sendall(data)
        return received(connection)


@pytest.mark.parametrize("kind", STALLED)
def test_hundreds_of_stalled_clients_keep_nobody_out(connect, kind):
    open_ = connect()
    data = STALLED[kind]
    with ExitStack() as stack:
        # A handshake costs the client most; three hundred of one kind that makes none are enough.
        for _ in range(300 if is_plain(open_) or data is None else 60):
            connection = stack.enter_context(open_(bare=data is None))
            connection.sendall(data or b"")
        assert b" 200 OK\r\n" in ask(open_)


def test_stalled_clients_are_let_go(connect):
    open_ = connect(*SOON)
    with ExitStack() as stack:
        connections = {
            kind: stack.enter_context(open_(bare=data is None)) for kind, data in STALLED.items()
        }
        for kind, connection in connections.items():
            connection.sendall(STALLED[kind] or b"")
        for kind, connection in connections.items():
            # It ends, or the connection's time runs out.
            answers = received(connection).count(b"200 OK")
            assert answers == (STALLED[kind] or b"").count(REQUEST), kind


@pytest.mark.parametrize("drop", [b"X-A: b\r\n", b"\r\n"])
def test_a_client_that_drips_gets_no_more_time(connect, drop):
    open_ = connect(*SOON)
    with open_() as connection:
        connection.sendall(b"" if drop == b"\r\n" else HEAD)
        with pytest.raises((ConnectionError, ssl.SSLError)):
            drip(connection, drop)


def test_beyond_the_limit_the_client_with_the_most_connections_loses_one(connect):
    open_ = connect("MAX_CONNECTIONS=20", "MAX_REQUEST_SECONDS=1000")
    with ExitStack() as stack:
        held = [stack.enter_context(open_()) for _ in range(20)]
        for _ in range(5):
            assert b" 200 OK\r\n" in ask(open_)
        # The one that waited longest was let go first.
        assert received(held[0]) == b""
        held[-1].sendall(LAST)
        assert b" 200 OK\r\n" in received(held[-1])


def test_many_requests_over_one_connection_are_answered_in_turn(connect):
    with connect()() as connection:
        connection.sendall(REQUEST * 40 + LAST)
        assert received(connection).count(b"HTTP/1.1 200 OK\r\n") == 41


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET /" + b"a" * 7_900 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"404"),
        (b"GET /" + b"a" * 9_000 + END, b"414"),
        (b"GET /?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (b"GET /?" + b"a=b&" * 250_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414"),
        (HEAD + b"X: " + b"a" * MAX_HEADERS + b"\r\n\r\n", b"431"),
        (HEAD + b"Cookie: " + b"a=b; " * 200_000 + b"\r\n\r\n", b"431"),
        (HEAD + b"X: y\r\n" * 20_000 + b"\r\n", b"431"),
        (POST + b"Content-Length: 10000000\r\n\r\n" + b"a" * 1_000_000, b"413"),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: x\r\n\r\nabcde", b"501"),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcde", b"400"),
        (POST + b"Content-Length: +5\r\n\r\nabcde", b"400"),
        (POST + b"Content-Length: -1\r\n\r\n", b"400"),
        (POST + b"Content-Length: 0x5\r\n\r\nabcde", b"400"),
        (POST + b"Content-Length : 5\r\n\r\nabcde", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nx\r\n", b"400"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc", b"400"),
        (POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n", b"400"),
        (HEAD + b"X: a\nY: b\r\n\r\n", b"400"),
        (HEAD + b"X: a\rY: b\r\n\r\n", b"400"),
        (HEAD + b" folded\r\n\r\n", b"400"),
        (b"GET\t/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /  HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"404"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example" + END[9:], b"400"),
        (b"GET http://evil.example/" + END, b"400"),
        (b"GET http://localhost/" + END, b"200"),
        (b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", b"200"),
        (b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", b"200"),
        (b"GET / HTTP/1.1\r\nHost: evil.example" + END[9:], b"400"),
        (b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"405"),
        (b"CONNECT evil.example:80" + END, b"405"),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"400"),
    ],
    ids=lambda value: repr(value[:40]) if len(value) > 3 else value.decode(),
)  # fmt: skip
def test_what_is_malformed_or_too_much_gets_an_answer_and_no_traceback(connect, data, status):
    open_ = connect("MAX_IDLE_SECONDS=1")
    with open_() as connection:
        try:
            connection.sendall(data)
        except (ConnectionError, ssl.SSLError):
            pytest.fail("the connection was closed before all was sent")
        answer = received(connection)
    assert answer.split()[1] == status, answer[:200]
    assert b"Content-Security-Policy" in answer
    assert b"Traceback" not in answer
    assert b"waitress" not in answer.lower()
    assert b" 200 OK\r\n" in ask(open_)


@pytest.mark.parametrize("version", [b"1.0", b"1.1", b"2.0", b"9.9"])
@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding:\tchunked\r\nContent-Length: 5\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 0\r\nConnection: keep-alive\r\n",
    ],
)
def test_what_follows_a_body_of_ambiguous_length_is_no_request(connect, headers, version):
    smuggled = b"GET /static/searchkit.css HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with connect("MAX_IDLE_SECONDS=1")() as connection:
        post = POST.replace(b"1.1", version)
        connection.sendall(post + headers + b"\r\n0\r\n\r\n" + smuggled)
        answer = received(connection)
    assert answer.split()[1] in (b"400", b"501")
    assert answer.count(b"HTTP/1.") == 1


@pytest.mark.parametrize("content", [b"", b"no pem", b"-----BEGIN CERTIFICATE-----\nx\n", None])
def test_what_is_no_certificate_is_a_clear_error(tmp_path, content):
    path = tmp_path / "certificate.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsError, match="certificate"):
        tls_context(path, None)


def test_a_key_of_another_certificate_or_with_a_passphrase_is_a_clear_error(
    tmp_path, authority, certificate
):
    other = tmp_path / "other.pem"
    authority.issue_cert("other.example").private_key_pem.write_to_path(other)
    with pytest.raises(SettingsError, match="certificate and its key"):
        tls_context(certificate, other)
    locked = tmp_path / "locked.pem"
    subprocess.run(
        ["openssl", "ec", "-aes256", "-passout", "pass:secret", "-in", other, "-out", locked],
        check=True,
        capture_output=True,
    )
    with pytest.raises(SettingsError, match="passphrase"):
        tls_context(certificate, locked)
