"""What is believed of the proxy that the page is behind, and what of anybody else."""

from __future__ import annotations

import pytest

from searchkit.web import create_app
from searchkit.web.proxy import BehindProxy

GOOD = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}


@pytest.fixture
def seen():
    return []


@pytest.fixture
def ask(library, seen):
    def ask(proxy="127.0.0.1", peer="127.0.0.1", **headers):
        app = create_app(library, hosts=["news.example"])
        inner = app.wsgi_app

        def look(environ, start_response):
            seen.append((environ["REMOTE_ADDR"], environ["wsgi.url_scheme"]))
            return inner(environ, start_response)

        app.wsgi_app = BehindProxy(look, proxy)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return app.test_client().get("/feed", headers=named, environ_base={"REMOTE_ADDR": peer})

    return ask


def test_the_proxy_is_believed(ask, seen):
    answer = ask(**GOOD, X_Forwarded_Host="news.example")
    assert answer.status_code == 200
    assert 'href="https://news.example/feed"' in answer.text
    assert seen == [("192.0.2.7", "https")]


def test_only_the_last_hop_counts(ask, seen):
    spoofed = {"X-Forwarded-For": "127.0.0.1, 192.0.2.7", "X-Forwarded-Proto": "http, https"}
    assert ask(**spoofed, X_Forwarded_Host="evil.example, news.example").status_code == 200
    assert seen == [("192.0.2.7", "https")]
    assert ask(**GOOD, X_Forwarded_Host="news.example, evil.example").status_code == 400


@pytest.mark.parametrize("peer", ["192.0.2.1", "127.0.0.2", "::2", "", "unix"])
def test_nobody_else_is_answered(ask, peer, seen):
    assert ask(peer=peer, **GOOD).status_code == 403
    assert seen == []


@pytest.mark.parametrize(
    ("proxy", "peer"),
    [("::1", "127.0.0.1"), ("127.0.0.1", "::1"), ("10.0.0.5", "::ffff:10.0.0.5"),
     ("2001:db8::5", "2001:db8:0::5"), ("fe80::5", "fe80::5%eth0")],
)  # fmt: skip
def test_an_address_is_the_same_however_it_is_written(ask, proxy, peer):
    assert ask(proxy=proxy, peer=peer, **GOOD).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-For": "192.0.2.7"},
        {"X-Forwarded-Proto": "https"},
        {**GOOD, "X-Forwarded-For": "unknown"},
        {**GOOD, "X-Forwarded-For": "192.0.2.7, "},
        {**GOOD, "X-Forwarded-For": "192.0.2.7:1234"},
        {**GOOD, "X-Forwarded-Proto": "javascript"},
        {**GOOD, "X-Forwarded-Proto": "https\x0b"},
        {"Forwarded": "for=192.0.2.7;proto=https"},
    ],
)
def test_a_request_that_says_too_little_of_its_client_is_refused(ask, seen, headers):
    answer = ask(**headers)
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer.headers
    assert seen == []


def test_without_a_proxy_these_headers_mean_nothing(library):
    client = create_app(library).test_client()
    answer = client.get("/feed", headers={**GOOD, "X-Forwarded-Host": "evil.example"})
    assert 'href="http://localhost/feed"' in answer.text
