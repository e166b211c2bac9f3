"""The standard streams of the process, which whoever started it may have closed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def open_streams() -> None:
    """Give each standard stream that is closed a place where no other file can be opened.

    What is written to a closed standard output fails, as it does for other programs.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # The lowest number that is free is taken.
            os.open(os.devnull, os.O_RDWR if number == 2 else os.O_RDONLY)
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    for stream in (sys.stdout, sys.stderr):
        # Text that the encoding of the terminal lacks must not stop the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def discard_output() -> None:
    """Let what is left for standard output and standard error go nowhere.

    Python would try to write it once more at exit, and complain.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError), Path(os.devnull).open("wb") as null:
                os.dup2(null.fileno(), stream.fileno())
                stream.flush()
