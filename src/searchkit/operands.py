"""What stands at places of a text, taken apart: in other fields, by its terms, by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

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
    Within,
)
from searchkit.schema import EXACT, SCORED_STREAMS, TEXT_FIELDS, Field

OperandT = TypeVar("OperandT", bound=Operand)


def in_field(operand: OperandT, field: Field) -> OperandT:
    """The operand over another text field: each stream becomes that of the field.

    >>> from searchkit.schema import SCHEMA
    >>> in_field(Term("text_exact", "army"), SCHEMA["title"])
    Term(stream='title_exact', term='army')
    """
    match operand:
        case Disjunction(operands):
            return replace(operand, operands=tuple(in_field(part, field) for part in operands))
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            return replace(operand, left=in_field(left, field), right=in_field(right, field))
        case First(inner):
            return replace(operand, operand=in_field(inner, field))
        case _:
            is_exact = operand.stream.endswith(EXACT)
            return replace(operand, stream=field.exact if is_exact else field.name)


def with_terms(operand: OperandT, has: Callable[[Term], object]) -> OperandT:
    """The operand without those of its synonyms, and of its alternatives, that an index has not.

    >>> with_terms(Synonyms("body", ("oil", "öl"), "oil"), lambda term: term.term == "oil").terms
    ('oil',)
    """
    match operand:
        case Synonyms(stream, terms):
            return replace(operand, terms=tuple(term for term in terms if has(Term(stream, term))))
        case Disjunction(operands):
            parts = tuple(with_terms(part, has) for part in operands)
            there = tuple(part for part in parts if not _is_absent(part, has))
            return replace(operand, operands=there or parts[:1])
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            return replace(operand, left=with_terms(left, has), right=with_terms(right, has))
        case First(inner):
            return replace(operand, operand=with_terms(inner, has))
        case _:
            return operand


def _is_absent(operand: Operand, has: Callable[[Term], object]) -> bool:
    """Tell if an index has not one of the words of a phrase, or none of some synonyms."""
    match operand:
        case Phrase(stream, terms):
            return not all(has(Term(stream, term)) for term in terms)
        case Synonyms(_, terms):
            return not terms
        case _:
            return False


@lru_cache(maxsize=256)
def by_field(leaf: Leaf) -> tuple[Leaf, ...]:
    """The leaf in each of the fields that it stands for: one over the scored text, in two.

    The same objects each time, as long as they are remembered.
    """
    if leaf.stream not in SCORED_STREAMS:
        return (leaf,)
    return tuple(in_field(leaf, field) for field in TEXT_FIELDS)


def words_of(leaf: Operand) -> Iterator[Term | Synonyms]:
    """The single words of a leaf, in order."""
    match leaf:
        case Phrase(stream, terms):
            yield from (Term(stream, term) for term in terms)
        case Disjunction(operands):
            for operand in operands:
                yield from words_of(operand)
        case Near(left, right) | Within(left, right):
            yield from words_of(left)
            yield from words_of(right)
        case NotNear(operand) | First(operand):
            yield from words_of(operand)
        case _:
            yield leaf


def single_words(operand: Operand) -> list[Term] | None:
    """The terms of an operand that is always one of them; None for another."""
    match operand:
        case Term():
            return [operand]
        case Synonyms(stream, terms):
            return [Term(stream, term) for term in terms]
        case Disjunction(operands):
            members: list[Term] = []
            for branch in operands:
                words = single_words(branch)
                if words is None:
                    return None
                members += words
            return list(dict.fromkeys(members))
        case _:
            return None
