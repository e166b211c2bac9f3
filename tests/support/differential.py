"""One engine against `matching` and the memory engine, on random articles and queries."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from generators import FURTHER_FIELDS
from servers import SCORES_AS_LUCENE, new_address

from searchkit.analysis import Document
from searchkit.engines import (
    REMOTE,
    Engine,
    MemoryEngine,
    Order,
    SearchOptions,
    open_engine,
    open_remote,
)
from searchkit.matching.match import match
from searchkit.query import Phrase, Query, Term, leaves
from searchkit.schema import DAY, FACETS, TEXT_FIELDS

# What is compared does not hang on a disk, and every commit waits for one.
_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
ORDERS: tuple[Order, ...] = ("newest", "oldest", "added")


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Engine]:
    """A new engine, with its index in a folder or on a server."""
    if name == "memory":
        yield MemoryEngine()
    elif name == REMOTE:
        with closing(open_remote(new_address(), create=True)) as remote:
            yield remote
            remote.discard()
    else:
        with closing(open_engine(name, folder, create=True)) as engine:
            yield engine


def compare(name: str, documents: Sequence[Document], asked: Sequence[Query]) -> None:
    """Assert that the engine finds what every query means, and scores it as memory does."""
    memory = MemoryEngine()
    asked_for = frozenset(one.id for one in documents[::3])
    with (
        tempfile.TemporaryDirectory(dir=_IN_MEMORY) as folder,
        opened(name, Path(folder)) as engine,
    ):
        # Two commits, so that a search spans segments.
        for half in (documents[::2], documents[1::2]):
            for one in (memory, engine):
                with one.writer() as writer:
                    for document in half:
                        writer.add(document)
        for stream, prefix in (("text_exact", ""), ("text_exact", "ta"), ("source", "")):
            assert engine.terms(stream, prefix) == memory.terms(stream, prefix)
        for query in asked:
            meant = {one.article.id for one in documents if match(query, one) is not None}
            scores, answers, counts = {}, {}, {}
            for one in (memory, engine):
                found = one.search(query, SearchOptions(limit=100))
                scores[one.name] = {row.record.article.id: row.score for row in found.page}
                assert scores[one.name].keys() == meant, f"{one.name} disagrees on {query}"
                assert found.total == len(meant)
                answers[one.name] = [in_order(one, query, order) for order in ORDERS]
                counts[one.name] = counted(one, query, asked_for)
            assert answers[name] == answers["memory"], query
            assert counts[name] == counts["memory"], query
            if name == REMOTE and not (SCORES_AS_LUCENE and all(map(has_texts, documents))):
                continue
            if name == "whoosh" or is_plain(query):
                # An engine may keep the length of a field in one byte.
                assert scores[name] == pytest.approx(scores["memory"], rel=0.1), query


def counted(engine: Engine, query: Query, asked_for: frozenset[str]) -> object:
    """The values of every facet, and which of some articles have them; what all engines tell."""
    names = (*FACETS, DAY, *FURTHER_FIELDS)
    found = engine.search(query, SearchOptions(limit=0, facets=names, members=asked_for))
    facets = {
        name: [(*row[:2], row.members, len(row.sources or ())) for row in rows]
        for name, rows in found.facets.items()
    }
    return found.members, facets


def in_order(engine: Engine, query: Query, order: Order) -> list[str]:
    """The ids of a page in the midst of the answer."""
    page = engine.search(query, SearchOptions(offset=1, limit=4, order=order)).page
    return [row.record.article.id for row in page]


def has_texts(document: Document) -> bool:
    """Whether no text is empty: on a server, one without a word is one word long."""
    return all(any(document.streams[field.name]) for field in TEXT_FIELDS)


def is_plain(query: Query) -> bool:
    """Whether a query asks for words and phrases alone.

    Tantivy and OpenSearch have no score for the occurrences of all that another leaf stands for.
    """
    return all(
        isinstance(leaf, Term | Phrase) and not getattr(leaf, "slop", 0) for leaf in leaves(query)
    )
