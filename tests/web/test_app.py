"""What holds for every response: hosts, methods, headers, refusals, and text that stays text."""

from __future__ import annotations

import json
import shutil
from urllib.parse import quote

import pytest

from searchkit import Library, Searcher
from searchkit.errors import SearchTooSlow
from searchkit.settings import Settings
from searchkit.web import create_app
from searchkit.web.static_version import static_href

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

OUR_SCRIPT = f'<script type="module" src="{static_href("page.js")}"'

PAYLOADS = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</title><script>alert(1)</script>",
    "</textarea><iframe src=javascript:alert(1)>",
    '<a href="javascript:alert(1)">go</a>',
    "{{ 12345 * 54321 }}{% include 'base.html' %}",
    "<!--<script>-->",
    "<style>*{display:none}</style>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "]]><script>alert(1)</script>",
    "<base href=//evil.example>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
]


@pytest.mark.slow
def test_every_kind_of_response_has_the_headers(get, library):
    for url, options in {
        "/": {},
        "/?q=army": {},
        "/?q=%22": {},
        "/article/harbour.md": {},
        "/nowhere": {},
        "/static/searchkit.css": {},
        "/static/nothing.css": {},
        "/feed?q=army": {},
        "/opensearch.xml": {},
        "/cite/harbour.md": {},
        "/api": {},
        "/api/openapi.json": {},
        "/api/suggest?q=a": {},
        "/suggestions.json?q=a": {},
        "/static/page.js": {},
        "/api/search?q=army": {},
        "/api/search?q=%22": {},
        "/healthz": {},
        "/?q=post": {"method": "POST"},
        "/?q=host": {"Host": "evil.example"},
        "/?q=" + "long" * 3000: {},
    }.items():
        answer = get(url, **options)
        assert HEADERS.items() <= dict(answer.headers).items(), url


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LocalHost:1",
        "127.0.0.1",
        "127.0.0.1:65535",
        "[::1]",
        "[::1]:8000",
    ],
)
def test_loopback_hosts_are_served_with_any_port(get, host):
    assert get("/", Host=host).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:8000",
        "notlocalhost",
        "127.0.0.1.evil.example",
        "127.0.0.2",
        "localhost@evil.example",
        "localhost:8000@evil.example",
        "localhost,evil.example",
        "localhost/evil",
        "localhost:port",
        "[::1",
        "[::2]",
        "",
        "0.0.0.0",
        "<script>",
    ],
)
@pytest.mark.parametrize("url", ["/", "/healthz", "/static/searchkit.css", "/nowhere"])
def test_foreign_hosts_are_refused(get, host, url):
    answer = get(url, Host=host)
    assert answer.status == 400
    assert "army" not in answer.text
    assert "evil" not in answer.text


def test_further_hosts_can_be_named(library):
    client = create_app(library, hosts=["News.Example", "fd00::7"]).test_client()
    for host, status in {
        "news.example:80": 200,
        "[fd00::7]:80": 200,
        "sub.news.example": 400,
    }.items():
        assert client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "url", ["/", "/feed", "/api/search", "/cite/harbour.md", "/static/searchkit.css", "/nowhere"]
)
def test_only_reading_is_allowed(get, method, url):
    answer = get(url, method=method)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD"


def test_head_is_answered_without_a_body(get):
    answer = get("/?q=army", method="HEAD")
    assert (answer.status, answer.text) == (200, "")


@pytest.mark.parametrize(
    "url",
    [
        "/article/../../etc/passwd",
        "/article/..%2f..%2fetc%2fpasswd",
        "/article/%2e%2e/%2e%2e/etc/passwd",
        "/article/%252e%252e%252fetc%252fpasswd",
        "/article/..%5c..%5cetc%5cpasswd",
        "/article//etc/passwd",
        "/article/%2fetc%2fpasswd",
        "/article/file:///etc/passwd",
        "/article/..%c0%af..%c0%afetc/passwd",
        "/article/harbour.md%00",
        "/article/%00",
        "/article/%00harbour.md",
        "/article/./harbour.md",
        "/article/x/../harbour.md",
        "/article/harbour.md/",
        "/article/",
        "/article",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2ftemplates/base.html",
        "/api/article/..%2f..%2fetc%2fpasswd",
        "/cite/../../etc/passwd",
        "/cite/..%2f..%2fetc%2fpasswd",
        "/cite/%00",
        "/api/article/%00",
        "/templates/base.html",
        "/api//search",
    ],
)
def test_what_is_not_there_is_404_whatever_its_form(get, url):
    answer = get(url)
    assert answer.status == 404
    assert "root:" not in answer.text


def test_a_url_that_is_too_long_is_refused(get):
    assert get("/?q=" + "a" * 7_000).status == 200  # a query may have 10,000 characters
    assert get("/?q=" + "a" * 8_500).status == 414
    assert get("/" + "a" * 8_500).status == 414
    assert get("/" + "%61" * 3_000).status == 414


def test_an_unknown_address_is_a_page_that_leads_on(get):
    answer = get("/nowhere")
    assert answer.status == 404
    assert answer.one("h1").text == "Page not found"
    assert answer.link("Start a new search") == "/"


