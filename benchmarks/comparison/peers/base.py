"""What each library must do to be measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from comparison.articles import Item
from comparison.questions import Question

#: How many hits are asked for.
HITS = 10


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: how many articles match, and the ids of the first ten."""

    total: int
    ids: tuple[str, ...]


class Opened(Protocol):
    """An open index."""

    def find(self, question: Question) -> Found:
        """The first hits, with all that is stored of them read."""

    def show(self, question: Question) -> None:
        """The first hits with a snippet each, and the counts of all hits by source and year."""

    def replace(self, items: Sequence[Item]) -> None:
        """Commit articles in the place of those with the same ids."""

    def close(self) -> None:
        """Let go of every file."""


class Peer(Protocol):
    """A library that is measured; its module imports it when it is used.

    `kinds` are the queries that it can answer; `shows` is whether it has snippets and facets of its
    own, `updates` whether it can replace an article. What it has not is never called.
    """

    name: str
    kinds: Sequence[str]
    shows: bool
    updates: bool

    def version(self) -> str | None:
        """The version of the library; None if it is not installed."""

    def build(self, corpus: Path, index: Path) -> None:
        """Index the JSON lines of a corpus into an empty folder, to the commit."""

    def open(self, index: Path) -> Opened:
        """The index that was built."""
