"""The comparison with other libraries runs, on articles that it makes."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
from comparison.articles import generate, read, read_corpus, write_corpus
from comparison.questions import KINDS, OF_A_KIND, choose

COMPARE = Path(__file__).resolve().parents[2] / "benchmarks" / "compare.py"


@pytest.mark.slow
def test_the_same_articles_are_made_however_many_are_wanted() -> None:
    few, many = list(generate(3)), list(islice(generate(1_000), 3))
    assert few == many
    assert len({item.body for item in few}) == 3
    assert list(generate(3, seed=1)) != few


@pytest.mark.slow
def test_a_made_article_is_about_three_kilobytes() -> None:
    items = list(generate(100))
    assert 2_700 < sum(len(item.title) + len(item.body) for item in items) / len(items) < 3_300


@pytest.mark.slow
def test_all_articles_are_in_the_corpus_that_is_written(tmp_path: Path) -> None:
    items = list(generate(50))
    write_corpus(items, tmp_path / "corpus")
    assert sorted(read_corpus(tmp_path / "corpus"), key=lambda item: item.id) == items


def test_a_title_stands_for_a_text_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"id": 7, "title": "Rain"}\n\n{"title": ""}\n{"text": "Sun", "date": "1999"}\n'
    )
    first, second = read(path)
    assert (first.id, first.body, first.year) == ("7", "Rain", "")
    assert (second.id, second.body, second.year) == ("4", "Sun", "1999")


@pytest.mark.slow
def test_five_different_queries_of_each_kind_are_chosen() -> None:
    questions = choose(generate(400))
    assert len(set(questions)) == OF_A_KIND * len(KINDS)
    assert {question.kind for question in questions} == set(KINDS)
    assert questions == choose(generate(400))


@pytest.mark.slow
def test_searchkit_finds_what_the_others_find(tmp_path: Path) -> None:
    results = tmp_path / "results.md"
    libraries = ["--only", "searchkit whoosh", "--only", "whoosh-reloaded", "--only", "sqlite"]
    sizes = ["--articles", "100", "--repeats", "1", "--results", str(results)]
    subprocess.run([sys.executable, str(COMPARE), *libraries, *sizes], check=True)
    tables = [part for part in results.read_text().split("\n\n") if part.startswith("|")]
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in tables[1].splitlines()]
    assert [row[0] for row in rows[2:]] == list(KINDS)
    for kind, *cells in rows[2:]:
        counts = {re.match(r"[\d,]+", cell)[0] for cell in cells}  # type: ignore[index]
        # Their prefixes are of stems.
        assert len(counts) == 1 or kind == "prefix", (kind, cells)
    assert len(tables) == 8
