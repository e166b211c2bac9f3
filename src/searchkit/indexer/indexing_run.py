"""The index run: what changed in the corpus since the last one, analysed and written."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from searchkit.analysis import Analyzer, Document, Record
from searchkit.article import Failure
from searchkit.corpus import Corpus, Entry, SourceFile
from searchkit.corpus.files import nothing_in
from searchkit.corpus.reader import BEHIND
from searchkit.engines import DEFAULT_MEMORY, IndexReader, Writer
from searchkit.errors import ArticleUnreadable, CorpusShrunk
from searchkit.index.file_stamps import UNSETTLED, FileStamps
from searchkit.indexer.analysis_pool import Analysed, AnalysisPool
from searchkit.indexer.content_digest import ContentDigest
from searchkit.indexer.file_outcome import FileOutcome, FilePart, FileTally, RunTally
from searchkit.indexer.file_reader import FileReader
from searchkit.indexer.held_articles import HeldArticles
from searchkit.indexer.index_writer import IndexWriter
from searchkit.indexer.read_ahead import ReadAhead
from searchkit.reports import RunOptions, RunRecord, UpdateReport

#: A file that changed so shortly before a run (ns) may change again and keep its time.
_SETTLED = 2_000_000_000
#: The part of the memory that files may take which are read ahead, before they are parsed.
_PART_AHEAD = 32


class IndexingRun:
    """One run over a corpus against what an engine holds.

    A file whose size and time are those of its stamp is not read again. What the `previous` run
    found unreadable among the records of an unchanged file still is. With `anew` the output starts
    from nothing: every file is read, and of what is held only the articles stay whose files cannot
    be read now. `memory` is what the run may take, in bytes.
    """

    def __init__(
        self,
        corpus: Corpus,
        engine: IndexReader,
        analyzer: Analyzer,
        *,
        stamps: FileStamps | None = None,
        previous: RunRecord | None = None,
        anew: bool = False,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        self._max_bytes_ahead = memory // _PART_AHEAD
        self._started = time.time_ns()
        self._corpus = corpus
        self._engine = engine
        self._analyzer = analyzer
        self._anew = anew
        failed = previous.failed if previous else ()
        self._earlier = tuple(failure for failure in failed if "#" in failure.path)
        self._tally = RunTally()
        self._file_tally: FileTally | None = None
        self._files: list[SourceFile] = []
        for file in corpus.files():
            if isinstance(file, SourceFile):
                self._files.append(file)
            else:
                self._tally.failed.append(file)
        unread = [failure.path for failure in self._tally.failed]
        self._held = HeldArticles(dict(engine.digests()), self._files, unread, stamps or {})
        self._reader = FileReader(
            corpus, engine, self._held, stamps=stamps or {}, earlier=self._earlier, anew=anew
        )
        self._tally.warnings += [Failure("readers", warning) for warning in corpus.warnings]

    def write(self, writer: IndexWriter, options: RunOptions) -> UpdateReport:
        """Write what has changed.

        Raises `CorpusShrunk`, before anything is deleted, if over half of the articles are gone.
        """
        for path in self._held.below_unread():
            self._keep(self._held.ids(path), writer)
        may_shrink = options.allow_shrink or options.dry
        if not may_shrink and all(self._held.knows(file.article_path) for file in self._files):
            # Before anything is read: whole files are gone, and none can have been moved.
            self._refuse_shrinking(set(self._held.gone()) - self._tally.kept)
        self._read_all(writer, options)
        lost = self._lost()
        if not may_shrink:
            self._refuse_shrinking(lost)
        if not self._anew:
            for article_id in sorted(lost):
                writer.delete(article_id)
        counts = self._tally.counts
        return UpdateReport(
            added=counts["added"],
            changed=counts["changed"],
            moved=counts["moved"],
            unchanged=counts["unchanged"],
            removed=0 if self._anew else len(lost),
            failed=tuple(self._tally.failed),
            ignored=dict(self._corpus.ignored),
            warnings=tuple(self._tally.warnings),
            shrinks=self._shrinks(lost),
        )

    @property
    def articles(self) -> int:
        """The number of articles that the index has after the run."""
        return len(self._tally.kept)

    @property
    def stamps(self) -> FileStamps:
        """The files that were read, for the next run; what has just changed is unsettled."""
        settled = self._started - _SETTLED
        return {
            path: stamp if stamp.mtime_ns < settled else replace(stamp, mtime_ns=UNSETTLED)
            for path, stamp in self._tally.stamps.items()
        }

    def _shrinks(self, lost: Collection[str]) -> bool:
        return 2 * len(lost) > len(self._held.digests)

    def _refuse_shrinking(self, lost: Collection[str]) -> None:
        if self._shrinks(lost):
            raise CorpusShrunk(len(lost), len(self._held.digests))

    def _lost(self) -> set[str]:
        """The articles of the index that nothing in the corpus stands for any more."""
        return self._held.digests.keys() - self._tally.kept - self._tally.moved

    def _read_all(self, writer: IndexWriter, options: RunOptions) -> None:
        """Files are read and parsed ahead of the analysis, in threads; results keep their order."""
        done = records = 0

        def publish() -> None:
            if options.progress is not None:
                failed = len(self._tally.failed)
                options.progress(done, len(self._files), failed, *filter(None, [records]))

        threads = ReadAhead(self._corpus.parallel + 1, beat=publish)
        pool: AnalysisPool[FilePart] = AnalysisPool(self._analyzer, wait=threads.wait)

        try:
            outcomes = threads.ahead(
                lambda file: self._reader.read(file, threads.is_awaited),
                self._files,
                self._max_bytes_ahead,
            )
            parts = (
                part for file, outcome in outcomes for part in self._parts(file, outcome, threads)
            )
            for part, results in pool.analyse(parts):
                self._take(part, results, writer)
                records += len(results)
                if part.is_last:
                    done, records = done + 1, 0
                    writer.checkpoint(len(self._held.digests) + self._tally.new)
                publish()
        finally:
            # First, so that no thread waits for them.
            self._corpus.close()
            pool.close()
            threads.close()

    def _parts(
        self, file: SourceFile, outcome: FileOutcome, threads: ReadAhead
    ) -> Iterator[tuple[FilePart, Sequence[Entry | Failure], ContentDigest]]:
        """The outcome of a file, in parts if it has many records."""
        if outcome.data is None:
            yield self._part(file, outcome, outcome.entries or ())
            return
        try:
            batches = outcome.begun or self._corpus.entries(file, outcome.data)
            for entries in threads.one_ahead(batches):
                yield self._part(file, outcome, entries, is_last=False)
        except ArticleUnreadable as error:
            failure = Failure(file.article_path, error.reason)
            yield self._part(file, outcome, (failure,), is_last=False)
        yield self._part(file, outcome, ())

    def _part(
        self,
        file: SourceFile,
        outcome: FileOutcome,
        entries: Sequence[Entry | Failure],
        *,
        is_last: bool = True,
    ) -> tuple[FilePart, Sequence[Entry | Failure], ContentDigest]:
        """A part, the entries of it whose articles the index lacks, and their digests."""
        held: set[str] = set()
        if not self._anew:
            digests = self._held.digests
            held.update(
                entry.id
                for entry in entries
                if isinstance(entry, Entry)
                and entry.id in digests
                and digests[entry.id] == outcome.digest.of_entry(entry)
            )
        if held:
            entries = [
                entry for entry in entries if isinstance(entry, Failure) or entry.id not in held
            ]
        return FilePart(file, outcome, is_last, tuple(held)), entries, outcome.digest

    def _take(self, part: FilePart, results: Sequence[Analysed | Failure], writer: Writer) -> None:
        """Write the results of a part of a file, and count them."""
        file, outcome, is_last, held = part
        if outcome.entries is None:
            self._take_unread(file, outcome, writer)
            return
        tally = self._file_tally = self._file_tally or FileTally(file.article_path)
        tally.ids.add(held, self._held.digests)
        self._tally.kept.update(held)
        self._tally.counts["unchanged"] += len(held)
        self._keep_days(part, results)
        for result in (*map(self._analysed, outcome.records), *results):
            if isinstance(result, Failure):
                tally.fail(result)
                tally.stale |= {result.path} & self._held.digests.keys()
                continue
            if outcome.moved is not None and not tally.ids.count:
                # In the commit of its new path, so that it is never there twice or not at all.
                self._move_away(self._held.ids(outcome.moved), writer)
            document = result.document
            tally.ids.add((document.id,), {document.id: document.digest})
            tally.warn(result.warnings)
            self._add(document, outcome, writer)
        if is_last:
            self._file_tally = None
            self._end(outcome, tally, writer)

    def _keep_days(self, part: FilePart, results: Sequence[Analysed | Failure]) -> None:
        """Let what the index held before have come into it on the day on which it did.

        Under its id, or under the one that it had where its file was before.
        """
        path, moved = part.file.article_path, part.outcome.moved
        held: dict[str, Document] = {}
        for result in results:
            if isinstance(result, Analysed):
                own_id = result.document.id
                ids = (own_id, f"{moved}{own_id[len(path) :]}") if moved else (own_id,)
                known = next((one for one in ids if one in self._held.digests), None)
                if known is not None:
                    held[known] = result.document
        for record in self._engine.fetch(sorted(held)) if held else ():
            if record.added is not None:
                held[record.article.id].keep_added(record.added)

    def _take_unread(self, file: SourceFile, outcome: FileOutcome, writer: Writer) -> None:
        """Keep the articles of a file that was not read, or that is unchanged."""
        path = file.article_path
        self._tally.failed += outcome.failed
        self._keep(self._held.ids(path), writer)
        if outcome.stamp is not None:
            self._tally.stamps[path] = outcome.stamp
            earlier = (failure for failure in self._earlier if failure.path.startswith(f"{path}#"))
            self._tally.failed += earlier

    def _keep(self, ids: Collection[str], writer: Writer) -> None:
        """Keep articles as the index holds them."""
        self._tally.kept.update(ids)
        self._tally.counts["unchanged"] += len(ids)
        if self._anew:
            for record in self._engine.fetch(sorted(ids)):
                writer.add(self._analyzer.document(record))

    def _add(self, document: Document, outcome: FileOutcome, writer: Writer) -> None:
        writer.add(document)
        tally = self._tally
        is_held = document.id in self._held.digests
        if not self._anew and is_held:
            change = "changed"
        elif not self._anew and outcome.moved is not None:
            change = "moved"
        else:
            change = "added"
        tally.counts[change] += 1
        tally.new += not (is_held or document.id in tally.kept)
        tally.kept.add(document.id)

    def _end(self, outcome: FileOutcome, tally: FileTally, writer: Writer) -> None:
        """Count the whole file."""
        run, path = self._tally, tally.path
        if not tally.ids.count:
            run.failed.append(Failure(path, nothing_in(tally.failed, tally.more_failed).reason))
            self._keep(self._held.ids(path), writer)
            return
        if outcome.stamp is not None:
            run.stamps[path] = outcome.stamp.with_articles(outcome.digest.with_said(tally.ids))
        run.warnings += tally.warnings
        run.failed += tally.failed
        if tally.more_failed:
            reason = f"{tally.more_failed:,} more records cannot be read"
            run.failed.append(Failure(f"{path}#", reason))
        if any(failure.path.startswith(f"{path}#{BEHIND}") for failure in tally.failed):
            tally.stale.update(self._held.ids(path))
        # What was read before of a record that fails now stays, as of a file.
        self._keep(tally.stale - run.kept, writer)

    def _analysed(self, record: Record) -> Analysed:
        return Analysed(self._analyzer.document(record), record.article.warnings)

    def _move_away(self, ids: Collection[str], writer: Writer) -> None:
        self._tally.moved.update(ids)
        if not self._anew:
            for article_id in ids:
                writer.delete(article_id)
