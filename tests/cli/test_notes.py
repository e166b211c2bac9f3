"""The commands `tag` and `note`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import write_corpus

from searchkit import Library
from searchkit.cli import main
from searchkit.cli.main import group
from searchkit.web import create_app


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = write_corpus(tmp_path)
    monkeypatch.chdir(home)
    with Library.open(home) as library:
        library.update()
    return home


def tags(home: Path) -> dict[str, tuple[str, ...]]:
    with Library.open(home) as library:
        found = library.search("NOT tag:unknown").hits
    return {hit.id: hit.article.fields["tag"] for hit in found}


@pytest.mark.slow
def test_articles_are_tagged_by_id_and_found_at_once(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tag", "harbour.md", "+important", "+n5", "monitor.txt", "+to check"]) == 0
    assert main(["tag", "-n5", "-0", "monitor.txt", "--wait"]) == 0
    assert tags(home) == {
        "harbour.md": ("important", "n5", "to check"),
        "monitor.txt": ("important", "to check"),
    }
    capsys.readouterr()
    assert main(["tag", "monitor.txt", "-never"]) == 0
    assert capsys.readouterr().err == "nothing to change\n"
    assert main(["query", "tag:n5", "--csv", "--columns", "id,tag"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "harbour.md,important; n5; to check"


@pytest.mark.slow
def test_a_note_is_written_and_taken_away(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", "harbour.md", "Ask \x1b[31mthe clerk"]) == 0
    capsys.readouterr()
    assert main(["query", "note:clerk", "--count"]) == 0
    assert capsys.readouterr().out == "1\n"
    assert main(["query", "note:clerk"]) == 0
    assert "    note: Ask" in capsys.readouterr().out
    with Library.open(home) as library:
        page = create_app(library).test_client().get("/article/harbour.md").text
    assert "the clerk</dd>" in page
    assert "\x1b" not in page
    assert main(["note", "harbour.md", ""]) == 0
    assert main(["query", "note:clerk", "--count"]) == 1
    assert main(["note", "harbour.md", "x" * 2_001]) == 2


@pytest.mark.slow
def test_a_note_takes_the_beginning_of_an_id(home: Path) -> None:
    assert main(["note", "harb", "Ask."]) == 0


def test_all_hits_of_a_query_are_tagged_when_the_answer_is_yes(home: Path) -> None:
    run = CliRunner().invoke
    asked = run(group, ["tag", "--query", "*", "+seen", "--all-hits"], input="n\n")
    assert "Change the tags of 4 articles: +seen?" in asked.stderr
    assert tags(home) == {}
    run(group, ["tag", "--query", "*", "+seen", "--all-hits"], input="y\n")
    assert len(tags(home)) == 4
    run(group, ["tag", "--query", "*", "-seen", "--all-hits", "--yes"])
    assert tags(home) == {}


@pytest.mark.slow
def test_only_the_best_hits_are_tagged_unless_all_are_meant(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(8):
        (home / "corpus" / f"more{number}.txt").write_text(f"More news\n\nNumber {number} of it.\n")
    assert main(["index"]) == 0
    assert main(["tag", "--query", "*", "+best"]) == 0
    assert "the 10 best of 12 results; --all-hits takes all" in capsys.readouterr().err
    assert len(tags(home)) == 10
    assert main(["tag", "--query", "zebra", "+x"]) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["a.txt"], "no tags"),
        (["+x"], "give the ids"),
        (["a.txt", "+x", "--query", "y"], "give the ids"),
        (["a.txt", "+x", "--all-hits"], "--all-hits needs --query"),
        (["--query", " ", "+x"], "missing query"),
    ],
)
def test_what_is_missing_is_told(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(write_corpus(tmp_path))
    assert main(["tag", *arguments]) == 2
    assert message in capsys.readouterr().err
