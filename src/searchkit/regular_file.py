"""Opens, reads and replaces regular files, and nothing else that stands in the place of one.

A folder from someone else may hold a FIFO, a device or an endless file under any name.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from searchkit import quick_re as re
from searchkit.platform_support import move, open_descriptor, sync_file

#: Bytes that are written to find the reason of a refusal.
_PROBE = 1 << 16

_REPLACEMENT = re.compile(r"\.searchkit-[0-9a-f]{16}\.new")


class NotRegularFile(OSError):
    """There is a FIFO, a device, a socket, a folder or a link where a file should be."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(errno.EINVAL, "not a regular file", os.fspath(path))


class FileTooLarge(OSError):
    """A file has more bytes than one of its kind may have."""

    def __init__(self, path: str | os.PathLike[str], max_bytes: int) -> None:
        super().__init__(errno.EFBIG, f"larger than {max_bytes:,} bytes", os.fspath(path))


def read_regular_file(path: Path, *, max_bytes: int, follow_symlinks: bool = True) -> bytes:
    """The bytes of a regular file; never blocks, never reads more than `max_bytes` and one.

    Raises `NotRegularFile`, `FileTooLarge` and what else `OSError` has, `FileNotFoundError` first.
    """
    with open_regular_file(path, follow_symlinks=follow_symlinks) as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise FileTooLarge(path, max_bytes)
    return data


def open_regular_file(path: Path, *, follow_symlinks: bool = True) -> BinaryIO:
    """A regular file, open for reading; never blocks.

    Raises `NotRegularFile` and what else `OSError` has, `FileNotFoundError` first.
    """
    try:
        descriptor = open_descriptor(path, follow_symlinks=follow_symlinks)
    except OSError as error:
        # A link that is not followed, a socket.
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotRegularFile(path) from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotRegularFile(path)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def replace_file(path: Path, data: bytes, *, mode: int = 0o666, durable: bool = True) -> None:
    """Let a new file take the place of one, or of a link: readers see the old bytes or the new.

    With `durable`, they are on disk before they do. Raises `OSError`.
    """
    with replacement(path, mode=mode, durable=durable) as file:
        file.write(data)


@contextmanager
def replacement(path: Path, *, mode: int = 0o666, durable: bool = True) -> Iterator[BinaryIO]:
    """A new file that takes the place of another when the block ends; see `replace_file`."""
    # No longer than the longest of names, whatever the file is called.
    fresh = path.with_name(f".searchkit-{os.urandom(8).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(open_descriptor(fresh, flags, mode, follow_symlinks=False), "wb") as file:
            yield file
            if durable:
                file.flush()
                sync_file(file.fileno())
        move(fresh, path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def is_replacement(name: str) -> bool:
    """Tell if a file is called as one that a killed process was about to put in place.

    >>> is_replacement(".searchkit-0123456789abcdef.new")
    True
    """
    return _REPLACEMENT.fullmatch(name) is not None


def write_refusal(folder: Path) -> OSError | None:
    """The reason why nothing can be written to a folder, if nothing can.

    For what is written by libraries that lose the reason.
    """
    # A query does not need it.
    from tempfile import TemporaryFile

    try:
        with TemporaryFile(dir=folder) as probe:
            probe.write(bytes(_PROBE))
            probe.flush()
            sync_file(probe.fileno())
    except OSError as error:
        return error
    return None
