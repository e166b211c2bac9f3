"""The postings of one search: which documents have the terms of a leaf, how often, and where."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from functools import cached_property, reduce
from typing import Any

from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.storage import positions
from searchkit.query import Disjunction, Near, Operand, Phrase, Synonyms, Term


class _Found:
    """The documents that have a term, or one of several: by number, how often, and where."""

    def __init__(
        self, documents: Sequence[int], counts: Sequence[float], places: Sequence[bytes]
    ) -> None:
        self.counts: Mapping[int, float] = dict(zip(documents, counts, strict=True))
        self._documents = documents
        self._places = places

    @cached_property
    def places(self) -> Mapping[int, bytes]:
        """Document number → encoded positions."""
        return dict(zip(self._documents, self._places, strict=True))


class Postings:
    """Reads the postings of a term once for each search."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._terms: dict[tuple[str, str], _Found] = {}
        # By identity: the hash of a thousand terms takes longer than what it is to save.
        self._synonyms: dict[int, _Found] = {}

    def counts(self, leaf: Term | Synonyms) -> Mapping[int, float]:
        """The number of occurrences of a term, or of any of several, by document."""
        return self._found(leaf).counts

    def doc_freq(self, leaf: Term | Synonyms) -> int:
        """The number of documents that have the term, or any of several."""
        if isinstance(leaf, Synonyms):
            return len(self._found(leaf).counts)
        return int(self._reader.doc_frequency(leaf.stream, leaf.term.encode()))

    def candidates(self, leaf: Operand) -> Set[int]:
        """The documents that have the terms without which a leaf cannot occur."""
        match leaf:
            case Term() | Synonyms():
                return self._found(leaf).counts.keys()
            case Disjunction(operands):
                return set().union(*map(self.candidates, operands))
            case Phrase(stream, terms):
                return self._all_of(Term(stream, term) for term in set(terms))
            case Near(left, right):
                return self._all_of((left, right))

    def phrase_counts(self, phrase: Phrase, documents: Iterable[int]) -> dict[int, float]:
        """The number of times that terms stand side by side, in documents that have them all."""
        first, *others = (self._found(Term(phrase.stream, term)).places for term in phrase.terms)
        counts = {}
        for docnum in documents:
            starts: Collection[int] = positions(first[docnum])
            for gap, places in enumerate(others, start=1):
                starts = {at - gap for at in positions(places[docnum])}.intersection(starts)
                if not starts:
                    break
            else:
                counts[docnum] = float(len(starts))
        return counts

    def places(self, docnum: int) -> DocumentPositions:
        """Where the terms of the leaves whose `candidates` were asked for stand in a document."""
        return DocumentPositions(self._terms, self._synonyms, docnum)

    def _all_of(self, operands: Iterable[Operand]) -> Set[int]:
        candidates = sorted((self.candidates(operand) for operand in operands), key=len)
        return reduce(lambda left, right: left & right, candidates)

    def _found(self, leaf: Term | Synonyms) -> _Found:
        if isinstance(leaf, Term):
            key = (leaf.stream, leaf.term)
            postings = self._terms.get(key)
            if postings is None:
                postings = self._terms[key] = _Found(*posting_list(self._reader, *key))
            return postings
        postings = self._synonyms.get(id(leaf))
        if postings is None:
            postings = self._synonyms[id(leaf)] = self._joined(leaf)
        return postings

    def _joined(self, leaf: Synonyms) -> _Found:
        counts: dict[int, float] = {}
        places: dict[int, bytes] = {}
        for term in leaf.terms:
            postings = posting_list(self._reader, leaf.stream, term)
            for docnum, count, value in zip(*postings, strict=True):
                counts[docnum] = counts.get(docnum, 0.0) + count
                places[docnum] = places.get(docnum, b"") + value
        return _Found(list(counts), list(counts.values()), list(places.values()))


class DocumentPositions:
    """The positions of terms in one document."""

    __slots__ = ("_docnum", "_synonyms", "_terms")

    def __init__(
        self,
        terms: Mapping[tuple[str, str], _Found],
        synonyms: Mapping[int, _Found],
        docnum: int,
    ) -> None:
        self._terms = terms
        self._synonyms = synonyms
        self._docnum = docnum

    def positions(self, stream: str, term: str) -> array[int] | tuple[()]:
        """Where a term stands, ascending."""
        value = self._terms[stream, term].places.get(self._docnum)
        return () if value is None else positions(value)

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """Where one of its terms stands, ascending."""
        return sorted(positions(self._synonyms[id(leaf)].places.get(self._docnum, b"")))
