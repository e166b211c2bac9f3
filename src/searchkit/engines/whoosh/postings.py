"""The postings of one search: which documents have the terms of a leaf, and where."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from searchkit.engines.whoosh.storage import positions
from searchkit.query import AnyTerm, Fuzzy, Near, OneOf, Operand, Phrase, Term, Wildcard

#: Document number → encoded positions.
Places = Mapping[int, bytes]


class Postings:
    """Reads the postings of a term once for each search, and only what it needs of them."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._places: dict[tuple[str, str], Places] = {}
        # By identity: the hash of a thousand terms takes longer than what it is to save.
        self._places_of_any: dict[int, Places] = {}
        self._having: dict[int, int] = {}

    def counts(self, stream: str, term: str) -> dict[int, float]:
        """How often a term occurs in each document that has it."""
        counts = {}
        if (posting := self._posting(stream, term)) is not None:
            while posting.is_active():
                counts[posting.id()] = posting.weight()
                posting.next()
        return counts

    def any_counts(self, leaf: AnyTerm) -> dict[int, float]:
        """How often any of several terms occurs in each document that has one."""
        counts: dict[int, float] = {}
        for term in leaf.terms:
            for docnum, count in self.counts(leaf.stream, term).items():
                counts[docnum] = counts.get(docnum, 0.0) + count
        self._having[id(leaf)] = len(counts)
        return counts

    def candidates(self, leaf: Operand) -> Collection[int]:
        """The documents that have the terms without which a leaf cannot occur."""
        match leaf:
            case Term(stream, term):
                return self._read(stream, term).keys()
            case AnyTerm():
                return self._read_any(leaf).keys()
            case OneOf(operands):
                return set().union(*map(self.candidates, operands))
            case Phrase(stream, terms):
                return self._all_of(Term(stream, term) for term in set(terms))
            case Near(left, right):
                return self._all_of((left, right))
            case Wildcard() | Fuzzy():
                raise TypeError(f"{leaf} is not expanded")

    def places(self, docnum: int) -> DocumentPlaces:
        """Where the terms of the leaves whose `candidates` were asked for stand in a document."""
        return DocumentPlaces(self._places, self._places_of_any, docnum)

    def having(self, leaf: Term | AnyTerm) -> int:
        """How many documents have the term, or any of those that were asked for before."""
        if isinstance(leaf, AnyTerm):
            return self._having[id(leaf)]
        return int(self._reader.doc_frequency(leaf.stream, leaf.term.encode()))

    def _all_of(self, operands: Iterable[Operand]) -> Collection[int]:
        found = sorted((set(self.candidates(one)) for one in operands), key=len)
        return reduce(set.intersection, found)

    def _read(self, stream: str, term: str) -> Places:
        places = self._places.get((stream, term))
        if places is None:
            found = {}
            if (posting := self._posting(stream, term)) is not None:
                while posting.is_active():
                    found[posting.id()] = posting.value()
                    posting.next()
            places = self._places[stream, term] = found
        return places

    def _read_any(self, leaf: AnyTerm) -> Places:
        places = self._places_of_any.get(id(leaf))
        if places is None:
            found: dict[int, bytes] = {}
            for term in leaf.terms:
                for docnum, value in self._read(leaf.stream, term).items():
                    found[docnum] = found.get(docnum, b"") + value
            places = self._places_of_any[id(leaf)] = found
            self._having[id(leaf)] = len(found)
        return places

    def _posting(self, stream: str, term: str) -> Any | None:
        if (stream, term.encode()) not in self._reader:
            return None
        return self._reader.postings(stream, term.encode())


class DocumentPlaces:
    """The positions of terms in one document."""

    __slots__ = ("_docnum", "_places", "_places_of_any")

    def __init__(
        self,
        places: Mapping[tuple[str, str], Places],
        places_of_any: Mapping[int, Places],
        docnum: int,
    ) -> None:
        self._places = places
        self._places_of_any = places_of_any
        self._docnum = docnum

    def positions(self, stream: str, term: str) -> array[int] | tuple[()]:
        """Where a term stands, ascending."""
        value = self._places[stream, term].get(self._docnum)
        return () if value is None else positions(value)

    def positions_of_any(self, leaf: AnyTerm) -> Sequence[int]:
        """Where one of its terms stands, ascending."""
        return sorted(positions(self._places_of_any[id(leaf)].get(self._docnum, b"")))

    def terms(self, stream: str) -> Iterable[str]:
        raise TypeError("the postings of an index answer expanded queries only")
