"""The calls that not every system has: without each the main path goes its way.

Each case runs in Python processes from which some calls are taken away (see `support/masked`), so
it shows what becomes of them on Linux, and not what another system does.
"""

from __future__ import annotations

import errno
import json
import os
import re
import socket
import stat
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from samples import FISH, write_corpus

from searchkit import platform_support

SUPPORT = Path(__file__).parent / "support"
SOURCES = Path(platform_support.__file__).parent
LOCKS = "fcntl +msvcrt"
# Calls of one line serve unlike purposes, so that none hides what the lack of another does.
CALLS = [
    "fcntl",
    f"{LOCKS} os.O_NOFOLLOW os.sysconf",
    "resource os.O_NONBLOCK os.link",
    "pwd grp os.getxattr os.O_DIRECTORY signal.SIGSTOP signal.SIGCONT",
    "os.geteuid os.O_CLOEXEC os.O_NOCTTY os.set_blocking select.poll /proc",
]
ALL = " ".join(dict.fromkeys(" ".join(CALLS).split()))

# Reads a page in a process of its own, analyses a long text in another, updates, and tries to
# write while the lock is held.
MAIN_PATH = """
import json, subprocess, sys
from pathlib import Path
from searchkit import Library
from searchkit.index.folder import IndexFolder

home = Path(sys.argv[1])
with Library.open(home) as library:
    first = library.update()
    found = sorted(hit.id for hit in library.search("trawler").hits)
    (home / "corpus" / "new.txt").write_text("New\\n\\nA second trawler.")
    second = library.update()
    then = library.search("trawler").total
    damaged = library.check(deep=True).damaged
with IndexFolder(home / "index").locked():
    other = subprocess.run([sys.executable, "-m", "searchkit", "--home", home, "index"]).returncode
print(json.dumps([first.added, found, second.added, then, len(damaged), other]))
"""


@pytest.mark.slow
@pytest.mark.parametrize("masked", [*CALLS, ALL])
def test_without_these_calls_the_main_path_goes_its_way(tmp_path: Path, masked: str) -> None:
    page = (
        "<html><body><article><p>" + "The trawler came home. " * 30 + "</p></article></body></html>"
    )
    files = {
        "fish.txt": FISH,
        "page.html": page,
        "long.txt": "Long\n\n" + "word after word " * 13_000,
    }
    home = write_corpus(tmp_path, files)
    python_path = os.pathsep.join([str(SUPPORT / "masked"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        [sys.executable, "-c", MAIN_PATH, home],
        env={**os.environ, "MASKED": masked, "PYTHONPATH": python_path},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    # Without any locks a second run is not refused.
    refused = 0 if masked == "fcntl" else 5
    assert json.loads(done.stdout.splitlines()[-1]) == [3, ["page.html"], 1, 2, 0, refused]


def test_each_call_that_is_masked_is_one_that_the_module_makes() -> None:
    text = Path(platform_support.__file__).read_text()
    for name in ALL.replace("+", "").split():
        assert re.search(rf"\b{name.rpartition('.')[2].removeprefix('/')}\b", text), name


@pytest.mark.slow
def test_no_other_module_makes_such_a_call() -> None:
    calls = re.compile(
        r"\b(?:os\.(?:O_N\w+|O_DIRECTORY|O_CLOEXEC|link|fsync|pwrite|sysconf|getuid|geteuid|getxattr"
        r"|set_blocking|mkfifo|fork)|hardlink_to|SIGSTOP|SIGCONT|setrlimit|flock)\b|\"/proc"
    )
    found = {
        f"{path.relative_to(SOURCES)}: {call[0]}"
        for path in SOURCES.rglob("*.py")
        if path.name != "platform_support.py"
        for call in calls.finditer(path.read_text())
    }
    assert found == set()


@pytest.mark.parametrize(
    "missing", [[], ["O_NOFOLLOW"], ["O_NONBLOCK"], ["O_NOFOLLOW", "O_NONBLOCK"]]
)
def test_a_link_that_is_not_followed_and_a_pipe_are_refused_without_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: tuple[str, ...]
) -> None:
    for name in missing:
        monkeypatch.delattr(os, name)
    (tmp_path / "file").write_text("text")
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(OSError, match=os.strerror(errno.ELOOP)):
        platform_support.open_descriptor(tmp_path / "link", follow_symlinks=False)
    descriptor = platform_support.open_descriptor(tmp_path / "link")
    assert os.read(descriptor, 9) == b"text"
    os.close(descriptor)
    if "O_NONBLOCK" in missing:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(OSError, match=os.strerror(errno.ENXIO)):
            platform_support.open_descriptor(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        with pytest.raises(OSError, match=os.strerror(errno.ENXIO)):
            platform_support.open_descriptor(tmp_path / "socket")


def test_a_file_is_shared_by_a_link_where_there_are_links_and_else_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("text")
    platform_support.share_file(tmp_path / "file", tmp_path / "linked")
    assert (tmp_path / "linked").samefile(tmp_path / "file")

    def unsupported(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", unsupported)
    platform_support.share_file(tmp_path / "file", tmp_path / "copied")
    assert (tmp_path / "copied").read_text() == "text"
    assert not (tmp_path / "copied").samefile(tmp_path / "file")
    with pytest.raises(FileNotFoundError):
        platform_support.share_file(tmp_path / "gone", tmp_path / "other")


def test_a_full_disk_makes_no_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (tmp_path / "file").write_text("text")
    monkeypatch.setattr(os, "link", full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        platform_support.share_file(tmp_path / "file", tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_file_of_another_user_is_told_where_files_have_owners(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path.stat()
    assert stat.S_ISDIR(state.st_mode)
    monkeypatch.setattr(os, "geteuid", lambda: state.st_uid + 1)
    assert not platform_support.is_own(state)
    monkeypatch.delattr(os, "geteuid")
    assert platform_support.is_own(state)
    assert not platform_support.has_modes()


@pytest.mark.parametrize(("refusals", "moved"), [(2, True), (3, False)])
def test_a_file_that_somebody_reads_is_replaced_when_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusals: int, moved: bool
) -> None:
    (tmp_path / "new").write_text("new")
    refused = iter(range(refusals))
    replace = Path.replace

    def replace_as_windows_does(source: Path, target: Path) -> Path:
        if next(refused, None) is not None:
            raise PermissionError(errno.EACCES, "it is open")
        return replace(source, target)

    monkeypatch.setattr(Path, "replace", replace_as_windows_does)
    monkeypatch.setattr(platform_support, "_MOVES", 3)
    monkeypatch.setattr(platform_support, "_MOVE_PAUSE", 0)
    with nullcontext() if moved else pytest.raises(PermissionError):
        platform_support.move(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").exists() is moved
