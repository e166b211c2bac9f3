"""The commands about stories, as a person and a program read them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from story_texts import ARTICLES

from searchkit.cli import main


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`ARTICLES`, indexed."""
    home = tmp_path_factory.mktemp("stories")
    (home / "corpus").mkdir()
    for name, body in ARTICLES.items():
        date = "date: 2016-02-20\n" if name == "wire" else ""
        front = f"---\ntitle: The {name} piece\nsource: The {name} paper\n{date}---\n"
        (home / "corpus" / f"{name}.md").write_text(front + body, "utf-8")
    assert main(["--home", str(home), "rebuild"]) == 0
    return home


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]):
    """Runs a command; its status, what it printed, what it hinted."""
    capsys.readouterr()

    def run_(*arguments: str) -> tuple[int, str, str]:
        status = main(["--home", str(home), *arguments])
        return status, *capsys.readouterr()

    return run_


def test_stories_are_listed_with_who_was_first(run):
    status, out, err = run("stories")
    assert status == 0
    assert "The wire piece\n    3 versions, 3 sources\n" in out
    assert "earliest dated copy here: 2016-02-20 (2 of 3 versions undated)" in out
    assert err == "1 story\n"
    assert run("stories", "--since", "2017")[0] == 1
    assert json.loads(run("stories", "--json")[1])["stories"][0]["core"] == "wire.md"


def test_a_story_names_the_people_in_it(run):
    assert "people: Petra Vance" in run("story", "cut.md")[1]
    assert "Petra Vance" in json.loads(run("story", "cut.md", "--json")[1])["people"]
    assert json.loads(run("stories", "--json")[1])["stories"][0]["people"][0] == "Petra Vance"


def test_a_story_names_its_articles_with_roles_and_evidence(run):
    status, out, _ = run("story", "cut.md")
    assert status == 0
    assert "original: The wire paper · 2016-02-20 · wire.md" in out
    assert "version: The cut paper · undated · cut.md" in out
    assert "98% of this article appears in wire.md (55% of wire.md)" in out
    assert (
        "The quoting paper" in out.partition("other articles with a shared passage or quotation")[2]
    )
    told = json.loads(run("story", "cut.md", "--json")[1])
    assert {one["id"]: one["role"] for one in told["members"]} == {
        "wire.md": "original",
        "cut.md": "version",
        "rewritten.md": "version",
    }


def test_an_article_that_stands_alone_is_told_so(run):
    assert run("story", "farm.md") == (1, "", "no other versions of farm.md\n")
    assert run("story", "gone.md")[0] == 1


def test_a_comparison_marks_what_was_changed(run):
    status, out, err = run("compare", "rewritten.md", "wire.md")
    assert status == 0
    assert (
        "~< Ferries, which carry most of the food for their 12,000 people, will sail again" in out
    )
    assert "**the Coast Herald reports**" in out
    assert "different names: Coast Herald | none" in out
    assert err == "sentences: 5 in both, 3 changed, 6 only in <, 8 only in >\n"
    told = json.loads(run("compare", "rewritten.md", "wire.md", "--json")[1])
    assert {row["kind"] for row in told["rows"]} == {"same", "changed", "left", "right"}
    assert run("compare", "farm.md", "museum.md")[0] == 1


def test_a_query_tells_articles_stories_and_sources(run):
    _, out, err = run("query", "the")
    assert err == "6 articles, 4 stories, 6 sources\n"
    assert "one of 3 versions of a story; see: searchkit story wire.md" in out
    counts = json.loads(run("query", "the", "--json")[1])["counts"]
    assert counts == {"articles": 6, "stories": 4, "sources": 6}


def test_a_query_grouped_by_story_has_the_others_under_a_hit(run):
    status, out, err = run("query", "harbour", "--group", "story", "--sort", "oldest")
    assert status == 0
    assert "+ The cut paper · undated · cut.md" in out
    assert err == "2 articles, 1 story, 2 sources\n"
    assert run("query", "the", "--group", "story", "--count")[1] == "4\n"
    assert len(run("query", "the", "--group", "story", "--paths")[1].splitlines()) == 4
    (hit,) = json.loads(run("query", "harbour", "--group", "story", "--json")[1])["hits"]
    assert len(hit["story"]["others"]) == 1


def test_all_stories_are_exported_as_a_row_for_each_version(run):
    status, out, _ = run("stories", "--csv")
    assert status == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    stories = json.loads(run("stories", "--json", "-n", "100")[1])["stories"]
    assert [(row["story"], row["id"], row["role"]) for row in rows] == [
        (story["core"], member["id"], member["role"])
        for story in stories
        for member in story["members"]
    ]
    lines = [json.loads(line) for line in run("stories", "--jsonl")[1].splitlines()]
    assert lines == stories
    assert len(run("stories", "--jsonl", "-n", "1")[1].splitlines()) == 1
    assert run("stories", "--csv", "--jsonl")[0] == 2


def test_exported_hits_say_what_they_are_to_their_story(run):
    story = json.loads(run("stories", "--json", "-n", "1")[1])["stories"][0]
    roles = {member["id"]: member["role"] for member in story["members"]}
    assert len(roles) > 1
    for options in ([], ["-n", "100"]):
        rows = csv.DictReader(io.StringIO(run("query", "*", "--csv", *options)[1]))
        told = {row["id"]: row["role"] for row in rows if row["story"] == story["core"]}
        assert told == roles
    hits = [json.loads(line) for line in run("query", "*", "--jsonl")[1].splitlines()]
    assert {hit["id"]: hit["story"]["role"] for hit in hits if hit["id"] in roles} == roles
