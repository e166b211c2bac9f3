"""The postings of one search: which documents have the terms of a leaf, how often, and where."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cached_property, reduce
from typing import Any

from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.storage import BOUNDARIES, decoded_positions
from searchkit.operands import in_field
from searchkit.query import (
    Disjunction,
    First,
    Near,
    NotNear,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Unit,
    Within,
)
from searchkit.schema import SCHEMA, SCORED_STREAMS, TEXT_FIELDS, TITLE_START, TITLE_WEIGHT

_BODY_STREAMS = (SCHEMA["body"].name, SCHEMA["body"].exact)


class _TermPostings:
    """The documents that have a term, or one of several: by number, how often, and where."""

    def __init__(
        self, documents: Sequence[int], counts: Sequence[float], positions: Sequence[bytes]
    ) -> None:
        self.counts: Mapping[int, float] = dict(zip(documents, counts, strict=True))
        self._documents = documents
        self._encoded = positions

    @cached_property
    def positions(self) -> Mapping[int, bytes]:
        """Document number → encoded positions."""
        return dict(zip(self._documents, self._encoded, strict=True))


class _TextPostings(_TermPostings):
    """The postings of a term in title and body as one text, counted with the title's weight."""

    def __init__(self, title: _TermPostings, body: _TermPostings) -> None:
        counts = dict(body.counts)
        for docnum, count in title.counts.items():
            counts[docnum] = counts.get(docnum, 0.0) + TITLE_WEIGHT * count
        self.counts = counts
        self._fields = title, body

    @cached_property
    def positions(self) -> Mapping[int, bytes]:
        title, body = self._fields
        positions = dict(body.positions)
        for docnum, value in title.positions.items():
            moved = array("I", [TITLE_START + at for at in decoded_positions(value)]).tobytes()
            positions[docnum] = positions.get(docnum, b"") + moved
        return positions


class Postings:
    """Reads the postings of a term once for each search."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._terms: dict[tuple[str, str], _TermPostings] = {}
        # By identity: the hash of a thousand terms takes longer than what it is to save.
        self._synonyms: dict[int, _TermPostings] = {}

    def counts(self, leaf: Term | Synonyms) -> Mapping[int, float]:
        """The number of occurrences of a term, or of any of several, by document."""
        return self._term_postings(leaf).counts

    def doc_freq(self, leaf: Term | Synonyms) -> int:
        """The number of documents that have the term, or any of several."""
        if isinstance(leaf, Synonyms):
            return len(self._term_postings(leaf).counts)
        if leaf.stream in SCORED_STREAMS:
            return len(self._term_postings(leaf).counts)
        return int(self._reader.doc_frequency(leaf.stream, leaf.term.encode()))

    def candidates(self, leaf: Operand) -> Set[int]:
        """The documents that have the terms without which a leaf cannot occur."""
        match leaf:
            case Term() | Synonyms():
                return self._term_postings(leaf).counts.keys()
            case Disjunction(operands):
                return set().union(*map(self.candidates, operands))
            case Phrase(stream, terms):
                return self._all_of(Term(stream, term) for term in set(terms))
            case Near(left, right) | Within(left, right):
                return self._all_of((left, right))
            case NotNear(left, right):
                # The positions of both are asked for.
                self.candidates(right)
                return self.candidates(left)
            case First(operand):
                return self.candidates(operand)

    def phrase_counts(self, phrase: Phrase, documents: Iterable[int]) -> dict[int, float]:
        """The number of times that terms stand side by side, in documents that have them all."""
        first, *others = (
            self._term_postings(Term(phrase.stream, term)).positions for term in phrase.terms
        )
        counts = {}
        for docnum in documents:
            starts: Collection[int] = decoded_positions(first[docnum])
            for gap, positions in enumerate(others, start=1):
                here = decoded_positions(positions[docnum])
                starts = {at - gap for at in here}.intersection(starts)
                if not starts:
                    break
            else:
                counts[docnum] = float(
                    sum(1 if start < TITLE_START else TITLE_WEIGHT for start in starts)
                )
        return counts

    def document(self, docnum: int) -> DocumentPositions:
        """The positions in a document of the terms whose `candidates` were asked for."""
        return DocumentPositions(self, docnum)

    def positions(self, leaf: Term | Synonyms, docnum: int) -> bytes:
        """The encoded positions of a term in a document, or of any of several, in no order."""
        return self._term_postings(leaf).positions.get(docnum, b"")

    def _all_of(self, operands: Iterable[Operand]) -> Set[int]:
        candidates = sorted((self.candidates(operand) for operand in operands), key=len)
        return reduce(lambda left, right: left & right, candidates)

    def _term_postings(self, leaf: Term | Synonyms) -> _TermPostings:
        if isinstance(leaf, Term):
            key = (leaf.stream, leaf.term)
            postings = self._terms.get(key)
            if postings is None:
                postings = self._terms[key] = self._read(leaf)
            return postings
        postings = self._synonyms.get(id(leaf))
        if postings is None:
            postings = self._synonyms[id(leaf)] = self._merged(leaf)
        return postings

    def _read(self, leaf: Term) -> _TermPostings:
        if leaf.stream in SCORED_STREAMS:
            return _TextPostings(
                *(self._term_postings(in_field(leaf, field)) for field in TEXT_FIELDS)
            )
        return _TermPostings(*posting_list(self._reader, leaf.stream, leaf.term))

    def _merged(self, leaf: Synonyms) -> _TermPostings:
        counts: dict[int, float] = {}
        positions: dict[int, bytes] = {}
        for term in leaf.terms:
            postings = self._read(Term(leaf.stream, term))
            for docnum, count in postings.counts.items():
                counts[docnum] = counts.get(docnum, 0.0) + count
                positions[docnum] = positions.get(docnum, b"") + postings.positions[docnum]
        return _TermPostings(list(counts), list(counts.values()), list(positions.values()))


class DocumentPositions:
    """The positions of terms in one document."""

    __slots__ = ("_docnum", "_postings")

    def __init__(self, postings: Postings, docnum: int) -> None:
        self._postings = postings
        self._docnum = docnum

    def positions(self, stream: str, term: str) -> array[int]:
        """The positions of a term, ascending."""
        return decoded_positions(self._postings.positions(Term(stream, term), self._docnum))

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """The positions of any of its terms, ascending."""
        return sorted(decoded_positions(self._postings.positions(leaf, self._docnum)))

    def boundaries(self, stream: str, unit: Unit) -> Sequence[int]:
        """The positions at which a sentence or paragraph begins, ascending, without 0."""
        if stream in SCORED_STREAMS:
            return [*self._starts(unit), TITLE_START]
        return self._starts(unit) if stream in _BODY_STREAMS else ()

    def _starts(self, unit: Unit) -> Sequence[int]:
        return decoded_positions(self._postings.positions(Term(BOUNDARIES, unit), self._docnum))
