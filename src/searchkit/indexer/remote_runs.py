"""What the commands that write do with an index on servers.

A rebuild fills a new index, which then takes the place of the old one in one step. An update is no
single step: each article is there as it was or as it is now. One that is cut off is completed by
the next, since what there is to do is told by comparing the corpus with the articles that the
servers have.
"""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any

from searchkit.analysis import Analyzer, Document
from searchkit.article import Failure
from searchkit.corpus import Corpus
from searchkit.engines import DEFAULT_MEMORY, IndexReader, MemoryEngine, open_remote
from searchkit.engines.address import Address
from searchkit.engines.opensearch import Changes, OpenSearchEngine
from searchkit.engines.ranking import Ranking
from searchkit.errors import (
    IndexMissing,
    IndexOutdated,
    IndexOvertaken,
    IndexUnusable,
    SettingsError,
)
from searchkit.index.generation import failures, write
from searchkit.index.kept import kept_from_json
from searchkit.index.manifest import parsed_json
from searchkit.indexer.checking import CheckReport, compared
from searchkit.indexer.indexing_run import FileStamp, IndexingRun
from searchkit.indexer.local_runs import BATCH, NullWriter, run_record
from searchkit.regular_file import read_regular_file
from searchkit.reports import Progress, UpdateReport

# Bytes: some hundred for each file of the corpus.
_MAX_SEEN = 500_000_000


def update(
    address: Address,
    corpus: Corpus,
    seen: Path,
    *,
    memory: int,
    verify: bool,
    allow_shrink: bool,
    progress: Progress | None,
) -> UpdateReport:
    """Bring the own part of the index up to the corpus; `seen` is kept for the next run."""
    with closing(open_remote(address, memory=memory)) as engine:
        before = _own_run(engine, address, corpus, allow_shrink=allow_shrink)
        known = {} if verify else read_seen(seen)
        found = _following(corpus, engine.own(), before, known or {}, memory)
        with RemoteWriter(engine, batches=True) as output:
            report = found.run(output, progress, allow_shrink=allow_shrink)
        report = _with(report, output.refused)
        engine.note({address.part: _run(before, report, found.articles, corpus)})
        if not engine.answers():
            raise IndexOvertaken()
    _write(seen, found)
    return report


def dry_run(
    address: Address,
    corpus: Corpus,
    seen: Path,
    *,
    verify: bool,
    allow_shrink: bool,
    progress: Progress | None,
) -> UpdateReport:
    """What `update` would do."""
    try:
        engine = open_remote(address)
    except IndexMissing:
        return IndexingRun(corpus, MemoryEngine(), Analyzer()).run(NullWriter(), progress)
    with closing(engine):
        before = _own_run(engine, address, corpus, allow_shrink=allow_shrink)
        known = {} if verify else read_seen(seen)
        found = _following(corpus, engine.own(), before, known or {})
        return found.run(NullWriter(), progress, allow_shrink=allow_shrink)


def rebuild(
    address: Address,
    corpus: Corpus,
    seen: Path,
    *,
    ranking: Ranking,
    memory: int,
    allow_shrink: bool,
    progress: Progress | None,
) -> UpdateReport:
    """Fill a new index and let it answer; until then the old one does.

    The articles of other parts are taken over as the old one has them.
    """
    with ExitStack() as block:
        held: IndexReader = MemoryEngine()
        others: Iterable[tuple[str, Document]] = ()
        runs: Mapping[str, Mapping[str, Any]] = {}
        analyzer = Analyzer()
        with suppress(IndexMissing, IndexOutdated):
            old = block.enter_context(closing(open_remote(address)))
            _own_run(old, address, corpus, allow_shrink=allow_shrink)
            held, runs = old.own(), old.state.runs
            others = ((part, analyzer.document(record)) for part, record in old.others())
        found = IndexingRun(corpus, held, analyzer, anew=True, memory=memory)
        created = open_remote(address, create=True, ranking=ranking, memory=memory)
        new = block.enter_context(closing(created))
        try:
            with RemoteWriter(new, batches=False) as output:
                for part, document in others:
                    output.add(document, part)
                report = found.run(output, progress, allow_shrink=allow_shrink)
            report = _with(report, output.refused)
            new.note({**runs, address.part: _run({}, report, found.articles, corpus)})
            new.publish({part: run for part, run in runs.items() if part != address.part})
        except BaseException:
            with suppress(IndexUnusable):
                new.discard()
            raise
        new.sweep()
    _write(seen, found)
    return report


