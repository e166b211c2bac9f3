"""Reading a file that may be anything else, and replacing one whole."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from searchkit.regular_file import (
    FileTooLarge,
    NotRegularFile,
    read_regular_file,
    replace_file,
)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert read_regular_file(tmp_path / "a", max_bytes=3) == b"abc"


def test_a_larger_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcd")
    with pytest.raises(FileTooLarge, match="larger than 3 bytes"):
        read_regular_file(tmp_path / "a", max_bytes=3)


def test_what_would_block_or_never_end_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "zero").symlink_to("/dev/zero")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(tmp_path / "socket"))
        for name in ("fifo", "zero", "folder", "socket"):
            with pytest.raises(NotRegularFile, match=name):
                read_regular_file(tmp_path / name, max_bytes=3)


def test_a_link_is_followed_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("a")
    assert read_regular_file(tmp_path / "link", max_bytes=3) == b"abc"
    with pytest.raises(NotRegularFile):
        read_regular_file(tmp_path / "link", max_bytes=3, follow_symlinks=False)


def test_a_file_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_regular_file(tmp_path / "a", max_bytes=3)


def test_a_file_of_the_longest_name_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    path.write_bytes(b"old")
    replace_file(path, b"new", mode=0o600)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == [path.name]  # noqa: PTH208


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to("outside")
    replace_file(tmp_path / "link", b"new")
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "outside").read_bytes() == b"theirs"


def test_nothing_is_left_of_what_fails(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "folder", b"new")
    assert [one.name for one in tmp_path.iterdir()] == ["folder"]
