"""Tokens → tree, by recursive descent.

any     := all (OR all)*                    words side by side are `all`; `any` with operator "or"
all     := near (AND? near)*
near    := negated (NEAR negated)*
negated := (NOT | "-") negated | atom BOOST?
atom    := "(" any ")" | FIELD (atom) | "=" WORD | WORD | QUOTED SLOP?
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NoReturn, get_args

from searchkit.article import Status
from searchkit.errors import QueryError
from searchkit.schema import SCHEMA, VALUE_FIELDS
from searchkit.syntax.dates import parse_dates
from searchkit.syntax.lexer import Kind, Token, lex
from searchkit.syntax.proximity import near
from searchkit.syntax.tree import (
    And,
    Boost,
    MatchAll,
    Node,
    Not,
    Operator,
    Or,
    Phrase,
    QueryPart,
    Span,
    Term,
    WithStatus,
)
from searchkit.syntax.words import parse_exact, parse_slop, parse_word

MAX_QUERY_LENGTH = 1_000
MAX_TERMS = 64
MAX_DEPTH = 20
#: Words with wildcards and fuzzy words; each is looked up among all words of the articles.
MAX_WILDCARDS = 5
#: `NEAR` and `BEFORE`; each compares all places of its operands.
MAX_NEAR = 10
MAX_BOOST = 1_000.0

#: `source:unknown` asks how a field is known; `source:"unknown"` for the word.
STATUS_FIELDS = ("date", "source", "author", "agency", "url", "language")
STATUSES: dict[str, Status] = {one: one for one in get_args(Status)}

_VALUE_FIELDS = frozenset(field.name for field in VALUE_FIELDS)
_DATE_FIELDS = ("date", "since", "until")
FIELDS = (*SCHEMA, "since", "until")
_STARTS = {Kind.WORD, Kind.QUOTED, Kind.FIELD, Kind.EXACT, Kind.OPEN, Kind.MINUS, Kind.NOT}
_NUMBER = re.compile(r"\d{1,6}(\.\d{1,6})?")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def parse(query: str, *, operator: Operator = "and") -> Node | None:
    """The tree of a query; None for a blank one. `operator` joins words side by side.

    Raises `QueryError`, with the place and what would work, for anything that is no query.

    >>> str(parse('tajik army -title:"peace talks"'))
    '(tajik AND army AND (NOT title:"peace talks"))'
    """
    query = _UNWRITABLE.sub("", query)
    if len(query) > MAX_QUERY_LENGTH:
        raise QueryError(
            f"a query can have at most {MAX_QUERY_LENGTH} characters, this one has {len(query)}",
            query[:60] + "…",
            60,
            61,
            "search for fewer words at once",
        )
    tokens = lex(query)
    _bounded(query, tokens, {Kind.WORD, Kind.QUOTED}, most=MAX_TERMS, what="terms")
    _bounded(query, tokens, {Kind.NEAR}, most=MAX_NEAR, what="NEAR and BEFORE")
    if len(tokens) == 1:
        return None
    return _Parser(query, tokens, operator).parse()


def _bounded(
    query: str, tokens: Sequence[Token], kinds: Collection[Kind], *, most: int, what: str
) -> None:
    spans = [token.span for token in tokens if token.kind in kinds]
    if len(spans) > most:
        raise QueryPart(query, spans[most]).error(
            f"a query can have at most {most} {what}",
            "search for fewer words at once",
        )


class _Parser:
    """One pass over the tokens of one query."""

    def __init__(self, query: str, tokens: Sequence[Token], operator: Operator) -> None:
        self.query = query
        self.tokens = tokens
        self.loose_or = operator == "or"
        self.at = 0
        self.depth = 0
        self.wildcards = 0
        self.field: str | None = None

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.next
        self.at += 1
        return token

    def part(self, span: Span) -> QueryPart:
        return QueryPart(self.query, span)

    def fail(self, message: str, span: Span, advice: str = "") -> NoReturn:
        raise self.part(span).error(message, advice)

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
        first = self.all_of()
        children: list[Node] = []
        excluded: list[Node] = []
        # Words side by side are alternatives, but what they exclude stays excluded.
        beside = self.loose_or and self.next.kind is not Kind.OR
        (excluded if beside and isinstance(first, Not) else children).append(first)
        while True:
            if self.next.kind is Kind.OR:
                self.take()
                children.append(self.all_of())
            elif self.loose_or and self.next.kind in _STARTS:
                node = self.all_of()
                (excluded if isinstance(node, Not) else children).append(node)
            else:
                break
        alternatives = [_joined(Or, children)] if children else []
        return _joined(And, [*alternatives, *excluded])

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
        while self.next.kind is Kind.NEAR:
            token = self.take()
            if self.next.kind not in _STARTS:
                self.fail(
                    f"{token.text} needs a word after it",
                    token.span,
                    f'write taliban NEAR/5 moscow; for the word itself, write "{token.text}"',
                )
            node = near(node, token, self.negated(), self.query)
        return node

    def negated(self) -> Node:
        if self.next.kind in (Kind.NOT, Kind.MINUS):
            token = self.take()
            self.deeper(token)
            child = self.negated()
            self.depth -= 1
            return Not(child, Span(token.span.start, child.span.end))
        node = self.atom()
        if self.next.kind is Kind.BOOST:
            token = self.take()
            return Boost(node, self.factor(token), Span(node.span.start, token.span.end))
        return node

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

    def in_field(self, token: Token) -> Node:
        name = token.text.lower()
        if name not in FIELDS:
            near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
            meant = f"did you mean {near[0]}:? " if near else ""
            self.fail(
                f"there is no field {token.text!r}",
                Span(token.span.start, token.span.end - 1),
                f"{meant}fields are {', '.join(FIELDS)}",
            )
        if self.field is not None:
            self.fail(
                "a field cannot stand inside another field",
                token.span,
                f"write title:word AND {name}:word, or remove one of the two",
            )
        if not self.next.glued or self.next.kind not in _STARTS - {Kind.MINUS, Kind.NOT}:
            self.fail(
                f"{name}: needs a word right after the colon",
                token.span,
                f'write {name}:word, {name}:"some words" or {name}:(this OR that)',
            )
        self.field = name
        node = self.atom()
        self.field = None
        return node

    def exact(self, token: Token) -> Node:
        if self.next.kind is Kind.QUOTED and self.field in _VALUE_FIELDS:
            return self.whole(token)
        if self.next.kind is not Kind.WORD:
            self.fail("= needs a word right after it", token.span, "write =word")
        if self.field in _DATE_FIELDS:
            span = Span(token.span.start, self.next.span.end)
            self.fail("a date cannot be exact (=)", span, f"write {self.field}:{self.next.text}")
        word = self.take()
        term = parse_exact(word.text, self.field, self.part(word.span))
        return replace(term, span=Span(token.span.start, word.span.end))

    def whole(self, token: Token) -> Phrase:
        """A value of a field, with no other words in it."""
        quoted = self.quoted(self.take())
        return replace(quoted, whole=True, span=Span(token.span.start, quoted.span.end))

    def term(self, token: Token) -> Node:
        status = STATUSES.get(token.text.lower()) if token.kind is Kind.WORD else None
        if status and self.field in STATUS_FIELDS:
            return WithStatus(self.field, status, token.span)
        if self.field in _DATE_FIELDS:
            if token.kind is Kind.QUOTED and self.next.kind is Kind.SLOP:
                self.fail("a date cannot have ~", self.next.span, "remove it")
            # The dates of `date:"2016"` start after the quote.
            start = token.span.start + (token.kind is Kind.QUOTED)
            span = Span(start, start + len(token.text))
            return parse_dates(self.field, token.text, self.part(span))
        if token.kind is Kind.QUOTED:
            return self.quoted(token)
        if token.text == "*" and self.field is None:
            return MatchAll(token.span)
        return self.word(token)

    def quoted(self, token: Token) -> Phrase:
        if not token.text.strip():
            self.fail(
                "there is nothing between these quotation marks", token.span, 'write "some words"'
            )
        phrase = Phrase(token.text, self.field, span=token.span)
        if self.next.kind is Kind.SLOP:
            slop = self.take()
            return parse_slop(phrase, slop.text, self.part(slop.span))
        return phrase

    def word(self, token: Token) -> Node:
        word = parse_word(token.text, self.field, self.part(token.span))
        if not isinstance(word, Term):
            self.wildcards += 1
            if self.wildcards > MAX_WILDCARDS:
                self.fail(
                    f"a query can have at most {MAX_WILDCARDS} words with wildcards or ~",
                    token.span,
                    "search for fewer of them at once",
                )
        return word

    def factor(self, token: Token) -> float:
        factor = float(token.text) if _NUMBER.fullmatch(token.text) else math.nan
        if not 0 < factor <= MAX_BOOST:
            self.fail(
                f"'^{token.text}' is not a valid weight",
                token.span,
                f"a weight is a number up to {MAX_BOOST:g}, as in army^2",
            )
        return factor


def _joined(kind: type[And] | type[Or], children: Sequence[Node]) -> Node:
    if len(children) == 1:
        return children[0]
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else (child,))
    # Exclusions stand last, wherever they were typed.
    start = min(child.span.start for child in children)
    return kind(tuple(flat), Span(start, max(child.span.end for child in children)))
