"""`query --queries`: many queries in one process."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit.cli.main import main

QUERIES = "\ufeffdocks\tstrike OR union\n\nharbour\nbad\ttitle:(\nnobody\tzzz\nlow\tcod or ferry\n"


@pytest.fixture
def queries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = write_corpus(tmp_path)
    monkeypatch.setenv("SEARCHKIT_HOME", str(home))
    assert main(["index"]) == 0
    path = tmp_path / "queries.txt"
    path.write_text(QUERIES, encoding="utf-8")
    return path


def test_each_query_is_a_row_of_counts(queries: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["query", "--queries", str(queries)]) == 3
    output = capsys.readouterr()
    header, *rows = [line.split("\t") for line in output.out.splitlines()]
    assert header == ["query", "articles", "stories", "sources"]
    assert [row[0] for row in rows] == ["docks", "harbour", "bad", "nobody", "low"]
    assert rows[0][1] == "3"
    assert rows[2][1].startswith("error: ")
    assert rows[3][1:] == ["0", "0", "0"]
    assert "low: “or” was searched for as a word" in output.err
    assert "1 of the queries could not be run" in output.err


def test_all_hits_come_with_the_name_of_their_query(
    queries: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["query", "--queries", str(queries), "--jsonl"]) == 3
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["query"] for row in rows].count("docks") == 3
    assert [row["error"][:7] for row in rows if "error" in row] == ["error: "]

    assert main(["query", "--queries", str(queries), "--csv"]) == 3
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [row["query"] for row in table].count("docks") == 3
    assert sum(bool(row["error"]) for row in table) == 1
    assert all(row["id"] for row in table if not row["error"])


def test_the_rows_as_json_and_from_standard_input(
    queries: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("harbour\n"))
    assert main(["query", "--queries", "-", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["queries"]
    assert (row["name"], row["query"]["parsed"], row["error"]) == ("harbour", "harbour", None)
    assert row["articles"] == 2


@pytest.mark.parametrize("options", [["harbour"], ["--bibtex"], ["--page", "2"]], ids=" ".join)
def test_what_goes_with_no_batch_is_refused(queries: Path, options: list[str]) -> None:
    assert main(["query", "--queries", str(queries), *options]) == 2
