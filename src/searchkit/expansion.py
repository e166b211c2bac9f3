"""Wildcards and fuzzy words → the terms of an index that they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from searchkit.analysis.patterns import alike, fitting
from searchkit.errors import QueryError
from searchkit.query import Synonyms
from searchkit.schema import PROVENANCE, STEMS_OF
from searchkit.syntax import QueryPart

#: A wildcard or fuzzy word that stands for more terms of a field is refused.
MAX_EXPANSIONS = 1_024

#: The terms of a stream that start so, in order.
Vocabulary = Callable[[str, str], Sequence[str]]

_LITERAL = re.compile(r"[^*?]*")


def stemmed_languages(vocabulary: Vocabulary) -> Sequence[str]:
    """The codes of the languages whose stems an index has, besides bare ones."""
    terms = vocabulary(PROVENANCE, STEMS_OF)
    return [term.removeprefix(STEMS_OF) for term in terms]


def expand_wildcard(stream: str, pattern: str, *, vocabulary: Vocabulary) -> Synonyms:
    """The terms of a stream that fit: `*` is any run of characters, `?` exactly one."""
    # The literal beginning narrows what must be looked at.
    literal = _LITERAL.match(pattern)
    assert literal is not None, "it matches everywhere"
    return Synonyms(
        stream, tuple(filter(fitting(pattern), vocabulary(stream, literal[0]))), pattern
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
