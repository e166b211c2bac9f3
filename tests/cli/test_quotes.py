"""`searchkit quotes`, as a person and a program read it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from quote_texts import FILES
from samples import write_corpus

from searchkit.cli import main


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = write_corpus(tmp_path_factory.mktemp("quotes"), FILES)
    assert main(["--home", str(home), "rebuild"]) == 0
    return home


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]):
    """Runs a command; its status, what it printed, what it hinted."""
    capsys.readouterr()

    def run_(*arguments: str) -> tuple[int, str, str]:
        status = main(["--home", str(home), "quotes", *arguments])
        return status, *capsys.readouterr()

    return run_


def test_without_a_query_all_articles_are_searched(run):
    assert run("--json") == run("*", "--json")
    assert run()[0] == 0


def test_a_quotation_is_printed_with_its_speaker_and_who_carried_which_wording(run):
    status, out, err = run('quote:"useless meetings"', "-n", "1")
    assert status == 0
    assert out == (
        "“We will not come to useless meetings, and we have already told the owners,”\n"
        "    Petra N. Vance (union’s envoy to the port); 3 articles, 3 wordings\n"
        "    Bay Courier · 2016-02-19 · cut.md\n"
        "        “We will not come to useless meetings,” (partial quote: end omitted)\n"
        "    Coast Herald · 2016-02-20 · whole.md\n"
        "    Northmouth Post · undated · short.md\n"
        "        “a useless meeting” (partial quote: start and end omitted)\n"
    )
    assert err == (
        "1 quotation has words of the query; the others are quoted in the same articles\n"
        "2 quotations, page 1 of 2; next: --page 2\n"
    )


def test_quotations_are_narrowed_to_a_speaker_and_written_as_json(run):
    status, out, _ = run("useless", "--speaker", "petra vance", "--json")
    assert status == 0
    told = json.loads(out)
    assert told["total"] == len(told["quotes"])
    assert {one["speaker"] for one in told["quotes"]} == {"Petra N. Vance", "Petra Vance"}
    assert told["quotes"][0]["wordings"][0]["cut"] == []


def test_nothing_quoted_is_status_1_and_a_bad_query_2(run):
    assert run("useless", "--speaker", "nobody")[::2] == (1, "no quotations found\n")
    assert run("quote:(")[0] == 2
    assert run("useless", "-n", "1", "--page", "99")[2].splitlines()[-1].startswith("no page 99: ")


def test_minus_words_exclude_and_are_no_options(run):
    assert "foreign.md" in run("useless")[1]
    status, out, _ = run("useless", "-fisherman", "-source:herald")
    assert status == 0
    assert "foreign.md" not in out


def test_all_quotations_are_exported_as_a_row_for_each_article(run):
    status, out, _ = run("petra", "--csv")
    assert status == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    total = json.loads(run("petra", "--json")[1])["total"]
    assert {int(row["quotation"]) for row in rows} == set(range(1, total + 1))
    first = [row for row in rows if row["quotation"] == "1"]
    assert {row["text"] for row in first} == {first[0]["text"]}
    assert [int(row["articles"]) for row in first] == [len({row["id"] for row in first})] * len(
        first
    )
    assert all(row["wording"] for row in rows)
    lines = [json.loads(line) for line in run("petra", "--jsonl")[1].splitlines()]
    assert [line["text"] for line in lines[:1]] == [first[0]["text"]]
    assert len(lines) == total


def test_with_a_limit_only_that_page_is_exported(run):
    assert len(run("petra", "--jsonl", "-n", "1")[1].splitlines()) == 1
    assert run("petra", "--csv", "--json")[0] == 2
    assert run("petra", "--excel")[0] == 2
    assert run("zeppelin", "--csv")[0] == 1


def test_columns_of_quotations_are_chosen(run):
    status, out, _ = run("petra", "--csv", "--columns", "speaker, id", "-n", "1")
    assert status == 0
    assert out.splitlines()[0] == "speaker,id"
    status, out, err = run("petra", "--csv", "--columns", "speaker,body")
    assert (status, out) == (2, "")
    assert "no column 'body'; columns are quotation, text" in err
    err = run("petra", "--csv", "--columns", "speaker,")[2]
    assert "no column ''; columns are quotation, text" in err
    assert run("petra", "--json", "--columns", "id")[0] == 2
