"""Unique record names in one file: its reader, or a crafted file, may name two alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from searchkit.corpus.reader import ParsedDocument, Unread


class UniqueRecords:
    """Gives each document of a file a record name that none before it has."""

    def __init__(self) -> None:
        self._taken: dict[str | None, int] = {}

    def all_of(
        self, documents: Iterable[ParsedDocument | Unread]
    ) -> Iterator[ParsedDocument | Unread]:
        """The documents; if two have the same record name, the second gets a number at its end."""
        for document in documents:
            yield document if isinstance(document, Unread) else self._named(document)

    def _named(self, document: ParsedDocument) -> ParsedDocument:
        record = document.record
        number = self._taken[record] = self._taken.get(record, 0) + 1
        if number == 1:
            return document
        while (name := f"{record or ''}.{number}") in self._taken:
            number += 1
        self._taken[record] = number
        self._taken[name] = 1
        return replace(document, record=name)
