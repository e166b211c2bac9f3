"""A folder without an index that many ask at once, in processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.cli import main

pytestmark = pytest.mark.slow


@pytest.fixture
def home(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(20):
        (corpus / f"{number}.txt").write_text(f"Ferry {number}\n\nThe ferry sails.\n")
    for number in range(300):
        (corpus / f"empty-{number}.txt").touch()
    return tmp_path


def started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "searchkit", "--home", str(home), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_five_first_queries_at_once_all_answer(home: Path) -> None:
    running = [started(home, "query", "ferry", "--count") for _ in range(5)]
    done = [(one.communicate(), one.returncode) for one in running]
    assert {(out, status) for (out, _), status in done} == {("20\n", 0)}
    told = [err for (_, err), _ in done if "no index yet" in err]
    assert told
    assert sum("could not be read" in err for err in told) == 1
    assert all("--wait" not in err for err in told)


def test_who_waits_for_another_process_can_be_interrupted(home: Path) -> None:
    with Library.open(home)._folder.locked():
        waiting = started(home, "query", "ferry")
        assert waiting.stderr is not None
        assert "no index yet" in waiting.stderr.readline()
        assert "another process is building it" in waiting.stderr.readline()
        os.kill(waiting.pid, signal.SIGINT)
        _, told = waiting.communicate()
        assert waiting.returncode == 130
        assert told.strip() == "searchkit: interrupted"


def test_a_first_query_tells_how_many_files_failed_and_not_which(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "query", "ferry", "--count"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert told[1] == "searchkit: 300 files could not be read; see: searchkit status --failures"
    assert main(["--home", str(home), "status", "--failures"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 300


@pytest.mark.parametrize("command", ["query strike", "status", "show harbour.md"])
def test_a_command_that_reads_no_article_starts_without_the_readers(
    library: Library, project: Path, command: str
) -> None:
    heavy = {"searchkit.corpus.metadata", "lxml", "nltk", "trafilatura", "pycld2"}
    code = (
        "import sys; from searchkit.cli import main\n"
        f"assert main(['--home', {str(project)!r}, *{command.split()!r}]) == 0\n"
        f"print('loaded:', *({heavy!r} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1:] == ["loaded:"], done.stderr
