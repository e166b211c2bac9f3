"""The day on which an article came into the index."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from searchkit import Library, SearchRequest
from searchkit.indexer import analysis_pool


def found(library: Library, text: str) -> list[str]:
    request = SearchRequest(text=text, today=dt.date(2026, 3, 20), sort="newest")
    with library.searcher() as searcher:
        return sorted(hit.id for hit in searcher.search(request).hits)


@pytest.mark.slow
def test_an_article_keeps_the_day_on_which_it_came(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis_pool, "_today", dt.date(2026, 3, 10).toordinal)
    with Library.open(project) as library:
        library.update()
        monkeypatch.setattr(analysis_pool, "_today", dt.date(2026, 3, 20).toordinal)
        (project / "corpus" / "new.txt").write_text("Ferry talks fail\n\nNobody spoke.\n")
        (project / "corpus" / "monitor.txt").write_text("Ferry talks go on\n\nAll spoke.\n")
        library.update()
        assert found(library, "added:2026-03-20") == ["new.txt"]
        assert found(library, "added:2026-03-10 ferry") == ["monitor.txt"]
        assert found(library, "added:7d") == ["new.txt"]

        library.rebuild()
        assert found(library, "added:2026-03-20") == ["new.txt"]
        assert found(library, "added:<2026-03-15 ferry") == ["monitor.txt"]


def test_an_article_whose_file_moves_keeps_the_day(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = project / "corpus"
    (corpus / "table.csv").write_text("title,body\nFerry one,It sails.\nFerry two,It stays.\n")
    monkeypatch.setattr(analysis_pool, "_today", dt.date(2026, 3, 10).toordinal)
    with Library.open(project) as library:
        library.update()
        monkeypatch.setattr(analysis_pool, "_today", dt.date(2026, 3, 20).toordinal)
        (corpus / "earlier").mkdir()
        before = len(found(library, "added:2026-03-10"))
        for path in sorted(corpus.glob("*.*")):
            path.rename(corpus / "earlier" / path.name)
        library.update()
        assert found(library, "added:2026-03-20") == []
        assert len(found(library, "added:2026-03-10")) == before > 3
