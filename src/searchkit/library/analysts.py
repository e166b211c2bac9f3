"""What files hold → analysed documents, in processes beside this one as soon as there is much."""

from __future__ import annotations

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

#: So many entries are analysed in this process, before it is worth while to start another.
MOST_HERE = 500
#: More processes than this wait for the one that writes.
_MOST_PROCESSES = 6
#: Entries or characters that make a job.
_JOB = 64
_JOB_LENGTH = 100_000
#: So many jobs are given out before the results of the first are waited for.
_MOST_PENDING = 40

_File = TypeVar("_File")


class Analysed(NamedTuple):
    """An article as an index takes it, and what there is to be warned of."""

    document: Document
    warnings: tuple[str, ...]


#: Entries, each with the digest of its file.
Job = list[tuple[Entry | Failure, str]]
Results = list[Analysed | Failure]


def do(job: Job, analyzer: Analyzer) -> Results:
    """What becomes of each entry."""
    return [_analysed(entry, digest, analyzer) for entry, digest in job]


def _analysed(entry: Entry | Failure, digest: str, analyzer: Analyzer) -> Analysed | Failure:
    article = entry if isinstance(entry, Failure) else entry.read()
    if isinstance(article, Failure):
        return article
    return Analysed(analyzer.analyse(article, digest), article.warnings)


class Analysts(Generic[_File]):
    """Analyses the entries of files, and keeps their order.

    `analyzer` learns the words that the processes met.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        most_here: int = MOST_HERE,
        wait: Callable[[Future[Results]], Results] = Future.result,
    ) -> None:
        self._analyzer = analyzer
        self._wait = wait
        self._left_here = most_here
        most = min(_MOST_PROCESSES, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(most, thread_name_prefix="analyse")
        self._idle: queue.LifoQueue[_Analyst | None] = queue.LifoQueue()
        for _ in range(most):
            self._idle.put(None)
        self._waiting: deque[tuple[_File, int]] = deque()
        self._job: Job = []
        self._length = 0
        self._pending: deque[Future[Results]] = deque()
        self._results: deque[Analysed | Failure] = deque()
        self._learning = threading.Lock()

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            if analyst := self._idle.get():
                analyst.close()

    def analyse(
        self, files: Iterable[tuple[_File, Sequence[Entry | Failure], str]]
    ) -> Iterator[tuple[_File, Results]]:
        """Each file with what has become of its entries; `files` gives its digest with these."""
        for file, entries, digest in files:
            self._waiting.append((file, len(entries)))
            self._left_here -= len(entries)
            for entry in entries:
                self._take(entry, digest)
            if self._left_here >= 0:
                self._give_out()
            yield from self._finished(_MOST_PENDING)
        self._give_out()
        yield from self._finished(0)

    def _take(self, entry: Entry | Failure, digest: str) -> None:
        self._job.append((entry, digest))
        self._length += 0 if isinstance(entry, Failure) else len(entry.draft.text)
        if len(self._job) == _JOB or self._length > _JOB_LENGTH:
            self._give_out()

    def _give_out(self) -> None:
        job, self._job, self._length = self._job, [], 0
        if self._left_here >= 0:
            self._results += do(job, self._analyzer)
        elif job:
            self._pending.append(self._threads.submit(self._ask, job))

    def _finished(self, most_pending: int) -> Iterator[tuple[_File, Results]]:
        while self._pending and (len(self._pending) > most_pending or self._pending[0].done()):
            self._results += self._wait(self._pending.popleft())
        while self._waiting and self._waiting[0][1] <= len(self._results):
            file, entries = self._waiting.popleft()
            yield file, [self._results.popleft() for _ in range(entries)]

    def _ask(self, job: Job) -> Results:
        """Runs in a thread. What costs a process its life, or cannot start one, is done here."""
        analyst = self._idle.get()
        try:
            analyst = analyst or self._started()
            results, learnt = analyst.ask(job)
        except (OSError, EOFError, pickle.PickleError):
            if analyst:
                analyst.close()
                analyst = None
            with self._learning:
                return do(job, self._analyzer)
        finally:
            self._idle.put(analyst)
        with self._learning:
            self._analyzer.learn(learnt)
        return results

    def _started(self) -> _Analyst:
        with self._learning:
            lexicon = self._analyzer.lexicon()
        return _Analyst(lexicon)


class _Analyst:
    """One process."""

    def __init__(self, lexicon: dict[str, str]) -> None:
        self._process = processes.start("searchkit.library.analyst")
        self._send(lexicon)

    def ask(self, job: Job) -> tuple[Results, dict[str, str]]:
        """The results, and the stems of words that the process had not met before."""
        self._send(job)
        answers = self._process.stdout
        assert answers is not None
        return pickle.load(answers), pickle.load(answers)

    def close(self) -> None:
        """End the process."""
        processes.end(self._process)

    def _send(self, found: Any) -> None:
        jobs = self._process.stdin
        assert jobs is not None
        pickle.dump(found, jobs, pickle.HIGHEST_PROTOCOL)
        jobs.flush()
