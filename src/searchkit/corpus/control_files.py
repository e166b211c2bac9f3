"""Reads the files beside articles by which a user steers what is indexed.

They come with a folder that may be from someone else: only a regular file inside the corpus counts,
and its size is bounded.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from searchkit.regular_file import FileTooLarge, NotRegularFile, read_regular_file

# A name that is too long for the file system names nothing.
_ABSENT = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


class WrongLink(OSError):
    """A symbolic link that leads nowhere, or out of the corpus."""

    def __init__(self, path: str, where: str) -> None:
        super().__init__(errno.EINVAL, f"symbolic link {where}", path)


def read_control_file(folder: Path, path: str, *, max_bytes: int) -> bytes | None:
    """The bytes of a file below the corpus folder, an absolute path without links; None without it.

    Never blocks and never reads a device. Raises `OSError`, of which `reason` tells.
    """
    target = _target(folder, path)
    return (
        None
        if target is None
        else read_regular_file(target, max_bytes=max_bytes, follow_symlinks=False)
    )


def check_control_file(folder: Path, path: str, *, max_bytes: int) -> None:
    """Raise `OSError` if the file is there and could not be read, by its state alone."""
    target = _target(folder, path)
    if target is not None and target.stat().st_size > max_bytes:
        raise FileTooLarge(target, max_bytes)


def reason(error: OSError) -> str:
    """The reason why a file cannot be read, in a few words."""
    return (error.strerror or str(error)).lower()


def _target(folder: Path, path: str) -> Path | None:
    """The regular file of this name, or the one inside that a link leads to; None if none is."""
    # Asked for every article: a `Path` would take longer than the answer.
    file = f"{folder}/{path}"
    try:
        state = os.lstat(file)
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise
    target = Path(file)
    if stat.S_ISLNK(state.st_mode):
        target = Path(os.path.realpath(file))
        if not target.is_relative_to(folder):
            raise WrongLink(file, "out of the corpus")
        try:
            state = target.lstat()
        except FileNotFoundError:
            raise WrongLink(file, "to nothing") from None
    # Not opened at all: to open a device can be an action.
    if not stat.S_ISREG(state.st_mode):
        raise NotRegularFile(file)
    return target
