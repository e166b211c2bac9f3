"""Corpus → index: what changed since the last run, analysed and committed at once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import islice
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol

from searchkit.analysis import Analyzer, Document, Record
from searchkit.article import Failure
from searchkit.corpus import Corpus, Entry, SourceFile
from searchkit.corpus.files import nothing_in
from searchkit.corpus.metadata import FILE_NAME
from searchkit.corpus.reader import BEHIND
from searchkit.engines import DEFAULT_MEMORY, IndexReader, Writer
from searchkit.errors import ArticleUnreadable, CorpusShrunk
from searchkit.index.generation import digest
from searchkit.indexer.analysis_pool import Analysed, AnalysisPool
from searchkit.indexer.read_ahead import Threads
from searchkit.reports import Progress, UpdateReport

#: A file changed this short before a run (ns) may change again without its time telling.
_SETTLED = 2_000_000_000

#: The part of the memory that those may take, before they are parsed.
_PART_AHEAD = 32
_NAME_BYTES = 16
#: Of so many records of a file is told why they cannot be read; the others are counted.
MAX_TOLD = 1_000


class FileStamp(NamedTuple):
    """A file as a run read it: its size, its time and its digest, and that of its articles' ids.

    Which articles a file has follows from its content alone, so that a record of it stays true of
    that content, whatever became of the run.
    """

    size: int
    mtime_ns: int
    digest: str
    articles: str = ""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What has become of a file: its entries, or None if the index has all their articles.

    The articles of a file that was `moved` from another path come as `records`. Of a file with many
    records there are `data`, to be read when its turn has come.
    """

    seen: FileStamp | None
    digest: str = ""
    entries: Sequence[Entry | Failure] | None = None
    records: Sequence[Record] = ()
    moved: str | None = None
    failed: tuple[Failure, ...] = ()
    data: bytes | None = None


class _Part(NamedTuple):
    """A part of what has become of a file, and whether it is the last.

    Of the part's articles, those that the index has as they are come as ids: they are `held`.
    """

    file: SourceFile
    outcome: _Outcome
    is_last: bool = True
    held: Sequence[str] = ()


class _Names:
    """Tells apart the names that the articles of a file have in it, in whatever order they come.

    It takes the same place for a million as for one. Source: Bellare and Micciancio 1997 (AdHash).
    """

    def __init__(self) -> None:
        self.count = 0
        self._sum = 0

    def add(self, path: str, ids: Iterable[str]) -> None:
        for one in ids:
            name = one.removeprefix(path).encode(errors="surrogatepass")
            self._sum += int.from_bytes(blake2b(name, digest_size=_NAME_BYTES).digest())
            self.count += 1

    def __str__(self) -> str:
        return f"{self.count}:{self._sum % (1 << 8 * _NAME_BYTES):x}"


@dataclass
class _Taken:
    """What has come of the parts of a file until now; `stale` are ids whose records fail now."""

    ids: _Names = field(default_factory=lambda: _Names())
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    more_failed: int = 0
    stale: set[str] = field(default_factory=set)

    def fail(self, failure: Failure) -> None:
        if len(self.failed) < MAX_TOLD:
            self.failed.append(failure)
        else:
            self.more_failed += 1

    def warn(self, path: str, warnings: Iterable[str]) -> None:
        self.warnings += [Failure(path, one) for one in warnings][: MAX_TOLD - len(self.warnings)]


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    new: int = 0
    moved: set[str] = field(default_factory=set)
    seen: dict[str, FileStamp] = field(default_factory=dict)


class IndexWriter(Writer, Protocol):
    """Where a run writes its changes to."""

    def checkpoint(self, articles: int) -> None:
        """Told after every file, with the number of articles that there would be then."""


