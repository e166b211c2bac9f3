"""Forms of other tools that have no token of their own: `andnot`, `date from 2016 to 2018`.

Each is words here; `readings` offers what it means there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from searchkit.article import PartialDate
from searchkit.syntax import fields


class Form(NamedTuple):
    """The code points `[start, end)` of a query, what they mean, and how: `as a field`."""

    start: int
    end: int
    meant: str
    how: str


# Between two operands.
_OPERATORS: Mapping[str, str] = {
    "NEAR": "NEAR/5",
    "BEFORE": "BEFORE/5",
    "ONEAR": "BEFORE/5",
    "ADJ": "BEFORE/1",
    "adj": "BEFORE/1",
    "SAME": "SENTENCE",
    **dict.fromkeys(("andnot", "butnot", "ANDNOT", "BUTNOT"), "NOT"),
    **dict.fromkeys(("w/seg", "near/seg", "/seg", "W/SEG", "NEAR/SEG", "/SEG"), "AND"),
}
_NOT_NEAR = re.compile(r"(?i:not/)(\d{1,3})", re.ASCII)

_DAY = r"(\d{8}|\d{4}(?:-\d{2}){0,2})(?![\w-])"
_DATE = re.compile(
    rf"\b(?:date|pd|dt) (from|since|after|aft|before|bef|is|geq|leq) {_DAY}(?: to {_DAY})?",
    re.ASCII | re.IGNORECASE,
)
_DATE_FORMS: Mapping[str, str] = {
    **dict.fromkeys(("from", "since", "geq"), "since"),
    **dict.fromkeys(("after", "aft"), "after"),
    **dict.fromkeys(("before", "bef"), "before"),
    "is": "date",
    "leq": "until",
}
_CONTAINS = re.compile(r'\b([A-Za-z]{2,12}) contains (?="[^"]|[^\s"()])')
_SPACED = re.compile(r"(?<!\S)([A-Za-z]{2,12}) : (?=[^\s:])")
_FUZZY = re.compile(r"(?<![\w%])([^\W\d_]{1,20})%{1,3}([^\W\d_]{1,20})(?![\w%])")
_COUNTED_NEAR = re.compile(r"(?<=\w )(NEAR|WITHIN|ADJ|PRE|BEFORE) (\d{1,3})(?= [\w\"(])", re.ASCII)


_AROUND = re.compile(r"\b(?:AROUND|O?NEAR) ?\((?:n ?= ?)?(\d{1,3})\)")
_NEAR_OF_TWO = re.compile(
    r"""\bNEAR\(\s*("[^"]+"|[^\s",()]+)\s*,\s*("[^"]+"|[^\s",()]+)\s*,\s*(\d{1,3})[^()]{0,20}\)"""
)
_ALL_CAPITALS = re.compile(r"""(?i:\b(?:allcaps|cs))\(\s*"?([^\W\d_a-z]{2,})"?\s*\)""")
_COMPARED = re.compile(r"\b([A-Za-z]{2,10}) ?([<>]=?) ?(\d{1,7})(?=[\s)]|$)")


def operator_of(word: str) -> str | None:
    """The operator that a word is elsewhere between two others.

    >>> operator_of("ONEAR"), operator_of("not/5"), operator_of("near")
    ('BEFORE/5', 'NOT NEAR/5', None)
    """
    if (match := _NOT_NEAR.fullmatch(word)) and int(match[1]):
        return f"NOT NEAR/{match[1]}"
    return _OPERATORS.get(word)


def forms_in(query: str) -> Iterator[Form]:
    """The forms of several words, or inside of one, in a query.

    >>> [form.meant for form in forms_in("oil date from 20160101 to 2016-02")]
    ['date:2016-01-01..2016-02']
    """
    for match in _DATE.finditer(query):
        first, last = (day and _iso(day) for day in match.groups()[1:])
        if not all(map(_is_date, filter(None, (first, last)))):
            continue
        meant = f"date:{first}..{last}" if last else f"{_DATE_FORMS[match[1].lower()]}:{first}"
        yield Form(*match.span(), meant, "as a date")
    for pattern in (_CONTAINS, _SPACED):
        for match in pattern.finditer(query):
            if field := fields.meant(match[1]):
                yield Form(*match.span(), f"{field}:", "in a field")
    for match in _FUZZY.finditer(query):
        yield Form(*match.span(), f"{match[1]}{match[2]}~", "with other spellings")
    for match in _ALL_CAPITALS.finditer(query):
        yield Form(*match.span(), f"={match[1]}", "in capitals only")
    for match in _COMPARED.finditer(query):
        if "words" in (match[1].lower(), fields.meant(match[1])):
            yield Form(*match.span(), f"words:{match[2]}{match[3]}", "as the length of the text")
    yield from _proximity(query)


def _proximity(query: str) -> Iterator[Form]:
    """`AROUND(5)`, `NEAR("a", "b", 5)` and `WITHIN 5`."""
    for match in _AROUND.finditer(query):
        yield Form(*match.span(), f"NEAR/{match[1]}", "as an operator")
    for match in _NEAR_OF_TWO.finditer(query):
        meant = f"{match[1]} NEAR/{match[3]} {match[2]}"
        yield Form(*match.span(), meant, "as an operator")
    for match in _COUNTED_NEAR.finditer(query):
        name = "NEAR" if match[1] in ("NEAR", "WITHIN") else "BEFORE"
        yield Form(*match.span(), f"{name}/{match[2]}", "as an operator")


def _is_date(day: str) -> bool:
    try:
        PartialDate.parse(day)
    except ValueError:
        return False
    return True


def _iso(day: str) -> str:
    """A date as it is written here.

    >>> _iso("20160220"), _iso("2016-02")
    ('2016-02-20', '2016-02')
    """
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and "-" not in day else day
