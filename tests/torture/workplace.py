"""Where indexes are broken: in memory if possible, since nothing there has to last."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_MEMORY = Path("/dev/shm")
_DESCRIPTORS = Path("/proc/self/fd")


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder that goes with the block."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="searchkit-", dir=where) as folder:
        yield Path(folder)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it."""
    # tantivy-py opens an index with a thread that reads it once on its own, under a lock file that
    # it makes, and can be late: then the first pass leaves that file.
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        shutil.rmtree(folder)


def fork() -> int:
    """As `os.fork`; the child keeps no lock that such a thread held in that moment."""
    child = os.fork()
    if child == 0 and _DESCRIPTORS.is_dir():
        for descriptor in list(_DESCRIPTORS.iterdir()):
            with suppress(OSError):
                if descriptor.readlink().name == ".tantivy-meta.lock":
                    os.close(int(descriptor.name))
    return child
