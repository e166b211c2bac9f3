"""What can be wrong with corpus, index and machine: each has its exit status and its advice."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from states import rebuilt, state
from torture.corruption import run

from searchkit import Library
from searchkit.cli import main
from searchkit.index.folder import IndexFolder

pytestmark = pytest.mark.slow


def command(home: Path, *arguments: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "searchkit", "--home", str(home), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,  # type: ignore[call-overload]
    )


def files(home: Path) -> dict[str, int]:
    return {
        str(path): path.stat().st_mtime_ns
        for path in (home / "index").rglob("*")
        if path.is_file() and path.name != "LOCK"
    }


def _no_corpus(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "corpus").rename(home / "elsewhere")


def _corpus_is_a_file(home: Path, _: pytest.MonkeyPatch) -> None:
    (home / "corpus").rename(home / "elsewhere")
    (home / "corpus").write_text("x")


def _unreadable_corpus(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("searchkit.corpus.files._entries", refuses)


def _shrunk_corpus(home: Path, _: pytest.MonkeyPatch) -> None:
    for name in ("rewrite.txt", "monitor.txt", "harbour.md"):
        (home / "corpus" / name).unlink()


@pytest.mark.parametrize("command_name", ["index", "rebuild"])
@pytest.mark.parametrize(
    ("happens", "message"),
    [
        pytest.param(_no_corpus, "there is no corpus folder", id="missing"),
        pytest.param(_corpus_is_a_file, "there is no corpus folder", id="file"),
        pytest.param(_unreadable_corpus, "cannot be read", id="unreadable"),
        pytest.param(_shrunk_corpus, "--allow-shrink", id="shrunk"),
    ],
)
def test_a_corpus_that_cannot_be_believed_leaves_the_index_untouched(
    library: Library,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    command_name: str,
    happens: Callable[[Path, pytest.MonkeyPatch], None],
    message: str,
) -> None:
    before = files(project)
    happens(project, monkeypatch)
    status, out, err = run(project, [command_name])
    assert (status, out) == (2, "")
    assert message in err
    assert files(project) == before


def _file(home: Path) -> None:
    (home / "index").write_text("x")


def _inside_the_corpus(home: Path) -> None:
    with (home / "searchkit.toml").open("a") as settings:
        settings.write('index = "corpus/index"\n')


def _foreign(home: Path) -> None:
    (home / "index").mkdir()
    (home / "index" / "thesis.doc").write_text("x")


@pytest.mark.parametrize("arguments", [["index"], ["rebuild"], ["query", "strike"]])
@pytest.mark.parametrize("make", [_file, _inside_the_corpus, _foreign])
def test_a_path_that_is_no_place_for_an_index_is_refused(
    project: Path, make: Callable[[Path], None], arguments: list[str]
) -> None:
    make(project)
    before = sorted(project.rglob("*"))
    status, out, err = run(project, arguments)
    assert (status, out) == (2, "")
    assert "index" in err
    assert sorted(project.rglob("*")) == before


def _missing_file(home: Path) -> None:
    engine = IndexFolder(home / "index").current().engine_folder
    max(engine.iterdir(), key=lambda one: one.stat().st_size).unlink()


def _missing_engine(home: Path) -> None:
    engine = IndexFolder(home / "index").current().engine_folder
    engine.rename(home / "away")


def _truncated(home: Path) -> None:
    engine = IndexFolder(home / "index").current().engine_folder
    path = max(engine.iterdir(), key=lambda one: one.stat().st_size)
    path.write_bytes(path.read_bytes()[:100])


def _current(home: Path) -> None:
    (home / "index" / "CURRENT").write_text("000009 " + "0" * 32 + "\n")


@pytest.mark.parametrize(
    "damage", [_missing_file, _missing_engine, _truncated, _current], ids=lambda one: one.__name__
)
def test_a_damaged_index_says_to_rebuild_and_a_rebuild_mends_it(
    library: Library, project: Path, damage: Callable[[Path], None]
) -> None:
    library.close()
    damage(project)
    for arguments in (
        ["query", "strike"], ["show", "harbour.md"], ["status"], ["index"], ["index", "--dry-run"],
        ["check"], ["kwic", "strike"],
    ):  # fmt: skip
        status, _, err = run(project, arguments)
        assert status == 4, arguments
        assert "run: searchkit rebuild" in err
        assert "Traceback" not in err
    assert run(project, ["rebuild"])[0] == 0
    assert run(project, ["check", "--deep"])[0] == 0


@pytest.mark.parametrize("changed", ["FINGERPRINT", "SCHEMA_VERSION"])
def test_an_index_of_another_version_says_to_rebuild(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    library.close()
    monkeypatch.setattr(f"searchkit.index.manifest.{changed}", "another")
    for arguments in (["query", "strike"], ["status"], ["index"], ["check"]):
        status, _, err = run(project, arguments)
        assert status == 4, arguments
        assert "run: searchkit rebuild" in err


def waits_for_a_lock(process: subprocess.Popen[str]) -> bool:
    """Whether Linux lists a process among those that wait for a lock."""
    locks = Path("/proc/locks").read_text().splitlines()
    return any("->" in line and str(process.pid) in line.split() for line in locks)


@pytest.mark.parametrize("arguments", [["index"], ["rebuild"]])
def test_a_locked_index_names_the_holder_and_can_be_waited_for(
    library: Library, project: Path, arguments: list[str]
) -> None:
    with IndexFolder(project / "index").locked():
        status, out, err = run(project, arguments)
        assert (status, out) == (5, "")
        assert f"process {os.getpid()}, since " in err
        assert "--wait" in err
        waiting = command(project, *arguments, "--wait")
        while not waits_for_a_lock(waiting):
            assert waiting.poll() is None
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, err) == (0, "")
    assert run(project, ["query", "strike"])[0] == 0


def enlarge(home: Path, count: int = 100, sentences: int = 20) -> None:
    text = "The dock workers went back to work after nine days. " * sentences
    for number in range(count):
        (home / "corpus" / f"more{number}.txt").write_text(f"More {number}\n\nThe strike. {text}")


@pytest.mark.parametrize(
    ("arguments", "sent", "status"),
    [
        (["index"], signal.SIGINT, 130),
        (["index"], signal.SIGKILL, -signal.SIGKILL),
        (["rebuild"], signal.SIGTERM, 130),
    ],
)
def test_a_run_that_is_stopped_leaves_the_old_index_answering(
    library: Library, project: Path, arguments: list[str], sent: signal.Signals, status: int
) -> None:
    # Long enough that no run is over before a busy machine lets this process see its draft.
    enlarge(project, sentences=150)
    before = state(project)
    running = command(project, *arguments)
    while not list((project / "index").glob("*.draft")):
        assert running.poll() is None
    running.send_signal(sent)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err[-1500:] if "Traceback" in err else "") == (status, "")
    assert run(project, ["check"])[0] == 0
    assert state(project) == before
    # What the next run does is as well seen with little text.
    enlarge(project, sentences=1)
    assert library.update().added == 100
    assert list((project / "index").glob("*.draft/**/*")) == []
    assert state(project) == rebuilt(project)


# Python executes a string whenever a class with fields is made, as many modules do when imported.
INTERRUPTED = """
import sys
from searchkit import Library
from searchkit.cli import main

