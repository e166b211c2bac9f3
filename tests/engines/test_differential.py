"""Random corpora and queries: every engine finds what `matching` says, and ranks alike."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from generators import corpora, queries
from hypothesis import HealthCheck, given, settings

from searchkit.analysis import Document
from searchkit.engines import ENGINES, MemoryEngine, open_engine
from searchkit.matching import match
from searchkit.query import Query


@pytest.mark.parametrize("name", ENGINES)
@given(documents=corpora(), asked=queries)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_engine_on_disk_answers_as_matching_does(
    name: str, documents: list[Document], asked: Query
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(name, Path(folder), create=True)
        # Two commits, so that a search spans segments.
        for half in (documents[::2], documents[1::2]):
            with engine.writer() as writer:
                for document in half:
                    writer.add(document)
        found = engine.search(asked, limit=100)
        expected = {one.article.id for one in documents if match(asked, one) is not None}
        assert {one.record.article.id for one in found.page} == expected
        assert found.total == len(expected)
        engine.close()


@given(documents=corpora(), asked=queries)
@settings(max_examples=200, deadline=None)
def test_the_memory_engine_answers_as_matching_does(
    documents: list[Document], asked: Query
) -> None:
    engine = MemoryEngine()
    with engine.writer() as writer:
        for document in documents:
            writer.add(document)
    expected = {one.article.id for one in documents if match(asked, one) is not None}
    assert {one.record.article.id for one in engine.search(asked, limit=100).page} == expected


@pytest.mark.parametrize("name", ENGINES)
@given(documents=corpora(), asked=queries)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_engine_on_disk_scores_as_the_memory_engine_does(
    name: str, documents: list[Document], asked: Query
) -> None:
    memory = MemoryEngine()
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(name, Path(folder), create=True)
        for one in (memory, engine):
            with one.writer() as writer:
                for document in documents:
                    writer.add(document)
        expected = {m.record.article.id: m.score for m in memory.search(asked, limit=100).page}
        found = {m.record.article.id: m.score for m in engine.search(asked, limit=100).page}
        engine.close()
    # An engine may keep the length of a field in one byte.
    assert found == pytest.approx(expected, rel=0.1)
