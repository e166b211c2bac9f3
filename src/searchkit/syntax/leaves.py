"""Tokens → the leaves of a tree: a word, a phrase, a date, a number, in a field or in none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn, get_args

from searchkit import quick_re as re
from searchkit.analysis.patterns import count_wildcards
from searchkit.article import Status
from searchkit.schema import NAME_FIELDS
from searchkit.syntax import fields
from searchkit.syntax.dates import parse_dates
from searchkit.syntax.lexer import Kind, Token
from searchkit.syntax.numbers import parse_numbers
from searchkit.syntax.regexes import check_regex
from searchkit.syntax.tree import (
    MatchAll,
    Node,
    Not,
    Phrase,
    QueryPart,
    Regex,
    Span,
    Term,
    WithStatus,
)
from searchkit.syntax.words import parse_exact, parse_phrase, parse_slop, parse_word

#: Words with wildcards, fuzzy words and regular expressions; each is looked up among all words of
#: the articles.
MAX_WILDCARDS = 5

STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}

_NOT_AFTER_A_COLON = {
    Kind.MINUS,
    Kind.NOT,
    Kind.AND,
    Kind.OR,
    Kind.PROXIMITY,
    Kind.CLOSE,
    Kind.BOOST,
    Kind.SLOP,
    Kind.END,
}
_RANGE = re.compile(r"[\[{]\s*(\S+) TO ([^\s\]}]+)\s*[\]}]")
_ASSIGNED = re.compile(r"([A-Za-z_]+)(=|[<>]=?(?=\d|now))(.*)", re.DOTALL)
_EXISTS = ("_exists_", "_missing_")


class LeafParser:
    """A place among the tokens of one query, and what reads leaves from there."""

    def __init__(
        self,
        query: str,
        tokens: Sequence[Token],
        *,
        today: dt.date | None,
        further: bool,
    ) -> None:
        self.query = query
        self.tokens = tokens
        self.at = 0
        self.wildcards = 0
        self.field: str | None = None
        self.today = today
        self.further = further

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

    def atom(self) -> Node:
        raise NotImplementedError

    def in_field(self, token: Token) -> Node:
        name = fields.resolved(token.text)
        if name in _EXISTS:
            return self.exists(token)
        if name not in fields.FIELDS and not self.further:
            self.fail(
                f"there is no field {token.text!r}",
                Span(token.span.start, token.span.end - 1),
                fields.advice(name),
            )
        if self.field is not None:
            self.fail(
                "a field cannot stand inside another field",
                token.span,
                f"write title:word AND {name}:word, or remove one of the two",
            )
        if not self.next.glued or self.next.kind in _NOT_AFTER_A_COLON:
            self.fail(
                f"{name}: needs a word right after the colon",
                token.span,
                f"write -{name}:word"
                if self.next.kind is Kind.MINUS
                else f'write {name}:word, {name}:"some words" or {name}:(this OR that)',
            )
        self.field = name
        node = self.atom()
        self.field = None
        return node

    def exists(self, token: Token) -> Node:
        """`_exists_:author`, as Lucene asks for what has a value."""
        name = self.take()
        field = fields.resolved(name.text)
        span = Span(token.span.start, name.span.end)
        if field not in fields.STATUSES_OF:
            self.fail(
                f"{token.text}: needs the name of a field that can be unknown",
                span,
                f"these are {', '.join(fields.STATUSES_OF)}",
            )
        unknown = WithStatus(field, "unknown", span)
        return Not(unknown, span) if token.text == "_exists_" else unknown

    def exact(self, token: Token) -> Node:
        if self.next.kind is Kind.QUOTED and self.is_value():
            return self.whole(token)
        if self.next.kind is Kind.QUOTED:
            inside = f"{self.field}:" if self.field else ""
            self.fail(
                "= stands before one word",
                token.span,
                f'words in quotation marks are exact without it: write {inside}"{self.next.text}"',
            )
        if self.next.kind is Kind.FIELD:
            self.fail("= stands after the colon", token.span, f"write {self.next.text}:=word")
        if self.next.kind is not Kind.WORD:
            self.fail("= needs a word right after it", token.span, "write =word")
        if self.field in (*fields.DATES, *fields.NUMBERS):
            span = Span(token.span.start, self.next.span.end)
            what = "a number" if self.field in fields.NUMBERS else "a date"
            self.fail(f"{what} cannot be exact (=)", span, f"write {self.field}:{self.next.text}")
        word = self.take()
        term = parse_exact(word.text, self.field, self.part(word.span))
        return replace(term, span=Span(token.span.start, word.span.end))

    def is_value(self) -> bool:
        """Tell if the field is of values, not of running text."""
        return self.field is not None and self.field not in (
            *fields.TEXTS,
            *fields.DATES,
            *fields.NUMBERS,
        )

    def whole(self, token: Token) -> Phrase:
        """A value of a field, with no other words in it."""
        quoted = self.quoted(self.take())
        return replace(quoted, whole=True, span=Span(token.span.start, quoted.span.end))

    def regex(self, token: Token) -> Regex:
        self.count_wildcards(1, token.span)
        check_regex(token.text, self.part(token.span))
        return Regex(token.text, self.field, token.span)

    def check_no_range(self, token: Token) -> None:
        """Refuse `title:[A TO B]`."""
        of_words = self.field in (*fields.TEXTS, *fields.VALUES, *NAME_FIELDS)
        match = _RANGE.match(self.query, token.span.start) if of_words else None
        if match is None:
            return
        self.fail(
            f"{self.field} takes words, not a range of them",
            Span(*match.span()),
            f"write {self.field}:({match[1]} OR {match[2]}); dates and numbers have ranges",
        )

    def term(self, token: Token) -> Node:
        self.check_assignment(token)
        self.check_no_range(token)
        plain = token.kind is Kind.WORD
        status = STATUSES.get(token.text.lower()) if plain else None
        if status and self.field in fields.STATUSES_OF:
            return WithStatus(self.field, status, token.span)
        # What stands in `date:"2016"` starts after the quote.
        start = token.span.start + (not plain)
        inside = self.part(Span(start, max(token.span.end - (not plain), start + 1)))
        if self.field in (*fields.DATES, *fields.NUMBERS):
            self.check_no_slop(token)
            if self.field in fields.NUMBERS:
                return parse_numbers(self.field, token.text, inside)
            return parse_dates(self.field, token.text, inside, today=self.today)
        if not plain:
            return self.quoted(token)
        if token.text in ("*", "*:*") and self.field is None:
            return MatchAll(token.span)
        if token.text == "*" and self.field in fields.STATUSES_OF:
            return Not(WithStatus(self.field, "unknown", token.span), token.span)
        return self.word(token)

    def check_no_slop(self, token: Token) -> None:
        if token.kind is Kind.QUOTED and self.next.kind is Kind.SLOP:
            what = "a number" if self.field in fields.NUMBERS else "a date"
            self.fail(f"{what} cannot have ~", self.next.span, "remove it")

    def check_assignment(self, token: Token) -> None:
        """Refuse `title=oil`, which other tools take for a field."""
        match = _ASSIGNED.fullmatch(token.text) if token.kind is Kind.WORD else None
        if match is None or self.field is not None:
            return
        name, sign, value = match.groups()
        field = fields.meant(name)
        if field is None or not (
            value or (self.next.glued and self.next.kind in (Kind.QUOTED, Kind.OPEN))
        ):
            return
        if field in fields.NUMBERS and not value[:1].isdecimal():
            # `WC=Ecology` is a category, and no number of words.
            return
        sign = "" if sign == "=" else sign
        rest = value or self.query[token.span.end : self.end_of_operand()]
        self.fail(
            f"a field stands before a colon, not before {match[2]}",
            token.span,
            f'write {field}:{sign}{rest}; for the text itself, write "{name} {rest}"',
        )

    def end_of_operand(self) -> int:
        """Where the group or the quotation ends that is next."""
        depth = 0
        for token in self.tokens[self.at :]:
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth <= 0:
                return token.span.end
        return len(self.query)

    def quoted(self, token: Token) -> Phrase:
        if not token.text.strip():
            self.fail(
                "there is nothing between these quotation marks", token.span, 'write "some words"'
            )
        self.count_wildcards(count_wildcards(token.text), token.span)
        phrase = parse_phrase(token.text, self.field, self.part(token.span))
        if self.next.kind is Kind.SLOP:
            slop = self.take()
            return parse_slop(phrase, slop.text, self.part(slop.span))
        return phrase

    def word(self, token: Token) -> Node:
        word = parse_word(token.text, self.field, self.part(token.span))
        if not isinstance(word, Term):
            self.count_wildcards(1, token.span)
        return word

    def count_wildcards(self, number: int, span: Span) -> None:
        self.wildcards += number
        if self.wildcards > MAX_WILDCARDS and number:
            self.fail(
                f"a query can have at most {MAX_WILDCARDS} words with wildcards or ~",
                span,
                "search for fewer of them at once",
            )
