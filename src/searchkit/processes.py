"""Interpreters beside this one, which are asked by their standard input and answer by their output.

They are new: they inherit no lock and no thread. Their input ends with this process, however it
ends, and they end then.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from typing import BinaryIO


def start(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """A process that runs a module. Raises `OSError`."""
    return subprocess.Popen(
        # Nothing is imported from the folder that a user happens to be in.
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Ctrl-C is for the process that asks; it ends the others itself.
        start_new_session=True,
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, and let go of its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            # Closing flushes what the process will not read any more.
            assert pipe is not None
            pipe.close()


def answers() -> BinaryIO:
    """For the process itself: where its answers go, with which nothing that is printed mixes."""
    made = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return made
