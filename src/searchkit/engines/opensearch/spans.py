"""Words at a distance as spans, where spans mean exactly what `positions` does.

A server matches ordered spans from left to right: for each match of the first clause it takes the
next one of the second, and no other. Nested from the right, and with clauses of one length each,
that is the nearest one, so no article is missed. In any order it counts words that two clauses
share; so both orders are asked for. What has nothing near it is told exactly, but for what a match
of the other operand covers. Sentences and paragraphs are values of a field, whose words are near
each other in one value only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product
from typing import NamedTuple, TypeAlias

from searchkit.engines.opensearch.layout import APART, START, unit_field
from searchkit.engines.opensearch.reading import Json
from searchkit.operands import single_words, words_of
from searchkit.query import (
    Disjunction,
    First,
    Leaf,
    Near,
    NotNear,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Unit,
    Within,
)
from searchkit.schema import SCORED_STREAMS, TEXT

#: A server takes a thousand clauses; the rest of a query has some too.
MAX_WORDS = 500

#: Further apart than words of one value are, and nearer than those of two.
WITHIN = APART // 2

#: The spans of an operand without gaps, by how many words they have.
_Units: TypeAlias = Mapping[int, Sequence[Json]]


def _one_of(clauses: Sequence[Json]) -> Json:
    return clauses[0] if len(clauses) == 1 else {"span_or": {"clauses": list(clauses)}}


def _near(clauses: Sequence[Json], slop: int) -> Json:
    return {"span_near": {"clauses": list(clauses), "slop": slop, "in_order": True}}


def _word(term: Term, stream: str) -> Json:
    word: Json = {"span_term": {term.stream: {"value": term.term}}}
    if term.stream == stream:
        return word
    # The streams of a field have the same positions.
    return {"field_masking_span": {"query": word, "field": stream}}


#: Has all that `spans` writes; a server may know less.
EXAMPLE: Json = _near(
    [
        _word(Term(TEXT.exact, "a"), TEXT.name),
        _near([_one_of([_word(Term(TEXT.name, "b"), TEXT.name)] * 2)] * 2, 0),
    ],
    0,
)

#: Has what `apart` writes beside that.
EXAMPLE_APART: Json = {
    "bool": {
        "must_not": [
            {"span_not": {"include": EXAMPLE, "exclude": EXAMPLE, "pre": 1, "post": 1}},
            {"span_containing": {"big": EXAMPLE, "little": EXAMPLE}},
        ]
    }
}


class Apart(NamedTuple):
    """The articles with a match that has nothing near it, and others of which that is not sure."""

    sure: Json
    perhaps: Json | None


def apart(leaf: NotNear) -> Apart | None:
    """Where the left operand has no right one near it; None if spans do not tell."""
    left, right = leaf.left, leaf.right
    distance = leaf.scope
    if not isinstance(distance, int):
        one, other = _by_unit(left, distance), _by_unit(right, distance)
        if one is None or other is None:
            return None
        left, right, distance = one, other, WITHIN
    stream = left.stream
    units = [_units(operand, stream) for operand in (left, right)]
    first, second = units
    if first is None or second is None or sum(map(_size, (first, second))) > MAX_WORDS:
        return None
    if not first:
        return Apart({"match_none": {}}, None)
    include = _any_of(first)
    if not second:
        return Apart(include, None)
    exclude = _any_of(second)
    limits = {"pre": 0 if leaf.ordered else distance, "post": distance}
    sure: Json = {"span_not": {"include": include, "exclude": exclude, **limits}}
    if not _may_share_words(left, right):
        return Apart(sure, None)
    if not leaf.ordered and (same := _alone(left, right, distance)) is not None:
        return Apart(same, None)
    # What is part of the other one is not near it.
    if set(first) == {1}:
        return Apart(sure, {"span_containing": {"big": exclude, "little": include}})
    if set(second) == {1}:
        return Apart(sure, {"span_containing": {"big": include, "little": exclude}})
    return None


def _alone(left: Operand, right: Operand, distance: int) -> Json | None:
    """Words of the left operand with no other word of the right one near; they have some in common.

    None if they are not words of one stream.
    """
    one, other = single_words(left), single_words(right)
    if one is None or other is None or len({word.stream for word in (*one, *other)}) > 1:
        return None
    words = [[_word(term, term.stream) for term in terms if term.term] for terms in (one, other)]
    shared = [word for word in words[0] if word in words[1]]
    rest = [word for word in words[0] if word not in words[1]]
    exclude = _one_of(words[1])
    # Two that follow each other so soon are both near another.
    pairs = _near([exclude, exclude], distance - 1)
    kinds = [
        {"span_not": {"include": _one_of(some), "exclude": near, "pre": far, "post": far}}
        for some, near, far in ((shared, pairs, 0), (rest, exclude, distance))
        if some
    ]
    return _one_of(kinds)


def _any_of(units: _Units) -> Json:
    return _one_of([clause for several in units.values() for clause in several])


def _size(units: _Units) -> int:
    return sum(map(len, units.values()))


def _may_share_words(left: Operand, right: Operand) -> bool:
    """Tell if a word of the text can be one of both operands."""
    streams, terms = [], []
    for operand in (left, right):
        words = list(words_of(operand))
        streams += [word.stream for word in words]
        terms.append(
            {
                term
                for word in words
                for term in (word.terms if isinstance(word, Synonyms) else (word.term,))
            }
        )
    # The stem of a word and the word itself are different terms.
    return len(set(streams)) > 1 or bool(terms[0] & terms[1])


def _by_unit(operand: Operand, unit: Unit) -> Operand | None:
    """A word as the field of the sentences, or paragraphs, has it; None for another operand."""
    words = single_words(operand)
    if words is None or any(word.stream != TEXT.name for word in words):
        return None
    return Synonyms(unit_field(unit), tuple(word.term for word in words), "")


def _in_unit(operand: Operand, unit: Unit) -> Operand | None:
    """The same of words near each other."""
    if not isinstance(operand, Near):
        return _by_unit(operand, unit)
    left, right = _in_unit(operand.left, unit), _in_unit(operand.right, unit)
    if left is None or right is None:
        return None
    return replace(operand, left=left, right=right)


def spans(leaf: Leaf) -> Json | None:
    """The articles that a leaf occurs in; None if spans do not tell exactly."""
    if isinstance(leaf, Within):
        left, right = _in_unit(leaf.left, leaf.unit), _in_unit(leaf.right, leaf.unit)
        if left is None or right is None:
            return None
        leaf = Near(left, right, WITHIN)
    orders = _orders(leaf)
    if orders is None:
        return None
    clauses: list[Json] = []
    size = 0
    for order in orders:
        units = [_units(operand, leaf.stream) for operand in order.operands]
        known = [unit for unit in units if unit is not None]
        if len(known) < len(units):
            return None
        for alternatives in product(*(unit.values() for unit in known)):
            size += sum(map(len, alternatives))
            if size > MAX_WORDS:
                return None
            clauses.append(_clause(alternatives, order))
    return _one_of(clauses) if clauses else {"match_none": {}}


def close_together(leaf: Leaf) -> Json | None:
    """At least the articles that a leaf occurs in: its words stand within all its distances.

    None if that cannot be said.
    """
    operands: list[Operand] = []
    rest: list[Operand] = [leaf]
    slop = 0
    while rest:
        operand = rest.pop()
        if isinstance(operand, Near):
            rest += [operand.left, operand.right]
            slop += operand.distance
        else:
            operands.append(operand)
    units = [_units(operand, leaf.stream) for operand in operands]
    known = [unit for unit in units if unit is not None]
    if len(known) < max(len(units), 2):
        return None
    clauses = []
    for alternatives in product(*(unit.values() for unit in known)):
        together = _near([_one_of(some) for some in alternatives], slop)
        clauses.append({"span_near": {**together["span_near"], "in_order": False}})
        if sum(map(len, alternatives)) * len(clauses) > MAX_WORDS:
            return None
    return _one_of(clauses) if clauses else {"match_none": {}}


class _Order(NamedTuple):
    """Operands that follow each other, at most so far from one to the next, or altogether."""

    operands: Sequence[Operand]
    distances: Sequence[int] = ()
    width: int = 0


def _orders(leaf: Leaf) -> list[_Order] | None:
    """The orders in which the operands can stand."""
    match leaf:
        case Phrase(stream, terms, slop):
            operands = [Term(stream, term) for term in terms]
            return [_Order(operands, [slop + 1] * (len(terms) - 1))]
        case Near(ordered=True):
            chain = _chain(leaf)
            return None if chain is None else [chain]
        case Near(Near() as inner, other) | Near(other, Near() as inner):
            return _of_three(inner, other, leaf.distance)
        case First(operand, length):
            if single_words(operand) is None or leaf.stream not in SCORED_STREAMS:
                return None
            return [_Order([Term(leaf.stream, START), operand], [length])]
        case Near(left, right, distance):
            return [_Order(pair, [distance]) for pair in ((left, right), (right, left))]
        case _:
            return None


def _chain(near: Near) -> _Order | None:
    """The operands that follow each other, read from left to right."""
    if isinstance(near.right, Near):
        return None
    if not isinstance(near.left, Near):
        return _Order([near.left, near.right], [near.distance])
    before = _chain(near.left) if near.left.ordered else None
    if before is None:
        return None
    return _Order([*before.operands, near.right], [*before.distances, near.distance])


def _of_three(inner: Near, other: Operand, distance: int) -> list[_Order] | None:
    """A pair of words with a third near: beside it, or in its gap if that is never too far."""
    words = [single_words(operand) for operand in (inner.left, inner.right, other)]
    distinct = [set(some) for some in words if some is not None]
    if inner.ordered or distance < inner.distance - 1 or len(distinct) < len(words):
        return None
    if any(distinct[at] & distinct[at - 1] for at in range(3)):
        return None
    orders: list[_Order] = []
    for first, second in permutations((inner.left, inner.right)):
        orders += [
            _Order([first, second, other], [inner.distance, distance]),
            _Order([other, first, second], [distance, inner.distance]),
        ]
        if inner.distance > 1:
            orders.append(_Order([first, other, second], width=inner.distance))
    return orders


def _units(operand: Operand, stream: str) -> _Units | None:
    """The spans of an operand that never has a gap; None for another."""
    match operand:
        case Term():
            return {1: [_word(operand, stream)]} if operand.term else {}
        case Synonyms(own, terms):
            words = [_word(Term(own, term), stream) for term in terms[: MAX_WORDS + 1] if term]
            return {1: words} if words else {}
        case Phrase(own, terms, 0):
            if not all(terms):
                return {}
            return {len(terms): [_near([_word(Term(own, term), stream) for term in terms], 0)]}
        case Disjunction(operands):
            units: dict[int, list[Json]] = {}
            for branch in operands:
                members = _units(branch, stream)
                if members is None:
                    return None
                for length, several in members.items():
                    units.setdefault(length, []).extend(several)
            return units
        case _:
            return None


def _clause(alternatives: Sequence[Sequence[Json]], order: _Order) -> Json:
    if order.width:
        return _near([_one_of(some) for some in alternatives], order.width + 1 - len(alternatives))
    clause = _one_of(alternatives[-1])
    for some, distance in zip(reversed(alternatives[:-1]), reversed(order.distances), strict=True):
        clause = _near([_one_of(some), clause], distance - 1)
    return clause
