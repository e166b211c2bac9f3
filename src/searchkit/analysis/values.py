"""The values of an article's fields: as terms, and as facets that it counts under."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from searchkit.analysis.languages import language_code
from searchkit.analysis.words import tokenize
from searchkit.article import Article
from searchkit.schema import SEPARATOR, UNKNOWN_VALUE


def value_terms(values: Sequence[str]) -> list[str]:
    """The terms of the values of a field, before and after each of them a separator."""
    terms: list[str] = []
    for value in values:
        if words := tokenize(value):
            terms += [*words, SEPARATOR]
    return [SEPARATOR, *terms] if terms else []


_NUMBER = re.compile(r"-?\d[\d,]{0,20}(?:\.\d{1,20})?", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d\d?(?:-\d\d?)?", re.ASCII)


def further_terms(fields: Mapping[str, Sequence[str]]) -> list[str]:
    """The terms of all further fields; see `schema.FURTHER`."""
    terms: list[str] = []
    whole: list[str] = []
    for name, values in fields.items():
        for value in values:
            if words := tokenize(value):
                terms += [*(f"{name}:{word}" if word else word for word in words), SEPARATOR]
            if _NUMBER.fullmatch(value) or _ISO_DATE.fullmatch(value):
                whole.append(f"{name}:#{value.replace(',', '')}")
    return [SEPARATOR, *terms, *whole] if terms else []


@lru_cache(4_096)
def folded_value(value: str) -> str:
    """The words of a value: the same for all values that no query can tell apart.

    >>> folded_value("The Herald") == folded_value("THE HÉRALD")
    True
    """
    return " ".join(tokenize(value)) or f"={value}"


def facets_of(article: Article) -> Mapping[str, tuple[str, ...]]:
    """The values that an article counts under, by facet."""
    date = article.date.isoformat() if article.date else ""
    return {
        "source": _counted_as(article.source),
        "author": _counted_as(*article.authors),
        "agency": _counted_as(article.agency),
        "year": (date[:4] or UNKNOWN_VALUE,),
        # A date known to the year only is in no month.
        "month": (date[:7] if len(date) > 4 else UNKNOWN_VALUE,),
        "date_status": (article.came_from("date").status,),
        "language": _counted_as(*(language_code(tag) or tag for tag in article.languages)),
    }


def _counted_as(*values: str | None) -> tuple[str, ...]:
    """Each value once, in its first spelling."""
    kept: dict[str, str] = {}
    for value in filter(None, values):
        # What calls itself unknown is known.
        kept.setdefault(folded_value(value), "Unknown" if value == UNKNOWN_VALUE else value)
    return tuple(kept.values()) or (UNKNOWN_VALUE,)
