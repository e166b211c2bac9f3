"""Corpus → index: what changed since the last run, analysed and committed at once."""

from __future__ import annotations

import hashlib
import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from searchkit.analysis import Analyzer, Document
from searchkit.article import Article, Failure
from searchkit.corpus import Corpus, SourceFile
from searchkit.engines import Target, Writer
from searchkit.errors import ArticleUnreadable, CorpusShrunk
from searchkit.results import Progress, UpdateReport

#: A file changed this short before a run (ns) may change again without its time telling.
_SETTLED = 2_000_000_000

#: So many files are read ahead of the one that is analysed.
MOST_AHEAD = 8


def digest(data: bytes) -> str:
    """What identifies the content of a file. Source: BLAKE2b, 128 bits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Seen(NamedTuple):
    """A file as a run read it: its size, its time and its digest."""

    size: int
    mtime_ns: int
    digest: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What has become of a file: its articles, or none if they are as the index has them."""

    seen: Seen | None
    digest: str = ""
    articles: Sequence[Article] | None = None
    failed: tuple[Failure, ...] = ()


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    seen: dict[str, Seen] = field(default_factory=dict)


class Update:
    """One run over a corpus against what an engine holds.

    A file that has the size and time with which it was `seen` before is not read again. The
    `earlier` failures among the records of an unchanged file still hold.
    """

    def __init__(
        self,
        corpus: Corpus,
        engine: Target,
        analyzer: Analyzer,
        seen: Mapping[str, Seen] | None = None,
        earlier: Iterable[Failure] = (),
    ) -> None:
        self._started = time.time_ns()
        self._seen = seen or {}
        self._earlier = tuple(one for one in earlier if "#" in one.path)
        self._corpus = corpus
        self._engine = engine
        self._analyzer = analyzer
        self._known = dict(engine.digests())
        self._tally = _Tally()
        self._files: list[SourceFile] = []
        for found in corpus.files():
            if isinstance(found, SourceFile):
                self._files.append(found)
            else:
                self._tally.failed.append(found)
        self._ids = self._ids_by_path()
        self._tally.warnings.extend(Failure("readers", one) for one in corpus.warnings)

    def run(
        self, progress: Progress | None = None, *, dry: bool = False, allow_shrink: bool = False
    ) -> UpdateReport:
        """Bring the engine up to the corpus in one commit; with `dry`, only tell what would be.

        Raises `CorpusShrunk`, with nothing changed, if over half of the articles are gone.
        """
        if not allow_shrink:
            # Before anything is read: whole files are gone.
            self._refuse_shrinking(self._gone())
        if dry:
            self._read_all(_Nowhere(), progress)
        else:
            with ExitStack() as block:
                writer = _OnDemand(lambda: block.enter_context(self._engine.writer()))
                self._read_all(writer, progress)
                if not allow_shrink:
                    # Raised in the block: nothing of it is committed.
                    self._refuse_shrinking(self._lost())
                for article_id in sorted(self._lost()):
                    writer.delete(article_id)
        return UpdateReport(
            added=self._tally.counts["added"],
            changed=self._tally.counts["changed"],
            unchanged=self._tally.counts["unchanged"],
            removed=len(self._lost()),
            failed=tuple(self._tally.failed),
            ignored=dict(self._corpus.ignored),
            warnings=tuple(self._tally.warnings),
        )

    @property
    def seen(self) -> Mapping[str, Seen]:
        """Every file that was read, for the next run; without those that have just changed."""
        return {
            path: one
            for path, one in self._tally.seen.items()
            if one.mtime_ns < self._started - _SETTLED
        }

    def _ids_by_path(self) -> dict[str, list[str]]:
        paths = {file.article_path for file in self._files}
        paths.update(failure.path for failure in self._tally.failed)
        ids: dict[str, list[str]] = {}
        for article_id in self._known:
            path = article_id if article_id in paths else article_id.rpartition("#")[0]
            ids.setdefault(path or article_id, []).append(article_id)
        for failure in self._tally.failed:
            # What failed may be a folder: nothing below it could be read.
            for path in ids:
                if path == failure.path or path.startswith(f"{failure.path}/"):
                    self._keep(path, ids)
        return ids

    def _keep(self, path: str, ids: dict[str, list[str]]) -> None:
        """What was read of a file before stays."""
        self._tally.kept.update(ids.get(path, ()))
        self._tally.counts["unchanged"] += len(ids.get(path, ()))

    def _refuse_shrinking(self, without: Collection[str]) -> None:
        if 2 * len(without) > len(self._known):
            raise CorpusShrunk(len(without), len(self._known))

    def _lost(self) -> set[str]:
        """The articles of the index that nothing in the corpus stands for any more."""
        return self._known.keys() - self._tally.kept

    def _gone(self) -> set[str]:
        there = {file.article_path for file in self._files}
        return {
            article_id
            for path, ids in self._ids.items()
            if path not in there
            for article_id in ids
            if article_id not in self._tally.kept
        }

    def _read_all(self, writer: Writer, progress: Progress | None) -> None:
        """Files are read and parsed ahead of the analysis, in threads; results keep their order."""
        threads = ThreadPoolExecutor(self._corpus.parallel, thread_name_prefix="read")
        try:
            outcomes = _ahead(threads, self._read, self._files)
            for done, (file, outcome) in enumerate(outcomes, start=1):
                self._take(file, outcome, writer)
                if progress is not None:
                    progress(done, len(self._files), len(self._tally.failed))
        finally:
            threads.shutdown(cancel_futures=True)
            self._corpus.close()

    def _read(self, file: SourceFile) -> _Outcome:
        """What has become of a file. Runs in a thread, and changes nothing."""
        try:
            said = self._corpus.said_of(file)
            before = self._seen.get(file.article_path)
            as_before = before and before[:2] == (file.size, file.mtime_ns)
            if before and as_before and self._holds(file, _together(before.digest, said)):
                return _Outcome(before)
            data = self._corpus.load(file)
            seen = Seen(file.size, file.mtime_ns, digest(data))
            whole = _together(seen.digest, said)
            if self._holds(file, whole):
                return _Outcome(seen)
            articles, unread = self._corpus.articles(file, data)
        except ArticleUnreadable as error:
            return _Outcome(None, failed=(Failure(file.article_path, error.reason),))
        return _Outcome(seen, whole, articles, tuple(unread))

    def _take(self, file: SourceFile, outcome: _Outcome, writer: Writer) -> None:
        """Write what has become of a file, and count it."""
        tally, path = self._tally, file.article_path
        if outcome.seen is not None:
            tally.seen[path] = outcome.seen
        tally.failed.extend(outcome.failed)
        if outcome.articles is None:
            self._keep(path, self._ids)
            if outcome.seen is not None:
                tally.failed += [one for one in self._earlier if one.path.startswith(f"{path}#")]
            return
        # What was read before of a record that fails now stays, as of a file.
        stale = {failure.path for failure in outcome.failed} & self._known.keys()
        tally.kept.update(stale)
        tally.counts["unchanged"] += len(stale)
        for article in outcome.articles:
            writer.add(self._analyzer.analyse(article, outcome.digest))
            tally.counts["changed" if article.id in self._known else "added"] += 1
            tally.kept.add(article.id)
            tally.warnings.extend(Failure(path, one) for one in article.warnings)

    def _holds(self, file: SourceFile, content: str) -> bool:
        """Whether the engine has the articles of this content of a file."""
        ids = self._ids.get(file.article_path, [])
        return bool(ids) and all(self._known[one] == content for one in ids)


