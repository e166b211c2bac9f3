"""`searchkit counts`: a table, CSV, JSON and a picture of articles by period or value."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from searchkit.cli.main import main

FERRIES = """\
title,text,date,source,section
Ferry late,The ferry was late on Monday and nobody knew why it was.,2016-01-04,River Post,Harbour
Ferry lost,The ferry lost its way in the fog and came back at night.,2016-03-09,Herald,Harbour
Crane,The crane stood still since its driver was ill for a week.,2016-03-10,Herald,=1+2
Ferry old,The ferry is older than its captain and will not be sold.,,Herald,
"""


@pytest.fixture
def harbour(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path in (project / "corpus").rglob("*.*"):
        path.unlink()
    (project / "corpus" / "t.csv").write_text(FERRIES)
    monkeypatch.setenv("SEARCHKIT_HOME", str(project))
    return project


@pytest.mark.parametrize(
    ("by", "advice"), [("months", "did you mean month?"), ("zzz", "use one of day, week, month, ")]
)
def test_a_field_that_no_article_has_is_answered_with_those_to_count_by(
    harbour: Path, capsys: pytest.CaptureFixture[str], by: str, advice: str
) -> None:
    assert main(["counts", "ferry", "--by", by]) == 2
    assert f"there is no field {by!r}; {advice}" in capsys.readouterr().err


def test_a_table_has_every_month_and_a_row_for_the_undated(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["counts", "ferry", "--share", "--color", "never"]) == 0
    out, err = capsys.readouterr()
    rows = [line.replace("█", "").split() for line in out.splitlines()]
    assert rows == [
        ["month", "articles", "stories", "sources", "share"],
        ["2016-01", "1", "1", "1", "100.0%"],
        ["2016-02", "0", "0", "0"],
        ["2016-03", "1", "1", "1", "50.0%"],
        ["unknown", "1", "1", "1", "100.0%"],
    ]
    assert "ferry: 3 articles, 2016-01 to 2016-03; most in 2016-01 (1); 1 undated" in err
    assert main(["counts", "zzz"]) == 1


def test_a_long_time_without_an_article_is_one_line(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["counts", "ferry", "--by", "week", "--color", "never"]) == 0
    out = capsys.readouterr().out.replace("█", "")
    assert [line.split("  ")[0] for line in out.splitlines()] == [
        "week",
        "2016-W01",
        "2016-W02 to 2016-W09: none in 8 weeks",
        "2016-W10",
        "unknown",
    ]
    assert main(["counts", "ferry", "--by", "week", "--csv"]) == 0
    assert capsys.readouterr().out.count(",0,") == 8


@pytest.mark.parametrize("words", [["ferry", "by", "month"], ["ferry by month"]])
def test_by_among_the_words_comes_with_the_option(
    harbour: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    main(["counts", *words])
    assert "searchkit counts ferry --by month" in capsys.readouterr().err
    main(["counts", "ferry", "by", "night"])
    assert "--by" not in capsys.readouterr().err


def test_several_queries_and_two_fields_stand_side_by_side(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = harbour / "queries.txt"
    queries.write_text("boats\tferry\ncrane OR ferry\n")
    assert main(["counts", "--queries", str(queries), "--by", "source", "--csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["source"], row["query"], row["articles"]) for row in rows] == [
        ("Herald", "boats", "2"), ("Herald", "crane OR ferry", "3"),
        ("River Post", "boats", "1"), ("River Post", "crane OR ferry", "1"),
    ]  # fmt: skip
    assert main(["counts", "--by", "source,year", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["by"] == ["year", "source"]
    assert [column["name"] for column in table["columns"]] == ["Herald", "River Post"]
    assert [[count["articles"] for count in row["counts"]] for row in table["rows"]] == [
        [2, 1],
        [1, 0],
    ]


def test_a_further_field_is_counted_and_no_cell_is_a_formula(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["counts", "--by", "section", "--csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {row["section"]: row["articles"] for row in rows} == {
        "Harbour": "2",
        "'=1+2": "1",
        "": "1",
    }
    assert main(["counts", "--by", "sektion"]) == 2
    assert "did you mean section" in capsys.readouterr().err


def test_a_picture_is_drawn_and_two_forms_at_once_are_refused(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = harbour / "chart.svg"
    assert main(["counts", "ferry", "<b>&", "--svg", str(picture)]) == 0
    drawn = picture.read_text()
    assert drawn.startswith("<svg ")
    assert "&lt;b&gt;&amp;" in drawn
    assert "<b>" not in drawn
    capsys.readouterr()
    assert main(["counts", "ferry", "--csv", "--json"]) == 2
    assert "cannot be used together" in capsys.readouterr().err


def test_a_picture_is_a_png_where_a_package_draws_it(
    harbour: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = harbour / "chart.png"
    monkeypatch.setattr("searchkit.chart.can_draw_png", lambda: False)
    assert main(["counts", "ferry", "--png", str(picture)]) == 2
    assert "pip install 'searchkit[png]'" in capsys.readouterr().err
    assert not picture.exists()
    monkeypatch.setattr("searchkit.chart.can_draw_png", lambda: True)
    monkeypatch.setattr("searchkit.chart.png", lambda drawn: drawn[:4].encode())
    assert main(["counts", "ferry", "--png", str(picture)]) == 0
    assert picture.read_bytes() == b"<svg"


def test_terms_are_a_table_or_json(harbour: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "herald", "--any", "--within", "2"]) == 1
    assert main(["terms", "ferry", "--within", "1", "--against", "crane"]) == 2
    capsys.readouterr()
    main(["terms", "ferry", "--json"])
    out, err = capsys.readouterr()
    assert (json.loads(out)["here"], json.loads(out)["there"]) == (3, 1)
    assert err == ""
    main(["terms", "ferry"])
    assert "3 articles, compared with 1 other\n" in capsys.readouterr().err


def test_two_forms_at_once_are_refused_and_articles_without_a_source_are_told(
    harbour: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = harbour / "corpus" / "t.csv"
    table.write_text(table.read_text() + "Ferry,The ferry sailed at noon with nobody aboard.,,,\n")
    assert main(["query", "ferry", "--csv", "--json"]) == 2
    assert "--csv and --json cannot be used together" in capsys.readouterr().err
    assert main(["query", "ferry"]) == 0
    assert "4 articles, 2 sources, 1 without a known source" in capsys.readouterr().err