def interrupted(*_, **__):
    exec("import os; os.kill(os.getpid(), {number}); [None for _ in range(1000)]")

Library.open = interrupted
sys.exit(main(["status"]))
"""


def test_what_fails_while_an_interrupt_is_on_its_way_is_the_interrupt(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise OSError("a file that is half written")

    monkeypatch.setattr(Library, "open", interrupted)
    assert main(["status"]) == 130
    assert capsys.readouterr().err == "searchkit: interrupted\n"


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_while_a_string_is_executed_has_the_same_status(
    tmp_path: Path, sent: signal.Signals
) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED.format(number=int(sent)))
    result = subprocess.run(
        [sys.executable, "-m", "interrupted"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (result.returncode, result.stderr.strip()) == (130, b"searchkit: interrupted")


def test_a_reader_of_the_output_that_goes_away_harms_nothing(
    library: Library, project: Path
) -> None:
    (project / "corpus" / "new.txt").write_text("New\n\nThe strike.")
    with command(project, "index", env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert (running.wait(60), running.stderr.read()) == (0, "")
    assert library.search("strike").total == 3


@pytest.mark.parametrize(
    # Threads share out what is written, so that no file need be nearly as large as all of it.
    ("arguments", "limit"),
    [(["index"], 1_000), (["index"], 8_000), (["rebuild"], 8_000)],
)
def test_a_file_that_can_not_grow_leaves_the_old_index_answering(
    library: Library, project: Path, arguments: list[str], limit: int
) -> None:
    enlarge(project)
    before = state(project)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    running = command(project, *arguments, preexec_fn=limited)
    _, err = running.communicate(timeout=60)
    assert 1 <= running.returncode <= 5
    assert "Traceback" not in err
    assert err.startswith("searchkit: ")
    assert "damaged" not in err
    assert run(project, ["check"])[0] == 0
    assert state(project) == before
    assert list((project / "index").glob("*.draft/**/*")) == []
