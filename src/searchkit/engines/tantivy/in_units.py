"""What stands in one sentence or paragraph, in queries of Tantivy's over the fields of units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product

from tantivy import Query as TantivyQuery
from tantivy import Schema

from searchkit.engines.counts import repeated_term
from searchkit.engines.tantivy.clauses import all_of, any_of, unscored
from searchkit.engines.tantivy.patterns import Pattern, TokenPatterns, phrase_queries
from searchkit.engines.tantivy.phrase_variants import Word, alternatives
from searchkit.engines.tantivy.placed import Answer
from searchkit.engines.tantivy.storage import LAYOUTS, OFTEN, START
from searchkit.engines.tantivy.units import UNIT_FIELDS, UNMEASURED, UnitField, unit_tokens
from searchkit.operands import single_words
from searchkit.query import Term, Unit, Within
from searchkit.schema import TEXT

# More words that both operands stand for are not looked for pair by pair.
_FEW = 4


class InUnits:
    """Answers for one state of an index, which `has` a term, or has not."""

    def __init__(
        self, schema: Schema, patterns: TokenPatterns, has: Callable[[Term], object]
    ) -> None:
        self._schema = schema
        self._patterns = patterns
        self._has = has

    def within(self, leaf: Within, candidates: TantivyQuery) -> Answer:
        """Two words in one unit of the text; of other operands, their places tell."""
        left, right = single_words(leaf.left), single_words(leaf.right)
        if left is None or right is None:
            return Answer(None, candidates)
        term = TantivyQuery.term_query(self._schema, UNMEASURED, START, "basic")
        sure: list[TantivyQuery] = []
        doubtful = [all_of(candidates, term)]
        words = (alternatives(filter(self._has, side)) for side in (left, right))
        for one, other in product(*words):
            answer = self._pair(one, other, leaf.unit)
            sure += filter(None, [answer.sure])
            doubtful += filter(None, [answer.doubtful])
        if not sure:
            return Answer(None, any_of(doubtful))
        found = TantivyQuery.disjunction_max_query(sure)
        return Answer(found, any_of(doubtful).and_must_not_match(found))

    def _pair(self, left: Word, right: Word, unit: Unit) -> Answer:
        """A word of the left operand and another one of the right."""
        if left.stream != right.stream:
            both = self._in_unit(left, right, unit)
            same = self._same_word(left, right)
            return _parted(both, same)
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
        terms = [Term(word.stream, term) for term in word.terms]
        return self._patterns.of(field.name, *unit_tokens(terms))

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


def _orders(field: UnitField, unit: Unit) -> Iterator[tuple[int, int, int]]:
    """The offsets of two words, and the slop: all ways in which they may stand in one unit."""
    if unit == "sentence":
        yield 0, 0, 0
        return
    middle = field.reach // 2
    yield 0, middle, middle
    yield middle, 0, middle


def _parted(both: Iterator[TantivyQuery], same: Sequence[TantivyQuery]) -> Answer:
    """What is there for certain, and where one word may be both."""
    found = _any(list(both))
    if found is None or not same:
        return Answer(found, None)
    one_word = any_of(same)
    return Answer(found.and_must_not_match(one_word), all_of(found, one_word))


def _any(queries: Iterator[TantivyQuery] | Sequence[TantivyQuery]) -> TantivyQuery | None:
    listed = list(queries)
    return any_of(listed) if listed else None
