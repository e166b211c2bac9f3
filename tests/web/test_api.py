"""The JSON answers."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import HealthCheck, given, settings

from searchkit.schema import FACETS
from searchkit.web import create_app

pytestmark = pytest.mark.slow


def test_a_search_answers_what_python_and_the_shell_answer(get, library):
    answer = get("/api/search?q=army&source=Gazette&since=2016&limit=5")
    expected = library.search("army", limit=5, source="Gazette", since="2016").to_dict()
    assert json.loads(answer.text) == expected
    assert list(json.loads(answer.text)) == list(expected)
    assert expected["total"] == 1
    assert answer.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize(
    ("limit", "hits"), [("", 10), ("3", 3), ("100", 25), ("1000000000", 25), ("9" * 6000, 25)]
)
def test_a_limit_says_how_many_hits_a_page_has(get, limit, hits):
    answer = json.loads(get(f"/api/search?q=bulletin&limit={limit}").text)
    assert (len(answer["hits"]), answer["total"]) == (hits, 25)


def test_a_limit_is_capped_at_a_hundred(make_library, get_from):
    library = make_library({f"{at}.txt": ({}, f"Tide {at}\n\nHigh.") for at in range(120)})
    for limit in ("101", "1000000000"):
        answer = json.loads(get_from(library, f"/api/search?q=tide&limit={limit}").text)
        assert (len(answer["hits"]), answer["total"]) == (100, 120)


@pytest.mark.parametrize(
    "url",
    [
        "/api/search?q=army&limit=0",
        "/api/search?q=army&limit=-1",
        "/api/search?q=army&limit=ten",
        "/api/search?q=army&page=0",
        "/api/search?q=army&sort=best",
        "/api/search?q=army&any=yes",
    ],
)
def test_a_bad_value_is_named(get, url):
    answer = get(url)
    error = json.loads(answer.text)["error"]
    assert answer.status == 400
    assert error["message"].startswith(url.rpartition("&")[2].partition("=")[0])
    assert (error["start"], error["end"], error["hint"]) == (None, None, None)


def test_a_bad_query_tells_its_place(get):
    answer = get("/api/search?q=+titel:army")
    error = json.loads(answer.text)["error"]
    assert answer.status == 400
    assert (error["start"], error["end"]) == (1, 6)
    assert "title" in error["hint"]


def test_a_page_past_the_end_is_no_page(get):
    answer = get("/api/search?q=army&page=2")
    assert answer.status == 404
    assert json.loads(answer.text)["error"]["message"] == "this search has only one page"


def test_an_article_comes_with_provenance_and_marks(get, library):
    answer = json.loads(get("/api/article/harbour.md?q=army").text)
    assert answer == json.loads(json.dumps(library.article("harbour.md", "army").to_dict()))
    assert [answer["body"][start:end] for start, end in answer["body_marks"]] == ["Army", "army"]


def test_an_unknown_article_is_404_in_json(get):
    answer = get("/api/article/none.md")
    assert answer.status == 404
    assert "no article" in json.loads(answer.text)["error"]["message"]


def test_health_counts_the_articles(get):
    assert json.loads(get("/healthz").text) == {"status": "ok", "articles": 28}


def test_a_new_commit_is_seen_at_once(make_library, get_from, tmp_path):
    library = make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails.")})
    assert json.loads(get_from(library, "/healthz").text)["articles"] == 1
    (tmp_path / "corpus" / "b.txt").write_text("Bridge\n\nThe bridge stands.")
    library.update()
    assert json.loads(get_from(library, "/healthz").text)["articles"] == 2


def test_text_that_is_not_ascii_stays_readable(make_library, get_from):
    library = make_library({"a.txt": ({}, "Šárka\n\nŘeka stoupla.")})
    assert "Řeka stoupla." in get_from(library, "/api/search?q=reka").text


def test_facets_count_every_hit(get, library):
    answer = json.loads(get("/api/facets?q=army&filter=-date:unknown").text)
    assert answer["total"] == 2
    assert set(answer["facets"]) == set(FACETS)
    assert sorted(answer["facets"]["year"]) == [["2016", 1], ["2018", 1]]


def test_filters_narrow_the_answer_as_they_do_the_page(get, library):
    answer = json.loads(get('/api/search?q=army&filter=source:"River+Post"&filter=date:2018').text)
    assert [hit["title"] for hit in answer["hits"]] == ["River rises"]


def test_suggestions_go_on_as_the_text_begins(get, library):
    answer = json.loads(get("/api/suggest?q=har&limit=3").text)
    assert answer == json.loads(json.dumps(library.suggest("har", limit=3).to_dict()))
    assert "harbour" in dict(answer["words"])
    bar = get("/suggestions.json?q=har")
    assert bar.headers["Content-Type"].startswith("application/x-suggestions+json")
    text, completions = json.loads(bar.text)
    assert text == "har"
    assert "harbour" in completions


def test_so_many_suggestions_as_the_library_has_are_given_at_most(get):
    assert get(f"/api/suggest?q=a&limit={10**9}").status == 200


def test_the_description_names_every_address_and_is_shown_to_people(get):
    document = json.loads(get("/api/openapi.json").text)
    assert document["openapi"] == "3.1.0"
    page = get("/api")
    for path in document["paths"]:
        assert path in page.one("main").text


@pytest.fixture(scope="module")
def described(library):
    """The description as schemathesis reads it; it asks the app for what it describes."""
    # Takes a second to import: only where these tests run, not wherever tests are collected.
    import schemathesis

    return schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(library))


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        ("/healthz", "positive"),
        ("/api/story/{id}", "positive"),
        *itertools.product(
            [
                "/api/search",
                "/api/facets",
                "/api/counts",
                "/api/suggest",
                "/api/article/{id}",
                "/api/stories",
                "/api/compare",
                "/api/quotes",
                "/api/quote/{id}",
            ],
            ["positive", "negative"],
        ),
    ],
)
def test_the_service_keeps_to_its_description(described, path, mode):
    from schemathesis import GenerationMode, checks

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(described[path]["GET"].as_strategy(generation_mode=GenerationMode(mode)))
    def keeps(case):
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"},
            # Which texts are queries and dates, no schema can tell.
            excluded_checks=[checks.positive_data_acceptance],
        )

    keeps()
