"""The terms of an index, and how many articles have each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from searchkit import quick_re as re
from searchkit.engines.base import MAX_COUNTED_FORMS
from searchkit.engines.opensearch.layout import (
    BODY_STREAMS,
    ID,
    dictionary_field,
    only_title_field,
)
from searchkit.engines.opensearch.reading import PAGE, Json, Reading
from searchkit.query import Synonyms, Term
from searchkit.schema import TEXT

#: Every article, and nothing else that is in the index.
EVERY = {"exists": {"field": ID}}

# What regular expressions of Lucene have a meaning for.
_SPECIAL = re.compile(r"[^\w\s]")

Rows = list[tuple[str, int]]


def terms_clause(leaf: Synonyms) -> Json:
    """The articles that have one of the terms."""
    return {"terms": {leaf.stream: [term for term in leaf.terms if term]}}


class TermDictionary:
    """The terms of one state of an index; what was read once of all of it is kept."""

    def __init__(self, reading: Callable[[], Reading]) -> None:
        self._new_reading = reading
        self._rows: dict[tuple[str, str], Rows] = {}
        self._counts: dict[Term | Synonyms, int] = {}
        self._articles: int | None = None
        self._most = 0

    def rows(self, stream: str, prefix: str, limit: int | None = None) -> Rows:
        """The terms that start so, in order, with the articles that have each."""
        stream = BODY_STREAMS.get(stream, stream)
        known = self._known(stream, prefix)
        if known is None:
            reading = self._new_reading()
            known = _read(reading, stream, prefix, limit)
            if not reading.is_whole:
                return known[:limit]
            if limit is None or len(known) < limit:
                self._rows[stream, prefix] = known
            self._counts.update((Term(stream, term), freq) for term, freq in known)
            self._most = max(self._most, *(freq for _, freq in known), 0)
        return known[:limit]

    def _known(self, stream: str, prefix: str) -> Rows | None:
        """The rows as they were read, perhaps for a part of the prefix, as somebody types it."""
        for end in range(len(prefix), -1, -1):
            rows = self._rows.get((stream, prefix[:end]))
            if rows is not None:
                first = bisect_left(rows, (prefix,))
                return rows[first : bisect_left(rows, (f"{prefix}\U0010ffff",))]
        return None

    def doc_freq(self, leaf: Term | Synonyms) -> int:
        """The number of articles that have a term, or any of several."""
        if leaf in self._counts:
            return self._counts[leaf]
        query = _with_term(leaf)
        if query is None:
            return 0
        reading = self._new_reading()
        count = reading.count(query)
        self._most = max(self._most, count)
        if reading.is_whole:
            self._counts[leaf] = count
        return count

    def look_up(self, leaves: Iterable[Term | Synonyms]) -> None:
        """Ask for what `doc_freq` will be asked for, all together."""
        unknown = [leaf for leaf in dict.fromkeys(leaves) if leaf not in self._counts]
        queries = {leaf: query for leaf in unknown if (query := _with_term(leaf)) is not None}
        reading = self._new_reading()
        counts = reading.count_all(list(queries.values()))
        self._most = max(self._most, *counts, 0)
        if reading.is_whole:
            self._counts.update(zip(queries, counts, strict=True))

    def articles(self) -> int:
        """The number of articles; of a part of the index, at least as many as have a term."""
        if self._articles is None:
            reading = self._new_reading()
            count = reading.count(EVERY)
            if not reading.is_whole:
                return max(self._most, count)
            self._articles = count
        return max(self._most, self._articles)


def _with_term(leaf: Term | Synonyms) -> Json | None:
    """The articles that have a term, or one of several; None if there is none to have."""
    match leaf:
        case Term(stream, term):
            query: Json = {"term": {BODY_STREAMS.get(stream, stream): term}}
            if stream in BODY_STREAMS:
                only_in_title = {"term": {only_title_field(stream): term}}
                query = {"bool": {"must": [query], "must_not": [only_in_title]}}
            return query if term else None
        case Synonyms():
            return terms_clause(leaf) if any(leaf.terms) else None


def surface_forms(reading: Reading) -> int:
    """The number of words in all texts; over `MAX_COUNTED_FORMS`, about so many."""
    counted = {"field": dictionary_field(TEXT.exact), "precision_threshold": MAX_COUNTED_FORMS}
    answer = reading.search(
        {"query": EVERY, "size": 0, "aggs": {"forms": {"cardinality": counted}}}
    )
    return int(answer["aggregations"]["forms"]["value"])


def _read(reading: Reading, stream: str, prefix: str, limit: int | None) -> Rows:
    field = dictionary_field(stream)
    size = PAGE if limit is None else min(limit, PAGE)
    if prefix or (limit is not None and limit <= PAGE):
        starting = _starting(reading, stream, prefix, size)
        if len(starting) < size or size == limit:
            return starting
    query = {"prefix": {stream: prefix}} if prefix else EVERY
    rows = reading.values(query, field)
    return sorted(row for row in rows if row[0].startswith(prefix))


def _starting(reading: Reading, stream: str, prefix: str, size: int) -> Rows:
    terms = {"field": dictionary_field(stream), "size": size, "order": {"_key": "asc"}}
    query: Json = EVERY
    if prefix:
        terms["include"] = _SPECIAL.sub(r"\\\g<0>", prefix) + ".*"
        query = {"prefix": {stream: prefix}}
    answer = reading.search({"query": query, "size": 0, "aggs": {"terms": {"terms": terms}}})
    buckets: Sequence[Json] = answer["aggregations"]["terms"]["buckets"]
    return [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
