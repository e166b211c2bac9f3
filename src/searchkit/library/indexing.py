"""Corpus → index: what changed since the last run, analysed and committed at once."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import NamedTuple

from searchkit.analysis import Analyzer, Document
from searchkit.corpus import Corpus, Failure, SourceFile
from searchkit.engines import Engine, Writer
from searchkit.errors import ArticleUnreadable, CorpusShrunk
from searchkit.results import UpdateReport

#: A file changed this short before a run (ns) may change again without its time telling.
_SETTLED = 2_000_000_000

#: Told after every file: how many are done, of how many.
Progress = Callable[[int, int], None]


def digest(data: bytes) -> str:
    """What identifies the content of a file. Source: BLAKE2b, 128 bits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


class Seen(NamedTuple):
    """A file as a run read it: its size, its time and its digest."""

    size: int
    mtime_ns: int
    digest: str


@dataclass
class _Tally:
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Failure] = field(default_factory=list)
    warnings: list[Failure] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    seen: dict[str, Seen] = field(default_factory=dict)


class Update:
    """One run over a corpus against what an engine holds.

    A file that has the size and time with which it was `seen` before is not read again.
    """

    def __init__(
        self,
        corpus: Corpus,
        engine: Engine,
        analyzer: Analyzer,
        seen: Mapping[str, Seen] | None = None,
    ) -> None:
        self._started = time.time_ns()
        self._seen = seen or {}
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

    def run(
        self, progress: Progress | None = None, *, dry: bool = False, allow_shrink: bool = False
    ) -> UpdateReport:
        """Bring the engine up to the corpus in one commit; with `dry`, only tell what would be.

        Raises `CorpusShrunk`, with nothing changed, if over half of the articles are gone.
        """
        gone = self._gone()
        if not allow_shrink and 2 * len(gone) > len(self._known):
            raise CorpusShrunk(len(gone), len(self._known))
        if dry:
            self._read_all(_Nowhere(), progress)
        else:
            with ExitStack() as block:
                writer = _OnDemand(lambda: block.enter_context(self._engine.writer()))
                self._read_all(writer, progress)
                for article_id in sorted(self._known.keys() - self._tally.kept):
                    writer.delete(article_id)
        removed = len(self._known.keys() - self._tally.kept)
        return UpdateReport(
            added=self._tally.counts["added"],
            changed=self._tally.counts["changed"],
            unchanged=self._tally.counts["unchanged"],
            removed=removed,
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
        for done, file in enumerate(self._files, start=1):
            try:
                self._read(file, writer)
            except ArticleUnreadable as error:
                self._tally.failed.append(Failure(file.article_path, error.reason))
                self._keep(file.article_path, self._ids)
            if progress is not None:
                progress(done, len(self._files))

    def _read(self, file: SourceFile, writer: Writer) -> None:
        before = self._seen.get(file.article_path)
        if before and before[:2] == (file.size, file.mtime_ns) and self._holds(file, before.digest):
            self._tally.seen[file.article_path] = before
            self._keep(file.article_path, self._ids)
            return
        data = self._corpus.load(file)
        content = digest(data)
        self._tally.seen[file.article_path] = Seen(file.size, file.mtime_ns, content)
        if self._holds(file, content):
            self._keep(file.article_path, self._ids)
            return
        for article in self._corpus.articles(file, data):
            writer.add(self._analyzer.analyse(article, content))
            self._tally.counts["changed" if article.id in self._known else "added"] += 1
            self._tally.kept.add(article.id)
            self._tally.warnings.extend(Failure(file.article_path, one) for one in article.warnings)

    def _holds(self, file: SourceFile, content: str) -> bool:
        """Whether the engine has the articles of this content of a file."""
        ids = self._ids.get(file.article_path, [])
        return bool(ids) and all(self._known[one] == content for one in ids)


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
