"""The articles of one folder, where several share an index on servers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from searchkit.analysis import Record
from searchkit.engines.base import IndexReader


class OwnPart:
    """The articles of one part, by the ids that their folder gives them.

    The index shows them with a `prefix`.
    """

    def __init__(self, engine: IndexReader, prefix: str) -> None:
        self._engine = engine
        self._prefix = prefix
        self.digests = engine.digests
        self.term_dictionary = engine.term_dictionary

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        """As `Engine.fetch`."""
        return [
            self._own(record)
            for record in self._engine.fetch([self._prefix + article_id for article_id in ids])
        ]

    def _own(self, record: Record) -> Record:
        article = record.article
        return replace(record, article=replace(article, id=article.id.removeprefix(self._prefix)))
