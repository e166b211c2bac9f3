"""The searches that the answer to one question takes."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

from searchkit.engines.base import NO_DEADLINE, Deadline
from searchkit.engines.opensearch.layout import ID, MAX_PAGE
from searchkit.engines.opensearch.server import AnswerTooLarge, Server, hits_of, missing, understood
from searchkit.errors import IndexUnavailable
from searchkit.partial_answers import tell_lacking

#: JSON, as a server takes and gives it.
Json: TypeAlias = Mapping[str, Any]

#: So many hits, or values, come in one answer; a server gives no more.
PAGE = MAX_PAGE
#: So many searches go together.
TOGETHER = 100
# How long a server holds a state of the index for the next page of it.
_HELD = "5m"

#: Nothing of what is stored: reading a little of it would take as long as reading all.
NOT_STORED: Json = {"_source": False, "stored_fields": "_none_"}

IN_ORDER = ({ID: "asc"},)


class Reading:
    """Asks one index, which must answer as a whole unless a `part` is enough for the answer.

    Raises `IndexUnavailable` if that is not told, and `SearchTooSlow` at the deadline.
    """

    def __init__(
        self,
        server: Server,
        index: str,
        deadline: Deadline = NO_DEADLINE,
        *,
        part: bool = False,
    ) -> None:
        self._server = server
        self._index = index
        self._path = f"/{index}/_search"
        self._deadline = deadline
        self._part = part
        self.is_whole = True

    def search(self, body: Json) -> Json:
        """The answer to a search of the index."""
        return self._checked(self._server.search(self._path, body, self._deadline))

    def takes(self, kind: str, query: Json) -> bool:
        """Whether the server knows such a kind of query."""
        return self._server.takes(self._path, kind, query, self._deadline)

    def search_all(self, bodies: Sequence[Json]) -> list[Json]:
        """The answer to each of several searches of the index."""
        return [
            self._checked(answer)
            for start in range(0, len(bodies), TOGETHER)
            for answer in self._server.search_all(
                self._path, bodies[start : start + TOGETHER], self._deadline
            )
        ]

    def count_all(self, queries: Sequence[Json]) -> list[int]:
        """The number of articles that match each of the queries."""
        answers = self.search_all(list(map(_counting, queries)))
        with understood(self._server.address):
            return [int(answer["hits"]["total"]["value"]) for answer in answers]

    def count(self, query: Json) -> int:
        """The number of articles that match."""
        answer = self.search(_counting(query))
        with understood(self._server.address):
            return int(answer["hits"]["total"]["value"])

    def walk(
        self,
        query: Json,
        *,
        size: int,
        sort: Sequence[Json],
        first: Json | None = None,
        **options: Any,
    ) -> Generator[Json, None, None]:
        """Every hit in an order, `size` of them an answer, all of one state of the index.

        `first` is the answer to `walking` if that was asked for with something else.
        """
        body = dict(walking(query, size=size, sort=sort, **options))
        with suppress(AnswerTooLarge):
            first = first or self.search(body)
            with understood(self._server.address):
                few = hits_of(first)
            if len(few) < size:
                yield from few
                return
        product = self._server.product()
        held = self._server.send(product.hold(self._index, _HELD))
        with understood(self._server.address):
            state = product.held(held)
            body["pit"] = {"id": state, "keep_alive": _HELD}
        try:
            while True:
                try:
                    answer = self._checked(self._server.search("/_search", body, self._deadline))
                except AnswerTooLarge:
                    if size == 1:
                        raise
                    body["size"] = size = size // 2
                    continue
                with understood(self._server.address):
                    hits = hits_of(answer)
                    # Or it would go on for ever.
                    assert len(hits) <= size
                    assert not hits or _advances(sort, body.get("search_after"), hits[-1]["sort"])
                yield from hits
                if len(hits) < size:
                    return
                with understood(self._server.address):
                    body["search_after"] = hits[-1]["sort"]
        finally:
            # A server lets go of it by itself.
            with suppress(IndexUnavailable):
                self._server.send(product.release(state))

    def values(self, query: Json, field: str) -> Iterator[tuple[str, int]]:
        """Every value of a field that the hits have, in order, with how many have it."""
        return ((value, count) for (value,), count in self.combinations(query, [field]))

    def combinations(
        self, query: Json, fields: Sequence[str], prefix: str = "", first: Json | None = None
    ) -> Iterator[tuple[tuple[str, ...], int]]:
        """Which values of one or two fields stand together in the hits, in order, and in how many.

        If there is a prefix, the first values are those that begin with it and go on. `first` is
        the answer to `combining` if that was asked for with something else.
        """
        after = _start(fields, prefix)
        while True:
            if first is None:
                body = {"query": query, "size": 0, "aggs": {"values": _combining(fields, after)}}
                page = self.search(body)
                with understood(self._server.address):
                    first = page["aggregations"]["values"]
            with understood(self._server.address):
                names = _KEYS[: len(fields)]
                rows = [
                    (tuple(str(one["key"][name]) for name in names), int(one["doc_count"]))
                    for one in first["buckets"]
                ]
                # Or it would go on for ever.
                assert len(rows) <= PAGE
                assert len(rows) < PAGE or rows[-1][0] > after
            yield from (row for row in rows if row[0][0].startswith(prefix))
            if len(rows) < PAGE or not rows[-1][0][0].startswith(prefix):
                return
            after, first = rows[-1][0], None

    def _checked(self, answer: Json) -> Json:
        with understood(self._server.address):
            lost = missing(answer)
        if lost:
            self.is_whole = False
            if not (self._part and tell_lacking(lost)):
                raise IndexUnavailable(lost)
        return answer


_KEYS = ("value", "beside")


def combining(fields: Sequence[str], prefix: str = "") -> Json:
    """The aggregation that gives the first of what `Reading.combinations` does."""
    return _combining(fields, _start(fields, prefix))


def _start(fields: Sequence[str], prefix: str) -> tuple[str, ...]:
    return (prefix, *[""] * (len(fields) - 1)) if prefix else ()


def _combining(fields: Sequence[str], after: tuple[str, ...]) -> Json:
    """An aggregation of the values of fields that stand together, from some on."""
    named = list(zip(_KEYS, fields, strict=False))
    sources = [{name: {"terms": {"field": field}}} for name, field in named]
    listed: dict[str, Any] = {"size": PAGE, "sources": sources}
    if after:
        listed["after"] = dict(zip(_KEYS, after, strict=False))
    return {"composite": listed}


def walking(query: Json, *, size: int, sort: Sequence[Json], **options: Any) -> Json:
    """The search with which `Reading.walk` begins."""
    return {"query": query, "size": size, "sort": sort, **options}


def _counting(query: Json) -> Json:
    return {"query": query, "size": 0, "track_total_hits": True}


def _advances(sort: Sequence[Json], before: Sequence[Any] | None, after: Sequence[Any]) -> bool:
    """Tell if a hit comes after another one in an order."""
    if before is None:
        return True
    # A server may add a place of its own to the last.
    for how, old, new in zip(sort, before, after, strict=False):
        if old != new:
            (order,) = how.values()
            order = order if isinstance(order, str) else order["order"]
            return bool(new < old if order == "desc" else new > old)
    return False
