"""The query language: text → tree of what the user typed."""

from searchkit.syntax.dates import parse_dates
from searchkit.syntax.lexer import unquoted
from searchkit.syntax.parser import parse
from searchkit.syntax.tree import (
    And,
    Boost,
    DateRange,
    Fuzzy,
    Leaf,
    MatchAll,
    Near,
    Node,
    Not,
    Operator,
    Or,
    Phrase,
    QueryPart,
    Span,
    Term,
    Wildcard,
    WithStatus,
    filtered,
)

__all__ = [
    "And",
    "Boost",
    "DateRange",
    "Fuzzy",
    "Leaf",
    "MatchAll",
    "Near",
    "Node",
    "Not",
    "Operator",
    "Or",
    "Phrase",
    "QueryPart",
    "Span",
    "Term",
    "Wildcard",
    "WithStatus",
    "filtered",
    "parse",
    "parse_dates",
    "unquoted",
]
