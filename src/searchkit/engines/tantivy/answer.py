"""What stands in one sentence, among the first words or so often, in queries of Tantivy's.

Each answer is a query that finds some of the articles for certain, and one that finds others of
which only their places can tell; what is in neither does not match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from tantivy import Occur, Schema
from tantivy import Query as TantivyQuery

from searchkit.engines.counts import (
    at_least,
    listed_counts,
    requirement,
    twice,
)
from searchkit.engines.tantivy.clauses import all_of, any_of, unscored
from searchkit.engines.tantivy.storage import GAP, LAYOUTS, OFTEN, START
from searchkit.operands import single_words
from searchkit.query import AtLeast, First, Term
from searchkit.schema import SCORED_STREAMS


class Answer(NamedTuple):
    """The articles that match for certain, and those of which places must tell; None for none."""

    sure: TantivyQuery | None
    doubtful: TantivyQuery | None


class Placed:
    """Answers from the fields that hold units and counts.

    The index `has` a term, or has not; so `has_listed` tells of what is listed of terms.
    """

    def __init__(
        self, schema: Schema, has: Callable[[Term], object], has_listed: Callable[[str], object]
    ) -> None:
        self._schema = schema
        self._has = has
        self._has_listed = has_listed

    def first(self, leaf: First, candidates: TantivyQuery) -> Answer:
        """A word among the first of the text, which is so far from its start."""
        words = single_words(leaf.operand)
        if words is None or leaf.length > GAP or any(not _is_text(word) for word in words):
            return Answer(None, candidates)
        phrases = []
        for word in filter(lambda word: word.term, words):
            layout = LAYOUTS[word.stream]
            middle = leaf.length + layout.shift
            tokens: list[str | tuple[int, str]] = [(0, START), (middle, layout.mark + word.term)]
            slop = leaf.length - 1
            phrases.append(TantivyQuery.phrase_query(self._schema, layout.field, tokens, slop))
        return Answer(TantivyQuery.disjunction_max_query(phrases) if phrases else None, None)

    def at_least(self, query: AtLeast, child: TantivyQuery) -> Answer:
        """What occurs so often; `child` finds all that occurs once."""
        required = requirement(query, self._has)
        if required is None:
            return Answer(None, child)
        enough = any_of([self._any_listed(required.enough), *self._together(required.together)])
        sure = all_of(child, enough) if required.enough else None
        several = [self._two_of(required.two_of)] if required.two_of else []
        if required.alone:
            several.append(self._any_listed(required.alone))
        if not (required.perhaps or several):
            return Answer(sure, None)
        doubtful = all_of(child, *map(self._any_listed, required.perhaps))
        if several:
            doubtful = all_of(doubtful, any_of(several))
        return Answer(sure, doubtful.and_must_not_match(enough))

    def occurrences(self, words: Sequence[Term]) -> TantivyQuery:
        """The articles that have any of some words; each scores how often it has them in all."""
        clauses = []
        for word in words:
            clauses.append(TantivyQuery.const_score_query(self._term(word), 1.0))
            for entry, times in listed_counts(word):
                if self._has_listed(entry):
                    listed = self._listed(entry)
                    clauses.append(TantivyQuery.const_score_query(listed, times - 1.0))
        return any_of(clauses)

    def twice(self, words: Sequence[Term]) -> TantivyQuery | None:
        """At least the articles in which words occur twice or more, in all; None if not told."""
        required = twice(words, self._has)
        if required is None:
            return None
        queries = [self._any_listed(required.enough)] if required.enough else []
        queries += self._together(required.together)
        if required.two_of:
            queries.append(self._two_of(required.two_of))
        return any_of(queries)

    def _together(self, sums: Sequence[Sequence[tuple[Term, int]]]) -> Iterator[TantivyQuery]:
        """Articles that have each term of one of these as often as it says."""
        often = cache(self._as_often)
        for terms in sums:
            yield all_of(*(often(term, times) for term, times in terms))

    def _as_often(self, term: Term, times: int) -> TantivyQuery:
        if times == 1:
            return unscored(self._term(term))
        return self._any_listed(at_least(term, times))

    def _two_of(self, terms: Sequence[Term]) -> TantivyQuery:
        return TantivyQuery.boolean_query([(Occur.Should, self._term(term)) for term in terms], 2)

    def _any_listed(self, entries: Sequence[str]) -> TantivyQuery:
        return unscored(any_of([self._listed(entry) for entry in entries]))

    def _term(self, term: Term) -> TantivyQuery:
        layout = LAYOUTS[term.stream]
        token = layout.mark + term.term
        return TantivyQuery.term_query(self._schema, layout.field, token, "basic")

    def _listed(self, entry: str) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, OFTEN, entry, "basic")


def _is_text(term: Term) -> bool:
    return term.stream in SCORED_STREAMS
