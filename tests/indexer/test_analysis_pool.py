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
from searchkit.corpus import Entry, ParsedDocument
from searchkit.indexer import analysis_pool as module
from searchkit.indexer.analysis_pool import Analysed, AnalysisPool, Job, Results
from searchkit.indexer.content_digest import ContentDigest

WORDS = "harbours strikes ferries ministers lighthouses storms wages unions".split()


def entries(path: str, count: int) -> list[Entry | Failure]:
    return [
        Entry(
            ParsedDocument(f"Ferries {n}\n\nThe {WORDS[n % 8]} of {path} again.", record=str(n)),
            path,
        )
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
def beside() -> Iterator[AnalysisPool[str]]:
    """AnalysisPool that do nothing in this process."""
    made: AnalysisPool[str] = AnalysisPool(Analyzer(), most_here=0)
    yield made
    made.close()


@pytest.mark.slow
def test_a_process_gives_what_analysis_here_gives(beside: AnalysisPool[str]) -> None:
    broken: Entry | Failure = Failure("c.jsonl#2", "line 2: not JSON")
    empty: Entry | Failure = Entry(ParsedDocument(" \n", record="3"), "c.jsonl")
    files = [
        ("a", entries("a.jsonl", 150), ContentDigest("digest of a")),
        ("b", [], ContentDigest("")),
        ("c", [*entries("c.jsonl", 1), broken, empty], ContentDigest("digest of c")),
    ]
    here: AnalysisPool[str] = AnalysisPool(Analyzer(), most_here=1_000)
    expected = [(file, described(results)) for file, results in here.analyse(files)]
    here.close()
    assert [len(results) for _, results in expected] == [150, 0, 3]
    assert [(file, described(results)) for file, results in beside.analyse(files)] == expected


def test_a_file_that_needs_no_analysis_does_not_wait(beside: AnalysisPool[str]) -> None:
    def unchanged() -> Iterator[tuple[str, list[Entry | Failure], ContentDigest]]:
        yield "first", [], ContentDigest("")
        raise AssertionError("the second was read before the first was given")

    assert next(beside.analyse(unchanged())) == ("first", [])


def test_a_job_that_kills_its_process_is_done_here(
    beside: AnalysisPool[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = module._AnalysisProcess.ask

    def killed(process: module._AnalysisProcess, job: Job) -> object:
        process._process.send_signal(signal.SIGKILL)
        process._process.wait()
        return asked(process, job)

    monkeypatch.setattr(module._AnalysisProcess, "ask", killed)
    ((_, results),) = beside.analyse([("a", entries("a.jsonl", 130), ContentDigest(""))])
    assert len(results) == 130
    assert all(isinstance(one, Analysed) for one in results)


def test_where_no_process_can_be_started_all_is_done_here(
    beside: AnalysisPool[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    ((_, results),) = beside.analyse([("a", entries("a.jsonl", 130), ContentDigest(""))])
    assert len(results) == 130


@pytest.mark.slow
def test_a_process_ends_when_nobody_is_left_to_ask_it() -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "searchkit.indexer.analysis_process", str(module.MAX_MEMORY), ""],
        stdin=reading,
        stdout=subprocess.PIPE,
    )
    os.close(reading)
    os.close(writing)
    assert process.communicate(timeout=60) == (b"", None)
    assert process.returncode == 0


@pytest.mark.slow
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
    pool: AnalysisPool[str] = AnalysisPool(Analyzer())
    pool.close()
    process = pool._started()
    assert process._process.wait() < 0
    process.close()
