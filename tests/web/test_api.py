"""The JSON answers."""

from __future__ import annotations

import json

import pytest


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
    assert json.loads(answer.text)["error"]["message"].startswith("no such page")


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
