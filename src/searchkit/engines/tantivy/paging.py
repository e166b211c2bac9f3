"""The hits of a compiled query in their order; equal ones in the order of their ids.

Tantivy leaves hits that tie in the order in which they are stored. Of those of a page that tie the
ids are read or, if they are many, they are asked for again in the order of ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from tantivy import DocAddress, Document, FieldType, Schema, Searcher
from tantivy import Order as Direction
from tantivy import Query as TantivyQuery

from searchkit.engines.base import Order
from searchkit.engines.tantivy.by_places import SCALE
from searchkit.engines.tantivy.clauses import (
    all_of,
    column,
    count,
    everything,
    numbered,
    unscored,
)
from searchkit.engines.tantivy.storage import FIRST_DAY, ID, NUMBER, number_field

# Hits this far down are found by a walk through the ids of all.
_DEEP = 500
# The ids of more hits are told sooner by a walk through those of all articles.
_MANY = 5_000
# So many that tie are read faster than they are asked for again.
_FEW = 40
# The most hits of which what is stored is kept in memory.
_HELD = 300


class ScoredDoc(NamedTuple):
    """The address of an article, its score, and its stored fields if they were read."""

    score: float
    address: DocAddress
    document: Document | None = None


class TopDocs(NamedTuple):
    """Some of the hits, and how many there are in all."""

    total: int
    hits: list[ScoredDoc]


class Pages:
    """The hits of one commit."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def by_score(self, compiled: TantivyQuery, offset: int, limit: int) -> TopDocs:
        """The hits `offset` to `offset + limit`, the best first."""
        wanted = min(offset + limit, self._searcher.num_docs)
        fetched = min(2 * wanted, self._searcher.num_docs)
        total, hits = self._search(compiled, limit=fetched)
        # Whatever ties with the last one may come before it.
        while fetched <= len(hits) < total and _score(hits[-1]) == _score(hits[wanted - 1]):
            fetched = min(4 * fetched, total)
            _, hits = self._search(compiled, limit=fetched)
        page: list[ScoredDoc] = []
        begin = 0
        for score, group in groupby(hits, key=_score):
            tied = [ScoredDoc(score, address) for _, address in group]
            end = begin + len(tied)
            if end > offset:
                skipped = max(0, offset - begin)
                page += self._tied(tied, skipped, min(end, wanted) - begin - skipped)
            begin = end
            if begin >= wanted:
                break
        return TopDocs(total, page)

    def by_id(self, compiled: TantivyQuery, offset: int, limit: int) -> TopDocs:
        """The hits of a query that scores none."""
        total, addresses = self._in_order(compiled, offset, limit)
        return TopDocs(total, [ScoredDoc(0.0, address) for address in addresses])

    def by_day(self, compiled: TantivyQuery, *, offset: int, limit: int, order: Order) -> TopDocs:
        """The hits by the first days of their dates or by the days they came, the others last."""
        field = _day_field(order)
        total, hits = self._search(
            compiled,
            limit=min(offset + limit, self._searcher.num_docs),
            order_by_field=field,
            order=Direction.Asc if order == "oldest" else Direction.Desc,
        )
        page: list[DocAddress] = []
        begin = 0
        for day, group in groupby(hits, key=lambda hit: hit[0]):
            tied = [address for _, address in group]
            end = begin + len(tied)
            if end > offset:
                if len(tied) > 1 or len(hits) == end < total:
                    skipped = max(0, offset - begin)
                    same = all_of(unscored(compiled), self._of_day(field, day))
                    _, tied = self._in_order(same, skipped, len(tied) - skipped)
                page += tied
            begin = end
        return TopDocs(total, self._scored(compiled, page))

    def ids(self, compiled: TantivyQuery) -> list[str]:
        """The ids of all hits, in order."""
        if count(self._searcher, compiled) <= _MANY:
            aggregations = {ID: {"terms": {"field": ID, "size": _MANY}}}
            answer: Any = self._searcher.aggregate(unscored(compiled), aggregations)
            return sorted(bucket["key"] for bucket in answer[ID]["buckets"])
        rows = self._searcher.terms_with_prefix(ID, "", unscored(compiled))
        return sorted(article_id for article_id, count in rows if count)

    def addresses(self, ids: Iterable[str]) -> Iterator[DocAddress]:
        """The addresses of the articles of these ids; those that are not there are left out."""
        for article_id in ids:
            query = TantivyQuery.term_query(self._schema, ID, article_id, "basic")
            for _, address in self._searcher.search(query, limit=1, count=False).hits:
                yield address

    def read(self, hit: ScoredDoc) -> ScoredDoc:
        """The hit with what is stored of it."""
        return hit if hit.document else hit._replace(document=self._searcher.doc(hit.address))

    def scan(self, compiled: TantivyQuery, order: Order) -> Iterator[ScoredDoc]:
        """All hits; of those that tie, the ids are read when it is their turn."""
        hits = self._hits(compiled, self._searcher.num_docs)
        rows = sorted(zip(self._keys(hits, order), hits, strict=True), key=lambda row: row[0])
        for _, group in groupby(rows, key=lambda row: row[0]):
            tied = [hit for _, hit in group]
            yield from self._by_id(tied)

    def known(self, compiled: TantivyQuery, order: Order, ids: Mapping[int, str]) -> list[str]:
        """The ids of all hits in their order, by the numbers of the articles."""
        hits = self._hits(compiled, len(ids))
        numbers = column(self._searcher, NUMBER, [hit.address for hit in hits])
        rows = zip(self._keys(hits, order), map(ids.__getitem__, numbers), strict=True)
        return [article_id for _, article_id in sorted(rows)]

    def _keys(self, hits: Sequence[ScoredDoc], order: Order) -> list[float]:
        """What the hits are sorted by, before their ids."""
        if order == "relevance":
            return [-hit.score for hit in hits]
        sign = 1 if order == "oldest" else -1
        days = column(self._searcher, _day_field(order), [hit.address for hit in hits])
        return [float("inf") if day is None else sign * day for day in days]

    def _hits(self, compiled: TantivyQuery, limit: int) -> list[ScoredDoc]:
        _, hits = self._search(compiled, limit=limit)
        return [ScoredDoc(_score(hit), hit[1]) for hit in hits]

    def _tied(self, tied: list[ScoredDoc], offset: int, limit: int) -> Iterable[ScoredDoc]:
        if len(tied) <= _FEW:
            return self._by_id(tied)[offset : offset + limit]
        numbers = self._numbered([hit.address for hit in tied])
        _, addresses = self._in_order(numbers, offset, limit)
        return (ScoredDoc(tied[0].score, address) for address in addresses)

    def _by_id(self, tied: list[ScoredDoc]) -> list[ScoredDoc]:
        if len(tied) == 1:
            return tied
        if len(tied) <= _HELD:
            return sorted(map(self.read, tied), key=_id)
        return sorted(tied, key=lambda hit: _id(self.read(hit)))

    def _in_order(
        self, compiled: TantivyQuery, offset: int, limit: int
    ) -> tuple[int, list[DocAddress]]:
        if offset + limit > _DEEP:
            # Tantivy reads the id of every hit before the page, each on its own.
            ids = self.ids(compiled)
            return len(ids), list(self.addresses(ids[offset : offset + limit]))
        total, hits = self._search(
            compiled, limit=limit, offset=offset, order_by_field=ID, order=Direction.Asc
        )
        return total, [address for _, address in hits]

    def _scored(self, compiled: TantivyQuery, addresses: Sequence[DocAddress]) -> list[ScoredDoc]:
        hits = self._hits(all_of(compiled, self._numbered(addresses)), len(addresses))
        scores = {_key(hit.address): hit.score for hit in hits}
        return [ScoredDoc(scores[_key(address)], address) for address in addresses]

    def _search(
        self, compiled: TantivyQuery, *, limit: int, **options: Any
    ) -> tuple[int, list[Any]]:
        """The number of hits, and the first of them with their sort keys."""
        if not limit:
            return 0, []
        result: Any = self._searcher.search(compiled, limit=limit, **options)
        return result.count, result.hits

    def _numbered(self, addresses: Sequence[DocAddress]) -> TantivyQuery:
        numbers = column(self._searcher, NUMBER, addresses)
        return numbered(self._schema, numbers)

    def _of_day(self, field: str, day: int | None) -> TantivyQuery:
        """The articles with this day in a field; None for those without one."""
        if day is None:
            return everything().and_must_not_match(TantivyQuery.exists_query(field))
        days = TantivyQuery.range_query(self._schema, field, FieldType.Integer, day, day)
        return unscored(days)


def _day_field(order: Order) -> str:
    return number_field("added") if order == "added" else FIRST_DAY


def _score(hit: tuple[float, DocAddress]) -> float:
    # Two sums of the same parts differ in the last digits with the order of the parts.
    return float(f"{hit[0] / SCALE:.5g}")


def _id(hit: ScoredDoc) -> str:
    assert hit.document is not None, "it is read to be sorted"
    return str(hit.document.get_first(ID))


def _key(address: DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc
