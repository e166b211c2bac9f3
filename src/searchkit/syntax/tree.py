"""The tree of what the user typed. `str` of a node is a bracketed query that parses back to it.

Every node has the span of query text that it came from; spans do not take part in equality.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from searchkit.article import PartialDate, Status
from searchkit.errors import QueryError
from searchkit.query import Unit
from searchkit.quick_dataclass import dataclass

#: What joins words that stand side by side.
Operator: TypeAlias = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Span:
    """The code points `[start, end)` of the query."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of the query as it was typed."""

    query: str
    span: Span

    @classmethod
    def whole(cls, query: str) -> QueryPart:
        """All of a query."""
        return cls(query, Span(0, len(query)))

    def error(self, message: str, advice: str = "") -> QueryError:
        """The refusal of this part."""
        return QueryError(message, self.query, self.span.start, self.span.end, advice)


_NOWHERE = Span(0, 0)


def _in_field(name: str | None, text: str) -> str:
    return text if name is None else f"{name}:{text}"


@dataclass(frozen=True, slots=True)
class Term:
    """A word outside quotes; `exact` means its surface form, not its stem."""

    text: str
    exact: bool = False
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return _in_field(self.field, f"={self.text}" if self.exact else self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words between double quotes, with at most `slop` other words in each gap.

    If `whole`, they are all the words of a value of the field.
    """

    text: str
    field: str | None = None
    slop: int = 0
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)
    whole: bool = False

    def __str__(self) -> str:
        slop = f"~{self.slop}" if self.slop else ""
        return _in_field(self.field, f'{"=" if self.whole else ""}"{self.text}"{slop}')


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word with wildcards: `*` for any run of letters, `?` for one."""

    text: str
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return _in_field(self.field, self.text)


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """A word and those spelt nearly so: at most `distance` letters added, left out or changed."""

    text: str
    distance: int
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return _in_field(self.field, f"{self.text}~{self.distance}")


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression for a whole surface form."""

    text: str
    field: str | None = None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return _in_field(self.field, f"/{self.text}/")


@dataclass(frozen=True, slots=True)
class Near:
    """Two operands at most `distance` words apart; if `ordered`, the left one first.

    Operands are words, phrases, alternatives of them, and others of this class, all of one field.
    """

    left: Node
    right: Node
    distance: int
    ordered: bool = False
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        operator = f"{'BEFORE' if self.ordered else 'NEAR'}/{self.distance}"
        return _chain(self.left, operator, self.right)


@dataclass(frozen=True, slots=True)
class Within:
    """Two operands, as those of a `Near`, in one sentence or in one paragraph."""

    left: Node
    right: Node
    unit: Unit
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return _chain(self.left, self.unit.upper(), self.right)


@dataclass(frozen=True, slots=True)
class NotNear:
    """The left operand where no right one is near: so many words away, or in the same unit."""

    left: Node
    right: Node
    scope: int | Unit
    ordered: bool = False
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        operator = f"{'BEFORE' if self.ordered else 'NEAR'}/{self.scope}"
        if isinstance(self.scope, str):
            operator = self.scope.upper()
        return _chain(self.left, f"NOT {operator}", self.right)


def _chain(left: Node, operator: str, right: Node) -> str:
    before = str(left)
    # A chain is read from left to right; with brackets it would soon nest too deep.
    if isinstance(left, Near | Within | NotNear):
        before = before[1:-1]
    return f"({before} {operator} {right})"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A child that occurs at least `count` times in an article."""

    count: int
    child: Node
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"ATLEAST/{self.count} {self.child}"


@dataclass(frozen=True, slots=True)
class NumberRange:
    """From `first` to `last`, both included; None leaves an end open."""

    field: str
    first: int | None
    last: int | None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    @property
    def is_reversed(self) -> bool:
        """True if it ends before it begins."""
        return self.first is not None and self.last is not None and self.first > self.last

    def __str__(self) -> str:
        if self.first is not None and self.first == self.last:
            return f"{self.field}:{self.first}"
        first, last = ("" if end is None else end for end in (self.first, self.last))
        return f"{self.field}:{first}..{last}"


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the first day of `first` to the last day of `last`; None leaves an end open.

    `field` is "date" or "added".
    """

    first: PartialDate | None
    last: PartialDate | None
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)
    field: str = "date"

    @property
    def is_reversed(self) -> bool:
        """True if it ends before it begins."""
        if self.first is None or self.last is None:
            return False
        return self.first.first_day > self.last.last_day

    def __str__(self) -> str:
        if self.first is not None and self.first == self.last:
            return f"{self.field}:{self.first.isoformat()}"
        first = self.first.isoformat() if self.first else ""
        last = self.last.isoformat() if self.last else ""
        return f"{self.field}:{first}..{last}"


@dataclass(frozen=True, slots=True)
class WithStatus:
    """Articles whose `field` is declared, inferred or unknown."""

    field: str
    status: Status
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"{self.field}:{self.status}"


@dataclass(frozen=True, slots=True)
class MatchAll:
    """`*`: every article."""

    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return "*"


@dataclass(frozen=True, slots=True)
class And:
    """At least two nodes, all of which must match."""

    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"({' AND '.join(map(str, self.children))})"


@dataclass(frozen=True, slots=True)
class Or:
    """At least two nodes, one of which must match."""

    children: tuple[Node, ...]
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"({' OR '.join(map(str, self.children))})"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that the child does not match."""

    child: Node
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        return f"(NOT {self.child})"


@dataclass(frozen=True, slots=True)
class Boost:
    """The child, counted `factor` times."""

    child: Node
    factor: float
    span: Span = dataclasses.field(default=_NOWHERE, compare=False)

    def __str__(self) -> str:
        child = str(self.child)
        # `^` after `-`, `=` or a colon would be read with them.
        if isinstance(self.child, Boost) or child.endswith(("-", "=", ":")):
            child = f"({child})"
        return f"{child}^{f'{self.factor:.6f}'.rstrip('0').rstrip('.')}"


#: What stands at places of a text.
Leaf: TypeAlias = Term | Phrase | Wildcard | Fuzzy | Regex
Node: TypeAlias = (
    Leaf
    | Near
    | Within
    | NotNear
    | AtLeast
    | DateRange
    | NumberRange
    | WithStatus
    | MatchAll
    | And
    | Or
    | Not
    | Boost
)


def filtered(node: Node, *filters: Node) -> Node:
    """The node, narrowed to what every filter matches too."""
    return And((node, *filters), node.span) if filters else node


def leaves_of(node: Node) -> Iterator[Leaf]:
    """The words and phrases of an operand of `NEAR`, in order."""
    match node:
        case Term() | Phrase() | Wildcard() | Fuzzy() | Regex():
            yield node
        case Or(children):
            for child in children:
                yield from leaves_of(child)
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            yield from leaves_of(left)
            yield from leaves_of(right)


def with_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with each of its children changed; one that has none is as it was."""
    match node:
        case And(children) | Or(children):
            return dataclasses.replace(node, children=tuple(map(change, children)))
        case Not(child) | Boost(child) | AtLeast(_, child):
            return dataclasses.replace(node, child=change(child))
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            return dataclasses.replace(node, left=change(left), right=change(right))
        case _:
            return node
