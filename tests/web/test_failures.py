"""What a client is told of a fault of the server: its status, and nothing of its inside."""

from __future__ import annotations

import inspect
import itertools
import logging
import os
import re
import shutil

import pytest

from searchkit import Library, Searcher, errors
from searchkit.settings import Settings
from searchkit.web import create_app
from searchkit.web.failures import failure

INSIDE = "/srv/ann/secret/index/000007/MAIN_1.toc"

#: Each class as it may be raised, with a path in it, and the status that it means.
FAULTS = {
    errors.SearchkitError: (errors.SearchkitError(INSIDE), 500),
    errors.SettingsError: (errors.SettingsError(INSIDE), 500),
    errors.ControlFileUnusable: (errors.ControlFileUnusable("metadata.toml: not a file"), 503),
    errors.EditConflict: (errors.EditConflict("a.txt"), 500),
    errors.CorpusMissing: (errors.CorpusMissing(INSIDE), 500),
    errors.NotOffered: (errors.NotOffered("an index on servers tells no stories"), 400),
    errors.PasswordMissing: (errors.PasswordMissing(), 503),
    errors.QueryError: (errors.QueryError("a quote has no end", '"', 0, 1), 400),
    errors.SearchTooSlow: (errors.SearchTooSlow(2), 503),
    errors.ArticleUnreadable: (errors.ArticleUnreadable(INSIDE), 500),
    errors.ArticleNotFound: (errors.ArticleNotFound(INSIDE), 404),
    errors.NameNotFound: (errors.NameNotFound(INSIDE), 404),
    errors.CorpusShrunk: (errors.CorpusShrunk(3, 4), 500),
    errors.InvalidArgument: (errors.InvalidArgument("page must be a number"), 400),
    errors.IndexUnusable: (errors.IndexUnusable(INSIDE), 503),
    errors.IndexMissing: (errors.IndexMissing(INSIDE), 503),
    errors.IndexOutdated: (errors.IndexOutdated(INSIDE), 503),
    errors.IndexDamaged: (errors.IndexDamaged(INSIDE), 503),
    errors.IndexUnavailable: (errors.IndexUnavailable(f"https://ann:pw@db.example{INSIDE}"), 503),
    errors.IndexOvertaken: (errors.IndexOvertaken(), 503),
    errors.IndexBlocked: (errors.IndexBlocked(f"no room in {INSIDE}"), 503),
    errors.IndexLocked: (errors.IndexLocked(f"process 7 of {INSIDE}"), 503),
    errors.EngineUnavailable: (errors.EngineUnavailable(INSIDE), 503),
    OSError: (OSError(28, "No space left on device", INSIDE), 500),
    PermissionError: (PermissionError(13, "Permission denied", INSIDE), 500),
    MemoryError: (MemoryError(INSIDE), 500),
    RecursionError: (RecursionError(INSIDE), 500),
    UnicodeError: (UnicodeDecodeError("utf-8", INSIDE.encode(), 0, 1, "bad"), 500),
    KeyError: (KeyError(INSIDE), 500),
}
#: An address of every route that asks the library something.
ROUTES = ["/", "/?q=army",
          "/feed?q=army", "/cite/harbour.md", "/article/harbour.md", "/stories",
          "/story/harbour.md", "/compare?left=harbour.md&right=note.txt",
          "/quote/harbour.md?at=196", "/export?q=army&format=csv",
          "/api/search?q=army", "/api/facets?q=army", "/api/suggest?q=har", "/suggestions.json?q=h",
          "/api/article/harbour.md", "/api/stories", "/api/story/harbour.md", "/healthz",
          "/api/compare?left=harbour.md&right=note.txt", "/api/quotes?q=us",
          "/api/quote/harbour.md?at=196", "/api/counts?q=army", "/trends?q=army",
          "/trends.svg?q=army", "/trends.csv?q=army",
          "/values?q=army&facet=source", "/quotes.csv?q=us", "/quotes.jsonl?q=us", "/kwic.csv?q=us",
          "/stories.csv", "/stories.jsonl", "/names", "/api/names?q=army", "/name/Petra%20Vance",
          "/api/name/Petra%20Vance", "/quotes?q=us"]  # fmt: skip
ASKED = ("search", "hits", "article", "suggest", "stories", "story", "compare", "quotes", "quote",
         "count_table", "kwic", "limited")  # fmt: skip