@pytest.mark.slow
def test_no_index_is_503_and_says_what_to_run(tmp_path, get_from):
    (tmp_path / "corpus").mkdir()
    library = Library(Settings(tmp_path, tmp_path / "corpus", tmp_path / "index"))
    for url in ("/", "/?q=army", "/article/harbour.md"):
        answer = get_from(library, url)
        assert answer.status == 503
        assert answer.one("code").text == "searchkit index"
    for url in ("/healthz", "/api/search?q=army"):
        answer = get_from(library, url)
        assert answer.status == 503
        assert "run: searchkit index" in json.loads(answer.text)["error"]["message"]


def test_a_damaged_index_is_503_and_says_what_to_run(make_library, get_from, tmp_path):
    library = make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails.")})
    library.close()
    for folder in (tmp_path / "index").glob("*/whoosh"):
        shutil.rmtree(folder)
    (tmp_path / "index" / "CURRENT").write_text("nonsense")
    answer = get_from(library, "/?q=ferry")
    assert answer.status == 503
    assert answer.one("code").text == "searchkit rebuild"
    assert get_from(library, "/healthz").status == 503


def test_a_failure_that_nobody_foresaw_shows_nothing_of_its_inside(library, monkeypatch, caplog):
    def fail(*_args, **_named):
        raise RuntimeError("secret inside")

    monkeypatch.setattr(Searcher, "search", fail)
    client = create_app(library).test_client()
    for url in ("/?q=army", "/api/search?q=army"):
        response = client.get(url)
        assert response.status_code == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
        assert HEADERS.items() <= dict(response.headers).items()
    assert "secret inside" in caplog.text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, build_library):
    """A library whose every article is an attack: in title, source, author, text and name."""
    files = {
        f"{number} {payload.replace('/', '_')}.md": (
            {
                "title": f"needle {payload}",
                "source": payload,
                "authors": [payload],
                "language": payload,
                "date": payload,
                "url": payload,
            },
            f"A needle {payload} here.",
        )
        for number, payload in enumerate(PAYLOADS)
    }
    with build_library(tmp_path_factory.mktemp("hostile"), files) as library:
        yield library


def inert(answer):
    """Whether a page has nothing that could run, and leads only where it may."""
    tags = {one.tag for one in answer.elements}
    names = {name for one in answer.elements for name in one.attributes}
    targets = [
        one.attributes[name]
        for one in answer.elements
        for name in ("href", "src", "action")
        if name in one.attributes
    ]
    return (
        not tags & {"img", "iframe", "style", "base", "object", "textarea"}
        and all(one.text == "" for one in answer.all("script"))
        and not [name for name in names if name.startswith("on") or name in ("style", "http-equiv")]
        and all(one.startswith("#") or (one[:1] == "/" and one[:2] != "//") for one in targets)
    )


@pytest.mark.slow
def test_hostile_articles_are_shown_as_text(hostile, get_from):
    texts = []
    for page in (1, 2):
        answer = get_from(hostile, f"/?q=needle&page={page}")
        assert inert(answer)
        texts.append(answer.one("ol").text)
        for link in [one for one in answer.all("a") if "h2" in one.inside]:
            article = get_from(hostile, link.attributes["href"])
            assert article.status == 200
            assert inert(article)
            assert article.text.count("<mark ") == 2
    for payload in PAYLOADS:
        assert f"A needle {payload} here." in "".join(texts)
        assert f"needle {payload}" in "".join(texts)


@pytest.mark.parametrize("url", ["/", "/article/0%20%3Cscript%3Ealert(1)%3C_script%3E.md"])
def test_a_mark_that_goes_over_a_tag_is_text_too(hostile, get_from, url):
    answer = get_from(hostile, f"{url}?q=%22needle+script+alert%22")
    assert inert(answer)
    assert "needle <script>alert" in [one.text for one in answer.all("mark")]


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(
    "url", ["/", "/article/harbour.md", "/nowhere", "/article/none", "/api/search"]
)
def test_hostile_requests_are_shown_as_text(app, payload, url):
    for name in ("q", "source", "since", "sort", "page"):
        answer = app.test_client().get(url, query_string={name: payload})
        assert answer.status_code in (200, 400, 404)
        if answer.mimetype != "text/html":
            assert answer.mimetype == "application/json"
            continue
        assert "<script" not in answer.text.replace(OUR_SCRIPT, "")
        assert "670592745" not in answer.text
    answer = app.test_client().get(f"/{quote(payload)}")
    assert "<script" not in answer.text.replace(OUR_SCRIPT, "")


@pytest.mark.slow
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_query_comes_back_unchanged_in_the_form(get, payload):
    answer = get(f"/?q={quote(payload)}")
    assert inert(answer)
    assert answer.one("input", name="q").attributes["value"] == payload


def test_what_a_page_loads_is_our_own_and_small(get):
    answer = get("/?q=army")
    files = [
        one.attributes["href"]
        for one in answer.all("link")
        if one.attributes["rel"] in ("stylesheet", "icon")
    ]
    files += [one.attributes["src"] for one in answer.all("script")]
    assert all(file.startswith("/static/") for file in files)
    texts = [get(file).text for file in files]
    assert sum(map(len, texts)) <= 40_000
    assert not [text for text in texts if "url(" in text or "@import" in text]


def test_a_search_that_is_stopped_at_its_limit_says_so(library, get_from, monkeypatch):
    def slow(*_args, **_named):
        raise SearchTooSlow(2)

    monkeypatch.setattr(Searcher, "search", slow)
    answer = get_from(library, "/?q=army")
    assert answer.status == 503
    assert "took longer than 2 s" in answer.one("main").text
    assert answer.one("input", name="q").attributes["value"] == "army"
