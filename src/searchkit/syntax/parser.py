"""Tokens → tree, by recursive descent.

any     := all (OR all)*                    words side by side are `all`; `any` with operator "or"
all     := near (AND? near)*
near    := negated (NOT? PROXIMITY negated)*
negated := (NOT | "-") negated | ATLEAST? atom BOOST?
atom    := "(" any ")" | FIELD atom | "=" WORD | WORD | QUOTED SLOP? | REGEX
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from searchkit import quick_re as re
from searchkit.errors import QueryError
from searchkit.quick_dataclass import dataclass
from searchkit.syntax.bounds import check_terms, check_tokens
from searchkit.syntax.database_forms import unread_forms
from searchkit.syntax.fields import TEXTS
from searchkit.syntax.leaves import LeafParser
from searchkit.syntax.lexer import Kind, Token, lex
from searchkit.syntax.operators import find_operators
from searchkit.syntax.proximity import at_least, near
from searchkit.syntax.readings import OtherReading, other_readings
from searchkit.syntax.tree import (
    And,
    Boost,
    DateRange,
    Node,
    Not,
    NumberRange,
    Operator,
    Or,
    Span,
    WithStatus,
)
from searchkit.syntax.wide_forms import narrow
from searchkit.syntax.words import alternatives_of, parts_of

MAX_QUERY_LENGTH = 10_000
MAX_DEPTH = 20
MAX_BOOST = 1_000.0

_STARTS = {
    Kind.WORD,
    Kind.QUOTED,
    Kind.REGEX,
    Kind.FIELD,
    Kind.EXACT,
    Kind.OPEN,
    Kind.MINUS,
    Kind.NOT,
    Kind.AT_LEAST,
}
_NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """The tree of a query, None for a blank one, and what else the text could mean.

    `readings` are queries that other tools would take the text for, where it means words here;
    `notes` say what was read in the way of another tool.
    """

    tree: Node | None
    readings: Sequence[OtherReading] = ()
    notes: Sequence[str] = ()


def parse(
    query: str,
    *,
    operator: Operator = "and",
    today: dt.date | None = None,
    further: bool = False,
) -> Node | None:
    """The tree of a query; None for a blank one. `operator` joins words side by side.

    `today` is the day that relative dates count from. If `further`, any name can be that of a
    field, which is for `binding` to check.

    Raises `QueryError`, with the place and what would work, for anything that is no query.

    >>> str(parse('tajik army -title:"peace talks"'))
    '(tajik AND army AND (NOT title:"peace talks"))'
    """
    return parse_query(query, operator=operator, today=today, further=further).tree


def parse_query(
    query: str,
    *,
    operator: Operator = "and",
    today: dt.date | None = None,
    further: bool = False,
) -> ParsedQuery:
    """As `parse`, with what else the text could mean."""
    query = narrow(_UNWRITABLE.sub("", query))
    if len(query) > MAX_QUERY_LENGTH:
        raise QueryError(
            f"a query can have at most {MAX_QUERY_LENGTH:,} characters, this one has "
            f"{len(query):,}",
            query[:60] + "…",
            60,
            61,
            "search for fewer words at once",
        )
    tokens = lex(query)
    if len(tokens) == 1:
        return ParsedQuery(None)
    operators = find_operators(tokens)
    check_tokens(query, operators.tokens)
    parser = _Parser(query, operators.tokens, operator, today=today, further=further)
    tree = parser.parse()
    check_terms(query, tree)
    notes = [f"read as {tree}"] if operators.foreign else []
    notes += (
        f"“{token.text}” was searched for as a word: as an operator it needs words on both sides"
        for token in operators.stray
    )
    notes += unread_forms(query)
    return ParsedQuery(tree, other_readings(query, operators, tokens), notes)


# Words side by side can be alternatives; exclusions and periods beside them narrow them all the
# same.
_NARROWING = (Not, DateRange, NumberRange, WithStatus)


def _narrows(node: Node) -> bool:
    """Tell if a node is such a one, or a group of nothing else."""
    if isinstance(node, And | Or):
        return all(map(_narrows, node.children))
    return isinstance(node, _NARROWING)


def _excludes(node: Node) -> bool:
    return isinstance(node, Not)


class _Parser(LeafParser):
    """One pass over the tokens of one query."""

    def __init__(
        self,
        query: str,
        tokens: Sequence[Token],
        operator: Operator,
        *,
        today: dt.date | None,
        further: bool,
    ) -> None:
        super().__init__(query, tokens, today=today, further=further)
        self.loose_or = operator == "or"
        self.depth = 0

    def parse(self) -> Node:
        node = self.any_of()
        if self.next.kind is not Kind.END:
            self.fail(
                f"nothing before {self.next.text!r} goes with it",
                self.next.span,
                "remove it, or open a parenthesis before it",
            )
        return node

    def any_of(self) -> Node:
        lists = [self.list_of_or()]
        while self.loose_or and self.next.kind in _STARTS:
            lists.append(self.list_of_or())
        children: list[Node] = []
        first: list[Node] = []
        last: list[Node] = []
        for nodes in lists:
            if self.loose_or and all(map(_narrows, nodes)):
                is_first = not children and not any(map(_excludes, nodes))
                (first if is_first else last).append(_joined(Or, nodes))
            elif self.loose_or and nodes is not lists[0] and _excludes(nodes[0]):
                last.append(nodes[0])
                children += nodes[1:]
            else:
                children += nodes
        if len(lists) > 1:
            children = [part for child in children for part in (child, *parts_of(child))]
        if self.loose_or:
            # A question in Chinese is one word without blanks.
            children = _with_alternatives(children)
        alternatives = [_joined(Or, children)] if children else []
        return _joined(And, [*first, *alternatives, *sorted(last, key=_excludes)])

    def list_of_or(self) -> list[Node]:
        """What OR joins; one node where none stands."""
        nodes = [self.all_of()]
        while self.next.kind is Kind.OR:
            self.take()
            nodes.append(self.all_of())
        return nodes

    def all_of(self) -> Node:
        children = [self.near()]
        while True:
            if self.next.kind is Kind.AND:
                self.take()
            elif self.loose_or or self.next.kind not in _STARTS:
                break
            children.append(self.near())
        return _joined(And, children)

    def near(self) -> Node:
        node = self.negated()
        while (negated := self.is_negated_proximity()) or self.next.kind is Kind.PROXIMITY:
            if negated:
                self.take()
            token = self.take()
            if self.next.kind not in _STARTS:
                self.fail(
                    f"{token.text} needs a word after it",
                    token.span,
                    f'write taliban NEAR/5 moscow; for the word itself, write "{token.text}"',
                )
            node = near(node, token, self.negated(), self.query, negated=negated)
        return node

    def is_negated_proximity(self) -> bool:
        """Tell if `NOT NEAR/5` stands here."""
        return self.next.kind is Kind.NOT and self.tokens[self.at + 1].kind is Kind.PROXIMITY

    def negated(self) -> Node:
        if self.next.kind in (Kind.NOT, Kind.MINUS):
            token = self.take()
            self.deeper(token)
            child = self.negated()
            self.depth -= 1
            return Not(child, Span(token.span.start, child.span.end))
        node = self.counted() if self.next.kind is Kind.AT_LEAST else self.atom()
        if self.next.kind is Kind.BOOST:
            token = self.take()
            return Boost(node, self.factor(token), Span(node.span.start, token.span.end))
        return node

    def counted(self) -> Node:
        token = self.take()
        if self.next.kind not in _STARTS - {Kind.NOT, Kind.MINUS, Kind.AT_LEAST}:
            self.fail(
                f"{token.text} needs a word after it",
                token.span,
                f'write ATLEAST/5 moscow; for the word itself, write "{token.text}"',
            )
        return at_least(token, self.atom(), self.query)

    def atom(self) -> Node:
        token = self.take()
        match token.kind:
            case Kind.OPEN:
                return self.group(token)
            case Kind.FIELD:
                return self.in_field(token)
            case Kind.EXACT:
                return self.exact(token)
            case Kind.WORD | Kind.QUOTED:
                return self.term(token)
            case Kind.REGEX if self.field is None or self.field in TEXTS or self.is_value():
                return self.regex(token)
            case Kind.CLOSE:
                self.fail(
                    "a word is missing before this parenthesis",
                    token.span,
                    "put words between ( and ), or remove it",
                )
            case Kind.END:
                self.fail(
                    "the query ends where a word is expected",
                    Span(max(0, token.span.start - 1), token.span.end),
                    "add a word, or remove the last operator",
                )
            case Kind.BOOST:
                self.fail(
                    "a weight needs a word before it",
                    token.span,
                    "put it after a word, as in army^2",
                )
            case _:
                self.fail(
                    f"{token.text or token.kind.value!r} needs a word before it",
                    token.span,
                    f'to search for the word itself, write "{token.text}"',
                )

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(
                f"parentheses and exclusions can be nested at most {MAX_DEPTH} deep",
                token.span,
                "remove some parentheses or exclusions",
            )

    def group(self, opening: Token) -> Node:
        self.deeper(opening)
        node = self.any_of()
        self.depth -= 1
        if self.next.kind is not Kind.CLOSE:
            self.fail(
                "this parenthesis is never closed", opening.span, f"write {self.query.strip()})"
            )
        self.take()
        return node

    def factor(self, token: Token) -> float:
        factor = float(token.text) if _NUMBER.fullmatch(token.text) else math.nan
        if not 0 < factor <= MAX_BOOST:
            self.fail(
                f"'^{token.text}' is not a valid weight",
                token.span,
                f"a weight is a number up to {MAX_BOOST:g}, as in army^2",
            )
        return factor


def _with_alternatives(nodes: Sequence[Node]) -> list[Node]:
    """The nodes, each word without blanks with its runs, as far as they are not there already."""
    listed: list[Node] = []
    for node in nodes:
        for alternative in alternatives_of(node):
            if alternative == node or (alternative not in nodes and alternative not in listed):
                listed.append(alternative)
    return listed


def _joined(kind: type[And] | type[Or], children: Sequence[Node]) -> Node:
    if len(children) == 1:
        return children[0]
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else (child,))
    # Exclusions stand last, wherever they were typed.
    start = min(child.span.start for child in children)
    return kind(tuple(flat), Span(start, max(child.span.end for child in children)))
