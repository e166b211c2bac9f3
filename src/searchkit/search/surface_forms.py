"""Terms as articles write them: `kabulov` → Kabulov, `us` → U.S."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from searchkit import query as q
from searchkit.analysis import Record, tokenize
from searchkit.analysis.words import offsets
from searchkit.engines import Engine, SearchOptions
from searchkit.schema import TEXT_FIELDS, Field

#: So many articles are looked at, the newest first: the same ones however the index was built.
SAMPLE_SIZE = 3

#: So many characters of a text are looked through for a form.
MAX_SCANNED = 200_000

_DOT = r"\.?"
_POSSESSIVE = ("'s", "’s", "ʼs", "‘s", "'S", "’S")


def surface_form(engine: Engine, fields: Sequence[Field], term: str) -> tuple[str, int]:
    """A surface term as it is mostly written, and how many articles have it in these fields."""
    queries = tuple(q.Term(field.exact, term) for field in fields)
    query = queries[0] if len(queries) == 1 else q.Or(queries)
    found = engine.search(query, SearchOptions(limit=SAMPLE_SIZE, order="newest"))
    surfaces = Counter(
        surface
        for match in found.page
        for field in fields
        for surface in _surfaces(match.record, field, term)
    )
    return most_common(surfaces) or term, found.total


def _surfaces(record: Record, field: Field, term: str) -> Iterator[str]:
    if field not in TEXT_FIELDS:
        return
    text = record.article.title if field.name == "title" else record.article.body[:MAX_SCANNED]
    # Looking for the letters is far faster than taking a long text apart.
    surfaces = [bare(one[0]) for one in _spelt(term).finditer(text)]
    if not surfaces:
        terms = zip(tokenize(text), offsets(text), strict=True)
        surfaces = [bare(text[start:end]) for one, (start, end) in terms if one == term]
    # Hidden characters inside a word are not for showing.
    yield from (one if one.isprintable() else term for one in surfaces)


def _spelt(term: str) -> re.Pattern[str]:
    """The letters of a term, whatever their case, with the dots that `fold` takes away."""
    return re.compile(rf"\b{_DOT.join(map(re.escape, term))}{_DOT}(?!\w)", re.IGNORECASE)


def most_common(surfaces: Counter[str]) -> str | None:
    """The commonest of them; of equals, the shortest, with fewest capitals: headlines shout."""
    return min(surfaces, key=lambda one: (-surfaces[one], len(one), one.swapcase()), default=None)


def bare(surface: str) -> str:
    """The surface form without its possessive, and without the full stop that ends a sentence.

    >>> bare("Putin’s"), bare("talks."), bare("U.S.")
    ('Putin', 'talks', 'U.S.')
    """
    surface = surface[:-2] if surface.endswith(_POSSESSIVE) else surface
    return surface if "." in surface[:-1] else surface.rstrip(".")
