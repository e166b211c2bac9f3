"""What stands in one sentence or paragraph, in queries of Tantivy's over the fields of units.

A word that has no other one in its sentence is found by two counts, which a field of units tells as
the scores of two phrases: of the sentences that have the word, and of those that have both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from typing import Any

from tantivy import DocAddress, Occur, Schema, Searcher
from tantivy import Query as TantivyQuery

from searchkit.engines.counts import repeated_term
from searchkit.engines.tantivy.answer import Answer
from searchkit.engines.tantivy.clauses import (
    all_of,
    any_of,
    column,
    count,
    numbered,
    unscored,
)
from searchkit.engines.tantivy.patterns import Pattern, TokenPatterns, phrase_queries
from searchkit.engines.tantivy.phrase_variants import Word, alternatives
from searchkit.engines.tantivy.storage import LAYOUTS, NUMBER, OFTEN, START, length_field
from searchkit.engines.tantivy.units import UNIT_FIELDS, UNMEASURED, UnitField, unit_tokens
from searchkit.operands import single_words
from searchkit.query import NotNear, Term, Unit, Within
from searchkit.schema import TEXT

# More words that both operands stand for are not looked for pair by pair.
_FEW = 4
# Equal counts have equal scores. In a text of at most `_MAX_COUNTED` words, the scores of unequal
# ones differ by more than `_LEAST_DIFFERENCE`.
_LEAST_DIFFERENCE = 1e-6
_MAX_COUNTED = 2_000


class InUnits:
    """Answers for one state of an index, which `has` a term, or has not."""

    def __init__(
        self,
        searcher: Searcher,
        schema: Schema,
        patterns: TokenPatterns,
        has: Callable[[Term], object],
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._patterns = patterns
        self._has = has
        self._never_alone: dict[NotNear, tuple[TantivyQuery, TantivyQuery] | None] = {}

    def within(self, leaf: Within, candidates: TantivyQuery) -> Answer:
        """Two words in one unit of the text; of other operands, their places tell."""
        left, right = single_words(leaf.left), single_words(leaf.right)
        if left is None or right is None:
            return Answer(None, candidates)
        sure: list[TantivyQuery] = []
        doubtful = [all_of(candidates, self._unmeasured())]
        words = (alternatives(filter(self._has, side)) for side in (left, right))
        for one, other in product(*words):
            answer = self._pair(one, other, leaf.unit)
            sure += filter(None, [answer.sure])
            doubtful += filter(None, [answer.doubtful])
        if not sure:
            return Answer(None, any_of(doubtful))
        found = TantivyQuery.disjunction_max_query(sure)
        return Answer(found, any_of(doubtful).and_must_not_match(found))

    def alone(self, leaf: NotNear, candidates: TantivyQuery) -> Answer | None:
        """A word without the other in its sentence; None if units do not tell it."""
        if leaf not in self._never_alone:
            self._never_alone[leaf] = self._counted(leaf)
        counted = self._never_alone[leaf]
        if counted is None:
            return None
        never, unsure = counted
        apart = candidates.and_must_not_match(any_of([never, self._unmeasured()]))
        return Answer(apart, all_of(candidates, any_of([unsure, self._unmeasured()])))

    def _counted(self, leaf: NotNear) -> tuple[TantivyQuery, TantivyQuery] | None:
        """The articles in which the word is never alone, and those of them where that is unsure."""
        left, right = single_words(leaf.left), single_words(leaf.right)
        if leaf.scope != "sentence" or leaf.ordered or left is None or right is None:
            return None
        words, others = (alternatives(filter(self._has, side)) for side in (left, right))
        if not words or any(self._may_be_one(*pair) for pair in product(words, others)):
            return None
        never: list[DocAddress] = []
        for field in UNIT_FIELDS:
            patterns = [self._patterns.of(field.name, *_lists(side)) for side in (words, others)]
            if any(len(of_side) > 1 for of_side in patterns):
                return None
            if patterns[0]:
                never += self._equal_counts(field, *patterns)
        lengths = column(self._searcher, length_field("body"), never)
        unsure = [at for at, length in zip(never, lengths, strict=True) if length > _MAX_COUNTED]
        return self._numbered(never), self._numbered(unsure)

    def _equal_counts(
        self, field: UnitField, word: Sequence[Pattern], other: Sequence[Pattern]
    ) -> Iterator[DocAddress]:
        """The articles of which as many sentences have both as have the word."""
        clauses = []
        for second, sign, occur in ((word, 1.0, Occur.Must), (other, -1.0, Occur.Should)):
            # No token has brackets: Tantivy takes each pattern for equally rare.
            slots = [
                (0, [Pattern(f"({pattern.expression})") for pattern in side])
                for side in (word, second)
            ]
            for query, _ in phrase_queries(self._schema, field.name, slots):
                clauses.append((occur, TantivyQuery.boost_query(query, sign)))
        both = TantivyQuery.boolean_query(clauses)
        hits: Any = self._searcher.search(both, limit=self._searcher.num_docs, count=False).hits
        return (address for score, address in hits if score < _LEAST_DIFFERENCE)

    def _may_be_one(self, left: Word, right: Word) -> bool:
        """Tell if one word of a text can be both."""
        if left.stream == right.stream:
            return bool(set(left.terms) & set(right.terms))
        return any(count(self._searcher, query) for query in self._same_word(left, right))

    def _unmeasured(self) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, UNMEASURED, START, "basic")

    def _numbered(self, addresses: Sequence[DocAddress]) -> TantivyQuery:
        return numbered(self._schema, column(self._searcher, NUMBER, addresses))

    def _pair(self, left: Word, right: Word, unit: Unit) -> Answer:
        """A word of the left operand and another one of the right."""
        if left.stream != right.stream:
            both = self._in_unit(left, right, unit)
            same = self._same_word(left, right)
            return _split_answer(both, same)
        shared = set(left.terms) & set(right.terms)
        if not shared:
            return Answer(_any(self._in_unit(left, right, unit)), None)
        common, *apart = (
            Word(0, left.stream, tuple(term for term in terms if (term in shared) == inside))
            for terms, inside in ((left.terms, True), (left.terms, False), (right.terms, False))
        )
        queries = [*self._in_unit(apart[0], right, unit), *self._in_unit(common, apart[1], unit)]
        if left.stream != TEXT.name or len(shared) > _FEW:
            # How often a unit has a surface form is not listed.
            twice = list(self._in_unit(common, common, unit))
            return Answer(_any(queries), _any(twice))
        for one, other in combinations(common.terms, 2):
            word, peer = (Word(0, left.stream, (term,)) for term in (one, other))
            queries += self._in_unit(word, peer, unit)
        queries += (self._repeated(term, unit) for term in common.terms)
        return Answer(_any(queries), None)

    def _in_unit(self, left: Word, right: Word, unit: Unit) -> Iterator[TantivyQuery]:
        """The articles that have both in one unit, if it is not one word that is both."""
        if not left.terms or not right.terms:
            return
        for field in UNIT_FIELDS:
            patterns = [self._of(field, word) for word in (left, right)]
            for first, second, slop in _orders(field, unit):
                slots = [(first, patterns[0]), (second, patterns[1])]
                for query, _ in phrase_queries(self._schema, field.name, slots, slop):
                    yield query

    def _of(self, field: UnitField, word: Word) -> Sequence[Pattern]:
        return self._patterns.of(field.name, *_lists([word]))

    def _same_word(self, left: Word, right: Word) -> list[TantivyQuery]:
        """The articles that have a word which is both: its form stands after its stem."""
        ordered = sorted((left, right), key=lambda word: LAYOUTS[word.stream].shift)
        slots = []
        for word in ordered:
            layout = LAYOUTS[word.stream]
            tokens = tuple(layout.mark + term for term in word.terms)
            slots.append((layout.shift, self._patterns.of(layout.field, tokens)))
        field = LAYOUTS[left.stream].field
        return [query for query, _ in phrase_queries(self._schema, field, slots)]

    def _repeated(self, stem: str, unit: Unit) -> TantivyQuery:
        """The articles that have a stem twice in a unit."""
        listed = TantivyQuery.term_query(self._schema, OFTEN, repeated_term(stem, unit), "basic")
        term = TantivyQuery.term_query(self._schema, TEXT.name, stem, "basic")
        return all_of(term, unscored(listed))


def _lists(words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """What stands for words in a field of units."""
    for word in words:
        yield from unit_tokens([Term(word.stream, term) for term in word.terms])


def _orders(field: UnitField, unit: Unit) -> Iterator[tuple[int, int, int]]:
    """The offsets of two words, and the slop: all ways in which they may stand in one unit."""
    if unit == "sentence":
        yield 0, 0, 0
        return
    middle = field.reach // 2
    yield 0, middle, middle
    yield middle, 0, middle


def _split_answer(both: Iterator[TantivyQuery], same: Sequence[TantivyQuery]) -> Answer:
    """What is there for certain, and where one word may be both."""
    found = _any(list(both))
    if found is None or not same:
        return Answer(found, None)
    one_word = any_of(same)
    return Answer(found.and_must_not_match(one_word), all_of(found, one_word))


def _any(queries: Iterator[TantivyQuery] | Sequence[TantivyQuery]) -> TantivyQuery | None:
    listed = list(queries)
    return any_of(listed) if listed else None
