"""A query → a query of Tantivy's that finds exactly the same articles.

What cannot be said in Tantivy's queries, a `Near` of a `Near` or of distant words, is decided by
`positions` for each article that has the words; the numbers of those found make the query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import assert_never

from tantivy import Occur, Schema, Searcher
from tantivy import Query as TantivyQuery

from searchkit.engines.base import NO_DEADLINE, Deadline
from searchkit.engines.counts import counted_words
from searchkit.engines.ranking import idf
from searchkit.engines.tantivy.answer import Answer, Placed
from searchkit.engines.tantivy.by_places import ByPlaces
from searchkit.engines.tantivy.clauses import (
    all_of,
    any_of,
    count,
    everything,
    selected,
    unscored,
    with_should,
)
from searchkit.engines.tantivy.in_units import InUnits
from searchkit.engines.tantivy.patterns import TokenPatterns
from searchkit.engines.tantivy.phrase_variants import phrase_variants, widest_gap
from searchkit.engines.tantivy.phrases import FURTHER, Phrases
from searchkit.engines.tantivy.scoring_parts import (
    ScoringParts,
    Weighted,
    alternatives,
    split_scoring,
)
from searchkit.engines.tantivy.storage import (
    BODY_STREAMS,
    GAP,
    LAYOUTS,
    OFTEN,
    ONLY_TITLE,
)
from searchkit.engines.tantivy.stored_positions import StoredTerms
from searchkit.operands import in_field, single_words, with_terms, words_of
from searchkit.query import (
    And,
    AtLeast,
    Boolean,
    Boost,
    DateRange,
    Disjunction,
    Filtered,
    First,
    Ids,
    Leaf,
    MatchAll,
    Near,
    Not,
    NotNear,
    NumberRange,
    Operand,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Within,
)
from searchkit.schema import SCHEMA, SCORED_STREAMS, TEXT

_TITLE = SCHEMA["title"]

# The articles that have one of so many terms are found faster by each term than by all at once.
_FEW_TERMS = 100
# How often so many words occur in all is told by what is listed of each of them alone.
_FEW_COUNTED = 2


class Compiler:
    """Compiles for one state of an index; `mean_length` is that of its scored texts.

    `terms` are those that it has stored.
    """

    def __init__(
        self,
        searcher: Searcher,
        schema: Schema,
        *,
        terms: StoredTerms,
        mean_length: Callable[[], float],
        deadline: Deadline = NO_DEADLINE,
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._deadline = deadline
        self._placed = Placed(schema, self.doc_freq, partial(searcher.doc_freq, OFTEN))
        patterns = TokenPatterns(searcher)
        self._in_units = InUnits(searcher, schema, patterns, self.doc_freq)
        self._phrases = Phrases(
            schema,
            patterns,
            articles=searcher.num_docs,
            doc_freq=self.doc_freq,
        )
        self._by_places = ByPlaces(
            searcher,
            schema,
            terms=terms,
            doc_freq=self.doc_freq,
            mean_length=mean_length,
            deadline=deadline,
        )

    def query(self, query: Query, *, scored: bool = True) -> TantivyQuery:
        """The query in Tantivy's terms; unless `scored`, its scores mean nothing."""
        match query:
            case Term() | Phrase() | Synonyms() | Near() | Within() | NotNear() | First():
                return self._leaf(query, scored=scored)
            case AtLeast():
                return self._at_least(query, scored=scored)
            case And() | Or() | Boost() | Boolean() if scored:
                return self._scored(split_scoring(query))
            case And(children):
                return self._and(children, scored=False)
            case Or(children):
                return any_of([self.query(child, scored=False) for child in children])
            case Not():
                return self._and((query,), scored=False)
            case Filtered(filter, by) if scored:
                return with_should(unscored(self.query(filter, scored=False)), self.query(by))
            case Boost(child) | Boolean(child) | Filtered(child):
                return self.query(child, scored=False)
            case DateRange() | NumberRange() | MatchAll() | Ids():
                return selected(query, self._schema)
            case _:
                assert_never(query)

    def _scored(self, parts: ScoringParts) -> TantivyQuery:
        finds, inside, beside = parts
        if not isinstance(finds, And):
            query = self._sum([*alternatives(finds), *inside])
            return with_should(query, self._sum(beside)) if beside else query
        query = self._and(finds.children, scored=True)
        for part in (*inside, *beside):
            # In a sum, each would be looked for in articles that are no hits as well.
            query = with_should(query, self._sum([part]))
        return query

    def _sum(self, parts: Iterable[Weighted]) -> TantivyQuery:
        queries = ((self.query(query), factor) for query, factor in parts)
        return any_of(
            [
                query if factor == 1.0 else TantivyQuery.boost_query(query, factor)
                for query, factor in queries
            ]
        )

    def _and(self, children: Iterable[Query], *, scored: bool) -> TantivyQuery:
        clauses = []
        for child in children:
            if isinstance(child, Not):
                clauses.append((Occur.MustNot, self.query(child.child, scored=False)))
            else:
                clauses.append((Occur.Must, self.query(child, scored=scored)))
        if all(occur == Occur.MustNot for occur, _ in clauses):
            # Tantivy takes everything away from nothing.
            clauses.append((Occur.Must, everything()))
        return TantivyQuery.boolean_query(clauses)

    def _at_least(self, query: AtLeast, *, scored: bool) -> TantivyQuery:
        """The child, where it occurs so often: counted where the index cannot tell."""
        child = self.query(query.child, scored=scored)
        words = counted_words(query, self.doc_freq)
        if words is not None and len(words) > _FEW_COUNTED:
            often = self._by_places.counted(query, self._placed.occurrences(words))
            return all_of(child, often) if scored else often
        sure, doubtful = self._placed.at_least(query, child)
        answers = [] if sure is None else [sure]
        if doubtful is not None:
            often = self._by_places.often(query, doubtful)
            answers.append(all_of(child, often) if scored else often)
        return any_of(answers)

    def _leaf(self, leaf: Leaf, *, scored: bool) -> TantivyQuery:
        self._deadline.check()
        if leaf.stream in BODY_STREAMS:
            return unscored(self._in_body(leaf))
        scored = scored and leaf.stream in SCORED_STREAMS
        match leaf:
            case Term():
                return self._term(leaf) if scored else unscored(self._term(leaf))
            case Synonyms():
                return self._any_scored(leaf) if scored else unscored(self._any(leaf))
            case _:
                return self._sequence(leaf, scored=scored)

    def _in_body(self, leaf: Leaf) -> TantivyQuery:
        """What the text has and the title has not; where both have it, its places tell."""
        words = single_words(leaf)
        if words is not None and len(words) <= _FEW_TERMS:
            return any_of(
                [self._term(word).and_must_not_match(self._only_in_title(word)) for word in words]
            )
        in_text, in_title = in_field(leaf, TEXT), in_field(leaf, _TITLE)
        if isinstance(leaf, First):
            # No word of a title is among the first of the text.
            return self._leaf(in_text, scored=False)
        candidates = all_of(self._candidates(in_text), self._candidates(in_title))
        return any_of(
            [
                self._leaf(in_text, scored=False).and_must_not_match(self._candidates(in_title)),
                self._decided(leaf, candidates, scored=False),
            ]
        )

    def _only_in_title(self, leaf: Term) -> TantivyQuery:
        token = LAYOUTS[leaf.stream].mark + leaf.term
        return TantivyQuery.term_query(self._schema, ONLY_TITLE, token, "basic")

    def _term(self, leaf: Term) -> TantivyQuery:
        if not leaf.term:
            return TantivyQuery.empty_query()
        layout = LAYOUTS[leaf.stream]
        return TantivyQuery.term_query(self._schema, layout.field, layout.mark + leaf.term, "freq")

    def _any(self, leaf: Synonyms) -> TantivyQuery:
        layout = LAYOUTS[leaf.stream]
        if len(leaf.terms) <= _FEW_TERMS:
            return any_of([self._term(Term(leaf.stream, term)) for term in leaf.terms])
        terms = [layout.mark + term for term in leaf.terms if term]
        return TantivyQuery.term_set_query(self._schema, layout.field, terms)

    def _any_scored(self, leaf: Synonyms) -> TantivyQuery:
        """Each term weighs as much as all of them do, however rare it is itself."""
        terms = [Term(leaf.stream, term) for term in leaf.terms]
        present = {term: freq for term in terms if (freq := self.doc_freq(term))}
        if len(present) < 2:
            return self._term(*present) if present else TantivyQuery.empty_query()
        articles = self._searcher.num_docs
        weight = idf(articles, self.doc_freq(leaf))
        return TantivyQuery.disjunction_max_query(
            [
                TantivyQuery.boost_query(self._term(term), weight / idf(articles, freq))
                for term, freq in present.items()
            ],
            FURTHER,
        )

    def doc_freq(self, leaf: Term | Synonyms) -> int:
        """The number of articles that have a term, or any of several."""
        if isinstance(leaf, Synonyms):
            return count(self._searcher, self._any(leaf))
        layout = LAYOUTS[leaf.stream]
        freq = self._searcher.doc_freq(layout.field, layout.mark + leaf.term)
        # Deleted articles are counted until they are merged away.
        return min(freq, self._searcher.num_docs)

    def _answered(self, leaf: Within | NotNear | First, *, scored: bool) -> TantivyQuery:
        """What the fields of units and starts tell, and the rest by the places of its words."""
        match leaf:
            case Within():
                sure, doubtful = self._in_units.within(leaf, self._candidates(leaf))
            case First():
                sure, doubtful = self._placed.first(leaf, self._candidates(leaf))
            case NotNear():
                sure, doubtful = self._not_near(leaf)
        answers = [] if sure is None else [sure if scored else unscored(sure)]
        if doubtful is not None:
            answers.append(self._decided(leaf, doubtful, scored=scored))
        return any_of(answers)

    def _not_near(self, leaf: NotNear) -> Answer:
        """The left operand: for certain where the right one is not close at all."""
        candidates = self._candidates(leaf.left)
        if answer := self._in_units.alone(leaf, candidates):
            return answer
        words = single_words(leaf.left)
        if words is None:
            return Answer(None, candidates)
        sure, doubtful = close = self._close(leaf)
        # Phrases take long, and a search asks for hits, counts and facets one after another.
        close_by = self._by_places.found(all_of(candidates, any_of(list(filter(None, close)))))
        apart = candidates.and_must_not_match(close_by)
        twice = self._placed.twice(words)
        if sure is None or twice is None:
            return Answer(apart, close_by)
        # Where a word is the only one and has the other close, none is left.
        perhaps = [all_of(close_by, part) for part in (twice, doubtful) if part is not None]
        return Answer(apart, any_of(perhaps))

    def _close(self, leaf: NotNear) -> Answer:
        """The articles in which both operands are as close as they must not be."""
        left, right, scope, ordered = leaf.left, leaf.right, leaf.scope, leaf.ordered
        if not isinstance(scope, int):
            within = Within(left, right, scope)
            answer = self._in_units.within(within, self._candidates(within))
            if not ordered:
                return answer
            return Answer(None, any_of(list(filter(None, answer))))
        near = Near(left, right, scope, ordered)
        close = self._candidates(near)
        is_exact = phrase_variants(near) is not None and widest_gap(near) <= GAP
        return Answer(close, None) if is_exact else Answer(None, close)

    def _sequence(self, leaf: Leaf, *, scored: bool) -> TantivyQuery:
        if isinstance(leaf, Within | NotNear | First) and leaf.stream in SCORED_STREAMS:
            return self._answered(leaf, scored=scored)
        variants = phrase_variants(with_terms(leaf, self.doc_freq))
        if variants is None:
            return self._decided(leaf, self._candidates(leaf), scored=scored)
        query = self._phrases.any_of(variants, scored=scored)
        query = query if scored else unscored(query)
        if leaf.stream not in SCORED_STREAMS or widest_gap(leaf) <= GAP:
            return query
        # What is so far apart may be partly in the title.
        words = any_of([self._candidates(in_field(word, _TITLE)) for word in words_of(leaf)])
        doubtful = all_of(query, words)
        return any_of(
            [query.and_must_not_match(words), self._decided(leaf, doubtful, scored=scored)]
        )

    def _candidates(self, operand: Operand) -> TantivyQuery:
        """At least the articles that an operand occurs in."""
        match operand:
            case Term():
                return self._term(operand)
            case Synonyms():
                return self._any(operand)
            case Disjunction(operands):
                return TantivyQuery.boolean_query(
                    [(Occur.Should, self._candidates(alternative)) for alternative in operands]
                )
            case Phrase(stream, terms, slop):
                variants = phrase_variants(operand)
                if variants is not None:
                    return self._phrases.any_of(variants)
                gaps = (Phrase(stream, pair, slop) for pair in pairwise(terms))
                return all_of(*(self._candidates(gap) for gap in gaps))
            case Near(left, right):
                variants = phrase_variants(operand)
                if variants is not None:
                    return self._phrases.any_of(variants)
                return all_of(self._candidates(left), self._candidates(right))
            case Within(left, right):
                return all_of(self._candidates(left), self._candidates(right))
            case NotNear(inner) | First(inner):
                return self._candidates(inner)

    def _decided(self, leaf: Leaf, candidates: TantivyQuery, *, scored: bool) -> TantivyQuery:
        return self._by_places.leaf(leaf, candidates, scored=scored)
