"""What a browser may keep, compression, refusals under load, and the access log."""

from __future__ import annotations

import gzip

import pytest

from searchkit.web import create_app
from searchkit.web.access_log import AccessLog

PAGES = ["/", "/?q=army", "/article/harbour.md?q=army", "/cite/harbour.md", "/feed?q=army",
         "/opensearch.xml", "/api", "/api/search?q=army", "/api/facets?q=army",
         "/api/article/harbour.md", "/api/openapi.json", "/healthz"]  # fmt: skip


@pytest.fixture
def client(library):
    return create_app(library).test_client()


@pytest.mark.parametrize("url", PAGES)
def test_a_page_that_is_as_before_is_not_sent_again(client, url):
    first = client.get(url)
    assert first.headers["ETag"].startswith('W/"')
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Content-Security-Policy" in again.headers


@pytest.mark.slow
def test_every_address_has_a_tag_of_its_own(client):
    tags = {client.get(url).headers["ETag"] for url in PAGES}
    assert len(tags) == len(PAGES)
    assert client.get("/?q=army", headers={"If-None-Match": '"x", W/"y"'}).status_code == 200


@pytest.mark.slow
def test_a_commit_changes_the_tag(make_library, tmp_path):
    library = make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails.")})
    client = create_app(library).test_client()
    before = client.get("/?q=ferry").headers["ETag"]
    (tmp_path / "corpus" / "b.txt").write_text("Ferry two\n\nThe ferry sails.")
    library.update()
    after = client.get("/?q=ferry", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "2 articles" in after.text


@pytest.mark.parametrize("url", ["/?q=%22", "/nowhere", "/?q=army&page=9"])
def test_a_refusal_has_no_tag(client, url):
    assert "ETag" not in client.get(url).headers


@pytest.mark.parametrize("url", ["/?q=army", "/api/search?q=army", "/feed?q=army"])
def test_who_takes_gzip_gets_the_same_in_fewer_bytes(client, url):
    plain = client.get(url)
    small = client.get(url, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert len(small.data) == int(small.headers["Content-Length"]) < len(plain.data)
    # The time that a search took differs.
    assert len(gzip.decompress(small.data)) == pytest.approx(len(plain.data), abs=4)
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_who_does_not_take_gzip_gets_none(client, accepted):
    response = client.get("/?q=army", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response.headers


def test_a_file_of_the_page_is_kept_for_good_under_the_address_of_its_content(client, get):
    href = get("/").one("link", rel="stylesheet").attributes["href"]
    bare_href = f"/static/{href.rpartition('/')[2]}"
    with client.get(href) as kept, client.get(bare_href) as bare:
        assert "immutable" in kept.headers["Cache-Control"]
        assert "immutable" not in bare.headers["Cache-Control"]
        with client.get(href, headers={"Accept-Encoding": "gzip"}) as small:
            assert gzip.decompress(small.data) == bare.data


def test_too_much_work_is_refused_with_a_time_to_come_back(library):
    client = create_app(library, is_busy=lambda: True).test_client()
    for url in ("/?q=army", "/article/harbour.md", "/api/search?q=army"):
        response = client.get(url)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "1"
        assert "try again" in response.text
    with client.get("/static/searchkit.css") as response:
        assert response.status_code == 200


def test_an_index_that_is_missing_is_not_too_much_work(tmp_path, get_from, make_library):
    library = make_library({"a.txt": ({}, "A\n\nb.")})
    (tmp_path / "index" / "CURRENT").unlink()
    answer = get_from(library, "/?q=a")
    assert answer.status == 503
    assert "Retry-After" not in answer.headers


def logged(library, method="GET", **environ):
    lines = []
    client = create_app(library).test_client()
    client.application.wsgi_app = AccessLog(client.application.wsgi_app, lines.append)
    client.open("/", method=method, environ_overrides=environ).close()
    (line,) = lines
    return line


def test_the_log_tells_who_asked_for_what_and_what_came_of_it(library):
    line = logged(library, REMOTE_ADDR="127.0.0.1", REQUEST_URI="/?q=army&filter=date:2016")
    who, method, address, status, size, unit, *took = line.split()
    assert (who, method, address) == ("127.0.0.1", "GET", "/?q=army&filter=date:2016")
    assert (status, unit, took[1:]) == ("200", "bytes", ["ms"])
    assert size.isdigit()
    assert took[0].isdigit()


@pytest.mark.parametrize(
    "address",
    [
        "/?q=a\n127.0.0.1 GET /forged 200 1 bytes 1 ms",
        "/?q=a\r\x1b[2J\x07\x9b",
        "/ 200 5 bytes 1 ms",
        "/\u2028\u202e",
        "/\xff\x00",
        "/" + "x" * 7_000,
    ],
    ids=["line", "escape", "space", "separator", "bytes", "long"],
)
def test_no_request_can_forge_a_line(library, address):
    line = logged(library, REQUEST_URI=address)
    assert line.isprintable()
    assert len(line.split()) == 8
    assert len(line) < 600


def test_no_method_can_forge_a_line(library):
    assert " ? /" in logged(library, method="BREW POT")
