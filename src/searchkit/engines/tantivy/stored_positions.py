"""Positions of terms in one article, read from its stored terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, takewhile
from typing import Any

import tantivy

from searchkit.engines.counts import MARK
from searchkit.engines.tantivy.storage import (
    BODY_TERMS,
    LAYOUTS,
    SAME,
    UNIT_STARTS,
    StreamLayout,
    unpacked_starts,
)
from searchkit.query import Synonyms, Unit
from searchkit.schema import EXACT, SCHEMA, SCORED_STREAMS, TITLE_START

#: Bytes of stored terms that are kept to be looked through again.
MAX_KEPT = 64_000_000
# What an article takes beside its terms.
_OBJECT = 700
_TEXT_FIELDS = (BODY_TERMS, SCHEMA["title"].name)
# Up to so many terms are looked for one by one.
_FEW = 16
# At least this many terms that share this many first letters are found faster by the letters.
_SEVERAL = 3
_LONG = 2


class StoredTerms:
    """The stored terms of the texts of one commit, as many as `MAX_KEPT` of those read last.

    Threads may share it.
    """

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher
        self._kept: dict[tuple[int, int], StoredPositions] = {}
        self._size = 0

    def positions(self, address: tantivy.DocAddress) -> StoredPositions:
        """Those of an article."""
        key = address.segment_ord, address.doc
        kept = self._kept.get(key)
        if kept is None:
            kept = StoredPositions(self._searcher, address)
            if self._size > MAX_KEPT:
                self._kept.clear()
                self._size = 0
            self._kept[key] = kept
            self._size += kept.size
        return kept


class StoredPositions:
    """The positions of terms, found in the joined terms of a field without splitting them."""

    __slots__ = ("_address", "_packed", "_searcher", "_texts", "size")

    def __init__(self, searcher: tantivy.Searcher, address: tantivy.DocAddress) -> None:
        document = searcher.doc(address)
        self._searcher = searcher
        self._address = address
        # Of the rest, which is twice as large, few queries ask.
        self._texts = {field: _stored(document, field) for field in _TEXT_FIELDS}
        self._packed = _stored(document, UNIT_STARTS)
        #: In bytes, about.
        self.size = _OBJECT + len(self._packed) + sum(map(len, self._texts.values()))

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """The positions of a term, ascending."""
        return self._of_few(stream, (term,))

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """The positions of any of its terms, ascending."""
        prefix = _prefix(leaf)
        if len(leaf.terms) <= _FEW and not prefix:
            return self._of_few(leaf.stream, leaf.terms)
        wanted = _tokens(leaf)
        if leaf.stream in SCORED_STREAMS:
            body, title = (self._places(part, wanted, prefix) for part in _parts(leaf.stream))
            return _text_positions(body, title)
        return self._places(leaf.stream, wanted, prefix)

    def _of_few(self, stream: str, terms: tuple[str, ...]) -> Sequence[int]:
        if stream not in SCORED_STREAMS:
            return self._found(stream, terms)
        body, title = _parts(stream)
        return _text_positions(self._found(body, terms), self._found(title, terms))

    def _found(self, stream: str, terms: tuple[str, ...]) -> Sequence[int]:
        """The positions of any of a few terms, each looked for in all of the text."""
        text, step = self._text(stream), LAYOUTS[stream].step
        # Most terms are in few texts, and all of this is done for every article.
        places = [
            _positions(text, wanted, at, step)
            for wanted in _wanted(stream, terms)
            if (at := text.find(wanted)) >= 0
        ]
        return places[0] if len(places) == 1 else sorted(chain.from_iterable(places))

    def _places(self, stream: str, wanted: frozenset[bytes], prefix: bytes) -> list[int]:
        """The positions of the wanted tokens, all of which begin so."""
        layout = LAYOUTS[stream]
        if prefix:
            return sorted(_begun_so(self._text(stream), wanted, prefix, layout))
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
        return unpacked_starts(self._packed, unit)

    def _text(self, stream: str) -> bytes:
        field = LAYOUTS[stream].stored
        text = self._texts.get(field)
        return _stored(self._searcher.doc(self._address), field) if text is None else text


def _stored(document: tantivy.Document, field: str) -> bytes:
    value: Any = document.get_first(field) or b""
    return value.encode() if isinstance(value, str) else bytes(value)


def _begun_so(
    text: bytes, wanted: frozenset[bytes], prefix: bytes, layout: StreamLayout
) -> Iterator[int]:
    """The positions of the wanted tokens, found by what all of them begin with."""
    yield from _tokens_at(text, b" " + prefix, wanted, layout.step)
    if layout.stored == BODY_TERMS and layout.mark:
        # A form that is its own stem stands as the stem.
        mark, same = layout.mark.encode(), f" {SAME} ".encode()
        begin, stems = b" " + prefix.removeprefix(mark), _unmarked(wanted, mark)
        yield from _tokens_at(text, begin, stems, layout.step, same)


@lru_cache(maxsize=64)
def _unmarked(tokens: frozenset[bytes], mark: bytes) -> frozenset[bytes]:
    """The tokens without the mark, made once for all articles."""
    return frozenset(token.removeprefix(mark) for token in tokens)


def _tokens_at(
    text: bytes, begin: bytes, wanted: frozenset[bytes], step: int, after: bytes = b" "
) -> Iterator[int]:
    """The positions of the wanted tokens that begin so, and that something stands after."""
    token_number = counted = 0
    at = text.find(begin)
    while at >= 0:
        end = text.find(b" ", at + 1)
        if text[at + 1 : end] in wanted and text.startswith(after, end):
            # One space stands before each token.
            token_number += text.count(b" ", counted, at)
            counted = at
            yield token_number // step
        at = text.find(begin, end)


def _positions(text: bytes, wanted: bytes, at: int, step: int) -> list[int]:
    """The positions at which tokens stand in a joined text, with `step` tokens to a position.

    The first is at the offset `at`.
    """
    positions = []
    token_number = counted = 0
    while at >= 0:
        # One space stands before each token.
        token_number += text.count(b" ", counted, at)
        counted = at
        positions.append(token_number // step)
        at = text.find(wanted, at + len(wanted) - 1)
    return positions


@lru_cache(maxsize=256)
def _wanted(stream: str, terms: tuple[str, ...]) -> tuple[bytes, ...]:
    """What stands in a joined text for each of the terms, made once for all articles."""
    layout = LAYOUTS[stream]
    named = [term for term in terms if term]
    tokens = [f" {layout.mark}{term} " for term in named]
    if layout.stored == BODY_TERMS and layout.mark:
        tokens += [f" {term} {SAME} " for term in named]
    return tuple(token.encode() for token in tokens)


def _parts(stream: str) -> tuple[str, str]:
    """The streams of body and title that a stream of the scored text stands for."""
    body, title = SCHEMA["body"], SCHEMA["title"]
    return (body.exact, title.exact) if stream.endswith(EXACT) else (body.name, title.name)


def _text_positions(body: Sequence[int], title: Sequence[int]) -> Sequence[int]:
    return [*body, *(TITLE_START + at for at in title)] if title else body


@lru_cache(maxsize=64)
def _prefix(leaf: Synonyms) -> bytes:
    """What all tokens of a leaf begin with, if they are several and it is long enough to tell."""
    terms = [term for term in leaf.terms if term]
    if len(terms) < _SEVERAL:
        return b""
    # What the first and the last in order share, all between them share as well.
    pairs = zip(min(terms), max(terms), strict=False)
    common = "".join(char for char, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    mark = LAYOUTS[leaf.stream].mark
    return f"{mark}{common}".encode() if len(common) >= _LONG else b""


@lru_cache(maxsize=64)
def _tokens(leaf: Synonyms) -> frozenset[bytes]:
    """The terms of a leaf as a field of terms has them, made once for all articles."""
    mark = LAYOUTS[leaf.stream].mark
    return frozenset(f"{mark}{term}".encode() for term in leaf.terms if term)
