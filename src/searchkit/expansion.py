"""Wildcards, regular expressions, fuzzy words and ranges → the terms that they stand for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.patterns import alike, fitting, fitting_terms, literal_beginning
from searchkit.article import PartialDate
from searchkit.errors import QueryError
from searchkit.query import Synonyms
from searchkit.schema import (
    FIELD_MARK,
    FURTHER,
    OWN_FIELDS,
    PROVENANCE,
    STEMS_OF,
    has_field_term,
)
from searchkit.syntax import Leaf, QueryPart, Span
from searchkit.syntax.fields import advice

#: A wildcard or fuzzy word that stands for more terms of a field is refused.
MAX_EXPANSIONS = 1_024

#: The terms of a stream that start so, in order.
Vocabulary = Callable[[str, str], Sequence[str]]

_LITERAL = re.compile(r"[^*?]*")


def stemmed_languages(vocabulary: Vocabulary) -> Sequence[str]:
    """The codes of the languages whose stems an index has, besides bare ones."""
    codes = (term.removeprefix(STEMS_OF) for term in vocabulary(PROVENANCE, STEMS_OF))
    # An index that others made may name any.
    return [code for code in codes if code in LANGUAGES]


def expand_wildcard(stream: str, pattern: str, *, vocabulary: Vocabulary) -> Synonyms:
    """The terms of a stream that fit: `*` is any run of characters, `?` exactly one."""
    # The literal beginning narrows what must be looked at.
    literal = _LITERAL.match(pattern)
    assert literal is not None, "it matches everywhere"
    return Synonyms(
        stream, tuple(filter(fitting(pattern), vocabulary(stream, literal[0]))), pattern
    )


def expand_regex(stream: str, pattern: str, *, vocabulary: Vocabulary) -> Synonyms:
    """The terms of a stream that fit a folded regular expression as a whole."""
    terms = fitting_terms(pattern, vocabulary(stream, literal_beginning(pattern)))
    return Synonyms(stream, terms, f"/{pattern}/")


_BOUND = r"(-?\d[\d.,-]{0,20})"
_RANGE = re.compile(rf"{_BOUND}?\.\.{_BOUND}?", re.ASCII)
_COMPARED = re.compile(rf"([<>]=?){_BOUND}", re.ASCII)


class Bounds(NamedTuple):
    """The ends of a range of values, None for an open one; `inside` tells if they belong to it."""

    first: str | None
    last: str | None
    inside: bool = True


def range_bounds(text: str) -> Bounds | None:
    """The range of values that `NAME:text` asks for; None if it asks for words.

    >>> range_bounds(">5"), range_bounds("crude")
    (Bounds(first='5', last=None, inside=False), None)
    """
    if (match := _RANGE.fullmatch(text)) and text != "..":
        return Bounds(match[1], match[2])
    if match := _COMPARED.fullmatch(text):
        sign, bound = match.groups()
        above = sign.startswith(">")
        return Bounds(bound if above else None, None if above else bound, sign.endswith("="))
    return None


def expand_range(name: str, bounds: Bounds, *, vocabulary: Vocabulary) -> Synonyms:
    """The values of a further field in a range, as numbers or as dates; `name` has its colon."""
    prefix = f"{name}#"
    terms = (
        term
        for term in vocabulary(FURTHER.name, prefix)
        if _is_between(term.removeprefix(prefix), bounds)
    )
    return Synonyms(FURTHER.name, tuple(terms), name)


def _is_between(value: str, bounds: Bounds) -> bool:
    for end, outside in ((bounds.first, -1), (bounds.last, 1)):
        order = 0 if end is None else _compared(value, end)
        if order is None or order == outside:
            return False
        if end is not None and order == 0 and not bounds.inside:
            return False
    return True


def _compared(value: str, bound: str) -> int | None:
    """-1, 0 or 1 for less, equal or more; None for what cannot be compared."""
    try:
        if "-" in f"{value[1:]}{bound[1:]}":
            first, other = PartialDate.parse(value), PartialDate.parse(bound)
            return (first.first_day > other.last_day) - (first.last_day < other.first_day)
        number, end = (float(text.replace(",", "")) for text in (value, bound))
        return (number > end) - (number < end)
    except ValueError:
        return None


def check_further(node: Leaf, text: str, vocabulary: Vocabulary) -> None:
    """Raise `QueryError` for the name of a field that no article has."""
    name = node.field
    if name in OWN_FIELDS:
        return
    if vocabulary(FURTHER.name, f"{name}:") or vocabulary(FURTHER.name, has_field_term(name or "")):
        return
    names = dict.fromkeys(
        term.removeprefix(FIELD_MARK)
        for term in vocabulary(FURTHER.name, FIELD_MARK)
        if FIELD_MARK not in term.removeprefix(FIELD_MARK)
    )
    start = max(0, text.lower().rfind(f"{name}:", 0, node.span.start))
    raise QueryPart(text, Span(start, min(len(text), start + len(name or "")))).error(
        f"there is no field {name!r}", advice(name or "", tuple(names))
    )


def expand_fuzzy(stream: str, term: str, distance: int, *, vocabulary: Vocabulary) -> Synonyms:
    """The terms of a stream with the same first letter and so small a Levenshtein distance."""
    terms = filter(alike(term, distance), vocabulary(stream, term[0]))
    return Synonyms(stream, tuple(terms), f"{term}~{distance}")


def too_many(word: Synonyms, part: QueryPart) -> QueryError:
    """The refusal of a word that stands for too many terms, where it was typed."""
    return part.error(
        f"{word.text} matches {len(word.terms):,} words in the articles; "
        f"at most {MAX_EXPANSIONS:,} can be searched at once",
        "type more of its letters",
    )
