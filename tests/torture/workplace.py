"""Where indexes are broken: in memory if possible, since nothing there has to last."""

from __future__ import annotations

import os
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
