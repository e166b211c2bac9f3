"""The clauses that queries of a server are made of, and leaves as a server can be asked for them.

A phrase without gaps, two words in order and two words near each other mean to a server what they
mean to `positions`; so do two stems in one sentence or paragraph, which are values of a field, and
a word among the first, which is so far from the start of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, product

from searchkit.engines.counts import Requirement, at_least, pairs_in_unit
from searchkit.engines.opensearch.layout import (
    APART,
    BODY_STREAMS,
    FIRST_DAY,
    ID,
    LAST_DAY,
    MAX_TERMS,
    OFTEN,
    START,
    many_units,
    number_field,
    unit_field,
)
from searchkit.engines.opensearch.reading import Json
from searchkit.engines.opensearch.term_dictionary import EVERY, terms_clause
from searchkit.operands import in_field, single_words
from searchkit.query import (
    DateRange,
    Disjunction,
    First,
    Ids,
    Leaf,
    MatchAll,
    Near,
    NotNear,
    NumberRange,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Within,
)
from searchkit.schema import SCORED_STREAMS, TEXT

NOTHING: Json = {"match_none": {}}

# More pairs of words are too many clauses for a server.
_MAX_PAIRS = 16

#: How much of its score a further way to match adds to that of the best: together they should
#: come to what as many occurrences of one term do.
FURTHER = 0.3


def unscored(query: Json) -> Json:
    """The query, with nothing scored."""
    return {"constant_score": {"filter": query, "boost": 0.0}}


def all_of(*queries: Json) -> Json:
    """The articles that match all the queries."""
    return {"bool": {"must": list(queries)}}


def any_of(queries: Iterable[Json]) -> Json:
    """The articles that match at least one of the queries."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def with_ids(ids: Sequence[str]) -> Json:
    if not ids:
        return NOTHING
    return any_of(
        {"terms": {ID: ids[start : start + MAX_TERMS]}} for start in range(0, len(ids), MAX_TERMS)
    )


def _dates(first: int | None, last: int | None) -> Json:
    bounds = []
    if first is not None:
        bounds.append({"range": {FIRST_DAY: {"gte": first}}})
    if last is not None:
        bounds.append({"range": {LAST_DAY: {"lte": last}}})
    return all_of(*bounds) if bounds else {"exists": {"field": FIRST_DAY}}


def selected(query: DateRange | NumberRange | MatchAll | Ids) -> Json:
    """The articles that a query without words selects."""
    match query:
        case DateRange(first, last):
            return _dates(first, last)
        case NumberRange(name, first, last):
            return _numbers_between(number_field(name), first, last)
        case MatchAll():
            return EVERY
        case Ids(ids):
            return with_ids(sorted(ids))


def _numbers_between(field: str, first: int | None, last: int | None) -> Json:
    if first is None and last is None:
        return {"exists": {"field": field}}
    bounds = {"gte": first, "lte": last}
    return {"range": {field: {name: value for name, value in bounds.items() if value is not None}}}


def one_term(leaf: Term) -> Json:
    return {"term": {leaf.stream: {"value": leaf.term}}} if leaf.term else NOTHING


def any_term(leaf: Synonyms) -> Json:
    return terms_clause(leaf) if any(leaf.terms) else NOTHING


def said(leaf: Leaf) -> Json | None:
    """The leaf as a server can be asked for it; None if it cannot."""
    match leaf:
        case Phrase(stream, terms, 0):
            clause: Json = {"match_phrase": {stream: {"query": " ".join(terms)}}}
            return clause if all(terms) else NOTHING
        case Phrase(stream, (one, two), slop):
            return _in_order(Term(stream, one), Term(stream, two), slop + 1)
        case Near(left, right, distance, ordered):
            first, second = single_words(left), single_words(right)
            if first is None or second is None:
                return None
            pairs = list(product(first, second))
            if not ordered:
                pairs += product(second, first)
            pairs = [pair for pair in dict.fromkeys(pairs) if all(word.term for word in pair)]
            if len(pairs) > _MAX_PAIRS or any(word.stream != other.stream for word, other in pairs):
                return None
            return _best_of([_in_order(first, second, distance) for first, second in pairs])
        case Within() if leaf.stream in SCORED_STREAMS:
            return _in_unit(leaf)
        case First(operand, length) if leaf.stream in SCORED_STREAMS:
            words = single_words(operand)
            if words is None or len(words) > _MAX_PAIRS:
                return None
            return _best_of([_in_order(Term(word.stream, START), word, length) for word in words])
        case _:
            return None


def _best_of(queries: Sequence[Json]) -> Json:
    if len(queries) < 2:
        return queries[0] if queries else NOTHING
    return {"dis_max": {"queries": queries, "tie_breaker": FURTHER}}


def _in_unit(leaf: Within) -> Json | None:
    """Two stems in one value of the field that has the units of a text."""
    pairs = pairs_in_unit(leaf)
    if pairs is None:
        return None
    field = unit_field(leaf.unit)
    return _best_of(
        [
            _in_order(Term(field, first), Term(field, other), APART)
            for pair in pairs
            for first, other in (pair, pair[::-1])
        ]
    )


def listed(entries: Sequence[str]) -> Json:
    """The articles that have one of the entries on how often terms occur."""
    return {"terms": {OFTEN: list(entries)}} if entries else NOTHING


def surely_often(needed: Requirement) -> Json:
    """The articles in which it occurs often enough, as far as the entries tell."""
    sums = [
        {"bool": {"filter": [_as_often(term, times) for term, times in terms]}}
        for terms in needed.together
    ]
    return any_of([listed(needed.enough), *sums])


def _as_often(term: Term, times: int) -> Json:
    return one_term(term) if times == 1 else listed(at_least(term, times))


def perhaps_often(child: Json, needed: Requirement) -> Json | None:
    """The articles that the child finds and of which only their places tell; None for none."""
    several = [listed(needed.alone)] if needed.alone else []
    if needed.two_of:
        terms = list(map(one_term, needed.two_of))
        several.append({"bool": {"should": terms, "minimum_should_match": 2}})
    if not (needed.perhaps or several):
        return None
    filters = list(map(listed, needed.perhaps))
    if several:
        filters.append(any_of(several))
    return {"bool": {"must": [child], "filter": filters, "must_not": [listed(needed.enough)]}}


def _in_order(first: Term, second: Term, distance: int) -> Json:
    if not (first.term and second.term):
        return NOTHING
    words = [{"span_term": {term.stream: {"value": term.term}}} for term in (first, second)]
    return {"span_near": {"clauses": words, "slop": distance - 1, "in_order": True}}


def candidates(operand: Operand) -> Json:
    """At least the articles that an operand occurs in."""
    if operand.stream in BODY_STREAMS:
        return candidates(in_field(operand, TEXT))
    match operand:
        case Term():
            return one_term(operand)
        case Synonyms():
            return any_term(operand)
        case Disjunction(operands):
            return any_of(map(candidates, operands))
        case Phrase(stream, terms, slop):
            query = said(operand)
            if query is not None:
                return query
            return all_of(*(candidates(Phrase(stream, pair, slop)) for pair in pairwise(terms)))
        case Near(left, right):
            return said(operand) or all_of(candidates(left), candidates(right))
        case Within():
            return _candidates_within(operand)
        case NotNear(inner) | First(inner):
            return candidates(inner)


def _candidates_within(leaf: Within) -> Json:
    both = all_of(candidates(leaf.left), candidates(leaf.right))
    query = said(leaf)
    return both if query is None else any_of([query, all_of(both, listed([many_units(leaf.unit)]))])