class IndexingRun:
    """One run over a corpus against what an engine holds.

    A file that has the size and time with which it was `seen` before is not read again. The
    `earlier` failures among the records of an unchanged file still hold. With `anew` the output
    starts from nothing: every file is read, and of what is held only the articles stay whose files
    cannot be read now. `memory` is what the run may take, in bytes.
    """

    def __init__(
        self,
        corpus: Corpus,
        held: IndexReader,
        analyzer: Analyzer,
        *,
        seen: Mapping[str, FileStamp] | None = None,
        earlier: Iterable[Failure] = (),
        anew: bool = False,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        self._most_ahead = memory // _PART_AHEAD
        self._started = time.time_ns()
        self._seen = seen or {}
        self._earlier = tuple(one for one in earlier if "#" in one.path)
        self._corpus = corpus
        self._held = held
        self._analyzer = analyzer
        self._anew = anew
        self._known = dict(held.digests())
        self._tally = _Tally()
        self._taken = _Taken()
        self._files: list[SourceFile] = []
        for found in corpus.files():
            if isinstance(found, SourceFile):
                self._files.append(found)
            else:
                self._tally.failed.append(found)
        self._ids = self._ids_by_path()
        self._vanished = self._vanished_by_digest()
        self._tally.warnings.extend(Failure("readers", one) for one in corpus.warnings)

    def run(
        self, output: IndexWriter, progress: Progress | None = None, *, allow_shrink: bool = False
    ) -> UpdateReport:
        """Write to the output what has changed.

        Raises `CorpusShrunk`, before anything is deleted, if over half of the articles are gone.
        """
        unread = [failure.path for failure in self._tally.failed]
        for path in self._below(unread):
            self._keep(path, output)
        if not allow_shrink and all(file.article_path in self._ids for file in self._files):
            # Before anything is read: whole files are gone, and none can have been moved.
            self._refuse_shrinking(self._gone())
        self._read_all(output, progress)
        if not allow_shrink:
            self._refuse_shrinking(self._lost())
        if not self._anew:
            for article_id in sorted(self._lost()):
                output.delete(article_id)
        return UpdateReport(
            added=self._tally.counts["added"],
            changed=self._tally.counts["changed"],
            moved=self._tally.counts["moved"],
            unchanged=self._tally.counts["unchanged"],
            removed=0 if self._anew else len(self._lost()),
            failed=tuple(self._tally.failed),
            ignored=dict(self._corpus.ignored),
            warnings=tuple(self._tally.warnings),
        )

    @property
    def articles(self) -> int:
        """How many articles the index has after the run."""
        return len(self._tally.kept)

    @property
    def seen(self) -> Mapping[str, FileStamp]:
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
        return ids

    def _below(self, unread: Collection[str]) -> Iterator[str]:
        """The paths that could not be read, or that lie in a folder that could not."""
        for path in self._ids:
            parts = PurePosixPath(path)
            if any(str(one) in unread for one in (parts, *parts.parents)):
                yield path

    def _vanished_by_digest(self) -> dict[str, list[str]]:
        """The paths that are no more, by the one digest that all their articles have."""
        there = {file.article_path for file in self._files}
        there.update(self._below([failure.path for failure in self._tally.failed]))
        vanished: dict[str, list[str]] = {}
        for path in sorted(self._ids.keys() - there, reverse=True):
            digests = {self._known[one] for one in self._ids[path]}
            if len(digests) == 1:
                vanished.setdefault(digests.pop(), []).append(path)
        return vanished

    def _keep(self, path: str, output: Writer) -> None:
        """What was read of a file before stays."""
        self._keep_ids(self._ids.get(path, ()), output)

    def _keep_ids(self, ids: Collection[str], output: Writer) -> None:
        self._tally.kept.update(ids)
        self._tally.counts["unchanged"] += len(ids)
        if self._anew:
            for record in self._held.fetch(sorted(ids)):
                output.add(self._analyzer.document(record))

    def _refuse_shrinking(self, without: Collection[str]) -> None:
        if 2 * len(without) > len(self._known):
            raise CorpusShrunk(len(without), len(self._known))

    def _lost(self) -> set[str]:
        """The articles of the index that nothing in the corpus stands for any more."""
        return self._known.keys() - self._tally.kept - self._tally.moved

    def _gone(self) -> set[str]:
        there = {file.article_path for file in self._files}
        return {
            article_id
            for path, ids in self._ids.items()
            if path not in there
            for article_id in ids
            if article_id not in self._tally.kept
        }

    def _read_all(self, output: IndexWriter, progress: Progress | None) -> None:
        """Files are read and parsed ahead of the analysis, in threads; results keep their order."""
        done = records = 0

        def tell() -> None:
            if progress is not None:
                progress(done, len(self._files), len(self._tally.failed), *filter(None, [records]))

        run = Threads(self._corpus.parallel + 1, beat=tell)
        pool: AnalysisPool[_Part] = AnalysisPool(self._analyzer, wait=run.wait)

        try:
            read = (
                part
                for file, outcome in run.ahead(self._read, self._files, self._most_ahead)
                for part in self._parts(file, outcome, run)
            )
            for part, results in pool.analyse(read):
                self._take(part, results, output)
                records += len(results)
                if part.is_last:
                    done, records = done + 1, 0
                    output.checkpoint(len(self._known) + self._tally.new)
                tell()
        finally:
            # First, so that no thread waits for them.
            self._corpus.close()
            pool.close()
            run.close()

    def _parts(
        self, file: SourceFile, outcome: _Outcome, run: Threads
    ) -> Iterator[tuple[_Part, Sequence[Entry | Failure], str]]:
        """What has become of a file, in parts if it has many records."""
        if outcome.data is None:
            yield self._part(file, outcome, outcome.entries or ())
            return
        try:
            for entries in run.one_ahead(self._corpus.entries(file, outcome.data)):
                yield self._part(file, outcome, entries, is_last=False)
        except ArticleUnreadable as error:
            failure = Failure(file.article_path, error.reason)
            yield self._part(file, outcome, (failure,), is_last=False)
        yield self._part(file, outcome, ())

    def _part(
        self,
        file: SourceFile,
        outcome: _Outcome,
        entries: Sequence[Entry | Failure],
        *,
        is_last: bool = True,
    ) -> tuple[_Part, Sequence[Entry | Failure], str]:
        """A part, the entries of it whose articles the index lacks, and the digest of the file."""
        held: set[str] = set()
        if not self._anew:
            ids = (one.id for one in entries if isinstance(one, Entry))
            held.update(one for one in ids if self._known.get(one) == outcome.digest)
        if held:
            entries = [one for one in entries if isinstance(one, Failure) or one.id not in held]
        return _Part(file, outcome, is_last, tuple(held)), entries, outcome.digest

    def _read(self, file: SourceFile) -> _Outcome:
        """What has become of a file. Runs in a thread, and changes nothing."""
        try:
            path, said = file.article_path, self._corpus.said_of(file)
            before = self._seen.get(path)
            as_before = before and before[:2] == (file.size, file.mtime_ns)
            if before and as_before and self._holds(path, before, _together(before.digest, said)):
                return _Outcome(before)
            data = self._corpus.load(file)
            seen = FileStamp(file.size, file.mtime_ns, digest(data))
            if before and before.digest == seen.digest:
                seen = seen._replace(articles=before.articles)
            whole = _together(seen.digest, said)
            if self._holds(path, seen, whole):
                return _Outcome(seen)
            moved = self._moved_from(file, whole)
            if moved is not None and not said and (records := self._renamed(moved, file, data)):
                return _Outcome(seen, whole, (), records, moved)
            if self._corpus.has_many(file, data):
                return _Outcome(seen, whole, (), (), moved, data=data)
            with closing(self._corpus.entries(file, data)) as batches:
                entries, *more = islice(batches, 2)
        except ArticleUnreadable as error:
            return _Outcome(None, failed=(Failure(file.article_path, error.reason),))
        if more:
            # A process that goes on with it now would wait for the files before it.
            return _Outcome(seen, whole, (), (), moved, data=data)
        return _Outcome(seen, whole, entries, (), moved)

    def _moved_from(self, file: SourceFile, whole: str) -> str | None:
        """Where a file of a new path was before, if one that is no more had its content."""
        if file.article_path in self._ids:
            return None
        try:
            return self._vanished[whole].pop()
        except (KeyError, IndexError):
            return None

    def _renamed(self, old: str, file: SourceFile, data: bytes) -> list[Record]:
        """The records of a moved file as reading it would give them, if that can be told."""
        if self._anew or not self._corpus.reads_alike(old, file, data):
            return []
        before = self._seen.get(old)
        known = before.articles if before and before.digest == digest(data) else ""
        if not self._is_whole(old, known):
            return []
        if any(one.path.startswith(f"{old}#") for one in self._earlier):
            return []
        records = self._held.fetch(self._ids[old])
        for record in records:
            article = record.article
            if article.path != old or article.came_from("title").method == FILE_NAME:
                return []
        path = file.article_path
        return [
            replace(
                one, article=replace(one.article, id=path + one.article.id[len(old) :], path=path)
            )
            for one in records
        ]

    def _take(self, part: _Part, results: Sequence[Analysed | Failure], output: Writer) -> None:
        """Write what has become of a part of a file, and count it."""
        (file, outcome, is_last, held), taken = part, self._taken
        path = file.article_path
        if outcome.entries is None:
            self._take_unread(file, outcome, output)
            return
        taken.ids.add(path, held)
        self._tally.kept.update(held)
        self._tally.counts["unchanged"] += len(held)
        for one in (*map(self._moved, outcome.records), *results):
            if isinstance(one, Failure):
                taken.fail(one)
                taken.stale |= {one.path} & self._known.keys()
                continue
            if outcome.moved is not None and not taken.ids.count:
                # In the commit of its new path, so that it is never there twice or not at all.
                self._move_away(self._ids[outcome.moved], output)
            taken.ids.add(path, (one.document.id,))
            taken.warn(path, one.warnings)
            self._add(one.document, outcome, output)
        if is_last:
            self._taken = _Taken()
            self._end(file, outcome, taken, output)

    def _take_unread(self, file: SourceFile, outcome: _Outcome, output: Writer) -> None:
        tally, path = self._tally, file.article_path
        tally.failed += outcome.failed
        self._keep(path, output)
        if outcome.seen is not None:
            tally.seen[path] = outcome.seen
            tally.failed += [one for one in self._earlier if one.path.startswith(f"{path}#")]

    def _add(self, document: Document, outcome: _Outcome, output: Writer) -> None:
        output.add(document)
        self._tally.counts[self._change(document.id, outcome)] += 1
        self._tally.new += not (document.id in self._known or document.id in self._tally.kept)
        self._tally.kept.add(document.id)

    def _end(self, file: SourceFile, outcome: _Outcome, taken: _Taken, output: Writer) -> None:
        """Count what has become of the whole file."""
        tally, path = self._tally, file.article_path
        if not taken.ids.count:
            tally.failed.append(Failure(path, nothing_in(taken.failed, taken.more_failed).reason))
            self._keep(path, output)
            return
        if outcome.seen is not None:
            tally.seen[path] = outcome.seen._replace(articles=str(taken.ids))
        tally.warnings += taken.warnings
        tally.failed += taken.failed
        if taken.more_failed:
            reason = f"{taken.more_failed:,} more records cannot be read"
            tally.failed.append(Failure(f"{path}#", reason))
        if any(one.path.startswith(f"{path}#{BEHIND}") for one in taken.failed):
            taken.stale.update(self._ids.get(path, ()))
        # What was read before of a record that fails now stays, as of a file.
        self._keep_ids(taken.stale - tally.kept, output)

    def _moved(self, record: Record) -> Analysed:
        return Analysed(self._analyzer.document(record), record.article.warnings)

    def _move_away(self, ids: Collection[str], output: Writer) -> None:
        self._tally.moved.update(ids)
        if not self._anew:
            for article_id in ids:
                output.delete(article_id)

    def _change(self, article_id: str, outcome: _Outcome) -> str:
        if self._anew:
            return "added"
        if article_id in self._known:
            return "changed"
        return "moved" if outcome.moved is not None else "added"

    def _holds(self, path: str, seen: FileStamp, content: str) -> bool:
        """Whether the output has every article of this content of a file already."""
        if self._anew or not self._is_whole(path, seen.articles):
            return False
        return all(self._known[one] == content for one in self._ids[path])

    def _is_whole(self, path: str, articles: str) -> bool:
        """Whether the articles that the index has of a file are those that its content has.

        That is what `FileStamp.articles` tells, if it is known.
        """
        ids = self._ids.get(path, [])
        # An article that has the name of its file is the only one there.
        return _told_apart(path, ids) == articles if articles else ids == [path]


def content_digest(data: bytes, said: bytes) -> str:
    """The digest of a file and of what the user says of it."""
    return _together(digest(data), said)


def _told_apart(path: str, ids: Iterable[str]) -> str:
    """The digest of the ids of a file's articles, whatever the file is called."""
    names = _Names()
    names.add(path, ids)
    return str(names)


def _together(content: str, said: bytes) -> str:
    return digest(content.encode() + said) if said else content
