"""All hits in the formats of other programs."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit.article import Article, PartialDate
from searchkit.cli import main
from searchkit.export import bibtex, markdown
from searchkit.matching.snippets import Snippet
from searchkit.results import Hit


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_corpus(tmp_path))
    monkeypatch.delenv("SEARCHKIT_HOME", raising=False)
    for number in range(20):
        (tmp_path / "corpus" / f"buoy-{number:02}.txt").write_text(
            f"Buoy {number} adrift again\n\nThe buoy was seen {number} miles off."
        )
    return tmp_path


def make_hit(rank: int = 1, **values: object) -> Hit:
    article = Article(**{"id": "a_b.txt", "path": "a_b.txt", "body": "x", "title": "T"} | values)  # type: ignore[arg-type]
    return Hit(rank, 1.0, article, (), (Snippet("so *it* goes", ((3, 7),), 0),), ())


@pytest.mark.slow
@pytest.mark.parametrize("form", ["jsonl", "csv", "bibtex", "markdown", "paths"])
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


@pytest.mark.slow
def test_csv_is_one_table(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["query", "buoy OR strike", "--csv"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(rows) == 22
    assert [int(row["rank"]) for row in rows] == list(range(1, 23))


def test_bibtex_says_what_is_known_and_no_more() -> None:
    whole = make_hit(
        title="Ties & 100% {braces}",
        authors=("Ada Lind", "Bo Berg"),
        source="The Coast_Herald",
        date=PartialDate(2016, 2, 20),
        url="https://example.org/a{b}",
    )
    assert "".join(bibtex([whole])) == (
        "@misc{lind2016ties,\n"
        "  title = {{Ties \\& 100\\% \\{braces\\}}},\n"
        "  author = {{Ada Lind} and {Bo Berg}},\n"
        "  howpublished = {The Coast\\_Herald},\n"
        "  year = {2016},\n"
        "  month = feb,\n"
        "  day = {20},\n"
        "  url = {https://example.org/a%7Bb%7D},\n"
        "  note = {a\\_b.txt},\n"
        "}\n\n"
    )
    bare = "".join(bibtex([make_hit(date=PartialDate(2016))]))
    assert "year = {2016}" in bare
    assert not re.search("month|day|author|url|howpublished", bare)


def test_no_two_bibtex_entries_have_one_key() -> None:
    keys = re.findall(r"@misc\{(.*),", "".join(bibtex([make_hit(), make_hit(), make_hit()])))
    assert len(set(keys)) == 3


def test_markdown_shows_marks_and_nothing_of_an_article_is_markup() -> None:
    hit = make_hit(title="# *Bold* <b>", url="https://example.org/a>b", source="[x](y)")
    assert "".join(markdown([hit])) == (
        "1. [**\\# \\*Bold\\* \\<b\\>**](<https://example.org/a%3Eb>) — \\[x\\]\\(y\\), undated\n"
        "   > so **\\*it\\*** goes\n"
        "\n   `a_b.txt`\n\n"
    )
