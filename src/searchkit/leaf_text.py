"""The text of a leaf of a query, in the terms of the index."""

from __future__ import annotations

from searchkit.query import (
    Disjunction,
    First,
    Near,
    NotNear,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Within,
)


def leaf_text(leaf: Operand) -> str:
    """A leaf in the terms of the index, much as the query language writes it.

    >>> leaf_text(Near(Term("body", "tajik"), Phrase("body_exact", ("peace", "talks")), 5))
    'tajik NEAR/5 "peace talks"'
    """
    match leaf:
        case Term(_, term):
            return term
        case Phrase(_, terms, slop):
            return f'"{" ".join(terms)}"~{slop}' if slop else " ".join(terms)
        case Synonyms(_, _, text):
            return text
        case Disjunction(operands):
            return f"({' OR '.join(map(_inside, operands))})"
        case Near(left, right, distance, ordered):
            first = leaf_text(left) if isinstance(left, Near) else _inside(left)
            return f"{first} {'BEFORE' if ordered else 'NEAR'}/{distance} {_inside(right)}"
        case Within(left, right, unit):
            first = leaf_text(left) if isinstance(left, Within) else _inside(left)
            return f"{first} {unit.upper()} {_inside(right)}"
        case NotNear(left, right, scope, ordered):
            name = f"{'BEFORE' if ordered else 'NEAR'}/{scope}"
            operator = name if isinstance(scope, int) else scope.upper()
            return f"{_inside(left)} NOT {operator} {_inside(right)}"
        case First(operand):
            return f"lead:{_inside(operand)}"


def _inside(operand: Operand) -> str:
    match operand:
        case Phrase(_, terms, 0):
            return f'"{" ".join(terms)}"'
        case Near() | Within() | NotNear():
            return f"({leaf_text(operand)})"
        case _:
            return leaf_text(operand)
