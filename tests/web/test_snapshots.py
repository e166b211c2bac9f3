"""A page is of one state of the index, and holds none once it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from searchkit import Library, Searcher
from searchkit.web import create_app, service

FRONT = {"source": "Herald", "date": "2016-02-20"}


@pytest.mark.parametrize(
    "url", ["/?q=ferry&filter=source:Herald", "/article/a.md?q=ferry", "/", "/nowhere"]
)
def test_a_request_enters_the_index_once_at_most(
    make_library: Callable[..., Library], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    library = make_library({"a.md": (FRONT, "The ferry sails."), "b.md": (FRONT, "A ferry.")})
    enter, held = library.searcher, []

    @contextmanager
    def counted(**options: bool) -> Iterator[Searcher]:
        with enter(**options) as searcher:
            held.append(True)
            yield searcher
        held[-1] = False

    monkeypatch.setattr(library, "searcher", counted)
    create_app(library).test_client().get(url)
    assert held == ([] if url == "/nowhere" else [False])


@pytest.mark.slow
def test_the_counts_of_a_page_are_of_the_state_of_its_hits(
    make_library: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.md": (FRONT, "The ferry sails.")})
    facet_counts = service.facet_counts

    def after_a_commit(*arguments: object) -> object:
        (library.settings.corpus / "b.txt").write_text("Ferry\n\nA ferry.")
        library.update()
        assert library.search("ferry").total == 2
        return facet_counts(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "facet_counts", after_a_commit)
    page = create_app(library).test_client().get("/?q=ferry&filter=source:Herald").text
    assert "1 article" in page
    assert "unknown" not in page.partition("<aside")[2]
