"""The query language: text → tree of what the user typed."""

from searchkit.syntax.dates import parse_dates
from searchkit.syntax.parser import parse
from searchkit.syntax.tree import (
    All,
    AllOf,
    AnyOf,
    Dates,
    Except,
    Node,
    Quoted,
    Span,
    Weighted,
    WithStatus,
    Word,
    filtered,
)

__all__ = [
    "All",
    "AllOf",
    "AnyOf",
    "Dates",
    "Except",
    "Node",
    "Quoted",
    "Span",
    "Weighted",
    "WithStatus",
    "Word",
    "filtered",
    "parse",
    "parse_dates",
]
