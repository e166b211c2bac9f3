"""The pool that analyses articles, in other processes as soon as there are many."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, NamedTuple, TypeVar

from searchkit import processes
from searchkit.analysis import Analyzer, Document
from searchkit.article import Failure
from searchkit.corpus import Entry
from searchkit.indexer.content_digest import ContentDigest

#: So many entries are analysed in this process, before it is worth while to start another.
MAX_HERE = 500
#: More processes than this wait for the one that writes.
_MAX_PROCESSES = 6
#: Entries or characters that make a job.
_JOB = 64
_JOB_LENGTH = 100_000
#: So many jobs, or characters, are given out before the results of the first are waited for.
_MAX_PENDING = 40
_MAX_PENDING_LENGTH = 4_000_000
#: A longer text is never analysed in this process.
MAX_LENGTH_HERE = 200_000
#: Seconds and bytes that a job may take in a process.
MAX_SECONDS = 30.0
MAX_MEMORY = 768 * 1024 * 1024
#: The same with a model of the user's that finds names.
MAX_SECONDS_OF_MODEL = 600.0
MAX_MEMORY_OF_MODEL = 8 * 1024 * 1024 * 1024

_File = TypeVar("_File")


class Analysed(NamedTuple):
    """An article as an index takes it, and what there is to be warned of."""

    document: Document
    warnings: tuple[str, ...]


#: Entries, each with its digest.
Job = list[tuple[Entry | Failure, str]]
Results = list[Analysed | Failure]


def analyse_job(job: Job, analyzer: Analyzer) -> Results:
    """The result for each entry."""
    return [_analysed(entry, digest, analyzer) for entry, digest in job]


def _analysed(entry: Entry | Failure, digest: str, analyzer: Analyzer) -> Analysed | Failure:
    if isinstance(entry, Failure):
        return entry
    try:
        article = entry.read()
        if isinstance(article, Failure):
            return article
        return Analysed(analyzer.analyse(article, digest, _today()), article.warnings)
    except MemoryError:
        return Failure(entry.id, "needs too much memory")


def _today() -> int:
    return dt.date.today().toordinal()


def _length(entry: Entry | Failure) -> int:
    return 0 if isinstance(entry, Failure) else len(entry.parsed.text)


class AnalysisPool(Generic[_File]):
    """Analyses the entries of files, and keeps their order."""

    def __init__(
        self,
        analyzer: Analyzer,
        most_here: int = MAX_HERE,
        wait: Callable[[Future[Results]], Results] = Future.result,
    ) -> None:
        self._analyzer = analyzer
        self._wait = wait
        # A model takes more time and memory than this process should lose.
        self._left_here = 0 if analyzer.models else most_here
        self._max_seconds = MAX_SECONDS_OF_MODEL if analyzer.models else MAX_SECONDS
        most = min(_MAX_PROCESSES, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="analyse")
        self._idle: queue.LifoQueue[_AnalysisProcess | None] = queue.LifoQueue()
        for _ in range(most):
            self._idle.put(None)
        self._waiting: deque[tuple[_File, int]] = deque()
        self._job: Job = []
        self._length = 0
        self._pending: deque[tuple[Future[Results], int]] = deque()
        self._pending_length = 0
        self._results: deque[Analysed | Failure] = deque()
        self._alone_here = threading.Lock()
        self._all: set[_AnalysisProcess] = set()
        self._closing = False

    def close(self) -> None:
        """End the processes, those at work too."""
        self._closing = True
        for process in list(self._all):
            process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.close()

    def analyse(
        self, files: Iterable[tuple[_File, Sequence[Entry | Failure], ContentDigest]]
    ) -> Iterator[tuple[_File, Results]]:
        """Each file with what has become of its entries; `files` gives their digests with these."""
        for file, entries, digest in files:
            self._waiting.append((file, len(entries)))
            self._left_here -= len(entries)
            for entry in entries:
                self._take(entry, "" if isinstance(entry, Failure) else digest.of_entry(entry))
            if self._left_here >= 0:
                self._give_out()
            yield from self._finished(_MAX_PENDING)
        self._give_out()
        yield from self._finished(0)

    def _take(self, entry: Entry | Failure, digest: str) -> None:
        length = _length(entry)
        if length > MAX_LENGTH_HERE:
            if self._job:
                self._give_out()
            self._left_here = -1
        self._job.append((entry, digest))
        self._length += length
        if len(self._job) == _JOB or self._length > _JOB_LENGTH:
            self._give_out()

    def _give_out(self) -> None:
        job, length, self._job, self._length = self._job, self._length, [], 0
        if self._left_here >= 0:
            self._results += analyse_job(job, self._analyzer)
        elif job:
            while self._pending and self._pending_length + length > _MAX_PENDING_LENGTH:
                self._collect()
            self._pending.append((self._threads.submit(self._ask, job), length))
            self._pending_length += length

    def _collect(self) -> None:
        future, length = self._pending.popleft()
        self._pending_length -= length
        self._results += self._wait(future)

    def _finished(self, most_pending: int) -> Iterator[tuple[_File, Results]]:
        while self._pending and (len(self._pending) > most_pending or self._pending[0][0].done()):
            self._collect()
        while self._waiting and self._waiting[0][1] <= len(self._results):
            file, entries = self._waiting.popleft()
            yield file, [self._results.popleft() for _ in range(entries)]

    def _ask(self, job: Job) -> Results:
        """Runs in a thread. What cannot be done in a process is done here if it is short."""
        process = self._idle.get()
        try:
            process = process or self._started()
            results = process.ask(job)
        except (OSError, EOFError, pickle.PickleError):
            expired = process is not None and process.expired
            if process:
                self._end(process)
                process = None
            if self._closing:
                return []
        else:
            if sum(_length(entry) for entry, _ in job) > _MAX_PENDING_LENGTH:
                # It has grown.
                self._end(process)
                process = None
            return results
        finally:
            self._idle.put(process)
        return self._alone(job, expired=expired)

    def _alone(self, job: Job, *, expired: bool) -> Results:
        """Do a job that has cost a process its life, entry by entry."""
        if len(job) > 1 and (expired or any(_length(item) > MAX_LENGTH_HERE for item, _ in job)):
            return [result for item in job for result in self._ask([item])]
        entry, _ = job[0]
        if expired and not isinstance(entry, Failure):
            return [Failure(entry.id, f"took longer than {self._max_seconds:g} s to analyse")]
        if not isinstance(entry, Failure) and _length(entry) > MAX_LENGTH_HERE:
            return [Failure(entry.id, "the analysis crashed")]
        with self._alone_here:
            return analyse_job(job, self._analyzer)

    def _end(self, process: _AnalysisProcess) -> None:
        self._all.discard(process)
        process.close()

    def _started(self) -> _AnalysisProcess:
        process = _AnalysisProcess(self._analyzer.models.named, self._max_seconds)
        self._all.add(process)
        if self._closing:
            # It was not there yet when the others were killed.
            process.kill()
        return process


class _AnalysisProcess:
    """One process; `expired` if it was stopped because a job took too long."""

    def __init__(self, models: str, max_seconds: float) -> None:
        self.expired = False
        self._max_seconds = max_seconds
        self._is_asked = False
        self._looking = threading.Lock()
        memory = MAX_MEMORY_OF_MODEL if models else MAX_MEMORY
        self._process = processes.start("searchkit.indexer.analysis_process", str(memory), models)

    def ask(self, job: Job) -> Results:
        """The results of a job."""
        self._limit = processes.TimeLimit(self._process, self._max_seconds)
        self._is_asked = True
        self._look_again(self._max_seconds)
        try:
            self._send(job)
            answers = self._process.stdout
            assert answers is not None
            results: Results = pickle.load(answers)
            return results
        finally:
            with self._looking:
                self._is_asked = False
                self._timer.cancel()

    def kill(self) -> None:
        """Stop the process, whatever another thread waits for."""
        self._process.kill()

    def close(self) -> None:
        """End the process."""
        processes.end(self._process)

    def _look_again(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        with self._looking:
            if not self._is_asked:
                return
            left = self._limit.left()
            if left > 0:
                self._look_again(left)
            else:
                self.expired = True
                self._process.kill()

    def _send(self, value: Any) -> None:
        jobs = self._process.stdin
        assert jobs is not None
        pickle.dump(value, jobs, pickle.HIGHEST_PROTOCOL)
        jobs.flush()
