"""The documents of a reader by number; each column is read when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, cached_property, partial
from itertools import repeat
from typing import Any

from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.util.numeric import byte_to_length

from searchkit.analysis import Record
from searchkit.engines.base import FacetValue, counted, source_of, values_of
from searchkit.engines.packing import unpacked_record
from searchkit.engines.ranking import Ranking
from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.storage import (
    FIRST_DAY,
    ID,
    LAST_DAY,
    RECORD,
    facet_column,
    facet_values,
    number_column,
)
from searchkit.schema import TEXT_FIELDS, TITLE_WEIGHT, column_of


class Documents:
    """The documents of one open reader, kept as long as the reader is."""

    def __init__(self, reader: Any, ranking: Ranking) -> None:
        self.reader = reader
        self.ranking = ranking
        #: With those that are deleted and not yet merged away, as in Whoosh's other figures.
        self.count = int(reader.doc_count_all())
        # Without a way back to this object, which lets go of its files when nobody has it.
        self._number = cache(partial(_number, reader))
        self._values = cache(partial(_facet_column, reader))
        #: The id of the article that a document is of.
        self.id_of: Callable[[int], str] = cache(
            lambda docnum: str(reader.stored_fields(docnum)[ID])
        )

    @cached_property
    def live(self) -> Sequence[int]:
        """The numbers of all documents that are not deleted."""
        return list(self.reader.all_doc_ids())

    @cached_property
    def first_days(self) -> Sequence[int]:
        """The ordinal of the first day of each document's date; 0 for an undated one."""
        return self._numbers(FIRST_DAY)

    @cached_property
    def last_days(self) -> Sequence[int]:
        """The same for the last day."""
        return self._numbers(LAST_DAY)

    def numbers_of(self, name: str) -> Sequence[int]:
        """One of `schema.NUMBERS` of every document, plus 1; 0 where it is not known."""
        return self._numbers(number_column(name))

    def number(self, article_id: str) -> int:
        """The number of an article's document. Raises `KeyError` if there is none."""
        for number in self.numbers([article_id]):
            return number
        raise KeyError(article_id)

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers of those of the articles that there are, in the same order.

        The lexicon still has the id of an article that is deleted; only a live posting counts.
        """
        return [number for article_id in ids if (number := self._number(article_id)) is not None]

    def length(self, docnum: int) -> float:
        """The length of the scored text of a document, in the precision of the index."""
        return _scored_length(
            *(float(self.reader.doc_field_length(docnum, field.name)) for field in TEXT_FIELDS)
        )

    @cached_property
    def mean_length(self) -> float:
        """The mean length of a scored text."""
        totals = (float(self.reader.field_length(field.name)) for field in TEXT_FIELDS)
        return _scored_length(*totals) / self.count if self.count else 0.0

    @cached_property
    def norms(self) -> Sequence[float]:
        """`Ranking.norm` of every document, by number."""
        mean = self.mean_length

        # A length is kept in one byte, and few titles differ in theirs.
        @cache
        def norm(title: int, body: int) -> float:
            length = _scored_length(byte_to_length(title), byte_to_length(body))
            return self.ranking.norm(length, mean)

        norms: list[float] = []
        for segment, _ in self.reader.leaf_readers():
            norms += map(norm, *(_lengths(segment, field.name) for field in TEXT_FIELDS))
        return norms

    def facet(
        self, name: str, docnums: Collection[int], members: Iterable[int]
    ) -> Sequence[FacetValue]:
        """The values of a facet in these documents, of which some are asked for by id."""
        if not self.count:
            # The reader of an empty index has no columns.
            return ()
        values = self._values(name)
        return counted(
            zip(
                map(values, docnums),
                map(self._sources, docnums),
                strict=True,
            ),
            ((values(docnum), self.id_of(docnum)) for docnum in members),
        )

    @cached_property
    def _sources(self) -> Callable[[int], str]:
        """The key of each document's source."""
        values = self._values("source")
        return cache(lambda docnum: source_of(*values(docnum)))

    def record(self, docnum: int) -> Record:
        """The stored record of a document."""
        stored = self.reader.stored_fields(docnum)
        record = unpacked_record(stored[RECORD])
        if record.article.id != stored[ID]:
            raise ValueError("a stored record is of another article")
        return record

    def _numbers(self, column: str) -> Sequence[int]:
        return list(self.reader.column_reader(column, translate=False)) if self.count else ()


def _scored_length(title: float, body: float) -> float:
    return TITLE_WEIGHT * title + body


def _number(reader: Any, article_id: str) -> int | None:
    """The number of an article's document, if there is one."""
    return next(iter(posting_list(reader, ID, article_id).documents), None)


def _facet_column(reader: Any, name: str) -> Callable[[int], tuple[str, ...]]:
    """The values of a facet in each document."""
    column, prefix = column_of(name)
    raw = reader.column_reader(facet_column(column), translate=False)
    if not prefix:
        return cache(lambda docnum: facet_values(bytes(raw[docnum])))
    return cache(lambda docnum: values_of(name, facet_values(bytes(raw[docnum]))))


def _lengths(segment: Any, stream: str) -> Iterable[int]:
    """The length of a stream in each document of a segment, as Whoosh's byte for it."""
    if not segment.doc_count_all():
        return ()
    column = segment._perdoc._cached_reader(f"_{stream}_len", LENGTHS_COLUMN)
    # A segment of documents that all lack the stream has no such column.
    return repeat(0, segment.doc_count_all()) if column is None else column
