"""The reader of a run: compares each file of the corpus with what the index holds of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, islice

from searchkit.analysis import Record
from searchkit.article import Failure
from searchkit.corpus import Corpus, SourceFile
from searchkit.corpus.file_names import depends_on_name
from searchkit.engines import IndexReader
from searchkit.errors import ArticleUnreadable
from searchkit.index.file_stamps import FileStamp, FileStamps, is_corrected
from searchkit.index.generation import digest
from searchkit.indexer.content_digest import ContentDigest
from searchkit.indexer.file_outcome import FileOutcome
from searchkit.indexer.held_articles import HeldArticles


class FileReader:
    """Reads files for a run. Threads may share it.

    A file that has the size and time of its stamp is not read again, unless the run starts `anew`.
    `earlier` are the failures among records of unchanged files.
    """

    def __init__(
        self,
        corpus: Corpus,
        engine: IndexReader,
        held: HeldArticles,
        *,
        stamps: FileStamps,
        earlier: Iterable[Failure],
        anew: bool,
    ) -> None:
        self._corpus = corpus
        self._engine = engine
        self._held = held
        self._stamps = stamps
        self._earlier = tuple(earlier)
        self._anew = anew

    def read(self, file: SourceFile, is_awaited: Callable[[SourceFile], bool]) -> FileOutcome:
        """The outcome of a file. Runs in a thread, and changes nothing.

        If the file `is_awaited`, the process that has begun to parse it goes on with it.
        """
        try:
            path, said = file.article_path, self._corpus.said_of(file)
            before = self._stamps.get(path)
            if (
                before is not None
                and (before.size, before.mtime_ns) == (file.size, file.mtime_ns)
                and self._is_held(path, before, ContentDigest(before.digest, said))
            ):
                return FileOutcome(before)
            data = self._corpus.load(file)
            stamp = FileStamp(file.size, file.mtime_ns, digest(data))
            if before is not None and before.digest == stamp.digest:
                stamp = stamp.with_articles(before.articles)
            content = ContentDigest(stamp.digest, said)
            if self._is_held(path, stamp, content):
                return FileOutcome(stamp)
            moved = self._moved_from(file, content)
            if moved is not None and not said and (records := self._renamed(moved, file, data)):
                return FileOutcome(stamp, content, (), records, moved)
            if self._corpus.has_many(file, data):
                return FileOutcome(stamp, content, (), (), moved, data=data)
            batches = self._corpus.entries(file, data)
            entries, *more = islice(batches, 2)
        except ArticleUnreadable as error:
            return FileOutcome(None, failed=(Failure(file.article_path, error.reason),))
        if more:
            begun = None
            if is_awaited(file):
                begun = chain([entries, *more], batches)
            else:
                # A process that goes on with it now would wait for the files before it.
                batches.close()
            return FileOutcome(stamp, content, (), (), moved, data=data, begun=begun)
        return FileOutcome(stamp, content, entries, (), moved)

    def _is_held(self, path: str, stamp: FileStamp, content: ContentDigest) -> bool:
        return not self._anew and self._held.has_all(path, stamp, content)

    def _moved_from(self, file: SourceFile, content: ContentDigest) -> str | None:
        """The former path of a file, if one that is gone had its content."""
        if self._held.knows(file.article_path):
            return None
        for known in (content.of(), content.file):
            try:
                return self._held.vanished[known].pop()
            except (KeyError, IndexError):
                pass
        return None

    def _renamed(self, old: str, file: SourceFile, data: bytes) -> Sequence[Record]:
        """The records of a moved file as reading it would give them, if that can be told."""
        if self._anew or not self._corpus.reads_alike(old, file, data):
            return []
        before = self._stamps.get(old)
        articles = before.articles if before and before.digest == digest(data) else ""
        if is_corrected(articles) or not self._held.is_whole(old, articles):
            return []
        if any(failure.path.startswith(f"{old}#") for failure in self._earlier):
            return []
        records = self._engine.fetch(self._held.ids(old))
        for record in records:
            article = record.article
            if article.path != old or depends_on_name(article):
                return []
        return [_moved_to(file.article_path, record) for record in records]


def _moved_to(path: str, record: Record) -> Record:
    """A record under another path."""
    article = record.article
    moved_id = path + article.id[len(article.path) :]
    return replace(record, article=replace(article, id=moved_id, path=path))
