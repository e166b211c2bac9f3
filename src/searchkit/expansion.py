"""Wildcards and fuzzy words → the terms of an index that they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from searchkit import query as q
from searchkit.analysis.patterns import alike, fitting
from searchkit.binding import Bound
from searchkit.errors import QueryError
from searchkit.syntax import Span

#: A wildcard or fuzzy word that stands for more terms of a field is refused.
MAX_EXPANSIONS = 1_024

#: The terms of a stream that start so, in order.
Vocabulary = Callable[[str, str], Sequence[str]]

_LITERAL = re.compile(r"[^*?]*")


def expand(query: q.Query, vocabulary: Vocabulary) -> q.Query:
    """The query with the terms of an index in the place of every wildcard and fuzzy word.

    Raises `QueryError` for a word that stands for too many.
    """
    return _Expander(vocabulary).query(query)


def expand_bound(bound: Bound, text: str, vocabulary: Vocabulary) -> Bound:
    """The same for all of a bound query; `text` is what the user typed, for the error."""
    if not bound.places:
        return bound
    expander = _Expander(vocabulary, text, bound.places)
    parts = tuple(replace(part, query=expander.query(part.query)) for part in bound.parts)
    return replace(bound, query=expander.query(bound.query), parts=parts)


class _Expander:
    """Looks each word up once."""

    def __init__(
        self, vocabulary: Vocabulary, text: str = "", places: Mapping[q.Open, Span] | None = None
    ) -> None:
        self._vocabulary = vocabulary
        self._text = text
        self._places = places or {}
        self._found: dict[q.Open, q.Synonyms] = {}

    def query(self, query: q.Query) -> q.Query:
        match query:
            case q.And(children):
                return q.And(tuple(map(self.query, children)))
            case q.Or(children):
                return q.Or(tuple(map(self.query, children)))
            case q.Not(child):
                return q.Not(self.query(child))
            case q.Boost(child, factor):
                return q.Boost(self.query(child), factor)
            case q.Boolean(must, should, marked):
                return q.Boolean(self.query(must), self.query(should), marked)
            case q.DateRange() | q.MatchAll() | q.Ids():
                return query
            case q.Wildcard() | q.Fuzzy():
                return self.synonyms(query)
            case q.Near():
                return self.near(query)
            case q.Term() | q.Phrase() | q.Synonyms():
                return query

    def near(self, near: q.Near) -> q.Near:
        left, right = self.operand(near.left), self.operand(near.right)
        return replace(near, left=left, right=right)

    def operand(self, operand: q.Operand) -> q.Operand:
        match operand:
            case q.Wildcard() | q.Fuzzy():
                return self.synonyms(operand)
            case q.Near():
                return self.near(operand)
            case q.Disjunction(operands):
                return q.Disjunction(tuple(map(self.operand, operands)))
            case q.Term() | q.Phrase() | q.Synonyms():
                return operand

    def synonyms(self, leaf: q.Open) -> q.Synonyms:
        found = self._found.get(leaf)
        if found is None:
            found = self._found[leaf] = self.looked_up(leaf)
        return found

    def looked_up(self, leaf: q.Open) -> q.Synonyms:
        match leaf:
            case q.Wildcard(stream, pattern):
                # The literal beginning narrows what must be looked at.
                literal = _LITERAL.match(pattern)
                assert literal is not None, "it matches everywhere"
                prefix, fits = literal[0], fitting(pattern)
            case q.Fuzzy(stream, term, distance):
                prefix, fits = term[0], alike(term, distance)
        terms = tuple(filter(fits, self._vocabulary(stream, prefix)))
        if len(terms) > MAX_EXPANSIONS:
            word = q.written(leaf)
            place = self._places.get(leaf, Span(0, len(word)))
            raise QueryError(
                f"{word} stands for {len(terms):,} words of the articles; "
                f"at most {MAX_EXPANSIONS:,} can be searched at a time",
                self._text or word,
                place.start,
                place.end,
                "write more of its letters",
            )
        return q.Synonyms(stream, terms, q.written(leaf))
