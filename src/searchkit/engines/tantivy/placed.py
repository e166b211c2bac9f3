"""What stands in one sentence, among the first words or so often, in queries of Tantivy's.

Each answer is a query that finds some of the articles for certain, and one that finds others of
which only their places can tell; what is in neither does not match.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from tantivy import Query as TantivyQuery
from tantivy import Schema

from searchkit.engines.tantivy.clauses import all_of, any_of, unscored
from searchkit.engines.tantivy.storage import GAP, LAYOUTS, OFTEN, START
from searchkit.engines.tantivy.units import (
    COMMON,
    MAX_COUNTED,
    UNIT_FIELDS,
    UNMEASURED,
    often_term,
)
from searchkit.query import (
    AtLeast,
    First,
    Phrase,
    Term,
    Within,
    leaves,
    single_words,
)
from searchkit.schema import SCORED_STREAMS, TEXT

#: More pairs of words are not asked for one by one.
MAX_PAIRS = 16


class Answer(NamedTuple):
    """The articles that match for certain, and those of which places must tell; None for none."""

    sure: TantivyQuery | None
    doubtful: TantivyQuery | None


class Placed:
    """Answers from the fields that hold units and counts."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def within(self, leaf: Within, candidates: TantivyQuery) -> Answer:
        """Two words in one unit of the text."""
        pairs = _pairs(leaf)
        if pairs is None:
            return Answer(None, candidates)
        unmeasured = TantivyQuery.term_query(self._schema, UNMEASURED, START, "basic")
        found = [query for pair in pairs for query in self._in_unit(pair, leaf)]
        sure = TantivyQuery.disjunction_max_query(found) if found else None
        return Answer(sure, all_of(candidates, unmeasured))

    def _in_unit(self, pair: tuple[str, str], leaf: Within) -> Iterator[TantivyQuery]:
        one, other = sorted(pair)
        # In one sentence they are sorted.
        orders = [(one, other)] if leaf.unit == "sentence" else [(one, other), (other, one)]
        for field, words in product(UNIT_FIELDS, orders):
            middle = (field.reach(leaf.unit) + 1) // 2
            offsets: list[str | tuple[int, str]] = [(0, words[0]), (middle, words[1])]
            yield TantivyQuery.phrase_query(self._schema, field.name, offsets, middle - 1)

    def first(self, leaf: First, candidates: TantivyQuery) -> Answer:
        """A word among the first of the text, which is so far from its start."""
        words = single_words(leaf.operand)
        if words is None or leaf.length > GAP or any(not _is_text(word) for word in words):
            return Answer(None, candidates)
        found = []
        for word in filter(lambda word: word.term, words):
            layout = LAYOUTS[word.stream]
            middle = leaf.length + layout.shift
            tokens: list[str | tuple[int, str]] = [(0, START), (middle, layout.mark + word.term)]
            slop = leaf.length - 1
            found.append(TantivyQuery.phrase_query(self._schema, layout.field, tokens, slop))
        return Answer(TantivyQuery.disjunction_max_query(found) if found else None, None)

    def at_least(self, query: AtLeast, child: TantivyQuery) -> Answer:
        """What occurs so often; `child` finds all that occurs once."""
        found = list(leaves(query.child))
        if len(found) == 1 and isinstance(found[0], Phrase) and not found[0].slop:
            # Each occurrence has every word of it.
            phrase = found[0]
            parts = [self._often(Term(phrase.stream, term), query.count) for term in phrase.terms]
            return Answer(None, all_of(child, *(part for part in parts if part is not None)))
        words = [single_words(leaf) for leaf in found]
        terms = [term for of_leaf in words if of_leaf is not None for term in of_leaf if term.term]
        if None in words or not terms:
            return Answer(None, child)
        # One of them must make up for its part.
        share = -(-query.count // len(terms))
        often = [self._often(term, share) for term in terms]
        if None in often:
            return Answer(None, child)
        enough = any_of([one for one in often if one is not None])
        if len(terms) == 1 and share <= MAX_COUNTED:
            return Answer(all_of(child, unscored(enough)), None)
        return Answer(None, all_of(child, enough))

    def _often(self, term: Term, count: int) -> TantivyQuery | None:
        """The articles that have a term of the text so often, or perhaps do; None if unknown."""
        if not _is_text(term) or term.term in COMMON or count < 2:
            return None
        token = LAYOUTS[term.stream].mark + term.term
        counts = range(min(count, MAX_COUNTED), MAX_COUNTED + 1)
        return any_of(
            [
                TantivyQuery.term_query(self._schema, OFTEN, often_term(token, times), "basic")
                for times in counts
            ]
        )


def _pairs(leaf: Within) -> list[tuple[str, str]] | None:
    """The stems of which two must be in one unit; None if they are more, or something else."""
    left, right = single_words(leaf.left), single_words(leaf.right)
    if left is None or right is None or len(left) * len(right) > MAX_PAIRS:
        return None
    if any(word.stream != TEXT.name or word.term in COMMON for word in (*left, *right)):
        return None
    # Of a unit each word is kept once.
    if set(left) & set(right):
        return None
    return [(one.term, other.term) for one, other in product(left, right)]


def _is_text(term: Term) -> bool:
    return term.stream in SCORED_STREAMS