def _together(content: str, said: bytes) -> str:
    """The digest of a file and of what the user says of it."""
    return digest(content.encode() + said) if said else content


_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def _ahead(
    threads: Executor, work: Callable[[_Item], _Result], items: Iterable[_Item]
) -> Iterator[tuple[_Item, _Result]]:
    """Each item with its result, in order, while the threads work on the next few."""
    pending: deque[tuple[_Item, Future[_Result]]] = deque()
    for item in items:
        pending.append((item, threads.submit(work, item)))
        if len(pending) > MOST_AHEAD:
            first, future = pending.popleft()
            yield first, future.result()
    for item, future in pending:
        yield item, future.result()


class _OnDemand:
    """Opens the engine's writer at the first change: a run without one writes nothing."""

    def __init__(self, open_writer: Callable[[], Writer]) -> None:
        self._open = open_writer
        self._writer: Writer | None = None

    def add(self, document: Document) -> None:
        self._opened().add(document)

    def delete(self, article_id: str) -> None:
        self._opened().delete(article_id)

    def _opened(self) -> Writer:
        if self._writer is None:
            self._writer = self._open()
        return self._writer


class _Nowhere:
    """Takes the changes of a dry run."""

    def add(self, document: Document) -> None:
        pass

    def delete(self, article_id: str) -> None:
        pass
