"""Interpreters beside this one, which are asked by their standard input and answer by their output.

They are new: they inherit no lock and no thread. Their input ends with this process, however it
ends, and they end then.
"""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
import time
from typing import BinaryIO

from searchkit.platform_support import processor_seconds

#: A process may wait for a busy machine so many times as long as it may work.
MAX_WAITING = 3.0
# Objects that are made, and not freed, before cycles of them are looked for.
_MIN_GARBAGE = 50_000


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


class TimeLimit:
    """The time that a job of a process may take: seconds of its processor, as long as those count.

    On a busy machine a process waits for its turn, for which no file is to blame; so it has
    `MAX_WAITING` times the seconds of the clock. Where the system does not tell what a process
    has used, the clock alone decides.
    """

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._seconds = seconds
        self._began = time.monotonic()
        self._used = processor_seconds(process.pid)

    def left(self) -> float:
        """The seconds after which to look again; none or fewer if the time is over."""
        passed = time.monotonic() - self._began
        if passed < self._seconds:
            return self._seconds - passed
        used = processor_seconds(self._process.pid)
        if used is None or self._used is None:
            return 0.0
        return min(self._seconds - (used - self._used), MAX_WAITING * self._seconds - passed)

    def extend(self, seconds: float) -> None:
        """Do not count so many seconds, in which the process was stopped."""
        self._began += seconds


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process, and let go of its pipes."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            # Closing flushes what the process will not read any more.
            assert pipe is not None
            pipe.close()


def collect_less_garbage() -> None:
    """Let this process, which has loaded what it needs, look for cycles of objects less often.

    Documents hold none, and most of what is alive is never garbage.
    """
    gc.freeze()
    gc.set_threshold(_MIN_GARBAGE, 10, 10)


def answer_stream() -> BinaryIO:
    """For the process itself: where its answers go, with which nothing that is printed mixes."""
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return stream
