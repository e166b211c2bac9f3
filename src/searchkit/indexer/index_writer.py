"""The writer of an index run: what takes its changes, and one that takes none."""

from __future__ import annotations

from typing import Protocol

from searchkit.analysis import Document
from searchkit.engines import Writer

#: So many articles or a few more are one commit of an update; a run that is killed goes on there.
BATCH = 10_000


class IndexWriter(Writer, Protocol):
    """Takes the changes of a run: into a generation here, into an index on servers, or nowhere."""

    def checkpoint(self, articles: int) -> None:
        """Called after every file, with the number of articles that there would be then."""


class NullWriter:
    """Takes the changes of a dry run."""

    def add(self, document: Document) -> None:
        pass

    def delete(self, article_id: str) -> None:
        pass

    def checkpoint(self, articles: int) -> None:
        pass
