"""The fields that can be searched, and the term streams that stand for them in an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "value", "date"]

#: Changes whenever an index written before could not be read as it is meant now, and whenever the
#: same file would give another article: unchanged files are not read again.
SCHEMA_VERSION = 14


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the query language.

    A text field has two streams of terms with the same positions: stems under its own name, and
    surface forms under `exact`. A value field has one, of surface forms. `weight` multiplies the
    score of a match; value and date fields filter and never score.
    """

    name: str
    kind: Kind
    weight: float = 0.0

    @property
    def exact(self) -> str:
        """The stream of folded surface forms."""
        return f"{self.name}_exact" if self.kind == "text" else self.name


_FIELDS = (
    Field("title", "text", 0.5),
    Field("body", "text", 1.0),
    Field("source", "value"),
    Field("author", "value"),
    Field("agency", "value"),
    Field("language", "value"),
    Field("path", "value"),
    Field("url", "value"),
    Field("speaker", "value"),
    Field("quote", "value"),
    Field("date", "date"),
)

SCHEMA: Mapping[str, Field] = MappingProxyType({field.name: field for field in _FIELDS})

TEXT_FIELDS = tuple(field for field in _FIELDS if field.kind == "text")
VALUE_FIELDS = tuple(field for field in _FIELDS if field.kind == "value")

#: The stream that tells how an article's metadata came to be known; its terms are `status_term`s,
#: and one for each language whose stems the article has.
PROVENANCE = "provenance"
#: What the terms of these languages begin with.
STEMS_OF = "stems:"

#: What a facet calls the articles that have no value; `source:unknown` finds them.
UNKNOWN_VALUE = "unknown"

#: Every stream of terms, and whether its matches score.
STREAMS: Mapping[str, bool] = MappingProxyType(
    {field.name: True for field in TEXT_FIELDS}
    | {field.exact: True for field in TEXT_FIELDS}
    | {field.name: False for field in VALUE_FIELDS}
    | {PROVENANCE: False}
)

#: Stands before, between and after the values of a field: no phrase crosses them, and one that has
#: a separator at both ends is a whole value.
#: Analysis never makes this term.
SEPARATOR = "¦"

#: The numbers of an article that take ranges: the words of its body, and the day on which it came
#: into the index, as a proleptic ordinal.
NUMBERS = ("words", "added")

#: What hits can be counted by, and what they are counted by unless more is asked for.
FACETS = ("source", "author", "agency", "year", "month", "date_status", "language")
DEFAULT_FACETS = ("source", "year")


def status_term(field: str, status: str) -> str:
    """The term of the provenance stream for articles whose `field` is known so.

    >>> status_term("date", "inferred")
    'date:inferred'
    """
    return f"{field}:{status}"