LEAKS = re.compile(
    r"/(?:srv|tmp|home|root|usr|work)/|Traceback|\.py\b|[Ww]erkzeug|[Ww]aitress|Flask|Python/|"
    r"\bann\b|db\.example|MAIN_1|Errno"
)


def test_every_class_of_the_tree_is_judged():
    tree = {
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.SearchkitError)
    }
    assert tree <= FAULTS.keys()


def test_every_route_is_tried(library):
    tried = {re.match(r"/(?:api/)?[^/?]*", url)[0].rstrip("/") for url in ROUTES}
    rules = {str(rule) for rule in create_app(library).url_map.iter_rules()}
    idle = {"/api", "/api/openapi.json", "/api/progress", "/opensearch.xml"}
    # Without saved searches they ask nothing.
    idle |= {"/searches", "/api/searches"}
    # Where no package draws it, it asks nothing.
    idle.add("/trends.png")
    rules = {rule for rule in rules if not rule.startswith("/static")} - idle
    assert {re.match(r"/(?:api/)?[^/<]*", rule)[0].rstrip("/") for rule in rules} == tried


@pytest.mark.slow
@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.__name__)
def test_a_fault_has_its_status_on_every_route_and_tells_no_path(
    library, monkeypatch, kind, caplog
):
    error, status = FAULTS[kind]

    def fail(*_, **__):
        raise error

    for name in ASKED:
        monkeypatch.setattr(Searcher, name, fail)
    client = create_app(library).test_client()
    for url in ROUTES:
        with caplog.at_level(logging.ERROR):
            answer = client.get(url)
        assert answer.status_code == status, url
        assert not LEAKS.search(answer.text), url
        assert "ETag" not in answer.headers
        for value in answer.headers.values():
            assert not LEAKS.search(value)
    if status >= 500 and "secret" in str(error):
        # The log has what the answer has not.
        assert INSIDE in caplog.text
        is_expected = issubclass(kind, errors.SearchkitError)
        assert ("Traceback" in caplog.text) == (not is_expected)


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", ["run_progress", "is_behind"])
def test_a_fault_of_what_every_page_tells_costs_no_page_its_form(library, monkeypatch, kind, name):
    error, _ = FAULTS[kind]

    def fail(*_, **__):
        raise error

    monkeypatch.setattr(Library, name, fail)
    client = create_app(library).test_client()
    for url in ("/", "/nowhere", "/api/search?q=army", "/login"):
        answer = client.get(url)
        assert answer.status_code in (200, 400, 404, 500, 503)
        assert "Content-Security-Policy" in answer.headers
        assert not LEAKS.search(answer.text), url


