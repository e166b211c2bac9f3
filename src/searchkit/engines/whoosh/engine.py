"""The engine over a Whoosh index; Whoosh's errors end here."""

from __future__ import annotations

import errno
import heapq
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby, islice
from pathlib import Path
from typing import Any, ClassVar

from whoosh.index import EmptyIndexError

from searchkit.analysis import Document, Record
from searchkit.engines.base import (
    DEFAULT_MEMORY,
    DEFAULT_OPTIONS,
    NO_DEADLINE,
    Deadline,
    Match,
    Matches,
    OneByOne,
    Order,
    SearchOptions,
    write_buffer_size,
)
from searchkit.engines.packing import packed
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking, explanations
from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.documents import Documents
from searchkit.engines.whoosh.search import Search
from searchkit.engines.whoosh.segments import SegmentIndex
from searchkit.engines.whoosh.storage import (
    DIGEST,
    FIRST_DAY,
    ID,
    LAST_DAY,
    RECORD,
    facet_bytes,
    facet_column,
    number_column,
)
from searchkit.engines.whoosh.writing import DocumentWriter
from searchkit.errors import IndexDamaged, IndexMissing, SearchkitError
from searchkit.operands import by_field
from searchkit.query import And, Ids, Query, Term, unscored
from searchkit.results import Explanation
from searchkit.schema import COLUMNS, TEXT

# What the machine can lack while the files are sound.
_NOT_OF_THE_INDEX = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EMFILE, errno.ENFILE}
)


class _Changes:
    """A Whoosh writer that takes documents."""

    def __init__(self, writer: DocumentWriter, reader: Any) -> None:
        self._writer = writer
        self._reader = reader
        self._added: set[str] = set()

    def add(self, document: Document) -> None:
        if document.id in self._added:
            raise ValueError(f"{document.id!r} is added twice in one block")
        self.delete(document.id)
        self._added.add(document.id)
        # Whoosh loses count in a column that a whole segment has no value of: 0 is no day.
        first, last = document.days or (0, 0)
        self._writer.add_terms(
            stored={
                ID: document.id,
                RECORD: packed(document.encoded),
                DIGEST: document.digest,
            },
            columns={
                **{facet_column(name): facet_bytes(document.facets[name]) for name in COLUMNS},
                **{
                    number_column(name): 0 if number is None else number + 1
                    for name, number in document.numbers.items()
                },
                FIRST_DAY: first,
                LAST_DAY: last,
            },
            streams=document.streams,
            boundaries=document.unit_starts,
        )

    def delete(self, article_id: str) -> None:
        with _sound():
            for docnum in posting_list(self._reader, ID, article_id).documents:
                self._writer.delete_document(docnum)


