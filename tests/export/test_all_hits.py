"""All hits in the formats of other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.cli import main
from searchkit.export import FORMATS


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_corpus(tmp_path))
    monkeypatch.delenv("SEARCHKIT_HOME", raising=False)
    for number in range(20):
        (tmp_path / "corpus" / f"buoy-{number:02}.txt").write_text(
            f"Buoy {number} adrift again\n\nThe buoy was seen {number} miles off."
        )
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("form", [*FORMATS, "paths"])
def test_an_export_has_every_hit_and_with_a_limit_only_the_page(
    home: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    ids = {f"buoy-{number:02}.txt" for number in range(20)}

    def exported(*options: str) -> set[str]:
        assert main(["query", "buoy", f"--{form}", *options]) == 0
        return set(re.findall(r"buoy-\d\d\.txt", capsys.readouterr().out))

    assert exported() == ids
    assert len(exported("--limit", "3")) == 3
    pages = [exported("--limit", "8", "--page", page) for page in ("1", "2", "3")]
    assert [len(page) for page in pages] == [8, 8, 4]
    assert set.union(*pages) == ids
    assert main(["query", "zebra", f"--{form}"]) == 1


def test_an_export_is_in_the_order_asked_for(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", "petra", "--sort", "oldest", "--jsonl"])
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(hit["rank"], hit["date"]) for hit in hits] == [
        (1, "2016-02-20"),
        (2, "2020-03-31"),
        (3, None),
    ]


@pytest.mark.slow
def test_a_bad_query_exports_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "titel:x", "--csv"]) == 2
    assert capsys.readouterr().out == ""


def test_an_export_of_nothing_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "zzzzz", "--ris"]) == 1
    out, err = capsys.readouterr()
    assert (out, "nothing found" in err) == ("", True)
    assert main(["query", "zzzzz", "--html"]) == 1
    assert "<p>No articles</p>" in capsys.readouterr().out


@pytest.mark.slow
def test_csv_is_one_table(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "buoy OR strike", "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 22
    assert [int(row["rank"]) for row in rows] == list(range(1, 23))


def test_columns_are_those_chosen_in_their_order(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "petra", "--sort", "oldest", "--csv", "--columns", "date, rank"]) == 0
    assert capsys.readouterr().out == "date,rank\n2016-02-20,1\n2020-03-31,2\n,3\n"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--ris", "--columns", "title"], "--columns needs --csv or --jsonl"),
        (["--jsonl", "--excel"], "--excel needs --csv"),
        (["--csv", "--columns", "title,,id"], "no column ''"),
        (["--csv", "--columns", "date,sourc"], "no field 'sourc'; did you mean source?"),
    ],
)
def test_a_choice_that_a_format_does_not_have_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], options: list[str], message: str
) -> None:
    assert main(["query", "buoy", *options]) == 2
    out, err = capsys.readouterr()
    assert (out, message in err) == ("", True)


def test_results_are_a_table_of_pandas_where_it_is(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    with Library.open(home) as library:
        library.update()
        rows = library.search("petra", sort="oldest").to_dataframe()
    assert [row["date"] for row in rows] == ["2016-02-20", "2020-03-31", None]


def test_a_notebook_shows_results_as_a_table_without_markup_of_an_article(tmp_path: Path) -> None:
    text = "<script>alert(1)</script> & the buoy\n\nA buoy <img src=x onerror=alert(1)> lies there."
    articles = {f"buoy-{at:02}.txt": text for at in range(60)}
    with Library.open(write_corpus(tmp_path, articles)) as library:
        library.update()
        shown = library.search("buoy", limit=60)._repr_html_()
    assert shown.count("<tr>") == 50
    assert "and 10 more on this page" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; the <mark>buoy</mark>" in shown
    assert set(re.findall(r"<([a-z]+)", shown)) <= {
        *("div", "p", "code", "table", "tbody", "tr", "td", "b", "br", "small", "mark"),
    }  # fmt: skip
