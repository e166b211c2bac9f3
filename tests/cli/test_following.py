"""The commands about saved searches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchkit.cli import main


@pytest.mark.slow
def test_saved_searches_are_listed_run_and_followed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["searches"]) == 1
    (project / "searches.toml").write_text('[petra]\nquery = "petra"\nsort = "oldest"\n')
    capsys.readouterr()
    assert main(["searches"]) == 0
    header = "name\tarticles\tstories\tnew\tquery\n"
    assert capsys.readouterr().out == f"{header}petra\t3\t3\t3\tpetra\n"
    assert main(["query", "@petra", "--jsonl", "--columns", "date"]) == 0
    dates = [json.loads(line)["date"] for line in capsys.readouterr().out.splitlines()]
    assert dates == ["2016-02-20", "2020-03-31", None]
    assert main(["query", "@petra", "--sort", "newest", "--jsonl", "--columns", "date"]) == 0
    assert "2020" in capsys.readouterr().out.splitlines()[0]
    assert main(["new"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "petra: 3 new articles"
    assert [line[:4].count(" ") for line in lines[1:]] == [2, 4] * 3
    assert main(["new", "--mark-seen", "--jsonl"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["new"]) == 1
    assert main(["new", "nobody"]) == 2
    assert main(["query", "@nobody"]) == 1
    assert "no saved search is called nobody; there are petra; searching" in capsys.readouterr().err


@pytest.mark.slow
def test_every_command_that_takes_a_query_takes_a_saved_one(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    search = '[few]\nquery = "petra army"\nany = true\nsince = "2016"\nfilters = ["petra"]\n'
    (project / "searches.toml").write_text(search)

    def out(*arguments: str) -> str:
        capsys.readouterr()
        main(list(arguments))
        return capsys.readouterr().out

    same = "petra since:2016"
    for command, *options in (["kwic"], ["names"], ["quotes"], ["terms"], ["counts", "--json"]):
        found, expected = (out(command, text, *options) for text in ("@few", same))
        assert found.count("\n") == expected.count("\n")
    out("tag", "--query", "@few", "+seen")
    assert out("query", "tag:seen", "--count") == out("query", same, "--count")
