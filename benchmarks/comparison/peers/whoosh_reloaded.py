"""Whoosh alone, with its own analyzers, parser, highlighter and groups."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comparison.articles import Item, read_corpus
from comparison.peers.base import HITS, Found
from comparison.peers.installed import version_of
from comparison.questions import KINDS, Question


class WhooshReloaded:
    """One stream of stems for each text field, as Whoosh's documentation has it."""

    name = "whoosh-reloaded"
    kinds: Sequence[str] = KINDS
    shows = True
    updates = True

    def version(self) -> str | None:
        return version_of("whoosh-reloaded")

    def build(self, corpus: Path, index: Path) -> None:
        from whoosh.index import create_in

        writer = create_in(str(index), self._schema()).writer()
        for item in read_corpus(corpus):
            writer.add_document(**self._document(item))
        writer.commit()

    def open(self, index: Path) -> _Opened:
        return _Opened(index, self._document)

    def _schema(self) -> Any:
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import ID, TEXT, Schema

        return Schema(
            id=ID(stored=True, unique=True),
            title=TEXT(StemmingAnalyzer(), stored=True),
            body=TEXT(StemmingAnalyzer(), stored=True),
            date=ID(stored=True),
            source=ID(stored=True, sortable=True),
            year=ID(sortable=True),
        )

    def _document(self, item: Item) -> dict[str, str]:
        return {
            "id": item.id,
            "title": item.title,
            "body": item.body,
            "date": item.date,
            "source": item.source,
            "year": item.year,
        }


class WhooshTwoStreams(WhooshReloaded):
    """The streams that searchkit has: stems, and beside them every word as it is written."""

    name = "whoosh-reloaded, two streams"
    kinds: Sequence[str] = ()
    shows = False
    updates = False

    def _schema(self) -> Any:
        from whoosh.analysis import StandardAnalyzer, StemmingAnalyzer
        from whoosh.fields import TEXT

        schema = super()._schema()
        for name in ("title", "body"):
            schema.remove(name)
            schema.add(name, TEXT(StemmingAnalyzer(minsize=1, stoplist=None), stored=True))
            schema.add(f"{name}_exact", TEXT(StandardAnalyzer(minsize=1, stoplist=None)))
        return schema

    def _document(self, item: Item) -> dict[str, str]:
        exact = {"title_exact": item.title, "body_exact": item.body}
        return super()._document(item) | exact


class _Opened:
    def __init__(self, index: Path, document: Any) -> None:
        from whoosh.index import open_dir
        from whoosh.qparser import MultifieldParser
        from whoosh.sorting import Count

        self._index = open_dir(str(index))
        self._document = document
        self._searcher = self._index.searcher()
        self._parser = MultifieldParser(["title", "body"], self._index.schema)
        self._counts = Count

    def find(self, question: Question) -> Found:
        results = self._searcher.search(self._parser.parse(question.text), limit=HITS)
        return Found(len(results), tuple(hit["id"] for hit in results))

    def show(self, question: Question) -> None:
        query = self._parser.parse(question.text)
        groups = ["source", "year"]
        results = self._searcher.search(query, limit=HITS, groupedby=groups, maptype=self._counts)
        len(results)
        for hit in results[:HITS]:  # with groups, Whoosh gives all
            hit.highlights("body")
        for group in groups:
            results.groups(group)

    def replace(self, items: Sequence[Item]) -> None:
        writer = self._index.writer()
        for item in items:
            writer.update_document(**self._document(item))
        writer.commit()

    def close(self) -> None:
        self._searcher.close()
        self._index.close()
