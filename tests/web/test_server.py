"""The page on a real socket."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from contextlib import ExitStack
from functools import partial

import pytest

from searchkit.cli import main
from searchkit.errors import SettingsError
from searchkit.web import is_loopback, serve
from searchkit.web.server import _address

pytestmark = pytest.mark.slow

PROGRAM = """
import sys
from searchkit import Library
from searchkit.web import is_loopback, serve
with Library.open(sys.argv[1]) as library:
    serve(library, sys.argv[2], 0, ready=lambda url: print(url, flush=True))
print("stopped")
"""


@pytest.fixture
def running(library):
    """Starts the page in a process of its own; gives the process and the address it printed."""
    started = []

    def start(host="127.0.0.1"):
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(library.settings.home), host],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process, process.stdout.readline().strip()

    yield start
    for process in started:
        process.kill()
        process.communicate()


def fetch(url, **headers):
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def raw(url, data):
    host, port = url.removeprefix("http://").strip("/").rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(data)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer.decode("latin-1")


def test_it_answers_on_a_free_port_and_stops_on_sigterm(running):
    process, url = running()
    status, headers, page = fetch(f"{url}?q=army")
    assert (status, "3 articles" in page) == (200, True)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Server" not in headers
    assert fetch(url, Host="evil.example")[0] == 400
    process.send_signal(signal.SIGTERM)
    out, errors = process.communicate(timeout=20)
    assert (out, errors, process.returncode) == ("stopped\n", "", 0)


def test_it_stops_on_ctrl_c(running):
    process, url = running()
    assert fetch(f"{url}healthz")[0] == 200
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=20)
    assert (out, errors, process.returncode) == ("stopped\n", "", 0)


def test_what_is_no_http_is_refused_with_the_headers(running):
    _, url = running()
    for request in (
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: odd\r\n\r\n",
    ):
        answer = raw(url, request)
        assert answer.split()[1] in ("400", "413", "501")
        assert "Content-Security-Policy: default-src 'none'" in answer


def test_a_request_without_a_host_is_refused(running):
    _, url = running()
    assert raw(url, b"GET / HTTP/1.0\r\n\r\n").split()[1] == "400"


def test_traversal_is_404_on_the_wire(running):
    _, url = running()
    for path in (
        "//evil.example/",
        "/article/../../etc/passwd",
        "/static/../app.py",
        "/article/..%2f..%2fetc/passwd",
    ):
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert raw(url, request.encode()).split()[1] == "404"


def test_the_host_it_is_bound_to_is_served(running):
    _, url = running("127.0.0.2")
    assert url.startswith("http://127.0.0.2:")
    assert fetch(url)[0] == 200


def test_a_port_that_is_in_use_is_a_clear_error(library):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} of 127.0.0.1 is in use"):
            serve(library, "127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port"),
    [("192.0.2.1", 0), ("no such host", 0), ("127.0.0.1", 99_999), ("127.0.0.1", -1), ("", 0)],
)
def test_an_address_that_cannot_be_listened_on_is_a_clear_error(library, host, port):
    with pytest.raises(SettingsError):
        serve(library, host, port)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("[::1]", "http://[::1]:8000/"),
        ("0.0.0.0", "http://localhost:8000/"),
        ("::", "http://localhost:8000/"),
        ("news.example", "http://news.example:8000/"),
    ],
)
def test_the_address_can_be_opened_in_a_browser(host, url):
    assert _address(host, 8000) == url


def test_searches_over_the_limit_are_refused_and_the_others_answered(running):
    """A hundred at once: each gets its page or a 503 with a time to come back."""
    _, url = running()
    host, port = url.removeprefix("http://").strip("/").rsplit(":", 1)
    request = b"GET /?q=army+OR+bulletin HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection((host, int(port)), timeout=30))
            for _ in range(90)
        ]
        for client in clients:
            client.sendall(request)
        answers = [b"".join(iter(partial(client.recv, 65536), b"")) for client in clients]
    statuses = Counter(answer.split()[1] for answer in answers)
    assert set(statuses) == {b"200", b"503"}
    assert statuses[b"200"] >= 16
    refused = [answer for answer in answers if answer.split()[1] == b"503"]
    assert all(b"\r\nRetry-After: 1\r\n" in answer for answer in refused)
    assert fetch(f"{url}?q=army")[0] == 200


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("127.0.0.1", True),
        ("127.8.9.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.0.2.1", False),
        ("news.example", False),
    ],
)
def test_only_loopback_is_of_this_machine_alone(host, only_here):
    assert is_loopback(host) is only_here


def test_another_host_needs_a_name_that_is_allowed(library, capsys):
    home = str(library.settings.home)
    assert main(["--home", home, "serve", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--allow-host NAME" in capsys.readouterr().err


def test_an_open_page_warns_answers_to_its_name_and_logs_each_request(library):
    command = [sys.executable, "-m", "searchkit", "--home", str(library.settings.home), "serve",
               "--host", "0.0.0.0", "--port", "0", "--allow-host", "news.example",
               "--no-password"]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        warning, serving = process.stderr.readline(), process.stderr.readline()
        assert "no password" in warning
        url = f"http://127.0.0.1:{serving.split('localhost:')[1].split('/')[0]}/"
        assert fetch(f"{url}?q=army", Host="news.example")[0] == 200
        assert fetch(url, Host="other.example")[0] == 400
        lines = [process.stderr.readline().split() for _ in range(2)]
        assert [line[1:4] for line in lines] == [["GET", "/?q=army", "200"], ["GET", "/", "400"]]
    finally:
        process.kill()
        process.communicate()