def damaged(home):
    """Every file of the index cut in half."""
    for path in (home / "index").rglob("*"):
        if path.is_file():
            os.truncate(path, path.stat().st_size // 2)


def folders(home):
    """A folder in the place of the file that says which generation answers."""
    (home / "index" / "CURRENT").unlink()
    (home / "index" / "CURRENT").mkdir()


HARMS = {
    "damaged": damaged,
    "gone": lambda home: shutil.rmtree(home / "index"),
    "a file": lambda home: (shutil.rmtree(home / "index"), (home / "index").write_text("x")),
    "a folder for a file": folders,
    "writable by others": lambda home: (home / "index").chmod(0o777),
    "empty": lambda home: [
        path.write_bytes(b"") for path in (home / "index").rglob("*") if path.is_file()
    ],
}


@pytest.mark.parametrize("harm", HARMS)
def test_an_index_that_cannot_be_used_is_a_fault_of_the_server(tmp_path, make_library, harm):
    make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails.")})
    HARMS[harm](tmp_path)
    with Library(Settings(tmp_path, tmp_path / "corpus", tmp_path / "index")) as library:
        client = create_app(library).test_client()
        for url in ("/?q=ferry", "/article/a.txt", "/feed?q=ferry", "/api/search?q=ferry", "/"):
            answer = client.get(url)
            assert answer.status_code in (500, 503), url
            assert str(tmp_path) not in answer.text
            assert not LEAKS.search(answer.text)


@pytest.mark.slow
def test_a_corpus_that_is_gone_costs_no_answer(tmp_path, make_library):
    library = make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails.")})
    shutil.rmtree(tmp_path / "corpus")
    client = create_app(library).test_client()
    for url in ("/?q=ferry", "/article/a.txt", "/api/search?q=ferry"):
        assert client.get(url).status_code == 200


def test_what_a_client_asked_wrongly_is_told_to_it(library):
    client = create_app(library).test_client()
    for url, told in (("/?page=x", "page"), ("/api/search?limit=x", "limit"), ("/compare", "left")):
        answer = client.get(url)
        assert (answer.status_code, told in answer.text) == (400, True)


def test_a_message_is_a_sentence_whatever_the_error():
    for error, status in FAULTS.values():
        found = failure(error)
        assert found.status == status
        assert found.message
        assert not found.message.endswith(".")


CONDITIONS = {
    "If-None-Match": ["*", '"x"', 'W/"x"', "", ",", '"', "W/", '"a", *', "x" * 5_000],
    "If-Match": ["*", '"x"', 'W/"x"', "", '"'],
    "If-Modified-Since": ["Thu, 01 Jan 2099 00:00:00 GMT", "x", ""],
    "If-Unmodified-Since": ["Thu, 01 Jan 1970 00:00:00 GMT", "x"],
    "If-Range": ['"x"', "x"],
    "Range": ["bytes=0-1", "bytes=9-1", "bytes=-0", "x=1-2", "bytes=0-1," * 500],
}
CASES = [(name, value) for name, values in CONDITIONS.items() for value in values]


@pytest.mark.parametrize(("name", "value"), CASES)
@pytest.mark.parametrize(
    ("url", "status"),
    [("/nowhere", 404), ("/?q=%22", 400), ("/article/none.md", 404), ("/?q=army&page=9", 404),
     ("/api/article/none.md", 404), ("/api/search?limit=x", 400), ("/static/none.css", 404)],
)  # fmt: skip
def test_no_condition_turns_a_refusal_into_something_else(library, name, value, url, status):
    client = create_app(library).test_client()
    for method in ("GET", "HEAD"):
        answer = client.open(url, method=method, headers={name: value})
        assert answer.status_code == status
        assert "ETag" not in answer.headers
    assert client.post(url, headers={name: value}).status_code == 405


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("url", ["/?q=army", "/api/search?q=army", "/feed?q=army", "/healthz"])
def test_conditions_are_judged_as_http_has_them(library, url, method):
    client = create_app(library).test_client()

    def status(**headers):
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(url, method=method, headers=named).status_code

    tag = client.open(url, method=method).headers["ETag"]
    strong = tag.removeprefix("W/")
    future = "Thu, 01 Jan 2099 00:00:00 GMT"
    for same in (tag, strong, "*", f'"x", {tag}', f' {strong} , W/"y"', f",,{tag},"):
        assert status(If_None_Match=same) == 304, same
        # Which of the two counts, RFC 9110 says (13.1.3).
        assert status(If_None_Match=same, If_Modified_Since="x") == 304
    for other in ('"x"', strong.strip('"'), f"x{strong}", strong[:-2] + '"', '"*"', "", "W/*"):
        assert status(If_None_Match=other) == 200, other
        assert status(If_None_Match=other, If_Modified_Since=future) == 200
    assert status(If_Match="*") == 200
    for other in (tag, strong, '"x"', ""):
        assert status(If_Match=other) == 412
        assert status(If_Match=other, If_None_Match=tag) == 412
    assert status(If_Match="*", If_None_Match=tag) == 304
    assert status(Range="bytes=0-1") == 200


def test_a_tag_of_before_is_none_for_a_page_that_fails_now(library, monkeypatch):
    client = create_app(library).test_client()
    tag = client.get("/nowhere-that-is").headers.get("ETag", '"x"')
    for url, condition in itertools.product(("/nowhere-that-is", "/?q=%22"), (tag, "*")):
        assert client.get(url, headers={"If-None-Match": condition}).status_code in (400, 404)


def test_a_range_of_a_file_is_never_compressed(library):
    client = create_app(library).test_client()
    with client.get("/static/searchkit.css") as whole:
        data = whole.data
    headers = {"Range": "bytes=1000-2999", "Accept-Encoding": "gzip"}
    with client.get("/static/searchkit.css", headers=headers) as part:
        assert (part.status_code, part.data) == (206, data[1000:3000])
        assert "Content-Encoding" not in part.headers
