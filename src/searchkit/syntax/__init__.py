"""The query language: text → tree of what the user typed."""

from searchkit.syntax.dates import parse_dates
from searchkit.syntax.lexer import unquoted
from searchkit.syntax.parser import parse
from searchkit.syntax.tree import (
    Alike,
    All,
    AllOf,
    AnyOf,
    Dates,
    Except,
    Nearby,
    Node,
    Operator,
    Pattern,
    Quoted,
    Span,
    Weighted,
    WithStatus,
    Word,
    Wording,
    filtered,
)

__all__ = [
    "Alike",
    "All",
    "AllOf",
    "AnyOf",
    "Dates",
    "Except",
    "Nearby",
    "Node",
    "Operator",
    "Pattern",
    "Quoted",
    "Span",
    "Weighted",
    "WithStatus",
    "Word",
    "Wording",
    "filtered",
    "parse",
    "parse_dates",
    "unquoted",
]
