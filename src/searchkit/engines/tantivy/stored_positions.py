"""Positions of terms in one article, read from its stored fields of terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import tantivy

from searchkit.analysis import Document, Stems, decode
from searchkit.engines.tantivy.storage import LAYOUTS, RECORD, StreamLayout
from searchkit.query import Synonyms, Unit

# Up to so many terms are looked for one by one.
_FEW = 4


class StoredPositions:
    """The positions of terms, found in the joined text of a field without splitting it."""

    __slots__ = ("_document", "_texts")

    def __init__(self, document: tantivy.Document) -> None:
        self._document = document
        self._texts: dict[str, str] = {}

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """The positions of a term, ascending."""
        layout = LAYOUTS[stream]
        text = self._text(layout)
        token = f" {layout.mark}{term} "
        positions = []
        token_number = counted = 0
        at = text.find(token) if term else -1
        while at >= 0:
            # One space stands before each token.
            token_number += text.count(" ", counted, at)
            counted = at
            positions.append(token_number // layout.step)
            at = text.find(token, at + len(token) - 1)
        return positions

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """The positions of any of its terms, ascending."""
        if len(leaf.terms) <= _FEW:
            return sorted(at for term in leaf.terms for at in self.positions(leaf.stream, term))
        layout = LAYOUTS[leaf.stream]
        wanted = _tokens(leaf)
        tokens = self._text(layout).split()[layout.shift :: layout.step]
        return [at for at, token in enumerate(tokens) if token in wanted]

    def boundaries(self, stream: str, unit: Unit) -> Sequence[int]:
        """The positions at which a sentence or paragraph begins."""
        data: Any = self._document.get_first(RECORD)
        return Document(decode(data), Stems()).boundaries(stream, unit)

    def _text(self, layout: StreamLayout) -> str:
        text = self._texts.get(layout.field)
        if text is None:
            text = self._texts[layout.field] = self._document.get_first(layout.field) or ""
        return text


@lru_cache(maxsize=64)
def _tokens(leaf: Synonyms) -> frozenset[str]:
    """The terms of a leaf as a field of terms has them, made once for all articles."""
    return frozenset(LAYOUTS[leaf.stream].mark + term for term in leaf.terms if term)