def check(address: Address, corpus: Corpus | None, progress: Progress | None) -> CheckReport:
    """Ask for every part of the index and, with a corpus, compare every article with it."""
    with closing(open_remote(address)) as engine:
        # Every part must answer.
        engine.size()
        report = CheckReport(engine.number, 0, engine.bytes(), ())
        if corpus is None:
            return report
        # What is of other folders cannot be counted here.
        alone = engine.state.runs.keys() <= {address.part}
        return compared(report, corpus, engine.own(), progress, counted=alone)


class RemoteWriter:
    """Takes the changes of a run; in `batches`, so many articles are a commit each.

    What the server would not take is `refused`.
    """

    def __init__(self, engine: OpenSearchEngine, *, batches: bool) -> None:
        self._engine = engine
        self._batches = batches
        self._added = 0
        self._block = ExitStack()
        self._changes: Changes | None = None
        self.refused: list[Failure] = []

    def __enter__(self) -> RemoteWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._block.__exit__(kind, error, trace)
        if kind is None and self._changes is not None:
            self.refused += self._engine.refused

    def add(self, document: Document, part: str | None = None) -> None:
        self._opened().add(document, part)
        self._added += 1

    def delete(self, article_id: str) -> None:
        self._opened().delete(article_id)

    def checkpoint(self, articles: int) -> None:
        if self._batches and self._added >= BATCH:
            self._block.close()
            self.refused += self._engine.refused
            self._changes, self._added = None, 0

    def _opened(self) -> Changes:
        if self._changes is None:
            self._changes = self._block.enter_context(self._engine.writer())
        return self._changes


def _own_run(
    engine: OpenSearchEngine, address: Address, corpus: Corpus, *, allow_shrink: bool
) -> Mapping[str, Any]:
    """How the last run over the own part went; empty if there was none.

    Raises `SettingsError` if it was over another folder, whose articles would be deleted.
    """
    run = engine.state.runs.get(address.part, {})
    if run and run["folder"] != _folder(corpus) and not allow_shrink:
        part = f"part {address.part!r} of the index" if address.part else "the index"
        raise SettingsError(
            f"{part} holds the articles of {run['folder']}; name a part for those of this folder "
            "in searchkit.toml or, if they take their place, run again with --allow-shrink"
        )
    return run


def _folder(corpus: Corpus) -> str:
    return f"{socket.gethostname()}:{corpus.root.resolve()}"


def _following(
    corpus: Corpus,
    held: IndexReader,
    before: Mapping[str, Any],
    seen: Mapping[str, FileStamp],
    memory: int = DEFAULT_MEMORY,
) -> IndexingRun:
    return IndexingRun(corpus, held, Analyzer(), seen=seen, earlier=failures(before), memory=memory)


def _run(
    before: Mapping[str, Any], report: UpdateReport, articles: int, corpus: Corpus
) -> dict[str, Any]:
    run = {**run_record(before, report), "articles": articles, "folder": _folder(corpus)}
    # Tells a run that changed something from the one before, in whatever second they were.
    run["id"] = secrets.token_hex(8) if report.changes or not before else before.get("id", "")
    return run


def _with(report: UpdateReport, refused: Sequence[Failure]) -> UpdateReport:
    return replace(report, failed=(*report.failed, *refused))


def read_seen(path: Path) -> dict[str, FileStamp] | None:
    """What the last run here has kept of the files that it read; None if that cannot be told."""
    try:
        data = read_regular_file(path, max_bytes=_MAX_SEEN, follow_symlinks=False)
        kept = kept_from_json("seen", parsed_json(data))
        return {name: FileStamp(*one) for name, one in kept.items()}
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, found: IndexingRun) -> None:
    write(path, json.dumps({name: list(one) for name, one in found.seen.items()}))
