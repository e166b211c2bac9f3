"""Surface forms: terms as articles write them, `kabulov` → Kabulov, `us` → U.S."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from searchkit import query as q
from searchkit import quick_re as re
from searchkit.analysis import Record, tokenize
from searchkit.analysis.words import offsets
from searchkit.engines import Engine, Matches, SearchOptions
from searchkit.schema import TEXT, TEXT_FIELDS, Field
from searchkit.search.rounds import Asking, ask_together

#: Articles that are looked at, the newest first: the same ones however the index was built.
SAMPLE_SIZE = 3

#: Characters of a text that are scanned for a form.
MAX_SCANNED = 200_000

_DOT = r"\.?"
_POSSESSIVE = ("'s", "’s", "ʼs", "‘s", "'S", "’S")


def surface_forms(engine: Engine, field: Field, terms: Iterable[str]) -> list[tuple[str, int]]:
    """The commonest form of each term, and the number of articles that have it in a field."""
    (forms,) = ask_together(engine, [asked_forms(field, terms)])
    return list(forms)


def asked_forms(field: Field, terms: Iterable[str]) -> Asking[list[tuple[str, int]]]:
    """As `surface_forms`, to be asked with other parts of an answer."""
    options = SearchOptions(limit=SAMPLE_SIZE, order="newest")
    terms = list(terms)
    answers = yield [(q.Term(field.exact, term), options) for term in terms]
    return [_form(matches, field, term) for matches, term in zip(answers, terms, strict=True)]


def _form(matches: Matches, field: Field, term: str) -> tuple[str, int]:
    surfaces = Counter(
        surface
        for match in matches.page
        for part in (TEXT_FIELDS if field == TEXT else (field,))
        for surface in _surfaces(match.record, part, term)
    )
    return most_common(surfaces) or term, matches.total


def _surfaces(record: Record, field: Field, term: str) -> Iterator[str]:
    if field not in TEXT_FIELDS:
        return
    text = record.article.title if field.name == "title" else record.article.body[:MAX_SCANNED]
    # Looking for the letters is far faster than taking a long text apart.
    surfaces = [bare(match[0]) for match in _spelt(term).finditer(text)]
    if not surfaces:
        terms = zip(tokenize(text), offsets(text), strict=True)
        surfaces = [bare(text[start:end]) for word, (start, end) in terms if word == term]
    # Hidden characters inside a word are not for showing.
    yield from (surface if surface.isprintable() else term for surface in surfaces)


def _spelt(term: str) -> re.Pattern[str]:
    """The letters of a term, whatever their case, with the dots that `fold` takes away."""
    return re.compile(rf"\b{_DOT.join(map(re.escape, term))}{_DOT}(?!\w)", re.IGNORECASE)


def most_common(surfaces: Counter[str]) -> str | None:
    """The commonest form; of equals, the shortest, with fewest capitals: headlines shout."""
    order = ((-count, len(form), form.swapcase(), form) for form, count in surfaces.items())
    return min(order)[-1] if surfaces else None


def bare(surface: str) -> str:
    """The surface form without its possessive, and without the full stop that ends a sentence.

    >>> bare("Putin’s"), bare("talks."), bare("U.S.")
    ('Putin', 'talks', 'U.S.')
    """
    surface = surface[:-2] if surface.endswith(_POSSESSIVE) else surface
    return surface if "." in surface[:-1] else surface.rstrip(".")
