"""The values of an article's fields: as terms, and as facets that it counts under."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from searchkit import quick_re as re
from searchkit.analysis.languages import language_code
from searchkit.analysis.words import tokenize
from searchkit.article import Article
from searchkit.schema import (
    DAY,
    FURTHER,
    SEPARATOR,
    UNKNOWN_VALUE,
    column_of,
    field_type_term,
    has_field_term,
)


def value_terms(values: Sequence[str]) -> list[str]:
    """The terms of the values of a field, before and after each of them a separator."""
    terms: list[str] = []
    for value in values:
        if words := tokenize(value):
            terms += [*words, SEPARATOR]
    return [SEPARATOR, *terms] if terms else []


_NUMBER = re.compile(r"-?\d[\d,]{0,20}(?:\.\d{1,20})?", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d\d?(?:-\d\d?)?", re.ASCII)


def further_terms(fields: Mapping[str, Sequence[str]], plain: Collection[str] = ()) -> list[str]:
    """The terms of all further fields; see `schema.FURTHER`. `plain` ones are text."""
    terms: list[str] = []
    whole: list[str] = []
    for name, values in fields.items():
        whole.append(has_field_term(name))
        types = ["text" if name in plain else value_type(value) for value in values]
        whole += dict.fromkeys(field_type_term(name, kind) for kind in types)
        for value, kind in zip(values, types, strict=True):
            if words := tokenize(value):
                terms += [*(f"{name}:{word}" if word else word for word in words), SEPARATOR]
            if kind != "text":
                whole.append(f"{name}:#{value.replace(',', '')}")
    return [SEPARATOR, *terms, *whole] if fields else []


def value_type(value: str) -> str:
    """One of `schema.FIELD_TYPES`.

    >>> value_type("1,200"), value_type("2016-02"), value_type("page 3")
    ('number', 'date', 'text')
    """
    if _NUMBER.fullmatch(value):
        return "number"
    return "date" if _ISO_DATE.fullmatch(value) else "text"


@lru_cache(4_096)
def folded_value(value: str) -> str:
    """The words of a value: the same for all values that no query can tell apart.

    >>> folded_value("The Herald") == folded_value("THE HÉRALD")
    True
    """
    return " ".join(tokenize(value)) or f"={value}"


def facets_of(article: Article) -> Mapping[str, tuple[str, ...]]:
    """The values that an article counts under, by column; see `schema.COLUMNS`."""
    date = article.date.isoformat() if article.date else ""
    return {
        "source": _counted_as(article.source),
        "author": _counted_as(*article.authors),
        "agency": _counted_as(article.agency),
        DAY: (date[:10] or UNKNOWN_VALUE,),
        FURTHER.name: tuple(
            f"{column_of(name)[1]}{value}"
            for name, values in article.fields.items()
            for value in _counted_as(*values)
        ),
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
        kept.setdefault(folded_value(value), _known(value))
    return tuple(kept.values()) or (UNKNOWN_VALUE,)


def _known(value: str) -> str:
    """A value as a facet shows it: what calls itself unknown is known."""
    return "Unknown" if value == UNKNOWN_VALUE else value
