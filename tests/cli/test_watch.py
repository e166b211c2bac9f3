"""`watch`, in a process of its own, told of real changes by the system."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import write_corpus
from states import rebuilt, state
from torture.corruption import run

from searchkit import Library
from searchkit.web.server import THREADS

pytestmark = pytest.mark.slow

SECONDS = 40


class Watched:
    """A process, its corpus, and the lines that it writes."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self.home = home
        self.corpus = home / "corpus"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "searchkit", "--home", str(home), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._timer = threading.Timer(SECONDS, self._process.kill)
        self._timer.start()

    def line(self) -> str:
        """The next line about an update, without what is zero."""
        assert self._process.stdout is not None
        words = self._process.stdout.readline().split(", ")
        return ", ".join(word.strip() for word in words if not word.startswith("0 "))

    def hint(self) -> str:
        assert self._process.stderr is not None
        return self._process.stderr.readline()

    def stop(self, sent: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        self._process.send_signal(sent)
        _, err = self._process.communicate()
        return self._process.returncode, err

    def close(self) -> None:
        self._timer.cancel()
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """On one engine: watching knows nothing of them."""
    return write_corpus(tmp_path)


@pytest.fixture
def watched(library: Library, project: Path) -> Iterator[Watched]:
    process = Watched(project, "watch")
    assert "watching" in process.hint()
    # The first answer tells that it is listening.
    (project / "corpus" / "before.txt").write_text("Before\n\nA lighthouse.")
    assert "1 added" in process.line()
    yield process
    process.close()


def test_each_change_is_told_and_is_in_the_index(watched: Watched) -> None:
    (watched.corpus / "new").mkdir()
    (watched.corpus / "new" / "a.txt").write_text("New\n\nA keeper retires.")
    assert watched.line() == "1 added, 5 unchanged"
    (watched.corpus / "new" / "a.txt").rename(watched.corpus / "b.txt")
    assert watched.line() == "1 moved, 5 unchanged"
    (watched.corpus / "b.txt").unlink()
    assert watched.line() == "1 removed, 5 unchanged"
    assert watched.stop() == (0, "")
    assert state(watched.home) == rebuilt(watched.home)


def test_what_an_editor_does_to_save_is_one_change(watched: Watched) -> None:
    path = watched.corpus / "harbour.md"
    path.rename(f"{path}~")
    (watched.corpus / ".harbour.md.swp").write_text("swap")
    path.write_text("Other\n\nA new text.")
    (watched.corpus / ".harbour.md.swp").unlink()
    Path(f"{path}~").unlink()
    assert watched.line() == "1 changed, 4 unchanged"
    assert watched.stop(signal.SIGINT) == (0, "")


def test_a_burst_of_files_is_a_few_updates(watched: Watched) -> None:
    for number in range(400):
        (watched.corpus / f"n{number}.txt").write_text(f"News {number}\n\nShips.")
    added = 0
    while added < 400:
        added += int(re.match(r"(\d+) added", watched.line())[1])  # type: ignore[index]
    assert watched.stop() == (0, "")
    assert run(watched.home, ["check", "--deep"])[0] == 0


def test_a_corpus_that_vanishes_is_waited_for(watched: Watched) -> None:
    away = watched.home / "away"
    watched.corpus.rename(away)
    assert "there is no corpus folder" in watched.hint()
    # An empty mount point is no reason to delete anything either.
    watched.corpus.mkdir()
    assert "--allow-shrink" in watched.hint()
    watched.corpus.rmdir()
    away.rename(watched.corpus)
    (watched.corpus / "new.txt").write_text("New\n\nA keeper retires.")
    assert watched.line() == "1 added, 5 unchanged"
    assert watched.stop()[0] == 0


def test_the_page_can_watch_as_well(library: Library, project: Path) -> None:
    serving = Watched(project, "serve", "--port", "0", "--watch", "--no-log")
    try:
        url = re.search(r"http://\S+", serving.hint())[0]  # type: ignore[index]
        (project / "corpus" / "new.txt").write_text("New\n\nA keeper retires.")
        assert "1 added" in serving.line()
        with urllib.request.urlopen(f"{url}api/search?q=keeper") as answer:
            assert b'"total": 1' in answer.read().replace(b'"total":1', b'"total": 1')
        assert serving.stop() == (0, "")
    finally:
        serving.close()


@pytest.mark.parametrize("options", [[], ["--watch"]], ids=["serve", "serve --watch"])
@pytest.mark.parametrize("name", [".searchkitignore", "metadata.toml"])
def test_a_running_page_loses_no_thread_to_a_pipe(
    library: Library, project: Path, name: str, options: list[str]
) -> None:
    serving = Watched(project, "serve", "--port", "0", "--no-log", *options)
    pipes = [project / "corpus" / one for one in (name, "harbour.md.meta.toml")]
    try:
        url = re.search(r"http://\S+", serving.hint())[0]  # type: ignore[index]
        for pipe in pipes:
            os.mkfifo(pipe)
        if options:
            while f"{name}: not a regular file" not in (told := serving.hint()):
                assert told
        # A page for each of the threads and more, none from a cache.
        for number in range(3 * THREADS):
            for path in (f"?q=harbour+{number}", f"article/harbour.md?q=h{number}", "api/progress"):
                with urllib.request.urlopen(f"{url}{path}", timeout=SECONDS) as answer:
                    page = answer.read().decode()
                assert (f"{name}: not a regular file" in page) == path.startswith("?")
                assert str(project) not in page
        for pipe in pipes:
            pipe.unlink()
        if options:
            (project / "corpus" / "new.txt").write_text("New\n\nA keeper retires.")
            while "1 added" not in (line := serving.line()):
                assert line
        assert serving.stop()[0] == 0
    finally:
        serving.close()


def test_without_a_corpus_there_is_nothing_to_watch(project: Path) -> None:
    (project / "corpus").rename(project / "elsewhere")
    status, _, err = run(project, ["watch"])
    assert status == 2
    assert "corpus; create it, or name the project folder with --home\n" in err