class WhooshEngine(OneByOne):
    """An index in one folder. Threads may share it; searches run one at a time."""

    name: ClassVar[str] = "whoosh"
    atomic: ClassVar[bool] = True

    def __init__(
        self,
        folder: Path,
        *,
        create: bool = False,
        ranking: Ranking = DEFAULT_RANKING,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        self._folder = folder
        self._buffer_size = write_buffer_size(memory)
        self._lock = threading.RLock()
        self._closed = False
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        with _sound():
            try:
                self._index = SegmentIndex(folder, create=create)
            except EmptyIndexError:
                raise IndexMissing(folder) from None
            self._documents = Documents(self._index.reader(), ranking)

    @contextmanager
    def writer(self) -> Iterator[_Changes]:
        with self._lock:
            with _sound():
                writer = DocumentWriter(self._index, self._buffer_size)
            try:
                yield _Changes(writer, self._documents.reader)
                with _sound():
                    writer.commit()
            except BaseException:
                # Whoosh would commit a segment that a failed document left half written.
                with suppress(Exception):  # on a full disk that fails as well
                    writer.cancel()
                raise
            self._reader.close()
            with _sound():
                self._documents = Documents(self._index.reader(), self._documents.ranking)

    def search(self, query: Query, options: SearchOptions = DEFAULT_OPTIONS) -> Matches:
        with self._lock, _sound():
            documents = self._documents
            search = Search(documents, options.deadline)
            scores = search.scores(query)
            page = search.page(
                scores, offset=options.offset, limit=options.limit, order=options.order
            )
            members = scores.keys() & documents.numbers(options.members)
            return Matches(
                len(scores),
                tuple(Match(documents.record(docnum), scores[docnum]) for docnum in page),
                {name: documents.facet(name, scores, members) for name in options.facets},
                {documents.id_of(docnum) for docnum in members},
            )

    def scan(self, query: Query, order: Order = "relevance") -> Iterator[Match]:
        with self._lock, _sound():
            documents = self._documents
            search = Search(documents)
            scores = search.scores(query)
            docnums = search.page(scores, offset=0, limit=len(scores), order=order)
        for docnum in docnums:
            with self._lock, _sound():
                record = documents.record(docnum)
            yield Match(record, scores[docnum])

    def ids(self, query: Query, *, deadline: Deadline = NO_DEADLINE) -> list[str]:
        with self._lock, _sound():
            documents = self._documents
            scores = Search(documents, deadline).scores(unscored(query))
            return sorted(documents.id_of(docnum) for docnum in scores)

    def members(self, query: Query, options: SearchOptions) -> list[str]:
        with self._lock, _sound():
            documents = self._documents
            search = Search(documents, options.deadline)
            scores = search.scores(And((query, Ids(frozenset(options.members)))))
            docnums = search.page(scores, offset=0, limit=len(scores), order=options.order)
            return [documents.id_of(docnum) for docnum in docnums]

    def explain(self, query: Query, document: Document) -> list[Explanation]:
        with self._lock, _sound():
            statistics = Search(self._documents).statistics(document.article.id)
            ranking = self._documents.ranking
            return list(explanations(query, document, statistics=statistics, ranking=ranking))

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        with self._lock, _sound():
            documents = self._documents
            return [documents.record(docnum) for docnum in documents.numbers(ids)]

    def digests(self) -> Iterator[tuple[str, str]]:
        with self._lock, _sound():
            rows = [(stored[ID], stored[DIGEST]) for _, stored in self._reader.iter_docs()]
        return iter(rows)

    def term_dictionary(self, stream: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        with self._lock, _sound():
            live = ((term, self._doc_freq(stream, term)) for term in self._terms(stream, prefix))
            return list(islice((row for row in live if row[1]), limit))

    def terms(self, stream: str, prefix: str) -> list[str]:
        with self._lock, _sound():
            return list(self._terms(stream, prefix))

    def doc_freq(self, stream: str, term: str) -> int:
        with self._lock, _sound():
            return self._doc_freq(stream, term)

    def size(self) -> tuple[int, int]:
        with self._lock, _sound():
            words = self._terms(TEXT.exact, "")
            if self._reader.has_deletions():
                words = (term for term in words if self._doc_freq(TEXT.exact, term))
            return self._reader.doc_count(), sum(1 for _ in words)

    def close(self) -> None:
        with self._lock:
            if not self._closed:
                self._reader.close()
            self._closed = True

    def _terms(self, stream: str, prefix: str) -> Iterator[str]:
        """The terms of a stream that start so, in order."""
        expanded = (
            self._reader.expand_prefix(leaf.stream, prefix) for leaf in by_field(Term(stream, ""))
        )
        return (term.decode() for term, _ in groupby(heapq.merge(*expanded)))

    def _doc_freq(self, stream: str, term: str) -> int:
        fields = [
            leaf.stream
            for leaf in by_field(Term(stream, ""))
            if (leaf.stream, term.encode()) in self._reader
        ]
        if len(fields) == 1 and not self._reader.has_deletions():
            return int(self._reader.doc_frequency(fields[0], term.encode()))
        postings = (posting_list(self._reader, field, term).documents for field in fields)
        return len(set().union(*postings))

    @property
    def _reader(self) -> Any:
        return self._documents.reader


@contextmanager
def _sound() -> Iterator[None]:
    """Whatever reading an index raises means that it is not as it was written."""
    try:
        yield
    except SearchkitError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _NOT_OF_THE_INDEX:
            raise
        raise IndexDamaged(f"{type(error).__name__}: {error}") from error
