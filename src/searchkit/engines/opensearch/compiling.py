"""A query → a query of OpenSearch's that finds exactly the same articles.

A phrase without gaps, two words in order and two words near each other mean to a server what they
mean to `positions`. What else has words at a distance is decided by `positions` here, for each
article that has the words; the ids of those found make the query.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, product
from typing import assert_never

from searchkit.analysis import Analyzer, Document
from searchkit.engines.opensearch.layout import (
    BODY_STREAMS,
    FIRST_DAY,
    ID,
    LAST_DAY,
    RECORD,
    number_field,
    only_title_field,
    record_of,
    stored_id,
)
from searchkit.engines.opensearch.reading import IN_ORDER, Json, Reading
from searchkit.engines.opensearch.term_dictionary import EVERY, TermDictionary, terms_clause
from searchkit.engines.ranking import Ranking, bm25, idf, rarity
from searchkit.matching.match import frequency, occurrence_count
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
    in_field,
    single_words,
)
from searchkit.schema import SCHEMA, SCORED_STREAMS, TEXT

NOTHING: Json = {"match_none": {}}

_TITLE = SCHEMA["title"]

#: So many values a server takes in one list.
MAX_TERMS = 65_536
#: Articles whose words are looked at come by so many.
CANDIDATES = 500

# More pairs of words, or forms of one, are too many clauses for a server.
_MAX_PAIRS = 16
_MAX_FORMS = 32

# How much of its score a further way to match adds to that of the best: together they should
# come to what as many occurrences of one term do.
_FURTHER = 0.3

# What was decided for each article scores in steps: one query for each different score is enough.
_STEP = math.log(1.02)


def unscored(query: Json) -> Json:
    """The query, with nothing scored."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def all_of(*queries: Json) -> Json:
    """The articles that match all the queries."""
    return {"bool": {"must": list(queries)}}


