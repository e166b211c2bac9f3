"""The page tells how far an index run is that goes on beside it."""

from __future__ import annotations

import json

import pytest

from searchkit.cli import main
from searchkit.web import create_app, service

pytestmark = pytest.mark.slow

FILES = {f"{at}.txt": ({}, f"Ferry {at}\n\nThe ferry sails.") for at in range(3)}
URLS = ("/", "/?q=ferry", "/article/0.txt", "/api", "/?q=titel:x", "/nowhere")


@pytest.fixture
def library(make_library):
    return make_library(FILES)


@pytest.fixture
def get(library, get_from):
    return lambda url, **options: get_from(library, url, **options)


@pytest.fixture
def at_once(monkeypatch):
    """Every run is told from its beginning."""
    monkeypatch.setattr(service, "MIN_RUN_SECONDS", 0.0)


def note(answer):
    return answer.one("div", id="run")


def test_without_a_run_nothing_is_told(get):
    assert json.loads(get("/api/progress").text) == {"run": None}
    for url in URLS:
        assert "hidden" in note(get(url)).attributes
        assert note(get(url)).text.strip() == ""


def test_every_page_tells_how_far_a_run_is(get, held_run, tmp_path, at_once):
    with held_run(tmp_path):
        for url in URLS:
            found = note(get(url))
            assert "hidden" not in found.attributes
            assert "Indexing in progress" in found.text
            assert "1 of 3 files" in found.text
            bar = get(url).one("progress")
            assert (bar.attributes["value"], bar.attributes["max"]) == ("1", "3")
        run = json.loads(get("/api/progress").text)["run"]
        assert (run["done"], run["total"], run["failed"]) == (1, 3, 0)
    assert "hidden" in note(get("/")).attributes


def test_a_run_that_has_just_begun_is_not_told(get, held_run, tmp_path, monkeypatch):
    monkeypatch.setattr(service, "MIN_RUN_SECONDS", 3600.0)
    with held_run(tmp_path):
        assert "hidden" in note(get("/")).attributes
        assert json.loads(get("/api/progress").text) == {"run": None}


def test_the_first_index_is_told_of_where_there_is_none_yet(
    tmp_path, build_library, get_from, held_run, at_once
):
    library = build_library(tmp_path, FILES)
    (tmp_path / "index" / "CURRENT").unlink()
    with held_run(tmp_path):
        answer = get_from(library, "/")
    assert answer.status == 503
    assert "1 of 3 files" in note(answer).text


def test_a_page_does_not_ask_for_the_run_that_goes_on(library, get, held_run, tmp_path, at_once):
    (tmp_path / "corpus" / "new.txt").write_text("Ferry new\n\nThe ferry sails.")
    with held_run(tmp_path):
        assert "have changed since" not in get("/?q=ferry").text


def test_no_page_of_a_run_is_kept(library, held_run, tmp_path, at_once):
    client = create_app(library).test_client()
    with held_run(tmp_path):
        page, progress = client.get("/?q=ferry"), client.get("/api/progress")
        tag = {"If-None-Match": page.headers["ETag"]}
        assert "ETag" not in progress.headers
    assert client.get("/?q=ferry", headers=tag).status_code == 200


def test_status_tells_of_the_run(library, held_run, tmp_path, capsys):
    with held_run(tmp_path):
        assert main(["--home", str(tmp_path), "status"]) == 0
        assert "1 of 3 files" in capsys.readouterr().out
        main(["--home", str(tmp_path), "status", "--json"])
        assert json.loads(capsys.readouterr().out)["run"]["total"] == 3
    main(["--home", str(tmp_path), "status", "--json"])
    assert json.loads(capsys.readouterr().out)["run"] is None
