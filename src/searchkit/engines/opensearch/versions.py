"""The versions of the articles that a run compares, so that it changes nothing newer."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping

#: What changes with each change of a document; a server compares it before the next.
Version = tuple[int, int]


class Versions:
    """The version of each article by its id, in some 24 bytes each.

    They are added in the order of their ids. Raises `ValueError` for another.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._sequences = array("q")
        self._terms = array("q")
        self._changed: dict[str, Version | None] = {}

    def add(self, article_id: str, version: Version) -> None:
        """Add the version of the article that comes next."""
        if self._ids and self._ids[-1] >= article_id:
            raise ValueError("out of order")
        self._ids.append(article_id)
        self._sequences.append(version[0])
        self._terms.append(version[1])

    def change(self, versions: Mapping[str, Version | None]) -> None:
        """Take note of changes; None is the version of an article that was deleted."""
        self._changed.update(versions)

    def get(self, article_id: str) -> Version | None:
        """The version of an article; None if there is none of that id."""
        if article_id in self._changed:
            return self._changed[article_id]
        place = bisect_left(self._ids, article_id)
        if place == len(self._ids) or self._ids[place] != article_id:
            return None
        return self._sequences[place], self._terms[place]
