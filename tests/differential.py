"""One engine against `matching` and the memory engine, on random articles and queries."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from searchkit.analysis import Document
from searchkit.engines import MemoryEngine, open_engine
from searchkit.expansion import expand
from searchkit.matching import match
from searchkit.query import Query


def compare(name: str, documents: Sequence[Document], asked: Sequence[Query]) -> None:
    """Assert that the engine finds what every query means, and scores it as memory does."""
    memory = MemoryEngine()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_engine(name, Path(folder), create=True)) as engine,
    ):
        # Two commits, so that a search spans segments.
        for half in (documents[::2], documents[1::2]):
            for one in (memory, engine):
                with one.writer() as writer:
                    for document in half:
                        writer.add(document)
        for query in asked:
            meant = {one.article.id for one in documents if match(query, one) is not None}
            scores = {}
            for one in (memory, engine):
                ready = expand(query, one.terms)
                found = one.search(ready, limit=100)
                scores[one.name] = {row.record.article.id: row.score for row in found.page}
                assert scores[one.name].keys() == meant, f"{one.name} disagrees on {query}"
                assert found.total == len(meant)
                for document in documents:
                    assert places(ready, document) == places(query, document), query
            # An engine may keep the length of a field in one byte.
            assert scores[name] == pytest.approx(scores["memory"], rel=0.1), query


def places(query: Query, document: Document) -> list[tuple[str, int, int]] | None:
    """What of the document a query marks."""
    found = match(query, document)
    return found and [(one.leaf.stream, one.first, one.last) for one in found]
