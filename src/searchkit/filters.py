"""Filters: terms of the query language, each of which narrows a search by a value of a facet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from searchkit import quick_re as re
from searchkit.analysis import folded_value, tokenize
from searchkit.article import Status
from searchkit.errors import InvalidArgument
from searchkit.schema import NAME_FIELDS, UNKNOWN_VALUE, is_facet
from searchkit.syntax import DateRange, fields, parse, unquoted

MAX_FILTERS = 20

# The same few values stand on nearly every page.
_remembered = lru_cache(maxsize=4_000)

#: The field of the query language that narrows by a facet.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "source": "source",
        "author": "author",
        "agency": "agency",
        "year": "date",
        "month": "date",
        "date_status": "date",
        "language": "language",
    }
)
#: The facets by which a reader can narrow, in the order of the page.
SHOWN_FACETS = ("source", "author", "agency", "year", "date_status", "language", "tag")

_KNOWN: tuple[Status, ...] = ("declared", "inferred")
_FILTER = re.compile(
    r'-?(?P<field>[^\W\d_][\w-]{0,39}):(?P<value>=?"[^"]{1,500}"|[\w.<>=-]{1,100})'
)
_DATE_STATUS = "date_status"
_NARROWING = frozenset(FIELDS.values())


@_remembered
def term(facet: str, value: str) -> str | None:
    """The term for one value of a facet; None if its name has nothing that can be asked for.

    >>> term("source", "River Post"), term("year", "2016"), term("section", "unknown")
    ('source:="River Post"', 'date:2016', 'section:unknown')
    """
    field = FIELDS.get(facet, facet)
    if value == UNKNOWN_VALUE or field == "date":
        return f"{field}:{value}"
    words = tokenize(value)
    plain = "".join(char if char.isprintable() else " " for char in unquoted(value))
    if tokenize(plain) != words:
        # Hidden characters can stand in the middle of a word.
        plain = " ".join(words)
    text = f'{field}:="{plain}"'
    # A word that is too long is in no index.
    return text if words and all(words) and _FILTER.fullmatch(text) else None


def excluding(text: str) -> str:
    """The filter that leaves out what a term finds."""
    return f"-{text}"


@_remembered
def folded(text: str) -> str:
    """The same for filters that differ in the spelling of their value only.

    >>> folded('-source:="River POST"')
    '-source:="river post"'
    """
    field, _, value = text.partition(":")
    if not value.endswith('"'):
        return text
    sign, _, words = value[:-1].partition('"')
    return f'{field}:{sign}"{folded_value(words)}"'


def contains(value: str, text: str) -> bool:
    """Tell if a text stands in a value of a facet, in whatever case and with or without accents.

    >>> contains("The Héràld of Ellery", "herald of el")
    True
    """
    return folded_value(text) in folded_value(value)


def checked(texts: Sequence[str]) -> tuple[str, ...]:
    """The filters of a URL, each once. Raises `InvalidArgument` for what is none."""
    terms = tuple(dict.fromkeys(filter(None, map(str.strip, texts))))
    if len(terms) > MAX_FILTERS:
        raise InvalidArgument(f"a search may have {MAX_FILTERS} filters at most")
    for text in terms:
        match = _FILTER.fullmatch(text)
        if match is None or not _narrows(match["field"]):
            raise InvalidArgument(
                'filter must be a field and a value, such as source:="The Herald" or date:2016'
            )
        if not any(tokenize(match["value"])):
            # Left out, it would silently let everything pass.
            raise InvalidArgument(f"the filter {text} has no word to search for")
    return terms


def _narrows(field: str) -> bool:
    """Tell if a field is that of a facet: a further one, or one of `FIELDS`."""
    known = field in _NARROWING or field in NAME_FIELDS
    return known or (field not in fields.FIELDS and is_facet(field))


def group(text: str) -> str:
    """The field that a filter is about; how dates are known is a matter of its own."""
    match = _FILTER.fullmatch(text)
    assert match is not None, "a filter is checked"
    field = match["field"]
    return _DATE_STATUS if field == "date" and match["value"] in _KNOWN else field


def of_facet(facet: str, given: Sequence[str]) -> tuple[str, ...]:
    """Those of the filters that narrow by this facet."""
    own = _DATE_STATUS if facet == _DATE_STATUS else FIELDS.get(facet, facet)
    return tuple(text for text in given if group(text) == own)


def queries(given: Sequence[str]) -> tuple[str, ...]:
    """The filters as queries that must all match: values of one field are alternatives.

    >>> queries(['source:"A"', "date:2016", 'source:"B"', "-date:inferred"])
    ('(source:"A" OR source:"B")', 'date:2016', '-date:inferred')
    """
    wanted: dict[str, list[str]] = {}
    excluded = []
    for text in given:
        if text.startswith("-"):
            excluded.append(text)
        else:
            wanted.setdefault(group(text), []).append(text)
    alternatives = (
        several[0] if len(several) == 1 else f"({' OR '.join(several)})"
        for several in wanted.values()
    )
    return (*alternatives, *excluded)


def within_period(period: str, chosen: Sequence[str]) -> Sequence[str]:
    """The date filters for a period, cut to the `chosen` periods that are in force.

    >>> within_period("date:2016", ["date:2016-06..2018"])
    ['date:2016-06..2016']
    >>> within_period("date:2017", ["date:2016-06..2018"])
    ['date:2017']
    """
    if not chosen:
        return [period]
    cut = []
    whole = parse(period)
    assert isinstance(whole, DateRange)
    for term in map(parse, chosen):
        if not isinstance(term, DateRange):
            # The undated have no bar.
            continue
        first = max(filter(None, (whole.first, term.first)), key=lambda date: date.first_day)
        last = min(filter(None, (whole.last, term.last)), key=lambda date: date.last_day)
        if first == whole.first and last == whole.last:
            return [period]
        if first.first_day <= last.last_day:
            cut.append(str(DateRange(first, last)))
    return cut or [period]
