"""The index of one project or of several, on servers.

All that a search needs is there, beside the articles: what made the index, and how the last run
over each folder went. So a machine that knows the address needs nothing else, and nothing can get
out of step with it. What lies here is the lock of the project, and which files were read with which
sizes and times: without that, they are read again.
"""

from __future__ import annotations

import json
import os
import random
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.analysis import Analyzer, Document
from searchkit.article import Failure
from searchkit.engines import IndexReader, MemoryEngine, library_version, open_indices, open_remote
from searchkit.engines.address import Address
from searchkit.errors import (
    IndexMissing,
    IndexOutdated,
    IndexOvertaken,
    IndexUnusable,
    SettingsError,
)
from searchkit.index.file_stamps import FileStamp, stamps_from_json, stamps_to_json
from searchkit.index.manifest import parsed_json
from searchkit.regular_file import read_regular_file, replace_file
from searchkit.reports import (
    CheckReport,
    PartRunRecord,
    Progress,
    RunOptions,
    RunRecord,
    UpdateReport,
)
from searchkit.search.remote_stories import damaged_stories, remote_stories
from searchkit.search.snapshot import IndexFacts, Snapshot
from searchkit.settings import Settings

if TYPE_CHECKING:
    # A search must not wait for the import of what only an index run needs.
    from searchkit.corpus import Corpus
    from searchkit.engines.opensearch import OpenSearchEngine
    from searchkit.engines.opensearch.indices import Indices
    from searchkit.engines.opensearch.state import Runs, State
    from searchkit.indexer.indexing_run import IndexingRun

#: A quick answer may be from the index as it was so many seconds ago.
MAX_AGE = 2.0
#: In the folder of the project's index: the stamps of the files that were read.
STAMPS = "seen.json"
#: The name of the last run here, as others know it who write to the index.
HOLDER = "holder"
# Bytes: some hundred for each file of the corpus.
_MAX_STAMPS = 500_000_000
_MAX_HOLDER = 100_000

# So often the first index is begun beside others that begin theirs, and after such pauses at
# random (seconds).
_MAX_TRIES = 10
_MAX_PAUSE = 1.0


