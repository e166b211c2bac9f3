"""Queries for one leaf: terms in a sequence, in a field or in all that a name stands for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, TypeGuard

from searchkit import operands
from searchkit import query as q
from searchkit.analysis import tokenize
from searchkit.analysis.patterns import folded_regex, is_wildcard, tokenize_wildcard
from searchkit.analysis.words import offsets
from searchkit.schema import (
    PREFIXED,
    PROVENANCE,
    SCHEMA,
    SEPARATOR,
    TEXT,
    UNKNOWN_VALUE,
    Field,
    prefixed_field,
    status_term,
)
from searchkit.syntax import (
    And,
    DateRange,
    Leaf,
    MatchAll,
    Node,
    NumberRange,
    Phrase,
    Regex,
    Term,
    Wildcard,
    WithStatus,
)
from searchkit.syntax.fields import LEAD_LENGTH


class TypedWord(NamedTuple):
    """A word as typed, and its folded term."""

    surface: str
    term: str


def typed_words(node: Term) -> list[TypedWord]:
    """The words that a term was typed as."""
    spans = zip(tokenize(node.text), offsets(node.text), strict=True)
    return [TypedWord(node.text[start:end], term) for term, (start, end) in spans if term]


def tokens_of(node: Leaf) -> list[str]:
    """The terms of a leaf, empty where a word has none."""
    match node:
        case Regex(text):
            terms = [folded_regex(text)]
        case Wildcard(text) | Phrase(text) if is_wildcard(text):
            # A star alone in a phrase is punctuation.
            terms = [term for term in tokenize_wildcard(text) if not term or term.strip("*?")]
        case _:
            terms = tokenize(node.text)
    if field_of(node.field) not in PREFIXED:
        return terms
    return [f"{node.field}:{term}" if term else term for term in terms]


def has_lone_star(node: Leaf) -> bool:
    """Tell if a star alone stands between the words of a phrase."""
    return isinstance(node, Phrase) and any(
        term and not term.strip("*") for term in tokenize_wildcard(node.text)
    )


def terms_of(node: Leaf) -> list[str]:
    """The terms of a leaf."""
    return [term for term in tokens_of(node) if term]


def is_loose(node: Leaf, field: Field) -> TypeGuard[Term]:
    """Tell if a leaf stands for its stems."""
    return isinstance(node, Term) and not node.exact and field.kind == "text"


def is_unknown(node: Leaf) -> bool:
    """Tell if a leaf asks for the articles that lack its field."""
    return isinstance(node, Term) and node.text.lower() == UNKNOWN_VALUE and not node.exact


def neighbours(nodes: Sequence[Node], low: Collection[Node]) -> Iterator[Sequence[Term]]:
    """Each two words of one field that follow each other, with the function words between them."""
    words: list[Term] = []
    for node in nodes:
        if not isinstance(node, Term) or (words and node.field != words[0].field):
            words = []
        if not isinstance(node, Term) or (node in low and not words):
            continue
        words.append(node)
        if node not in low:
            if len(words) > 1:
                yield words
            words = [node]


def whole_value(field: Field, terms: Sequence[str]) -> q.Phrase:
    """The terms as a value of a field, which has no others."""
    return q.Phrase(field.exact, (SEPARATOR, *terms, SEPARATOR))


def sequence(field: Field, terms: Sequence[str], *, whole: bool) -> q.Term | q.Phrase:
    """The forms that were typed, side by side; as all of a value, if they are."""
    return (
        whole_value(field, terms) if whole and field.kind == "value" else phrase(field.exact, terms)
    )


def phrase(stream: str, terms: Sequence[str], slop: int = 0) -> q.Term | q.Phrase:
    """Terms of a stream in order."""
    return q.Term(stream, terms[0]) if len(terms) == 1 else q.Phrase(stream, tuple(terms), slop)


def field_of(name: str | None) -> Field:
    """The field that a name stands for: for none all of the text, for `lead` the body."""
    if name is None:
        return TEXT
    return SCHEMA["body"] if name == "lead" else SCHEMA.get(name) or prefixed_field(name)


def in_field(name: str | None, bound: Callable[[Field], q.Query]) -> q.Query:
    """What is bound to the field of a name."""
    query = bound(field_of(name))
    return q.within_first(query, LEAD_LENGTH) if name == "lead" else query


def scored(leaf: q.Leaf, field: Field) -> q.Query:
    """The matches in one field; those in title or body score as the words do in all the text."""
    if field.kind != "text" or field == TEXT:
        return leaf
    return q.Filtered(leaf, operands.in_field(leaf, TEXT))


def disjoint_periods(nodes: Sequence[Node]) -> str | None:
    """A note that two periods which must both match have no day in common; None if they have."""
    ranges = [period for node in nodes for period in _ranges(node)]
    for field in dict.fromkeys(period.field for period in ranges):
        several = [clause for clause in ranges if clause.field == field and not clause.is_reversed]
        firsts = [(clause.first.first_day, clause) for clause in several if clause.first]
        lasts = [(clause.last.last_day, clause) for clause in several if clause.last]
        if firsts and lasts:
            first, late = max(firsts, key=lambda row: row[0])
            last, early = min(lasts, key=lambda row: row[0])
            if first > last:
                return f"{late} and {early} have no day in common, so no article matches both"
    return None


def _ranges(node: Node) -> Iterator[DateRange]:
    match node:
        case DateRange():
            yield node
        case And(children):
            for child in children:
                yield from _ranges(child)


def selection(node: DateRange | NumberRange | WithStatus | MatchAll) -> q.Query:
    """The query of a node that has no words."""
    match node:
        case MatchAll():
            return q.MatchAll()
        case WithStatus(field, status):
            name = "authors" if field == "author" else field
            return q.Term(PROVENANCE, status_term(name, status))
        case NumberRange(field, lowest, highest):
            return q.NumberRange(field, lowest, highest)
        case DateRange(first, last):
            begin = first.first_day.toordinal() if first else None
            end = last.last_day.toordinal() if last else None
            if node.field == "date":
                return q.DateRange(begin, end)
            return q.NumberRange(node.field, begin, end)
