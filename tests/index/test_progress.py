"""How far a run is, as another process or thread sees it."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from searchkit import Library
from searchkit.cli import main
from searchkit.index import progress
from searchkit.index.progress import (
    INTERVAL,
    PROGRESS,
    RunProgress,
    published_progress,
    run_progress,
)

#: A run that tells of its first file on standard output, and then stands still.
STANDING = """
import sys, threading
from searchkit import Library

def stand_still(*numbers):
    print(*numbers, flush=True)
    threading.Event().wait()

Library.open(sys.argv[1]).update(progress=stand_still)
"""


def leftovers(home: Path) -> list[str]:
    names = [path.name for path in (home / "index").iterdir()]
    return [name for name in names if name == PROGRESS or name.endswith(".new")]


@pytest.mark.parametrize("run", [Library.update, Library.rebuild])
def test_others_see_how_far_a_run_is_until_it_ends(project: Path, run) -> None:
    seen = []
    beside = Library.open(project)
    assert beside.run_progress() is None
    run(Library.open(project), progress=lambda *_: seen.append(beside.run_progress()))
    assert beside.run_progress() is None
    assert (seen[0].done, seen[0].total, seen[0].failed) == (1, 4, 0)
    assert (seen[-1].done, seen[-1].total) == (4, 4)
    assert 0 <= seen[0].seconds <= seen[-1].seconds
    assert not leftovers(project)


def test_status_tells_how_far_the_first_build_is(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def ask(*_: int) -> None:
        if not seen:
            seen.append((main(["--home", str(project), "status"]), capsys.readouterr().out))

    Library.open(project).update(progress=ask)
    assert [(status, out.split()[0]) for status, out in seen] == [(4, "running")]


def test_a_dry_run_writes_nothing(library: Library, project: Path) -> None:
    seen = []
    library.update(dry=True, progress=lambda *_: seen.append(library.run_progress()))
    assert set(seen) == {None}


def test_failures_are_told(project: Path) -> None:
    (project / "corpus" / "a.txt").write_bytes(b"\0\1\2\3\xff\xfe\0" * 50)
    seen = []
    library = Library.open(project)
    library.update(progress=lambda *_: seen.append(library.run_progress()))
    assert seen[-1].failed == 1


@pytest.mark.slow
def test_what_a_killed_run_has_left_is_no_progress(library: Library, project: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", STANDING, str(project)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "1 4 0\n"
        found = library.run_progress()
        assert (found.done, found.total) == (1, 4)
        assert library.check().damaged == ()
    finally:
        process.kill()
        process.communicate()
    assert (project / "index" / PROGRESS).is_file()
    assert library.run_progress() is None
    stray = project / "index" / ".searchkit-0123456789abcdef.new"
    stray.touch()
    assert library.check().damaged == ()
    library.update()
    assert not leftovers(project)


@pytest.mark.slow
def test_a_run_ends_well_where_its_progress_cannot_be_written(project: Path) -> None:
    (project / "index").mkdir()
    Library.open(project).update()
    (project / "index" / PROGRESS).mkdir()
    (project / "corpus" / "new.txt").write_text("New\n\nA lighthouse.")
    seen = []
    library = Library.open(project)
    report = library.update(progress=lambda *_: seen.append(library.run_progress()))
    assert report.added == 1
    assert set(seen) == {None}


def test_the_file_is_written_for_the_first_the_last_and_seldom_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    clock = SimpleNamespace(monotonic=lambda: now, time=lambda: now)
    monkeypatch.setattr(progress, "time", clock)
    written = []
    with published_progress(tmp_path, None) as tell:
        for done in range(1, 101):
            now += INTERVAL / 4
            tell(done, 100, 0)
            written.append(run_progress(tmp_path).done)
    assert sorted(set(written)) == [*range(1, 100, 4), 100]


@pytest.mark.slow
def test_a_file_that_is_replaced_while_it_is_read_is_read(tmp_path: Path) -> None:
    ended = threading.Event()
    seen = []

    def read() -> None:
        while not ended.is_set():
            seen.append(run_progress(tmp_path))

    with published_progress(tmp_path, None) as tell:
        reader = threading.Thread(target=read)
        reader.start()
        for done in range(1, 800):
            tell(done, done, 0)
        ended.set()
        reader.join()
    assert None not in seen
    assert len({one.done for one in seen}) > 1


@pytest.mark.parametrize("data", [b"", b"x", b"1 2 3", b"1 2 3 4 5", b"a b c d", b"\xff" * 300])
def test_what_is_no_progress_is_none(tmp_path: Path, data: bytes) -> None:
    with published_progress(tmp_path, None):
        (tmp_path / PROGRESS).write_bytes(data)
        assert run_progress(tmp_path) is None


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (RunProgress(0, 0, 0, 9.0), "looking for what has changed"),
        (RunProgress(0, 7, 0, 9.0), "0 of 7 files"),
        (RunProgress(1000, 2000, 0, 9.0), "1,000 of 2,000 files, less than a minute left"),
        (RunProgress(1, 2, 1, 65.0), "1 of 2 files, 1 failed, about a minute left"),
        (RunProgress(1, 3, 0, 65.0), "1 of 3 files, about 2 minutes left"),
        (RunProgress(1, 3, 0, 1900.0), "1 of 3 files, about an hour left"),
        (RunProgress(1, 9, 0, 1900.0), "1 of 9 files, about 4 hours left"),
        (RunProgress(9, 9, 2, 9.0), "9 files read, 2 failed, writing the index"),
    ],
)
def test_a_progress_in_words(found: RunProgress, text: str) -> None:
    assert found.text == text