class RemoteIndex:
    """See `index.Index`."""

    def __init__(self, address: Address, settings: Settings) -> None:
        self._address = address
        self._settings = settings
        self._stamps = settings.index / STAMPS
        self._connected: Indices | None = None
        self._seen: tuple[float, tuple[Any, ...]] | None = None

    def close(self) -> None:
        self._seen = None
        if self._connected is not None:
            self._connected.close()
            self._connected = None

    @property
    def exists(self) -> bool:
        try:
            return bool(self.stamp())
        except IndexOvertaken:
            # Others are at making the first.
            return False

    def stamp(self, *, quick: bool = False) -> tuple[Any, ...]:
        if quick and self._seen is not None and time.monotonic() < self._seen[0] + MAX_AGE:
            return self._seen[1]
        if self._connected is None:
            self._connected = open_indices(self._address)
        stamp = self._connected.state_version() or ()
        self._seen = time.monotonic(), stamp
        return stamp

    def open(self) -> Snapshot:
        engine = open_remote(self._address)
        runs = engine.state.runs
        facts = IndexFacts(
            engine.number,
            engine.state.created,
            sum(record.articles for record in runs.values()),
            _joined(runs),
            engine.bytes,
            partial(_library, engine),
            engine.servers,
        )
        return Snapshot(
            engine,
            Analyzer(),
            remote_stories(engine),
            facts,
            stamp=engine.state_version,
            part=self._address.part,
            home=self._settings.home,
        )

    def update(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        self._seen = None
        from searchkit.indexer.remote_families import RemoteFamilies
        from searchkit.indexer.remote_writer import RemoteWriter
        from searchkit.indexer.shingle_spool import ShingleSpool

        memory = self._settings.index_memory
        with (
            closing(open_remote(self._address, memory=memory)) as engine,
            closing(ShingleSpool()) as spool,
        ):
            previous = self._previous(engine.state, corpus, options)
            run = self._run_after(previous, engine, corpus, options)
            with RemoteWriter(engine, spool, batches=True) as writer:
                report = run.write(writer, options)
            report = report.with_failed(writer.refused)
            engine.note({self._address.part: _record(report, previous, run, corpus)})
            if not engine.answers():
                raise IndexOvertaken()
            RemoteFamilies(engine, spool, *self._holders(corpus)).tell()
        self._save_stamps(run)
        return report

    def dry_run(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        from searchkit.indexer.index_writer import NullWriter
        from searchkit.indexer.indexing_run import IndexingRun

        try:
            engine = open_remote(self._address)
        except IndexMissing:
            return IndexingRun(corpus, MemoryEngine(), Analyzer()).write(NullWriter(), options)
        with closing(engine):
            previous = self._previous(engine.state, corpus, options)
            return self._run_after(previous, engine, corpus, options).write(NullWriter(), options)

    def rebuild(self, corpus: Corpus, engine: str, options: RunOptions) -> UpdateReport:
        existed = self.exists
        self._seen = None
        for _ in range(_MAX_TRIES):
            try:
                return self._rebuilt(corpus, options)
            except IndexOvertaken:
                if existed:
                    raise
            # Another folder builds the index too: this one's articles are added to it.
            time.sleep(random.uniform(0, _MAX_PAUSE))
            with suppress(IndexMissing, IndexOvertaken):
                return self.update(corpus, replace(options, verify=False))
        raise IndexOvertaken()

    def check(self, corpus: Corpus | None, progress: Progress | None) -> CheckReport:
        from searchkit.indexer.checking import compared

        with closing(open_remote(self._address)) as engine:
            # Every part must answer.
            engine.size()
            damaged = tuple(damaged_stories(engine))
            report = CheckReport(engine.number, 0, engine.bytes(), damaged)
            if corpus is None:
                return report
            # What is of other folders cannot be counted here.
            alone = engine.state.runs.keys() <= {self._address.part}
            return compared(report, corpus, engine.own(), progress, counted=alone)

    def is_behind(self, corpus: Corpus) -> bool:
        from searchkit.indexer.freshness import is_behind

        try:
            saved = self._stamps.lstat().st_mtime_ns
        except OSError:
            saved = 0
        stamps = read_stamps(self._stamps)
        # Of what another machine has read, nothing is known here.
        return stamps is not None and is_behind(corpus, stamps, saved)

    def _rebuilt(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        """Fill a new index and let it answer; until then the old one does.

        The articles of other parts are taken over as the old one has them, if this version can
        read it.
        """
        from searchkit.indexer.indexing_run import IndexingRun
        from searchkit.indexer.remote_families import RemoteFamilies
        from searchkit.indexer.remote_writer import RemoteWriter
        from searchkit.indexer.shingle_spool import ShingleSpool

        part, memory = self._address.part, self._settings.index_memory
        with ExitStack() as block:
            held: IndexReader = MemoryEngine()
            others: Iterable[tuple[str, Document]] = ()
            runs: Runs = {}
            lost: Runs = {}
            analyzer = Analyzer(self._settings.name_models)
            try:
                old = block.enter_context(closing(open_remote(self._address)))
                self._previous(old.state, corpus, options)
                held, runs = old.own(), old.state.runs
                others = ((name, analyzer.document(record)) for name, record in old.others())
            except IndexMissing:
                pass
            except IndexOutdated:
                lost = self._lost_runs(corpus, options)
            run = IndexingRun(corpus, held, analyzer, anew=True, memory=memory)
            new = block.enter_context(closing(self._created()))
            spool = block.enter_context(closing(ShingleSpool()))
            with _discarded_on_error(new):
                with RemoteWriter(new, spool, batches=False) as writer:
                    for name, document in others:
                        writer.add(document, name)
                    report = run.write(writer, options)
                report = report.with_failed(writer.refused)
                new.note({**runs, part: _record(report, None, run, corpus)})
                RemoteFamilies(new, spool, *self._holders(corpus)).tell()
                replaced = {**runs, **lost}
                new.publish({name: replaced[name] for name in replaced.keys() - {part}})
            new.sweep()
        self._save_stamps(run)
        return report

    def _created(self) -> OpenSearchEngine:
        settings = self._settings
        return open_remote(
            self._address, create=True, ranking=settings.ranking, memory=settings.index_memory
        )

    def _run_after(
        self,
        previous: PartRunRecord | None,
        engine: OpenSearchEngine,
        corpus: Corpus,
        options: RunOptions,
    ) -> IndexingRun:
        """A run over what has changed in the own part since the `previous` one."""
        from searchkit.indexer.indexing_run import IndexingRun

        return IndexingRun(
            corpus,
            engine.own(),
            Analyzer(self._settings.name_models),
            stamps=None if options.verify else read_stamps(self._stamps),
            previous=previous,
            memory=self._settings.index_memory,
        )

    def _previous(self, state: State, corpus: Corpus, options: RunOptions) -> PartRunRecord | None:
        """The record of the last run over the own part.

        Raises `SettingsError` if it was over another folder, whose articles would be deleted.
        """
        part = self._address.part
        record = state.runs.get(part)
        if record and record.folder != _folder(corpus) and not options.allow_shrink:
            named = f"part {part!r} of the index" if part else "the index"
            raise SettingsError(
                f"{named} holds the articles of {record.folder}",
                advice="name a part for those of this folder in searchkit.toml or, if they take "
                "their place, run again with --allow-shrink",
            )
        return record

    def _lost_runs(self, corpus: Corpus, options: RunOptions) -> Runs:
        """The runs over all parts of an index of another version, of which nothing is taken over.

        Raises `SettingsError` if articles of other folders would be lost unasked.
        """
        with closing(open_indices(self._address)) as indices:
            state, _ = indices.current()
        self._previous(state, corpus, options)
        others = sorted(
            record.folder for part, record in state.runs.items() if part != self._address.part
        )
        if others and not options.allow_shrink:
            raise SettingsError(
                "the index was made by another version, and holds articles of other folders that "
                f"this one cannot take over ({', '.join(others)})",
                advice="run again with --allow-shrink, and then searchkit index for each of them",
            )
        return state.runs

    def _holders(self, corpus: Corpus) -> tuple[str, str]:
        """The name of this run among all that write to the index, and that of the last one here.

        Two machines may have the same name, with the same folder and the same processes.
        """
        path = self._settings.index / HOLDER
        try:
            data = read_regular_file(path, max_bytes=_MAX_HOLDER, follow_symlinks=False)
            before = data.decode("utf-8")
        except (OSError, ValueError):
            before = ""
        holder = f"{_folder(corpus)}#{self._address.part}#{os.urandom(16).hex()}"
        replace_file(path, holder.encode("utf-8", "replace"))
        return holder, before

    def _save_stamps(self, run: IndexingRun) -> None:
        data = json.dumps(stamps_to_json(run.stamps)).encode("ascii")
        replace_file(self._stamps, data)


@contextmanager
def _discarded_on_error(new: OpenSearchEngine) -> Iterator[None]:
    """Throw an index away if the block that fills it fails."""
    try:
        yield
    except BaseException:
        with suppress(IndexUnusable):
            new.discard()
        raise


def _record(
    report: UpdateReport, previous: PartRunRecord | None, run: IndexingRun, corpus: Corpus
) -> PartRunRecord:
    return PartRunRecord.of_part(report, previous, articles=run.articles, folder=_folder(corpus))


def _folder(corpus: Corpus) -> str:
    return f"{socket.gethostname()}:{corpus.root.resolve()}"


def read_stamps(path: Path) -> dict[str, FileStamp] | None:
    """The stamps that the last run here has kept; None if they cannot be read."""
    try:
        data = read_regular_file(path, max_bytes=_MAX_STAMPS, follow_symlinks=False)
        return stamps_from_json(parsed_json(data))
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _joined(runs: Runs) -> RunRecord:
    """The records of the last runs over all parts in one."""
    ignored: Counter[str] = Counter()
    for record in runs.values():
        ignored.update(record.ignored)
    moments = [record.updated for record in runs.values() if record.updated]
    failed = (
        Failure(f"{part}:{failure.path}" if part else failure.path, failure.reason)
        for part, record in runs.items()
        for failure in record.failed
    )
    return RunRecord(
        updated=max(moments, default=None), failed=tuple(failed), ignored=dict(ignored)
    )


def _library(engine: OpenSearchEngine) -> str:
    return f"{engine.version()}, {library_version(engine.name)}"