def any_of(queries: Iterable[Json]) -> Json:
    """The articles that match at least one of the queries."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _ids(ids: Sequence[str]) -> Json:
    if not ids:
        return NOTHING
    return any_of(
        {"terms": {ID: ids[start : start + MAX_TERMS]}} for start in range(0, len(ids), MAX_TERMS)
    )


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
                return unscored(_selected(query))
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
                found = unscored(self.query(filter, scored=False))
                clauses = {"must": [found], "should": [self.query(by)]}
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
                return _term(leaf) if scored else unscored(_term(leaf))
            case Synonyms():
                return self._any_scored(leaf) if scored else unscored(_any(leaf))
            case _:
                query = _said(leaf)
                if query is None:
                    return self._decided(leaf, _candidates(leaf), scored=scored)
                return query if scored else unscored(query)

    def _in_body(self, leaf: Leaf) -> Json:
        """What the text has and the title has not; where both have it, its places tell."""
        if isinstance(leaf, Term):
            only_in_title: Json = {"term": {only_title_field(leaf.stream): leaf.term}}
            return {"bool": {"must": [_term(in_field(leaf, TEXT))], "must_not": [only_in_title]}}
        in_text, in_title = in_field(leaf, TEXT), _candidates(in_field(leaf, _TITLE))
        sure = {"must": [self._leaf(in_text, scored=False)], "must_not": [in_title]}
        doubtful = all_of(_candidates(in_text), in_title)
        return any_of([{"bool": sure}, self._decided(leaf, doubtful, scored=False)])

    def _any_scored(self, leaf: Synonyms) -> Json:
        """Each term weighs as much as all of them do, however rare it is itself."""
        terms = [Term(leaf.stream, term) for term in leaf.terms]
        present = [term for term in terms if self._term_dictionary.doc_freq(term)]
        if len(present) < 2:
            return _term(present[0]) if present else NOTHING
        present.sort(key=self._term_dictionary.doc_freq, reverse=True)
        articles = self._term_dictionary.articles()
        weight = idf(articles, self._term_dictionary.doc_freq(leaf))
        queries: list[Json] = [
            {
                "bool": {
                    "must": [_term(term)],
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
        return {"dis_max": {"queries": queries, "tie_breaker": _FURTHER}}

    def _at_least(self, query: AtLeast, *, scored: bool) -> Json:
        """The child, where it occurs so often: counted in every article that it matches."""
        child = self.query(query.child, scored=scored)
        ids = [
            stored_id(document.id)
            for document in self._documents(self.query(query.child, scored=False))
            if occurrence_count(query.child, document) >= query.count
        ]
        if not ids:
            return NOTHING
        return {"bool": {"must": [child], "filter": [{"ids": {"values": ids}}]}}

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
        return self._documents(_candidates(leaf))

    def _documents(self, query: Json) -> Iterable[Document]:
        """The articles that match, analysed anew."""
        hits = self._reading.walk(unscored(query), size=CANDIDATES, sort=IN_ORDER, _source=[RECORD])
        return (self._analyzer.document(record_of(hit["_source"])) for hit in hits)

    def _score(self, leaf: Leaf, document: Document, count: int) -> float:
        """The score of so many occurrences in an article."""
        weight = rarity(leaf, self._term_dictionary.articles(), self._term_dictionary.doc_freq)
        length = document.length(TEXT.name)
        return bm25(weight, count, self._ranking.norm(length, self._mean_length()))


def _dates(first: int | None, last: int | None) -> Json:
    bounds = []
    if first is not None:
        bounds.append({"range": {FIRST_DAY: {"gte": first}}})
    if last is not None:
        bounds.append({"range": {LAST_DAY: {"lte": last}}})
    return all_of(*bounds) if bounds else {"exists": {"field": FIRST_DAY}}


def _selected(query: DateRange | NumberRange | MatchAll | Ids) -> Json:
    """The articles that a query without words selects."""
    match query:
        case DateRange(first, last):
            return _dates(first, last)
        case NumberRange(name, first, last):
            return _numbers_between(number_field(name), first, last)
        case MatchAll():
            return EVERY
        case Ids(ids):
            return _ids(sorted(ids))


def _numbers_between(field: str, first: int | None, last: int | None) -> Json:
    if first is None and last is None:
        return {"exists": {"field": field}}
    bounds = {"gte": first, "lte": last}
    return {"range": {field: {name: value for name, value in bounds.items() if value is not None}}}


def _term(leaf: Term) -> Json:
    return {"term": {leaf.stream: {"value": leaf.term}}} if leaf.term else NOTHING


def _any(leaf: Synonyms) -> Json:
    return terms_clause(leaf) if any(leaf.terms) else NOTHING


def _said(leaf: Leaf) -> Json | None:
    """The leaf as a server can be asked for it; None if it cannot."""
    match leaf:
        case Phrase(stream, terms, 0):
            found: Json = {"match_phrase": {stream: {"query": " ".join(terms)}}}
            return found if all(terms) else NOTHING
        case Phrase(stream, (one, two), slop):
            return _in_order(Term(stream, one), Term(stream, two), slop + 1)
        case Near(left, right, distance, ordered):
            first, second = single_words(left), single_words(right)
            if first is None or second is None:
                return None
            pairs = list(product(first, second))
            if not ordered:
                pairs += product(second, first)
            pairs = [pair for pair in dict.fromkeys(pairs) if all(one.term for one in pair)]
            if len(pairs) > _MAX_PAIRS or any(one.stream != two.stream for one, two in pairs):
                return None
            queries = [_in_order(one, two, distance) for one, two in pairs]
            if len(queries) < 2:
                return queries[0] if queries else NOTHING
            return {"dis_max": {"queries": queries, "tie_breaker": _FURTHER}}
        case _:
            return None


def _in_order(first: Term, second: Term, distance: int) -> Json:
    if not (first.term and second.term):
        return NOTHING
    words = [{"span_term": {term.stream: {"value": term.term}}} for term in (first, second)]
    return {"span_near": {"clauses": words, "slop": distance - 1, "in_order": True}}


def _candidates(operand: Operand) -> Json:
    """At least the articles that an operand occurs in."""
    if operand.stream in BODY_STREAMS:
        return _candidates(in_field(operand, TEXT))
    match operand:
        case Term():
            return _term(operand)
        case Synonyms():
            return _any(operand)
        case Disjunction(operands):
            return any_of(map(_candidates, operands))
        case Phrase(stream, terms, slop):
            said = _said(operand)
            if said is not None:
                return said
            return all_of(*(_candidates(Phrase(stream, pair, slop)) for pair in pairwise(terms)))
        case Near(left, right):
            return _said(operand) or all_of(_candidates(left), _candidates(right))
        case Within(left, right):
            return all_of(_candidates(left), _candidates(right))
        case NotNear(inner) | First(inner):
            return _candidates(inner)
