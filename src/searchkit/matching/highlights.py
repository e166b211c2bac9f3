"""Highlights: the marks of a query in the title, the body and the snippets of an article."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from searchkit.analysis import Document
from searchkit.analysis.words import offsets
from searchkit.deadline import watched
from searchkit.leaf_text import leaf_text
from searchkit.matching.match import Occurrence, field_of, match
from searchkit.matching.snippets import Mark, Snippet, marks, snippets
from searchkit.query import Disjunction, Leaf, Near, Phrase, Query, Synonyms, Term
from searchkit.quick_dataclass import dataclass
from searchkit.schema import PREFIXED, SCHEMA, SEPARATOR, TEXT_FIELDS

_PREFIXED = {field.name for field in PREFIXED}
_QUOTE, _BODY = SCHEMA["quote"].name, SCHEMA["body"].exact
#: The streams that have few words of a text field, and the field.
_MARKED = {stream: field for field in TEXT_FIELDS for stream in (field.names, field.capitals)}


@dataclass(frozen=True, slots=True)
class MatchedTerm:
    """A term or phrase, as analysis writes it, that occurs `count` times in a field of a hit."""

    field: str
    text: str
    count: int


class Highlights:
    """All that a query marks in one article; each part is computed when it is asked for."""

    def __init__(self, document: Document, occurrences: Sequence[Occurrence] = ()) -> None:
        self.document = document
        self._occurrences = placed_in_text(occurrences, document)
        self._shown = project_to_body(self._occurrences, document)

    @classmethod
    def of(cls, query: Query, document: Document) -> Highlights | None:
        """The highlights of a query; None if it does not match."""
        occurrences = match(query, document)
        return None if occurrences is None else cls(document, occurrences)

    @cached_property
    def title_marks(self) -> tuple[Mark, ...]:
        return marks(self.document, "title", self._shown)

    @cached_property
    def body_marks(self) -> tuple[Mark, ...]:
        return marks(self.document, "body", self._shown)

    def snippets(self, rarity: Callable[[Leaf], float]) -> tuple[Snippet, ...]:
        """The best passages; see `snippets`."""
        return snippets(self.document, self._shown, rarity)

    @cached_property
    def matched_terms(self) -> tuple[MatchedTerm, ...]:
        """The terms that occur in each field; an occurrence of two parts of a query counts once."""
        places: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        for _, group in groupby(watched(self._occurrences), key=lambda place: id(place.leaf)):
            occurrences = list(group)
            leaf = occurrences[0].leaf
            places[_field_and_text(leaf)].update(occurrence.first for occurrence in occurrences)
        return tuple(
            MatchedTerm(field, text, len(firsts))
            for (field, text), firsts in sorted(places.items())
        )


def _field_and_text(leaf: Leaf) -> tuple[str, str]:
    """The field of a leaf, and its text; a further field by its own name."""
    field, text = field_of(leaf), leaf_text(leaf)
    if field not in _PREFIXED:
        return field, text
    name = text.strip(f"{SEPARATOR} ").partition(":")[0]
    return name, text.replace(f"{name}:", "")


def placed_in_text(occurrences: Sequence[Occurrence], document: Document) -> Sequence[Occurrence]:
    """The occurrences, those in a stream of names or of capitals where the text has them."""
    if not any(occurrence.leaf.stream in _MARKED for occurrence in occurrences):
        return occurrences
    return [
        occurrence if occurrence.leaf.stream not in _MARKED else _in_text(occurrence, document)
        for occurrence in watched(occurrences)
    ]


def _in_text(occurrence: Occurrence, document: Document) -> Occurrence:
    stream = occurrence.leaf.stream
    field = _MARKED[stream]
    text = document.texts[field.name]
    if stream == field.capitals:
        first = text.capitals[occurrence.first]
        return Occurrence(Term(field.exact, text.exact[first]), first, first)
    first, name = text.names[occurrence.first]
    last = first + len(name.breaks)
    terms = tuple(text.exact[first : last + 1])
    leaf = Phrase(field.exact, terms) if len(terms) > 1 else Term(field.exact, *terms)
    return Occurrence(leaf, first, last, name.signs)


def project_to_body(occurrences: Sequence[Occurrence], document: Document) -> Sequence[Occurrence]:
    """The occurrences, those in a quotation where the body has it; all others as they are."""
    leaves = {
        id(place.leaf): _in_body(place.leaf) for place in occurrences if place.leaf.stream == _QUOTE
    }
    if not leaves:
        return occurrences
    positions = _body_positions(document)
    projected = list(occurrences)
    for number, occurrence in enumerate(watched(occurrences)):
        if occurrence.leaf.stream == _QUOTE:
            inside = positions[occurrence.first : occurrence.last + 1]
            words = [position for position in inside if position is not None]
            projected[number] = Occurrence(leaves[id(occurrence.leaf)], words[0], words[-1])
    return projected


def _body_positions(document: Document) -> list[int | None]:
    """The position in the body of each word of the quotations; None for a separator."""
    # Few queries need it.
    from searchkit.quotes import quotations

    body = document.article.body
    starts = [start for start, _ in watched(document.body.offsets)]
    positions: list[int | None] = [None]
    for quotation in watched(quotations(body)):
        words = offsets(body[quotation.start : quotation.end])
        if words:
            positions += [bisect_left(starts, quotation.start + start) for start, _ in words]
            positions.append(None)
    return positions


def _in_body(leaf: Leaf) -> Leaf:
    """A leaf over quotations as it would be asked of the body."""
    match leaf:
        case Near(left, right):
            assert not isinstance(left, Disjunction), (
                "only a word with wildcards is near another here"
            )
            assert not isinstance(right, Disjunction), "and it has no alternatives"
            return replace(leaf, left=_in_body(left), right=_in_body(right))
        case Phrase(_, terms):
            inside = tuple(term for term in terms if term != SEPARATOR)
            return replace(leaf, stream=_BODY, terms=inside)
        case Term() | Synonyms():
            return replace(leaf, stream=_BODY)
        case _:
            raise TypeError(f"no {type(leaf).__name__} is over a field of values")
