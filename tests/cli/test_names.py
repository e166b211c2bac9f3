"""The commands `names` and `name`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from searchkit.cli import main


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    body = "Envoy Zamir N. Kabulov met Ms. Ada Lind in Norway. Mr. Kabulov left for Oslo."
    (tmp_path / "corpus" / "a.txt").write_text(f"Talks\n\n{body}\n", encoding="utf-8")
    return tmp_path


def run(home: Path, *arguments: str) -> int:
    return main(["--home", str(home), *arguments])


def test_names_are_a_table_csv_and_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "names", "--kind", "person") == 0
    assert "Zamir N. Kabulov  person" in capsys.readouterr().out
    assert run(home, "names", "kabulov", "--csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["name"]: row["kind"] for row in rows}["Oslo"] == "place"
    assert run(home, "names", "--json") == 0
    assert json.loads(capsys.readouterr().out)["total"] == 4
    assert run(home, "names", "nothing") == 1


def test_a_table_has_its_columns_and_says_what_is_not_in_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "names", "nothing", "--csv") == 1
    assert capsys.readouterr().out.strip() == "name,kind,articles,stories,sources"
    assert run(home, "names", "--csv", "-n", "3") == 0
    assert "4 names, page 1 of 2" in capsys.readouterr().err
    (home / "corpus" / "b.txt").write_text("Alone\n\nLater Mr. Bertil Holm left.\n")
    assert run(home, "index") == 0
    capsys.readouterr()
    assert run(home, "name", "holm", "--csv") == 0
    written = capsys.readouterr()
    assert written.out.strip() == "name,kind,sentences,articles,score"
    assert "“holm” is Bertil Holm in these articles" in written.err


def test_sources_that_were_not_counted_have_no_column(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(home, "rebuild", "--engine", "tantivy") == 0
    assert run(home, "names") == 0
    assert "sources" in capsys.readouterr().out
    monkeypatch.setattr("searchkit.engines.tantivy.faceting.MAX_VALUES", 1)
    assert run(home, "names") == 0
    shown = capsys.readouterr().out
    assert "stories" in shown
    assert "sources" not in shown


def test_a_name_is_reported(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "name", "Zamir", "N.", "Kabulov") == 0
    shown = capsys.readouterr().out
    assert "written: Kabulov (1), Zamir N. Kabulov (1)" in shown
    assert "Ada Lind" in shown
    assert run(home, "name", "Zamir N. Kabulov", "--json") == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "person"
    assert run(home, "name", "Ada Lind", "--csv") == 0
    assert capsys.readouterr().out.startswith("name,kind,sentences,articles,score")
    assert run(home, "name", "Nobody") == 1


def test_a_report_keeps_quotations_on_one_line_and_zero_without_a_sign(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Talks\n\n“We will not\njoin you,” Ms. Ada Lind said in Norway. Norway waits.\n"
    (home / "corpus" / "b.txt").write_text(text, encoding="utf-8")
    assert run(home, "name", "Ada Lind") == 0
    shown = capsys.readouterr().out
    assert "“We will not join you,” b.txt" in shown
    assert "-0.0" not in shown


def test_a_report_shows_every_year_that_has_an_article(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year in (1987, 2020):
        text = f"---\ndate: {year}\n---\nThey met Ms. Ada Lind in Norway.\n"
        (home / "corpus" / f"{year}.md").write_text(text, encoding="utf-8")
    assert run(home, "name", "Ada Lind") == 0
    assert "by year: 1987 (1), 2020 (1), unknown (1)\n" in capsys.readouterr().out


def test_the_graph_of_names_is_graphml_or_a_table(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "corpus" / "b.txt").write_text("More\n\nMs. Ada Lind runs A&B Ltd in Norway.\n")
    assert run(home, "names", "--graphml") == 0
    graph = ElementTree.fromstring(capsys.readouterr().out)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    labels = {node.find(f"{space}data").text for node in graph.iter(f"{space}node")}
    assert labels >= {"Ada Lind", "A&B Ltd", "Norway"}
    assert run(home, "names", "lind", "--edges") == 0
    rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
    pairs = {frozenset((row["Source"], row["Target"])): row["Weight"] for row in rows}
    assert pairs[frozenset(("Ada Lind", "Norway"))] == "2"
