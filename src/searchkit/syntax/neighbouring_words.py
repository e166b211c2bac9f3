"""Readings that depend on the words beside a sign: `source:New York Times`, `fell -1.5 pct`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.schema import NAME_FIELDS
from searchkit.syntax import fields
from searchkit.syntax.edits import Edit
from searchkit.syntax.lexer import Kind, Token
from searchkit.syntax.tree import Span

_SINGLE_QUOTED = re.compile(
    r"""(?<![^\s(:])(?:['\u2018](?=\S)([^'\u2018\u2019"()]*+)['\u2019]"""
    r"""|\u201a([^\u2018\u2019\u201a"()]*+)[\u2018\u2019]|\u2039([^\u2039\u203a"()]*+)\u203a)(?![^\s)])"""
)
_MODIFIERS = re.compile(r"[pol]{1,3}\d{0,3}", re.ASCII)
# A text of more words, of which a minus stands before the last, is a headline with its source.
_MAX_QUERY_WORDS = 5
_NAMED = {*fields.VALUES, *NAME_FIELDS} - {"path", "url", "language", "quote"}


def long_values(query: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """`source:New York Times`: the words behind the first that begin with a capital too."""
    for number, token in enumerate(tokens[:-1]):
        if token.kind is not Kind.FIELD or fields.resolved(token.text) not in _NAMED:
            continue
        last = number + 1
        if not _is_name(tokens[last]):
            continue
        while _is_name(tokens[last + 1]) and not tokens[last + 1].glued:
            last += 1
        if last > number + 1:
            span = Span(tokens[number + 1].span.start, tokens[last].span.end)
            yield Edit(span, f'"{query[span.start : span.end]}"')


def _is_name(token: Token) -> bool:
    text = token.text
    return token.kind is Kind.WORD and text[:1].isupper() and text[1:].replace(".", "").islower()


def joined_by_a_dash(query: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """`fell -1.5`, and the last word of a headline: words that a minus makes exclusions here."""
    words = [token for token in tokens if token.kind is Kind.WORD]
    is_headline = len(words) == len(tokens) - 2 > _MAX_QUERY_WORDS and words[-1] is tokens[-2]
    for sign, word in pairwise(tokens[1:]):
        is_excluded = sign.kind is Kind.MINUS and word.glued and word.kind is Kind.WORD
        if is_excluded and (is_headline or word.text[:1].isdecimal()):
            span = Span(sign.span.start, word.span.end)
            yield Edit(span, query[word.span.start : word.span.end])


def capital_fields(_query: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """`SOURCE:1986` in running text: a word and a colon, which is a field here."""
    words = sum(token.kind is Kind.WORD for token in tokens)
    for token in tokens if words > 2 * _MAX_QUERY_WORDS else ():
        if token.kind is Kind.FIELD and token.text.isupper():
            yield Edit(token.span, f"{token.text}: ")


def open_phrases(query: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """`"oil pric"*`: the star is outside of the quotation marks."""
    for phrase, star in pairwise(tokens):
        if phrase.kind is Kind.QUOTED and star.glued and star.text == "*":
            yield Edit(Span(phrase.span.start, star.span.end), f'"{phrase.text}*"')


def modifiers(_query: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """`"two words"po10`, as Recoll has it."""
    for phrase, token in pairwise(tokens):
        if phrase.kind is Kind.QUOTED and token.glued and _MODIFIERS.fullmatch(token.text):
            yield Edit(token.span, f"~{token.text.lstrip('pol') or '10'}")


def single_quotes(query: str, _tokens: Sequence[Token]) -> Iterator[Edit]:
    """`'two words'`."""
    for match in _SINGLE_QUOTED.finditer(query):
        words = match[1] or match[2] or match[3] or ""
        if len(words.split()) > 1:
            yield Edit(Span(*match.span()), f'"{words}"')


def end_of_near(tokens: Sequence[Token], opening: Token) -> int | None:
    """Where the operand ends that stands behind a group and an operator such as NEAR; else None."""
    at = _end_of_operand(tokens, next(n for n, one in enumerate(tokens) if one is opening))
    end = None
    while at < len(tokens) and tokens[at].kind is Kind.PROXIMITY:
        at = _end_of_operand(tokens, at + 1)
        end = tokens[at - 1].span.end
    return end


def _end_of_operand(tokens: Sequence[Token], at: int) -> int:
    """The number of the token behind a word, a phrase or a group."""
    depth = 0
    for number in range(at, len(tokens)):
        depth += (tokens[number].kind is Kind.OPEN) - (tokens[number].kind is Kind.CLOSE)
        if depth <= 0:
            return number + 1
    return len(tokens)
