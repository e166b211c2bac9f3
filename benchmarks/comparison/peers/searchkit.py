"""Searchkit itself on each of its engines, asked as the shell and the page ask it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from comparison.articles import CHANGING_FILE, Item, write
from comparison.peers.base import HITS, Found
from comparison.questions import KINDS, Question


class Searchkit:
    """A project whose corpus is the one that all libraries read."""

    kinds: Sequence[str] = KINDS
    shows = True
    updates = True

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self.name = f"searchkit {engine}"

    def version(self) -> str | None:
        from searchkit.engines import ENGINES

        return version("searchkit") if self._engine in ENGINES else None

    def build(self, corpus: Path, index: Path) -> None:
        from searchkit import Library

        # A corpus of its own, as the measured update changes it.
        shutil.copytree(corpus, index / "corpus")
        (index / "searchkit.toml").write_text(f'engine = "{self._engine}"\n')
        with Library.open(index) as library:
            library.rebuild()

    def open(self, index: Path) -> _Opened:
        return _Opened(index)


class _Opened:
    def __init__(self, home: Path) -> None:
        from searchkit import Library
        from searchkit.analysis import Analyzer
        from searchkit.engines import open_engine
        from searchkit.index.folder import IndexFolder

        self._library = Library.open(home)
        generation = IndexFolder(self._library.settings.index).current()
        self._engine = open_engine(generation.manifest.engine, generation.engine_folder)
        self._analyzer = Analyzer()

    def find(self, question: Question) -> Found:
        """What `Library.search` does, less its facets and snippets."""
        from searchkit.binding import bind
        from searchkit.engines import SearchOptions
        from searchkit.search.request import SearchRequest
        from searchkit.syntax import MatchAll

        tree = SearchRequest(text=question.text).tree or MatchAll()
        bound = bind(tree, question.text, self._analyzer, self._engine.terms)
        found = self._engine.search(bound.query, SearchOptions(limit=HITS))
        ids = (one.record.article.id for one in found.page)
        return Found(found.total, tuple(one.rpartition("#")[2] for one in ids))

    def show(self, question: Question) -> None:
        self._library.search(question.text, limit=HITS)

    def replace(self, items: Sequence[Item]) -> None:
        write(self._library.settings.corpus / CHANGING_FILE, items)
        self._library.update()

    def close(self) -> None:
        self._engine.close()
        self._library.close()
