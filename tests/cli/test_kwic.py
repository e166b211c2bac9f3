"""Key words in context: one line a match, aligned, sortable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchkit.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text(
        "---\ntitle: Ferries\n---\n"
        "An old ferry sailed.\nThe new\n ferry’s crew slept; ferries zigzag.",
        "utf-8",
    )
    (corpus / "b.md").write_text("---\ntitle: Ferry\n---\nNo boat but the red ferry, again.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["kwic", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def test_every_match_of_a_body_is_a_line_with_the_matches_under_each_other(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lines(capsys, "ferry", "--width", "20")
    assert len(found) == 4
    assert {line.index("**") for line in found} == {20}
    assert "             An old **ferry** sailed. The new  a.md" in found
    assert " sailed. The new **ferry’s** crew slept;" in next(one for one in found if "’s" in one)


def test_lines_can_be_sorted_by_the_words_before_and_after(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    after = [
        json.loads(line)["right"] for line in lines(capsys, "ferry", "--sort", "right", "--jsonl")
    ]
    assert [one.strip(" ,.").split()[0].strip(".") for one in after] == [
        "again",
        "crew",
        "sailed",
        "zigzag",
    ]
    before = [
        json.loads(line)["left"] for line in lines(capsys, "ferry", "--sort", "left", "--jsonl")
    ]
    assert [one.split()[-1] for one in before] == ["new", "old", "red", "slept;"]


def test_jsonl_has_the_place_of_the_match(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, '"red ferry"', "--jsonl", "--width", "10")
    found = json.loads(line)
    assert found["left"] + found["match"] + found["right"] == "but the red ferry, again."
    body = "No boat but the red ferry, again."
    assert body[found["start"] :].startswith(found["match"])
    assert found["id"] == "b.md"


def test_no_match_in_a_body_is_exit_1(home: Path) -> None:
    assert main(["kwic", "zebra"]) == 1
    assert main(["kwic", "title:ferries"]) == 1
    assert main(["kwic", '"open']) == 2


def test_matches_are_a_table(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["kwic", "petra", "--csv", "--excel"]) == 0
    header, *rows = capsys.readouterr().out.splitlines()
    assert header == "\ufeffid,title,date,start,left,match,right"
    assert rows
    assert all("Petra" in row for row in rows)
    assert main(["kwic", "zebra", "--csv"]) == 1
    assert main(["kwic", "petra", "--jsonl", "--excel"]) == 2
