"""Analysis in processes beside the one that writes: the same index, whatever becomes of them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.analysis import Analyzer
from searchkit.article import Failure
from searchkit.corpus import Draft, Entry
from searchkit.indexer import workers as module
from searchkit.indexer.workers import Analysed, Analysts, Job, Results

WORDS = "harbours strikes ferries ministers lighthouses storms wages unions".split()


def entries(path: str, count: int) -> list[Entry | Failure]:
    return [
        Entry(Draft(f"Ferries {n}\n\nThe {WORDS[n % 8]} of {path} again.", record=str(n)), path)
        for n in range(count)
    ]


def described(results: Results) -> list[object]:
    return [
        one
        if isinstance(one, Failure)
        else (
            one.document.record,
            one.document.digest,
            one.document.encoded,
            one.document.days,
            {name: list(terms) for name, terms in one.document.streams.items()},
            one.document.facets,
            one.document.body.offsets,
            list(one.document.body.stems),
            one.warnings,
        )
        for one in results
    ]


@pytest.fixture
def beside() -> Iterator[Analysts[str]]:
    """Analysts that do nothing in this process."""
    made: Analysts[str] = Analysts(Analyzer(), most_here=0)
    yield made
    made.close()


def test_a_process_gives_what_analysis_here_gives(beside: Analysts[str]) -> None:
    broken: Entry | Failure = Failure("c.jsonl#2", "line 2: not JSON")
    empty: Entry | Failure = Entry(Draft(" \n", record="3"), "c.jsonl")
    files = [
        ("a", entries("a.jsonl", 150), "digest of a"),
        ("b", [], ""),
        ("c", [*entries("c.jsonl", 1), broken, empty], "digest of c"),
    ]
    here: Analysts[str] = Analysts(Analyzer(), most_here=1_000)
    expected = [(file, described(results)) for file, results in here.analyse(files)]
    here.close()
    assert [len(results) for _, results in expected] == [150, 0, 3]
    assert [(file, described(results)) for file, results in beside.analyse(files)] == expected


def test_what_a_process_learns_of_words_is_learnt_here() -> None:
    analyzer = Analyzer()
    analysts: Analysts[str] = Analysts(analyzer, most_here=0)
    list(analysts.analyse([("a", entries("a.jsonl", 20), "")]))
    analysts.close()
    assert analyzer.lexicon()["lighthouses"] == "lighthous"


def test_a_file_that_needs_no_analysis_does_not_wait(beside: Analysts[str]) -> None:
    def unchanged() -> Iterator[tuple[str, list[Entry | Failure], str]]:
        yield "first", [], ""
        raise AssertionError("the second was read before the first was given")

    assert next(beside.analyse(unchanged())) == ("first", [])


def test_a_job_that_kills_its_process_is_done_here(
    beside: Analysts[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = module._Analyst.ask

    def killed(analyst: module._Analyst, job: Job) -> object:
        analyst._process.send_signal(signal.SIGKILL)
        analyst._process.wait()
        return asked(analyst, job)

    monkeypatch.setattr(module._Analyst, "ask", killed)
    ((_, results),) = beside.analyse([("a", entries("a.jsonl", 130), "")])
    assert len(results) == 130
    assert all(isinstance(one, Analysed) for one in results)


def test_where_no_process_can_be_started_all_is_done_here(
    beside: Analysts[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    ((_, results),) = beside.analyse([("a", entries("a.jsonl", 130), "")])
    assert len(results) == 130


def test_a_process_ends_when_nobody_is_left_to_ask_it() -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "searchkit.indexer.worker"], stdin=reading, stdout=subprocess.PIPE
    )
    os.close(reading)
    os.close(writing)
    assert process.communicate(timeout=60) == (b"", None)
    assert process.returncode == 0


def test_nothing_is_imported_from_the_folder_that_the_user_is_in(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "pickle.py", "searchkit.py", "pypdf.py"):
        (project / name).write_text("from pathlib import Path\nPath('imported').touch()\n")
    monkeypatch.chdir(project)
    lines = [{"id": n, "title": f"Ferry {n}", "body": f"It was late {n}."} for n in range(700)]
    (project / "corpus" / "many.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (project / "corpus" / "page.html").write_text("<p>The ferry was late again today.</p>" * 9)
    with Library.open(project) as library:
        assert library.update().added > 700
        assert library.search("ferry late").total > 700
    assert not (project / "imported").exists()


def test_a_process_that_starts_while_all_are_ended_is_ended_too() -> None:
    analysts: Analysts[str] = Analysts(Analyzer())
    analysts.close()
    analyst = analysts._started()
    assert analyst._process.wait() < 0
    analyst.close()
