"""Positions of terms in one article, read from its stored terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import tantivy

from searchkit.engines.counts import MARK
from searchkit.engines.tantivy.storage import (
    BODY_TERMS,
    LAYOUTS,
    SAME,
    UNIT_STARTS,
    unpacked_starts,
)
from searchkit.query import Synonyms, Unit
from searchkit.schema import EXACT, SCHEMA, SCORED_STREAMS, TITLE_START

# Up to so many terms are looked for one by one.
_FEW = 16


class StoredPositions:
    """The positions of terms, found in the joined terms of a field without splitting them."""

    __slots__ = ("_document", "_texts")

    def __init__(self, document: tantivy.Document) -> None:
        self._document = document
        self._texts: dict[str, bytes] = {}

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """The positions of a term, ascending."""
        if stream in SCORED_STREAMS:
            body, title = (self.positions(part, term) for part in _parts(stream))
            return _text_positions(body, title)
        layout, text = LAYOUTS[stream], self._text(stream)
        if not term:
            return []
        positions = _found(text, f" {layout.mark}{term} ", layout.step)
        if layout.stored == BODY_TERMS and layout.mark:
            positions += _found(text, f" {term} {SAME} ", layout.step)
            positions.sort()
        return positions

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """The positions of any of its terms, ascending."""
        if len(leaf.terms) <= _FEW:
            return sorted(at for term in leaf.terms for at in self.positions(leaf.stream, term))
        wanted = _tokens(leaf)
        if leaf.stream in SCORED_STREAMS:
            body, title = (self._places(part, wanted) for part in _parts(leaf.stream))
            return _text_positions(body, title)
        return self._places(leaf.stream, wanted)

    def _places(self, stream: str, wanted: frozenset[bytes]) -> list[int]:
        layout = LAYOUTS[stream]
        tokens = self._text(stream).split()
        if layout.stored == BODY_TERMS and layout.mark:
            same, mark = SAME.encode(), MARK.encode()
            pairs = zip(tokens[::2], tokens[1::2], strict=True)
            tokens = [mark + stem if form == same else form for stem, form in pairs]
        else:
            tokens = tokens[layout.shift :: layout.step]
        return [at for at, token in enumerate(tokens) if token in wanted]

    def boundaries(self, stream: str, unit: Unit) -> Sequence[int]:
        """The positions at which a sentence or paragraph begins."""
        if stream in SCORED_STREAMS:
            return [*self._starts(unit), TITLE_START]
        return self._starts(unit) if LAYOUTS[stream].stored == BODY_TERMS else ()

    def _starts(self, unit: Unit) -> Sequence[int]:
        packed: Any = self._document.get_first(UNIT_STARTS)
        return unpacked_starts(packed)[unit]

    def _text(self, stream: str) -> bytes:
        text = self._texts.get(stream)
        if text is None:
            value: Any = self._document.get_first(LAYOUTS[stream].stored) or b""
            text = self._texts[stream] = value.encode() if isinstance(value, str) else value
        return text


def _found(text: bytes, tokens: str, step: int) -> list[int]:
    """The positions at which tokens stand in a joined text, of which each has so many."""
    wanted = tokens.encode()
    positions = []
    token_number = counted = 0
    at = text.find(wanted)
    while at >= 0:
        # One space stands before each token.
        token_number += text.count(b" ", counted, at)
        counted = at
        positions.append(token_number // step)
        at = text.find(wanted, at + len(wanted) - 1)
    return positions


def _parts(stream: str) -> tuple[str, str]:
    """The streams of body and title that a stream of the scored text stands for."""
    body, title = SCHEMA["body"], SCHEMA["title"]
    return (body.exact, title.exact) if stream.endswith(EXACT) else (body.name, title.name)


def _text_positions(body: Sequence[int], title: Sequence[int]) -> Sequence[int]:
    return [*body, *(TITLE_START + at for at in title)] if title else body


@lru_cache(maxsize=64)
def _tokens(leaf: Synonyms) -> frozenset[bytes]:
    """The terms of a leaf as a field of terms has them, made once for all articles."""
    mark = LAYOUTS[leaf.stream].mark
    return frozenset(f"{mark}{term}".encode() for term in leaf.terms if term)
