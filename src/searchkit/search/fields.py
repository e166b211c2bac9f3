"""The further fields of an index: how many articles have each, with values of which types."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from searchkit.engines import Engine
from searchkit.errors import InvalidArgument
from searchkit.query import And, Not, Query, Term
from searchkit.reports import FieldSummary
from searchkit.schema import (
    FIELD_MARK,
    FIELD_TYPES,
    FURTHER,
    NAME_FIELDS,
    OWN_FIELDS,
    PROVENANCE,
    field_type_term,
    has_field_term,
    prefixed_field,
    status_term,
)

#: Fields that are listed: the commonest ones. Others can be searched and counted all the same.
MAX_LISTED = 64
#: Terms of fields and types that are looked at.
_MAX_TERMS = 40_000
# Further fields that a message names.
_MAX_NAMED = 10


def field_summaries(engine: Engine) -> tuple[FieldSummary, ...]:
    """The fields that most articles have, the commonest first."""
    articles = dict(engine.term_dictionary(FURTHER.name, FIELD_MARK, _MAX_TERMS))
    summaries = []
    for term, count in articles.items():
        name = term.removeprefix(FIELD_MARK)
        if FIELD_MARK in name:
            continue
        counts = {kind: articles.get(field_type_term(name, kind), 0) for kind in FIELD_TYPES}
        types = {kind: number for kind, number in counts.items() if number}
        summaries.append(FieldSummary(name, count, types))
    summaries.sort(key=attrgetter("name"))
    summaries.sort(key=attrgetter("articles"), reverse=True)
    return tuple(summaries[:MAX_LISTED])


def status_counts(engine: Engine, name: str) -> dict[str, int]:
    """The number of articles by how their value of a metadata field is known."""
    return {
        status: count
        for status in ("declared", "inferred", "unknown")
        if (count := engine.doc_freq(PROVENANCE, status_term(name, status)))
    }


def without_field(query: Query, name: str) -> Query:
    """The articles of a query that have no further field of this name."""
    return And((query, Not(Term(prefixed_field(name).name, has_field_term(name)))))


def check_fields(engine: Engine, names: Sequence[str], usual: Sequence[str] = ()) -> None:
    """Raise `InvalidArgument` for a name that no article has a further field of.

    `usual` are other names that can be used in its place; they are not checked.
    """
    for name in names:
        if name in usual or name in OWN_FIELDS or name in NAME_FIELDS:
            continue
        if not engine.doc_freq(FURTHER.name, has_field_term(name)):
            known = [field.name for field in field_summaries(engine)]
            raise InvalidArgument(f"there is no field {name!r}", advice=_advice(name, usual, known))


def _advice(name: str, usual: Sequence[str], known: Sequence[str]) -> str:
    """The nearest name, else those that there are."""
    # Few queries need it, and it takes long to import.
    from difflib import get_close_matches

    if close := get_close_matches(name, [*usual, *known], n=1, cutoff=0.7):
        return f"did you mean {close[0]}?"
    more = len(known) - _MAX_NAMED
    others = f" and {more:,} more" if more > 0 else ""
    return f"use one of {', '.join([*usual, *known[:_MAX_NAMED]])}{others}"
