"""Reading a file that may be anything else."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from searchkit.regular_file import FileTooLarge, NotRegularFile, read_regular_file


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
