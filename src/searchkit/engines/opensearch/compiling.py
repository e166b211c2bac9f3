"""A query → a query of OpenSearch's that finds exactly the same articles.

Most of what has words at a distance means to a server what it means to `positions`, as `spans`
writes it. The rest is decided by `positions` here, for each article that has the words; the ids of
those found make the query.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import assert_never

from searchkit.analysis import Analyzer, Document
from searchkit.engines.counts import requirement
from searchkit.engines.opensearch.clauses import (
    FURTHER,
    NOTHING,
    all_of,
    any_of,
    any_term,
    candidates,
    listed,
    one_term,
    perhaps_often,
    said,
    selected,
    surely_often,
    unscored,
)
from searchkit.engines.opensearch.layout import (
    BODY_STREAMS,
    OFTEN,
    RECORD,
    many_units,
    only_title_field,
    record_of,
    stored_id,
)
from searchkit.engines.opensearch.reading import IN_ORDER, Json, Reading
from searchkit.engines.opensearch.spans import EXAMPLE, EXAMPLE_APART, apart, close_together, spans
from searchkit.engines.opensearch.term_dictionary import EVERY, TermDictionary, terms_clause
from searchkit.engines.ranking import Ranking, bm25, idf, rarity
from searchkit.matching.match import frequency, occurrence_count
from searchkit.operands import in_field, single_words, words_of
from searchkit.query import (
    And,
    AtLeast,
    Boolean,
    Boost,
    DateRange,
    Filtered,
    First,
    Ids,
    Leaf,
    MatchAll,
    Near,
    Not,
    NotNear,
    NumberRange,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Unit,
    Within,
    leaves,
)
from searchkit.schema import SCHEMA, SCORED_STREAMS, TEXT

_TITLE = SCHEMA["title"]

#: Articles whose words are looked at come by so many.
CANDIDATES = 500

# More forms of a word are too many clauses for a server.
_MAX_FORMS = 32

# What was decided for each article scores in steps: one query for each different score is enough.
_STEP = math.log(1.02)


class Compiler:
    """Compiles for one index; `mean_length` is that of a text, `scale` what BM25 is times."""

    def __init__(
        self,
        reading: Reading,
        term_dictionary: TermDictionary,
        *,
        analyzer: Analyzer,
        mean_length: Callable[[], float],
        ranking: Ranking,
        scale: float,
    ) -> None:
        self._reading = reading
        self._term_dictionary = term_dictionary
        self._analyzer = analyzer
        self._mean_length = mean_length
        self._ranking = ranking
        self._scale = scale

    def query(self, query: Query, *, scored: bool = True) -> Json:
        """The query in the terms of a server; unless `scored`, its scores mean nothing."""
        match query:
            case Term() | Phrase() | Synonyms() | Near() | Within() | NotNear() | First():
                return self._leaf(query, scored=scored)
            case AtLeast():
                return self._at_least(query, scored=scored)
            case And(children):
                return self._and(children, scored=scored)
            case Or(children):
                return any_of(self.query(child, scored=scored) for child in children)
            case Not():
                return self._and((query,), scored=scored)
            case Boost() | Boolean() | Filtered():
                return self._weighted(query, scored=scored)
            case DateRange() | NumberRange() | MatchAll() | Ids():
                return unscored(selected(query))
            case _:
                assert_never(query)

    def _weighted(self, query: Boost | Boolean | Filtered, *, scored: bool) -> Json:
        match query:
            case Boost(child) | Boolean(child) | Filtered(child) if not scored:
                return self.query(child, scored=False)
            case Boost(child, factor):
                return {"bool": {"must": [self.query(child)], "boost": factor}}
            case Boolean(must, should):
                clauses = {"must": [self.query(must)], "should": [self.query(should)]}
                return {"bool": {**clauses, "minimum_should_match": 0}}
            case Filtered(filter, by):
                clause = unscored(self.query(filter, scored=False))
                clauses = {"must": [clause], "should": [self.query(by)]}
                return {"bool": {**clauses, "minimum_should_match": 0}}

    def _and(self, children: Iterable[Query], *, scored: bool) -> Json:
        must, without = [], []
        for child in children:
            if isinstance(child, Not):
                without.append(self.query(child.child, scored=False))
            else:
                must.append(self.query(child, scored=scored))
        return {"bool": {"must": must or [unscored(EVERY)], "must_not": without}}

    def _leaf(self, leaf: Leaf, *, scored: bool) -> Json:
        if leaf.stream in BODY_STREAMS:
            return unscored(self._in_body(leaf))
        scored = scored and leaf.stream in SCORED_STREAMS
        match leaf:
            case Term():
                return one_term(leaf) if scored else unscored(one_term(leaf))
            case Synonyms():
                return self._any_scored(leaf) if scored else unscored(any_term(leaf))
            case NotNear():
                return self._not_near(leaf, scored=scored)
            case _:
                query = said(leaf) or self._spans(leaf, scored=scored)
                if query is None:
                    return self._decided(leaf, self._perhaps(leaf), scored=scored)
                if isinstance(leaf, Within):
                    query = any_of([query, *self._in_many_units(leaf, leaf.unit, scored=scored)])
                return query if scored else unscored(query)

    def _in_many_units(self, leaf: Within | NotNear, unit: Unit, *, scored: bool) -> Iterator[Json]:
        """The articles with so many sentences or paragraphs that an index does not have them."""
        many = many_units(unit)
        if self._term_dictionary.doc_freq(Term(OFTEN, many)):
            needed = [candidates(leaf.left)]
            if isinstance(leaf, Within):
                needed.append(candidates(leaf.right))
            yield self._decided(leaf, all_of(*needed, listed([many])), scored=scored)

    def _perhaps(self, leaf: Leaf) -> Json:
        """At least the articles that a leaf occurs in, and few others."""
        query = candidates(leaf)
        close = close_together(leaf)
        if close is None or not self._reading.takes("nested spans", EXAMPLE):
            return query
        return all_of(query, close)

    def _spans(self, leaf: Leaf, *, scored: bool) -> Json | None:
        """The leaf as spans, if they are exact and the server takes them."""
        query = spans(leaf)
        if query is None or not self._reading.takes("nested spans", EXAMPLE):
            return None
        return self._weighed(leaf, query) if scored else query

    def _weighed(self, leaf: Leaf, query: Json) -> Json:
        """Spans that score by how rare the words of the leaf are."""
        if query == NOTHING:
            return query
        articles, doc_freq = self._term_dictionary.articles(), self._term_dictionary.doc_freq
        terms = {term for word in words_of(leaf) for term in single_words(word) or ()}
        weight = sum(idf(articles, freq) for term in terms if (freq := doc_freq(term)))
        # A server adds up how rare each word is, of alternatives too.
        boost = rarity(leaf, articles, doc_freq) / weight if weight else 1.0
        return {"bool": {"must": [query], "boost": boost}}

    def _in_body(self, leaf: Leaf) -> Json:
        """What the text has and the title has not; where both have it, its places tell."""
        if isinstance(leaf, Term):
            only_in_title: Json = {"term": {only_title_field(leaf.stream): leaf.term}}
            return {"bool": {"must": [one_term(in_field(leaf, TEXT))], "must_not": [only_in_title]}}
        in_text, in_title = in_field(leaf, TEXT), candidates(in_field(leaf, _TITLE))
        if isinstance(leaf, First):
            # The text starts where the body does, and the title is further away than any word.
            query = said(in_text) or self._spans(in_text, scored=False)
            if query is not None:
                return query
        sure = {"must": [self._leaf(in_text, scored=False)], "must_not": [in_title]}
        doubtful = all_of(candidates(in_text), in_title)
        return any_of([{"bool": sure}, self._decided(leaf, doubtful, scored=False)])

    def _any_scored(self, leaf: Synonyms) -> Json:
        """Each term weighs as much as all of them do, however rare it is itself."""
        terms = [Term(leaf.stream, term) for term in leaf.terms]
        present = [term for term in terms if self._term_dictionary.doc_freq(term)]
        if len(present) < 2:
            return one_term(present[0]) if present else NOTHING
        present.sort(key=self._term_dictionary.doc_freq, reverse=True)
        articles = self._term_dictionary.articles()
        weight = idf(articles, self._term_dictionary.doc_freq(leaf))
        queries: list[Json] = [
            {
                "bool": {
                    "must": [one_term(term)],
                    "boost": weight / idf(articles, self._term_dictionary.doc_freq(term)),
                }
            }
            for term in present[:_MAX_FORMS]
        ]
        if rare := tuple(term.term for term in present[_MAX_FORMS:]):
            # Each counts as one occurrence in a text of the usual length.
            score = self._scale * bm25(weight, 1, self._ranking.norm(1.0, 1.0))
            rest = terms_clause(Synonyms(leaf.stream, rare, leaf.text))
            queries.append({"constant_score": {"filter": rest, "boost": score}})
        return {"dis_max": {"queries": queries, "tie_breaker": FURTHER}}

    def _at_least(self, query: AtLeast, *, scored: bool) -> Json:
        """The child, where it occurs so often: counted where the index cannot tell."""
        child = self.query(query.child, scored=scored)
        needed = requirement(query, self._term_dictionary.doc_freq)
        enough = NOTHING if needed is None else surely_often(needed)
        doubtful = child if needed is None else perhaps_often(child, needed)
        parts = list(leaves(query.child))
        ids = [
            stored_id(document.id)
            for document in (() if doubtful is None else self._documents(doubtful))
            if occurrence_count(parts, document) >= query.count
        ]
        often = any_of([enough, {"ids": {"values": ids}}]) if ids else enough
        return {"bool": {"must": [child], "filter": [often]}}

    def _not_near(self, leaf: NotNear, *, scored: bool) -> Json:
        """The left operand: for certain where the right one is not close at all."""
        answer = apart(leaf)
        if answer is None or not self._reading.takes("spans apart", EXAMPLE_APART):
            return self._not_close(leaf, scored=scored)
        sure, perhaps = answer
        query = self._weighed(leaf, sure) if scored else unscored(sure)
        queries = [query]
        if perhaps is not None:
            doubtful = {"bool": {"must": [perhaps], "must_not": [sure]}}
            queries.append(self._decided(leaf, doubtful, scored=scored))
        if not isinstance(leaf.scope, int):
            queries += self._in_many_units(leaf, leaf.scope, scored=scored)
        return any_of(queries)

    def _not_close(self, leaf: NotNear, *, scored: bool) -> Json:
        """The same by articles that have both close together somewhere, which are read."""
        left = candidates(leaf.left)
        if single_words(leaf.left) is None or leaf.stream not in SCORED_STREAMS:
            return self._decided(leaf, left, scored=scored)
        if isinstance(leaf.scope, int):
            close = candidates(Near(leaf.left, leaf.right, leaf.scope, leaf.ordered))
        else:
            close = candidates(Within(leaf.left, leaf.right, leaf.scope))
        sure: Json = {"bool": {"must": [left], "must_not": [close]}}
        decided = self._decided(leaf, all_of(left, close), scored=scored)
        return any_of([sure if scored else unscored(sure), decided])

    def _decided(self, leaf: Leaf, candidates: Json, *, scored: bool) -> Json:
        """Those of the candidates that a leaf occurs in, by the places of its words."""
        ids_by_step: dict[int, list[str]] = defaultdict(list)
        for document in self._documents(candidates):
            if count := frequency(leaf, document):
                score = self._score(leaf, document, count) if scored else 1.0
                ids_by_step[round(math.log(score) / _STEP)].append(stored_id(document.id))
        if not ids_by_step:
            return NOTHING
        if not scored:
            return unscored({"ids": {"values": ids_by_step[0]}})
        return any_of(
            {
                "constant_score": {
                    "filter": {"ids": {"values": ids}},
                    "boost": self._scale * math.exp(step * _STEP),
                }
            }
            for step, ids in ids_by_step.items()
        )

    def candidates(self, leaf: Leaf) -> Iterable[Document]:
        """At least the articles that a leaf occurs in, analysed anew."""
        return self._documents(candidates(leaf))

    def _documents(self, query: Json) -> Iterable[Document]:
        """The articles that match, analysed anew."""
        hits = self._reading.walk(unscored(query), size=CANDIDATES, sort=IN_ORDER, _source=[RECORD])
        return (self._analyzer.document(record_of(hit["_source"])) for hit in hits)

    def _score(self, leaf: Leaf, document: Document, count: int) -> float:
        """The score of so many occurrences in an article."""
        weight = rarity(leaf, self._term_dictionary.articles(), self._term_dictionary.doc_freq)
        length = document.length(TEXT.name)
        return bm25(weight, count, self._ranking.norm(length, self._mean_length()))
