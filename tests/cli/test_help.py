"""Help while searching, as a user reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.cli import main
from searchkit.syntax.fields import FIELDS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_corpus(tmp_path))
    monkeypatch.delenv("SEARCHKIT_HOME", raising=False)
    with Library.open(tmp_path) as library:
        library.update()
    return tmp_path


def test_a_query_without_hits_is_told_what_would_find_some(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "strike", "cargoo"]) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err == (
        "no article has cargoo\n"
        "no articles match (strike AND cargoo)\n"
        "any of the words: (strike OR cargoo) (2 articles)\n"
        "words similar to cargoo: cargo (2)\n"
        "did you mean: strike cargo (2 articles)\n"
        "without “cargoo”: strike (2 articles)\n"
    )


def test_what_is_missing_is_told_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "zzzzzzzz"]) == 1
    assert capsys.readouterr().err == "no article has zzzzzzzz\n"


@pytest.mark.skipif(not hasattr(click.exceptions, "NoSuchCommand"), reason="Click offers none")
def test_a_misspelt_command_is_told_with_those_that_are_like_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["quer", "army"]) == 2
    assert "'query'" in capsys.readouterr().err


def test_help_lists_the_fields(capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "--help"])
    words = set(re.findall(r"\w+", capsys.readouterr().out.partition("Fields:")[2]))
    assert words >= set(FIELDS)


def test_a_misspelt_alternative_is_named_beside_the_hits(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "cod OR ferrry"]) == 0
    written = capsys.readouterr()
    assert written.out.startswith(" 1. Quotas for **Cod** Fall Again\n")
    assert written.err == (
        "words similar to ferrry: ferry (1)\ndid you mean: (cod OR ferry) (2 articles)\n1 article\n"
    )


def test_parts_whose_loss_would_not_help_are_only_in_the_json(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "cod", "ferry", "talks"]) == 1
    assert capsys.readouterr().err.endswith(
        "any of the words: (cod OR ferry OR talks) (2 articles)\n"
        "without “cod”: ferry talks (1 article)\n"
    )
    assert main(["query", "cod", "ferry", "talks", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert [one["total"] for one in answer["relaxed"]] == [1, 0, 0]


def test_similar_articles_say_what_they_share(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["similar", "rewrite.txt", "-n", "1"]) == 0
    written = capsys.readouterr()
    assert written.out.startswith(" 1. Harbour **strike** ends\n")
    last = written.out.splitlines()[-1]
    assert last.startswith("    shared words: ")
    assert {"cargo", "strike"} <= set(last.removeprefix("    shared words: ").split(", "))
    assert written.err == ""
    assert main(["similar", "rewrite.txt", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["hits"][0]["id"] == "harbour.md"


def test_nothing_similar_is_exit_1(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "corpus" / "alone.txt").write_text("Zymurgy.\n\nBrewers brew beer.")
    main(["index"])
    assert main(["similar", "alone.txt"]) == 1
    assert "no articles similar to alone.txt" in capsys.readouterr().err
    assert main(["similar", "none.txt"]) == 1


def test_suggestions_are_listed_by_kind(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["suggest", "ha"]) == 0
    assert capsys.readouterr().out == (
        "words\n"
        "      2  Harbour\n"
        "      1  had\n"
        "names\n"
        "      1  Harbour Union (organisation)\n"
        "titles\n"
        "         Harbour strike ends\n"
    )  # fmt: skip
    assert main(["suggest", "petra", "v", "--json", "-n", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["phrases"] == [["Petra Vance", 3]]
    assert main(["suggest", "petra v"]) == 0
    assert capsys.readouterr().out == (
        "phrases\n      3  Petra Vance\nnames\n      3  Petra Vance (person)\n"
    )
    assert main(["suggest", "xyl"]) == 1
    assert main(["suggest", "ha", "-n", "0"]) == 2
