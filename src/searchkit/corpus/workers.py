"""Worker processes in which every file is parsed: what hangs, swells or crashes costs itself only.

Each batch of records has a time limit and each process a memory limit; a worker that breaks one is
killed and started again for the next file. Only one at a time may take much memory; another waits.
"""

from __future__ import annotations

import json
import queue
import signal
import threading
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from searchkit import platform_support, processes
from searchkit.corpus import wire
from searchkit.corpus.reader import BEHIND, ParsedDocument, Reader, Unread
from searchkit.errors import ArticleUnreadable

#: Seconds that a batch of records may take, and bytes that a file may.
TIME_LIMIT = 10.0
MEMORY_LIMIT = 512 * 1024 * 1024
#: Bytes of one article, as of one file.
MAX_ARTICLE = 20_000_000

#: With more bytes a worker takes much memory.
_MUCH_MEMORY = 160 * 1024 * 1024
#: How often (s) is looked how much it takes.
_LOOK = 0.05
_CHUNK = 1 << 18
_MAX_HEAD_LENGTH = 1_000


class Workers:
    """At most `most` worker processes, started when needed. Threads may share them.

    No article may be larger than `largest`.
    """

    def __init__(
        self,
        most: int = 2,
        *,
        time_limit: float = TIME_LIMIT,
        memory_limit: int = MEMORY_LIMIT,
        largest: int = MAX_ARTICLE,
    ) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._largest = largest
        self._much = threading.Lock()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        weakref.finalize(self, _end, self._all)
        for _ in range(most):
            self._idle.put(None)

    def read(self, reader: Reader, data: bytes) -> list[ParsedDocument | Unread]:
        """All that the reader finds in the bytes; raises `ArticleUnreadable`."""
        return [document for batch in self.batches(reader, data) for document in batch]

    def batches(self, reader: Reader, data: bytes) -> Iterator[list[ParsedDocument | Unread]]:
        """The finds of the reader in batches, as they come; until the end a worker is busy.

        Raises `ArticleUnreadable` before any article; a failure behind one is a record of its own.
        """
        records = documents = 0
        with self._worker() as worker:
            answers = worker.read(reader, data, self._largest)
            while True:
                try:
                    batch = next(answers, None)
                except ArticleUnreadable as error:
                    if not documents:
                        raise
                    yield [Unread(f"{BEHIND}{records}", error.reason)]
                    return
                if batch is None:
                    return
                records += len(batch)
                documents += sum(isinstance(document, ParsedDocument) for document in batch)
                yield batch

    def close(self) -> None:
        """End the processes, those at work too: who waits for one is told that it crashed."""
        for worker in list(self._all):
            worker.kill()
        for idle in [self._idle.get() for _ in range(self._idle.qsize())]:
            self._let_go(idle)

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        worker = self._idle.get()
        try:
            if worker is None:
                worker = _Worker(self._memory_limit, self._time_limit, self._much)
                self._all.add(worker)
            yield worker
        finally:
            if worker and worker.is_reusable():
                self._idle.put(worker)
            else:
                self._let_go(worker)

    def _let_go(self, worker: _Worker | None) -> None:
        if worker:
            worker.end()
            self._all.discard(worker)
        self._idle.put(None)


class _Worker:
    """One process. While it takes `much` memory it holds that lock."""

    def __init__(self, memory_limit: int, seconds: float, much: threading.Lock) -> None:
        self._process = processes.start("searchkit.corpus.worker", str(memory_limit))
        self._seconds = seconds
        self._much = much
        self._has_much = False
        self._between_jobs = True
        self._pending = b""
        self._pipes = platform_support.Pipes(self._process, _LOOK)

    def read(
        self, reader: Reader, data: bytes, largest: int
    ) -> Iterator[list[ParsedDocument | Unread]]:
        """The batches of a file; raises `ArticleUnreadable`."""
        self._between_jobs = False
        kind = type(reader)
        job = {"reader": f"{kind.__module__}:{kind.__qualname__}", "size": len(data)}
        job["options"] = getattr(reader, "options", {})
        head = json.dumps({**job, "largest": largest}).encode() + b"\n"
        more = True
        try:
            self._begin()
            self._send(head if len(data) > _CHUNK else head + data)
            if len(data) > _CHUNK:
                self._send(data)
            while more:
                answer = json.loads(self._line())
                content = self._bytes(answer["size"])
                more = answer["more"]
                self._between_jobs = not more
                if not answer["ok"]:
                    raise ArticleUnreadable(content.decode("utf-8", "replace"))
                yield wire.load(content)
                self._begin()
        except TimeoutError:
            raise ArticleUnreadable(f"took longer than {self._seconds:g} s to parse") from None
        except (OSError, EOFError, ValueError, KeyError):
            raise ArticleUnreadable(self._failure(reader)) from None

    def is_reusable(self) -> bool:
        """Tell if it has answered all, and has not grown."""
        return self._between_jobs and not self._has_much

    def kill(self) -> None:
        """Stop it, whatever another thread waits for."""
        self._process.kill()

    def end(self) -> None:
        """Stop it, and let go of all that it holds."""
        processes.end(self._process)
        self._pipes.close()
        if self._has_much:
            self._has_much = False
            self._much.release()

    def _begin(self) -> None:
        self._limit = processes.TimeLimit(self._process, self._seconds)

    def _send(self, data: bytes) -> None:
        left = memoryview(data)
        while left:
            written = self._pipes.write(left[:_CHUNK])
            if written is None:
                self._look()
            else:
                left = left[written:]

    def _line(self) -> bytes:
        while b"\n" not in self._pending:
            if len(self._pending) > _MAX_HEAD_LENGTH:
                raise ValueError("no answer begins so")
            self._pending += self._chunk()
        line, _, self._pending = self._pending.partition(b"\n")
        return line

    def _bytes(self, size: int) -> bytes:
        parts, left = [self._pending], size - len(self._pending)
        while left > 0:
            parts.append(self._chunk())
            left -= len(parts[-1])
        data = b"".join(parts)
        self._pending = data[size:]
        return data[:size] if self._pending else data

    def _chunk(self) -> bytes:
        while (data := self._pipes.read(_CHUNK)) is None:
            self._look()
        if not data:
            raise EOFError
        return data

    def _look(self) -> None:
        """Look after a process that is not ready; raises `TimeoutError` when its time is over."""
        if self._limit.left() <= 0:
            self._process.kill()
            raise TimeoutError
        memory = platform_support.memory_of(self._process.pid)
        if not self._has_much and memory > _MUCH_MEMORY:
            self._take_much()

    def _take_much(self) -> None:
        """Go on taking memory when no other worker takes much; the time until then is free."""
        began = time.monotonic()
        if not self._much.acquire(blocking=False):
            platform_support.pause(self._process)
            while not self._much.acquire(timeout=1.0):
                if self._process.poll() is not None:
                    raise EOFError
            platform_support.resume(self._process)
        self._has_much = True
        self._limit.extend(time.monotonic() - began)

    def _failure(self, reader: Reader) -> str:
        self._process.kill()
        code = self._process.wait()
        how = signal.strsignal(-code) if code < 0 else f"exit {code}"
        return f"the {reader.name} reader crashed ({how})"


def _end(workers: Iterable[_Worker]) -> None:
    for worker in workers:
        worker.end()
