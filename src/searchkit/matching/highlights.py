"""Occurrences in the quotations of an article as occurrences in its body, where they are marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from searchkit.analysis import Document
from searchkit.analysis.words import offsets
from searchkit.deadline import watched
from searchkit.matching.match import Occurrence
from searchkit.query import Disjunction, Leaf, Near, Phrase
from searchkit.schema import SCHEMA, SEPARATOR

_QUOTE, _BODY = SCHEMA["quote"].name, SCHEMA["body"].exact


def placed(found: Iterable[Occurrence], document: Document) -> list[Occurrence]:
    """The occurrences, those in a quotation where the body has it; all others as they are."""
    shown = list(found)
    quoted = {id(one.leaf): _in_body(one.leaf) for one in shown if one.leaf.stream == _QUOTE}
    if not quoted:
        return shown
    positions = _positions(document)
    for number, one in enumerate(watched(shown)):
        if one.leaf.stream == _QUOTE:
            within = [at for at in positions[one.first : one.last + 1] if at is not None]
            shown[number] = Occurrence(quoted[id(one.leaf)], within[0], within[-1])
    return shown


def _positions(document: Document) -> list[int | None]:
    """Where in the body each word of the quotations stands; None for a separator."""
    # Few queries need it.
    from searchkit.quotes import quotations

    body = document.article.body
    starts = [start for start, _ in watched(document.body.offsets)]
    found: list[int | None] = [None]
    for one in watched(quotations(body)):
        words = offsets(body[one.start : one.end])
        if words:
            found += [bisect_left(starts, one.start + start) for start, _ in words]
            found.append(None)
    return found


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
            within = tuple(term for term in terms if term != SEPARATOR)
            return replace(leaf, stream=_BODY, terms=within)
        case _:
            return replace(leaf, stream=_BODY)
