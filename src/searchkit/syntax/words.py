"""One word or phrase as typed → its node: plain, exact, with wildcards, fuzzy, with a slop."""

from __future__ import annotations

import re

from searchkit.analysis import tokenize
from searchkit.analysis.patterns import is_wildcard, letters_besides, tokenize_wildcard
from searchkit.errors import QueryError
from searchkit.schema import SCHEMA
from searchkit.syntax.tree import Fuzzy, Phrase, Span, Term, Wildcard

MIN_LETTERS = 2
MAX_GAP = 1_000

_FUZZY = re.compile(r"(?=\W*+\w.*~)(.*)~([\d.]*)", re.DOTALL)
_LOST_TILDE = re.compile(r"~[\d.]*")
_DISTANCES = {"": 1, "1": 1, "2": 2}
_GAP = re.compile(r"\d{1,4}", re.ASCII)


def parse_word(text: str, field: str | None, query: str, span: Span) -> Term | Wildcard | Fuzzy:
    """The node of a word outside quotes. Raises `QueryError` for a bad wildcard or fuzzy word."""
    if _LOST_TILDE.fullmatch(text):
        raise QueryError(
            f"{text!r} needs a word or phrase right before it",
            query,
            span.start,
            span.end,
            'write kabulov~ for similar spellings, "useless events"~3 for words nearby',
        )
    if "://" not in text and (fuzzy := _FUZZY.fullmatch(text)):
        return _fuzzy(fuzzy[1], fuzzy[2], field, query, span)
    if is_wildcard(text):
        return _pattern(text, field, query, span)
    return Term(text, False, field, span)


def parse_exact(text: str, field: str | None, query: str, span: Span) -> Term:
    """The node of `=text`. Raises `QueryError` when the text is more than a word."""
    word = parse_word(text, field, query, span)
    if isinstance(word, Term):
        return Term(text, True, field, span)
    raise QueryError(
        "wildcards and fuzzy words match exact forms already and need no =",
        query,
        span.start,
        span.end,
        f"write {word}",
    )


def parse_slop(phrase: Phrase, text: str, query: str, span: Span) -> Phrase:
    """The phrase followed by `~text`. Raises `QueryError` when that says nothing."""

    def wrong(message: str, advice: str) -> QueryError:
        return QueryError(message, query, span.start, span.end, advice)

    if phrase.field is not None and SCHEMA[phrase.field].kind != "text":
        raise wrong("~ works on phrases in title and body only", "remove it")
    if not _GAP.fullmatch(text) or int(text) > MAX_GAP:
        raise wrong(
            f"after a phrase, ~ needs the number of words allowed in each gap, at most {MAX_GAP:,}",
            f"write {phrase}~3",
        )
    terms = tokenize(phrase.text)
    if len(terms) == 1:
        raise wrong("a phrase of one word has no gaps", f"write {terms[0]}~ for similar spellings")
    return Phrase(phrase.text, phrase.field, int(text), Span(phrase.span.start, span.end))


def _fuzzy(text: str, distance: str, field: str | None, query: str, span: Span) -> Fuzzy:
    def wrong(message: str, advice: str) -> QueryError:
        return QueryError(message, query, span.start, span.end, advice)

    if is_wildcard(text):
        raise wrong("a word can have wildcards or ~, not both", f"write {text}")
    if distance not in _DISTANCES:
        raise wrong(
            f"~{distance} is not a valid distance: 1 or 2 letters may differ",
            f"write {text}~1 or {text}~2",
        )
    terms = tokenize(text)
    if len(terms) > 1:
        *before, last = terms
        raise wrong(
            f"~ works on a single word, but {text!r} is {len(terms)}",
            f"write {' BEFORE/1 '.join([*before, last])}~",
        )
    return Fuzzy(text, _DISTANCES[distance], field, span)


def _pattern(text: str, field: str | None, query: str, span: Span) -> Wildcard:
    for term in tokenize_wildcard(text):
        if is_wildcard(term) and letters_besides(term) < MIN_LETTERS:
            raise QueryError(
                f"a word with wildcards needs at least {MIN_LETTERS} letters",
                query,
                span.start,
                span.end,
                f'write more of the word, as in milit*; for the characters themselves, "{text}"',
            )
    return Wildcard(text, field, span)
