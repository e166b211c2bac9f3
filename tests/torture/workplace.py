"""Where indexes are broken: in memory if possible, since nothing there has to last."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")


@contextmanager
def workplace() -> Iterator[Path]:
    """An empty folder that goes with the block."""
    where = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="searchkit-", dir=where) as folder:
        yield Path(folder)


def remove(folder: Path) -> None:
    """Remove a folder and all that is in it."""
    # Under load a first pass has been seen to leave a file of Tantivy's, once in a thousand times;
    # not explained yet. What a thread wrote after its engine was closed would fail a later check.
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        shutil.rmtree(folder)
