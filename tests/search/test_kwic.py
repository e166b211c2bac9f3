"""Key words in context: which articles are read for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchkit import Library
from searchkit.engines.base import Order
from searchkit.query import MatchAll, Query
from searchkit.search.kwic import with_lines


@pytest.fixture
def scanned(library: Library, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """The queries whose articles are read."""
    asked: list[Query] = []
    with library.searcher() as searcher:
        engine = type(searcher.snapshot.engine)
    scan = engine.scan

    def noted(self: object, query: Query, order: Order) -> Iterator[object]:
        asked.append(query)
        return scan(self, query, order)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "scan", noted)
    return asked


def test_what_marks_nothing_has_no_lines_and_reads_no_article(
    library: Library, scanned: list[Query]
) -> None:
    for text in ("*", "title:ferry", "date:2016", "NOT ferry"):
        assert list(library.kwic(text)) == []
    assert not scanned
    assert with_lines(MatchAll()) is None


def test_only_articles_with_a_marked_word_are_read(library: Library, scanned: list[Query]) -> None:
    lines = list(library.kwic("ferry"))
    assert lines
    assert list(library.kwic("ferry OR path:nowhere")) == lines
    assert list(library.kwic("ferry OR *")) == lines
    assert len(scanned) == 3
