"""The changes of one commit, held back until it is known that there are to be any."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import IO

from searchkit.analysis import Document
from searchkit.engines.opensearch.bulk import Bulk, Change, compact
from searchkit.engines.opensearch.layout import shown_id, stored, stored_id
from searchkit.engines.opensearch.versions import Version

# So many are looked up together.
_TOGETHER = 200


class Changes:
    """The changes of one block, by the ids that the folder of a part gives its articles."""

    def __init__(
        self,
        bulk: Bulk,
        part: str,
        versions: Callable[[Sequence[str]], Mapping[str, Version | None]],
        spool: IO[str] | None,
    ) -> None:
        self._bulk = bulk
        self._part = part
        self._versions = versions
        self._spool = spool
        self._added: set[str] = set()
        self._deleted: set[str] = set()

    def add(self, document: Document, part: str | None = None) -> None:
        """As `Writer.add`; into a new index, the document may be of another part."""
        part = self._part if part is None else part
        text = compact(stored(document, part))
        if self._spool is None:
            shown = shown_id(part, document.id)
            article_id = document.id if part == self._part else shown
            self._bulk.add(Change.put(article_id, stored_id(shown), text))
            return
        if document.id in self._added:
            raise ValueError(f"{document.id!r} is added twice in one block")
        self._added.add(document.id)
        self._spool.write(f"{json.dumps(document.id)}\n{text}\n")

    def delete(self, article_id: str) -> None:
        if self._spool is not None:
            self._deleted.add(article_id)

    def send(self) -> None:
        """Send what was held back until the block had ended cleanly."""
        held = self._held()
        while batch := list(islice(held, _TOGETHER)):
            versions = self._versions([article_id for article_id, _ in batch])
            for article_id, text in batch:
                name = self._name(article_id)
                self._bulk.add(Change.put(article_id, name, text, versions[article_id]))
        # A server takes changes in no order.
        gone = iter(sorted(self._deleted - self._added))
        while ids := list(islice(gone, _TOGETHER)):
            for article_id, version in self._versions(ids).items():
                if version is not None:
                    name = self._name(article_id)
                    self._bulk.add(Change.delete(article_id, name, version))

    def _name(self, article_id: str) -> str:
        return stored_id(shown_id(self._part, article_id))

    def _held(self) -> Iterator[tuple[str, str]]:
        if self._spool is not None:
            self._spool.seek(0)
            for line in self._spool:
                yield json.loads(line), self._spool.readline().rstrip("\n")


@contextmanager
def changes_of(
    bulk: Bulk,
    part: str,
    versions: Callable[[Sequence[str]], Mapping[str, Version | None]],
    *,
    fresh: bool,
) -> Iterator[Changes]:
    """Nobody sees a fresh index: what goes into it is sent at once."""
    if fresh:
        yield Changes(bulk, part, versions, None)
        return
    with tempfile.TemporaryFile("w+", encoding="ascii") as spool:
        yield Changes(bulk, part, versions, spool)
