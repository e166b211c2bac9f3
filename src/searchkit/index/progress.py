"""The progress of a run, published to everyone in a small file in the index folder.

Each writing of the file is a new one, which the run keeps locked: what nobody keeps locked is what
a killed run has left. Who reads it never comes into the way of a run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from searchkit import platform_support
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import open_regular_file, replacement
from searchkit.reports import Progress

PROGRESS = "PROGRESS"
#: In seconds; the file is not written more often.
INTERVAL = 0.5

# The file can be replaced while it is read, several times in a row where the reader has to wait.
_TRIES = 100


@dataclass(frozen=True, slots=True)
class RunProgress:
    """The files that an index run has done, of how many, and how many of them failed.

    `total` is 0 while it is not known, `seconds` how long the run has taken until now, `records`
    how many records of the next file are indexed, if it has many.
    """

    done: int
    total: int
    failed: int
    seconds: float
    records: int = 0

    @property
    def seconds_left(self) -> int | None:
        """The time for the other files if they are like those before; None before any."""
        if not self.done:
            return None
        return round(self.seconds * (self.total - self.done) / self.done)

    @property
    def text(self) -> str:
        """All of it in words.

        >>> RunProgress(300, 1200, 1, 60.0).text
        '300 of 1,200 files, 1 failed, about 3 minutes left'
        """
        if not self.total:
            return "looking for what has changed"
        failed = f", {self.failed:,} failed" if self.failed else ""
        if self.done == self.total:
            return f"{self.total:,} files read{failed}, writing the index"
        if self.records:
            failed = f" and {self.records:,} records of the next{failed}"
        left = "" if self.seconds_left is None else f", {_about(self.seconds_left)} left"
        return f"{self.done:,} of {self.total:,} files{failed}{left}"

    def to_dict(self) -> dict[str, Any]:
        """The progress, ready for JSON."""
        return {
            "done": self.done,
            "total": self.total,
            "failed": self.failed,
            "records": self.records,
            "seconds": round(self.seconds, 1),
            "seconds_left": self.seconds_left,
            "text": self.text,
        }


def _about(seconds: int) -> str:
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    if minutes < 60:
        return "about a minute" if minutes == 1 else f"about {minutes} minutes"
    hours = round(minutes / 60)
    return "about an hour" if hours == 1 else f"about {hours} hours"


@contextmanager
def published_progress(folder: Path, progress: Progress | None) -> Iterator[Progress]:
    """Publish the progress of a run during the block, in the folder and to `progress`.

    A run does not fail because the file cannot be written. For the holder of the folder's lock.
    """
    file = _ProgressFile(folder)
    began = False

    def tell(done: int, total: int, failed: int, *records: int) -> None:
        nonlocal began
        if not began or done == total or file.age >= INTERVAL:
            began = True
            file.write(done, total, failed, *records)
        if progress is not None:
            progress(done, total, failed, *records)

    try:
        file.write(0, 0, 0)
        yield tell
    finally:
        file.remove()


def run_progress(folder: Path) -> RunProgress | None:
    """The progress of the run that writes the index in a folder; None if there is none."""
    path = folder / PROGRESS
    for _ in range(_TRIES):
        try:
            with open_regular_file(path, follow_symlinks=False) as file:
                if platform_support.is_locked(file.fileno()):
                    return _parsed(file.read(200))
                if os.fstat(file.fileno()).st_ino == path.stat().st_ino:
                    return None
        except OSError:
            return None
    return None


class _ProgressFile:
    """The file of one run."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PROGRESS
        self._since = time.time()
        self._written = 0.0
        self._locked: int | None = None

    @property
    def age(self) -> float:
        """The seconds since it was written, or was to be."""
        return time.monotonic() - self._written

    def write(self, done: int, total: int, failed: int, records: int = 0) -> None:
        self._written = time.monotonic()
        with suppress(OSError):
            self._replace(f"{self._since} {done}+{records} {total} {failed}\n".encode())

    def remove(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._unlock(None)

    def _replace(self, data: bytes) -> None:
        with replacement(self._path, durable=False) as file:
            platform_support.lock(file.fileno())
            file.write(data)
            # Stays open, and with it the lock.
            locked = os.dup(file.fileno())
        # Not before: whoever reads the old one must find it locked, or replaced.
        self._unlock(locked)

    def _unlock(self, following: int | None) -> None:
        if self._locked is not None:
            os.close(self._locked)
        self._locked = following


def _parsed(data: bytes) -> RunProgress | None:
    try:
        since, done, total, failed = data.split()
        done, _, records = done.partition(b"+")
        seconds = max(0.0, time.time() - float(since))
        return RunProgress(int(done), int(total), int(failed), seconds, int(records or 0))
    except ValueError:
        return None
