"""Tantivy alone, with its own English stemmer, parser, snippets and aggregations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comparison.articles import Item, read_corpus
from comparison.peers.base import HITS, Found
from comparison.peers.installed import version_of
from comparison.questions import KINDS, Question

_FIELDS = ["title", "body"]
_FACETS = ("source", "year")


class TantivyPy:
    """One stream of stems for each text field."""

    name = "tantivy-py"
    kinds: Sequence[str] = KINDS
    shows = True
    updates = True

    def version(self) -> str | None:
        return version_of("tantivy")

    def build(self, corpus: Path, index: Path) -> None:
        import tantivy

        writer = tantivy.Index(_schema(), path=str(index)).writer()
        for item in read_corpus(corpus):
            writer.add_document(_document(item))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, index: Path) -> _Opened:
        return _Opened(index)


class _Opened:
    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        self._index: Any = tantivy.Index.open(str(folder))
        self._searcher: Any = self._index.searcher()

    def find(self, question: Question) -> Found:
        found = self._searcher.search(self._query(question), HITS, count=True)
        read = [self._searcher.doc(address) for _, address in found.hits]
        return Found(found.count, tuple(one["id"][0] for one in read))

    def show(self, question: Question) -> None:
        query = self._query(question)
        found = self._searcher.search(query, HITS, count=True)
        generator = self._tantivy.SnippetGenerator.create(
            self._searcher, query, self._index.schema, "body"
        )
        for _, address in found.hits:
            generator.snippet_from_doc(self._searcher.doc(address)).to_html()
        for facet in _FACETS:
            self._searcher.aggregate(query, {facet: {"terms": {"field": facet, "size": 1_000}}})

    def replace(self, items: Sequence[Item]) -> None:
        writer = self._index.writer()
        for item in items:
            writer.delete_documents_by_term("id", item.id)
            writer.add_document(_document(item))
        writer.commit()
        writer.wait_merging_threads()

    def close(self) -> None:
        self._searcher = self._index = None

    def _query(self, question: Question) -> Any:
        if question.kind != "prefix":
            return self._index.parse_query(question.text, _FIELDS, conjunction_by_default=True)
        # Its parser has no prefixes.
        query = self._tantivy.Query
        schema, pattern = self._index.schema, f"{question.words[0]}.*"
        either = [query.regex_query(schema, field, pattern) for field in _FIELDS]
        return query.boolean_query([(self._tantivy.Occur.Should, one) for one in either])


def _schema() -> Any:
    import tantivy

    schema = tantivy.SchemaBuilder()
    for name in _FIELDS:
        schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in ("id", "date"):
        schema.add_text_field(name, stored=True, tokenizer_name="raw")
    for name in _FACETS:
        schema.add_text_field(name, stored=True, fast=True, tokenizer_name="raw")
    return schema.build()


def _document(item: Item) -> Any:
    import tantivy

    return tantivy.Document(
        id=item.id,
        title=item.title,
        body=item.body,
        date=item.date,
        source=item.source,
        year=item.year,
    )
