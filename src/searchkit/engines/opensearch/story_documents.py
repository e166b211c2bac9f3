"""What an index keeps of stories: documents beside those of its articles, which no search finds.

A text has one, by its digest, with its shingles; two texts that were compared have one; and the
results of a pass, which readers see, are in a few. A pass keeps its documents under names of its
own and never changes one: they count once the state of the index names the pass, all at once, and
what a pass that died has kept never does. What a pass makes out of date it lists in one more
document, so that whoever comes next can remove it if the pass did not come to it.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from searchkit.engines.opensearch.bulk import Bulk, Change, compact
from searchkit.engines.opensearch.layout import (
    ENDS,
    FIRST_DAY,
    ID,
    KEPT,
    KEY,
    KIND,
    PASS,
    SHINGLES,
    TEXT_DIGEST,
    TEXT_WORDS,
)
from searchkit.engines.opensearch.reading import NOT_STORED, PAGE, Json, Reading
from searchkit.engines.opensearch.server import Server, understood
from searchkit.engines.opensearch.story_state import StoriesState
from searchkit.engines.packing import packed, unpacked
from searchkit.errors import IndexUnavailable

if TYPE_CHECKING:
    # A search does not need them.
    from searchkit.stories.candidates import Pair
    from searchkit.stories.families import TextStats

#: Texts, what two of them share, two that share too little, the two results that readers see,
#: and the names of documents that are out of date.
Kind = Literal["text", "link", "unlinked", "families", "stories", "outdated"]
_RESULTS: tuple[Kind, ...] = ("families", "stories")
_COMPARED: tuple[Kind, ...] = ("link", "unlinked")

#: Bytes of a document when it is unpacked.
MAX_KEPT = 64_000_000
#: Bytes of all parts of a result, unpacked: an answer that is not hostile has no more.
MAX_RESULT = 512_000_000
#: The most terms in one request, and the most rows with shingles in one answer.
_TERMS = 10_000
_ROWS = 1_000
#: Names in a document of those that are out of date.
_NAMES = 20_000
_IN_ORDER = ({KEY: "asc"},)
_BY_PASS = ({PASS: "asc"}, {KIND: "asc"}, {KEY: "asc"})


class Copy(NamedTuple):
    """An article by its id, and what its story depends on."""

    id: str
    stats: TextStats


class StoryDocuments:
    """The documents of one index, as far as they count by this state of the stories."""

    def __init__(
        self, server: Server, index: str, alias: str, state: StoriesState | None, memory: int
    ) -> None:
        self._server = server
        self._reading = Reading(server, index)
        self._index = index
        self._alias = alias
        self._through = state.through if state else 0
        self._given_up = state.given_up if state else ()
        self._memory = memory

    def articles(self) -> Iterator[Copy]:
        """Every article, the copies of a text one after the other."""
        from searchkit.stories.families import TextStats

        sort = ({TEXT_DIGEST: "asc"}, {ID: "asc"})
        fields = [ID, TEXT_DIGEST, TEXT_WORDS, FIRST_DAY]
        # Nothing that others may have put there.
        every = {"exists": {"field": TEXT_DIGEST}}
        hits = self._reading.walk(every, size=PAGE, sort=sort, docvalue_fields=fields, **NOT_STORED)
        for hit in hits:
            with understood(self._server.address):
                values = hit["fields"]
                day = values.get(FIRST_DAY)
                stats = TextStats(
                    str(values[TEXT_DIGEST][0]), int(values[TEXT_WORDS][0]), day and int(day[0])
                )
                copy = Copy(str(values[ID][0]), stats)
            yield copy

    def texts(self) -> Iterator[str]:
        """The digest of every text."""
        return (key for key, _ in self._keys(self._counting("text"))) if self._through else iter(())

    def texts_with(self, shingles: Collection[int]) -> Iterator[tuple[str, array[int]]]:
        """Every text that has one of these shingles, with all of its own; some more than once."""
        return self._shingles(SHINGLES, map(_hexadecimal, sorted(shingles)))

    def shingles_of(self, digests: Collection[str]) -> Iterator[tuple[str, array[int]]]:
        """The shingles of those of these texts that there are."""
        return self._shingles(KEY, sorted(digests))

    def all_shingles(self) -> Iterator[tuple[str, array[int]]]:
        """The shingles of every text."""
        return self._rows_of(self._counting("text"))

    def compared(self, pairs: Collection[Pair]) -> Iterator[tuple[Pair, str]]:
        """Those of these pairs that were compared, with the name of the document."""
        return self._pairs(KEY, map(_joined, sorted(pairs)))

    def compared_with(self, digests: Collection[str]) -> Iterator[tuple[Pair, str]]:
        """The pairs of which one of these texts is one; some twice."""
        return self._pairs(ENDS, sorted(digests))

    def names_of(self, digests: Collection[str]) -> Iterator[str]:
        """The names of the documents of these texts."""
        for terms in _batches(sorted(digests), _TERMS):
            yield from (name for _, name in self._keys(self._counting("text", {KEY: terms})))

    def links(self) -> Iterator[tuple[Pair, str, Any]]:
        """The pairs that share enough, each with the name of the document and what it keeps."""
        if not self._through:
            return
        hits = self._reading.walk(
            self._counting("link"), size=_ROWS, sort=_IN_ORDER, docvalue_fields=[KEY], _source=KEPT
        )
        for hit in hits:
            with understood(self._server.address):
                pair = _split(str(hit["fields"][KEY][0]))
                shared = _unpacked(hit["_source"][KEPT])
            yield pair, str(hit["_id"]), shared

    def result(self, kind: Kind, count: int) -> list[Any]:
        """The parts of a result of the last pass."""
        names = [_name(kind, self._through, str(part)) for part in range(count)]
        if not names:
            return []
        answer = self._server.ask("POST", f"/{self._index}/_mget", {"ids": names})
        with understood(self._server.address):
            documents: Sequence[Json] = answer["docs"]
            assert len(documents) == count
            if any("error" in document for document in documents):
                raise IndexUnavailable("a part of the index did not answer")
            if not all(document["found"] for document in documents):
                raise IndexUnavailable("the stories have changed meanwhile")
            return list(_all_unpacked(document["_source"][KEPT] for document in documents))

    def clean(self, number: int) -> None:
        """Remove what passes before one have left that do not count, or that is out of date.

        What a later one keeps stays, though this one may have been too slow to know of it.
        """
        lost: Json = {"bool": {"should": [
            {"range": {PASS: {"gt": self._through, "lt": number}}},
            {"terms": {PASS: list(self._given_up)}},
            {"bool": {
                "filter": [{"terms": {KIND: _RESULTS}}, {"range": {PASS: {"lt": self._through}}}]
            }},
        ]}}  # fmt: skip
        names = [name for _, name in self._keys({"bool": {"filter": [lost]}})]
        for listed in self._reading.walk(
            self._counting("outdated"), size=10, sort=_IN_ORDER, _source=KEPT
        ):
            with understood(self._server.address):
                names += map(str, _unpacked(listed["_source"][KEPT]))
        self.remove(names)
        self.remove([name for _, name in self._keys(self._counting("outdated"))])

    def remove(self, names: Iterable[str]) -> None:
        """Remove documents of these names, as far as they are there."""
        self._send(map(Change.remove, names))

    def put(self, changes: Iterable[Change]) -> None:
        """Keep documents. Raises `IndexUnavailable` if a server does not take one."""
        self._send(changes)

    def _send(self, changes: Iterable[Change]) -> None:
        changes = iter(changes)
        first = next(changes, None)
        if first is None:
            return
        bulk = Bulk(self._server, self._alias, self._memory)
        try:
            bulk.add(first)
            for change in changes:
                bulk.add(change)
            refused = bulk.finish()
        except BaseException:
            bulk.stop()
            raise
        if refused:
            raise IndexUnavailable(f"what it keeps of stories: {refused[0].reason}")

    def _counting(self, kind: Kind, terms: Mapping[str, Sequence[str]] | None = None) -> Json:
        """The documents of a kind that count."""
        wanted: list[Json] = [{"term": {KIND: kind}}, {"range": {PASS: {"lte": self._through}}}]
        wanted += ({"terms": {field: values}} for field, values in (terms or {}).items())
        return {"bool": {"filter": wanted, "must_not": [{"terms": {PASS: list(self._given_up)}}]}}

    def _keys(self, query: Json) -> Iterator[tuple[str, str]]:
        """The key and the name of each."""
        hits = self._reading.walk(
            query, size=PAGE, sort=_BY_PASS, docvalue_fields=[KEY], _source=False
        )
        for hit in hits:
            with understood(self._server.address):
                row = str(hit["fields"][KEY][0]), str(hit["_id"])
            yield row

    def _pairs(self, field: str, values: Iterable[str]) -> Iterator[tuple[Pair, str]]:
        for terms in _batches(values, _TERMS) if self._through else ():
            for kind in _COMPARED:
                for key, name in self._keys(self._counting(kind, {field: terms})):
                    with understood(self._server.address):
                        pair = _split(key)
                    yield pair, name

    def _shingles(self, field: str, values: Iterable[str]) -> Iterator[tuple[str, array[int]]]:
        for terms in _batches(values, _TERMS):
            yield from self._rows_of(self._counting("text", {field: terms}))

    def _rows_of(self, query: Json) -> Iterator[tuple[str, array[int]]]:
        if not self._through:
            return
        fields = [KEY, SHINGLES]
        hits = self._reading.walk(
            query, size=_ROWS, sort=_IN_ORDER, docvalue_fields=fields, **NOT_STORED
        )
        for hit in hits:
            with understood(self._server.address):
                values = hit["fields"]
                shingles = array("I", (int(one, 16) for one in values.get(SHINGLES, ())))
                row = str(values[KEY][0]), shingles
            yield row


class NewDocuments:
    """The documents that a pass keeps, of a number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def text(self, digest: str, shingles: Sequence[int]) -> Change:
        return self._new("text", digest, {SHINGLES: list(map(_hexadecimal, shingles))})

    def link(self, pair: Pair, shared: Any) -> Change:
        """What two texts share; None if it is too little."""
        ends: dict[str, Any] = {ENDS: list(pair)}
        if shared is None:
            return self._new("unlinked", _joined(pair), ends)
        return self._new("link", _joined(pair), ends | {KEPT: _packed(shared)})

    def outdated(self, names: Iterable[str]) -> Iterator[Change]:
        """The names of documents that are out of date."""
        for number, batch in enumerate(_batches(names, _NAMES)):
            yield self._new("outdated", str(number), {KEPT: _packed(batch)})

    def result(self, kind: Kind, part: int, value: Any) -> Change:
        """A part of a result of this pass."""
        return self._new(kind, str(part), {KEPT: _packed(value)})

    def _new(self, kind: Kind, key: str, more: Mapping[str, Any]) -> Change:
        name = _name(kind, self._number, key)
        document = {KIND: kind, KEY: key, PASS: self._number, **more}
        return Change.put(name, name, compact(document))


def _name(kind: Kind, number: int, key: str) -> str:
    return f"{kind}-{number}-{key}"


def _hexadecimal(shingle: int) -> str:
    return f"{shingle:08x}"


def _joined(pair: Pair) -> str:
    return " ".join(pair)


def _split(key: str) -> Pair:
    one, other = key.split(" ")
    return one, other


def _packed(value: Any) -> str:
    return b64encode(packed(json.dumps(value).encode("ascii"))).decode("ascii")


def _unpacked(text: str) -> Any:
    return json.loads(unpacked(b64decode(text), MAX_KEPT))


def _all_unpacked(texts: Iterable[str]) -> Iterator[Any]:
    """What was packed, each of the usual size, and not too much in all."""
    left = MAX_RESULT
    for text in texts:
        data = unpacked(b64decode(text), max(1, min(left, MAX_KEPT)))
        left -= len(data)
        yield json.loads(data)


def _batches(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    values = iter(values)
    while batch := list(islice(values, size)):
        yield batch
