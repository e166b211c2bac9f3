"""Worker processes for the formats that can be made to hang, swell or crash their parser.

Each job has a time and a memory limit; a worker that breaks one is killed, costs its own file, and
is started again for the next.
"""

from __future__ import annotations

import json
import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from searchkit import processes
from searchkit.corpus import wire
from searchkit.corpus.reader import Draft, Reader, Unread
from searchkit.errors import ArticleUnreadable

#: Seconds and bytes that one file may take.
TIME_LIMIT = 10.0
MEMORY_LIMIT = 512 * 1024 * 1024


class Workers:
    """At most `most` worker processes, started when needed. Threads may share them."""

    def __init__(
        self,
        most: int = 2,
        *,
        time_limit: float = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
    ) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(most):
            self._idle.put(None)

    def read(self, reader: Reader, data: bytes) -> list[Draft | Unread]:
        """What the reader finds in the bytes; raises `ArticleUnreadable`."""
        with self._worker() as worker:
            return worker.read(reader, data, self._time_limit)

    def close(self) -> None:
        """End the processes; for when nobody reads any more."""
        for worker in [self._idle.get() for _ in range(self._idle.qsize())]:
            if worker:
                worker.kill()
            self._idle.put(None)

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        worker = self._idle.get()
        try:
            worker = worker or _Worker(self._memory_limit)
            yield worker
        finally:
            if worker and not worker.between_jobs:
                worker.kill()
                worker = None
            self._idle.put(worker)


class _Worker:
    """One process. `between_jobs` is false while, and if, a job was not answered."""

    def __init__(self, memory_limit: int) -> None:
        self._process = processes.start("searchkit.corpus.worker", str(memory_limit))
        self._expired = False
        self.between_jobs = True

    def read(self, reader: Reader, data: bytes, seconds: float) -> list[Draft | Unread]:
        self.between_jobs = False
        # Killing the process ends whatever the pipes are waiting for.
        timer = threading.Timer(seconds, self._expire)
        timer.start()
        try:
            ok, answer = self._ask(reader, data)
        except (OSError, EOFError, ValueError):
            raise ArticleUnreadable(self._failure(reader, seconds)) from None
        finally:
            timer.cancel()
            timer.join()
        self.between_jobs = not self._expired
        if not ok:
            raise ArticleUnreadable(answer.decode("utf-8", "replace"))
        return wire.load(answer)

    def kill(self) -> None:
        processes.end(self._process)

    def _ask(self, reader: Reader, data: bytes) -> tuple[bool, bytes]:
        jobs, answers = self._process.stdin, self._process.stdout
        assert jobs is not None
        assert answers is not None
        kind = type(reader)
        job = {"reader": f"{kind.__module__}:{kind.__qualname__}", "size": len(data)}
        jobs.write(json.dumps(job).encode() + b"\n")
        jobs.write(data)
        jobs.flush()
        head = json.loads(answers.readline())
        answer = answers.read(head["size"])
        if len(answer) < head["size"]:
            raise EOFError
        return head["ok"], answer

    def _expire(self) -> None:
        self._expired = True
        self._process.kill()

    def _failure(self, reader: Reader, seconds: float) -> str:
        self._process.kill()
        code = self._process.wait()
        if self._expired:
            return f"took longer than {seconds:g} s to parse"
        how = signal.strsignal(-code) if code < 0 else f"exit {code}"
        return f"the {reader.name} reader crashed ({how})"
