"""Key words in context: the lines of a concordance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit import quick_re as re
from searchkit.article import Article
from searchkit.matching.snippets import Mark
from searchkit.query import And, AtLeast, Boolean, Boost, Filtered, Leaf, Or, Query, any_of, leaves
from searchkit.results import KwicLine
from searchkit.schema import SCHEMA, SCORED_STREAMS

_SPACE = re.compile(r"\s+")
# What a match in has a place in the body; a quotation is part of it.
_IN_BODY = {*SCORED_STREAMS, *SCHEMA["body"].streams, SCHEMA["quote"].name}


def with_lines(query: Query) -> Query | None:
    """The query, for the articles alone that can have a line; None if none can.

    `*` finds every article, and marks nothing in any.
    """
    if _needs_words(query):
        return query
    words = [leaf for leaf in dict.fromkeys(leaves(query)) if leaf.stream in _IN_BODY]
    return Filtered(And((query, any_of(words))), query) if words else None


def _needs_words(query: Query) -> bool:
    """Tell if nothing matches that has none of the words which can be in a body."""
    match query:
        case And(children):
            return any(map(_needs_words, children))
        case Or(children):
            return all(map(_needs_words, children))
        case Boost(child) | AtLeast(_, child) | Boolean(child) | Filtered(child):
            return _needs_words(child)
        case _:
            return isinstance(query, Leaf) and query.stream in _IN_BODY


def kwic_lines(article: Article, body_marks: Sequence[Mark], width: int) -> Iterator[KwicLine]:
    """One line for each mark of a body, with `width` characters on each side."""
    body = article.body
    for start, end in body_marks:
        # Blank space is folded first, or it would eat up the width.
        left = _last(_one_line(body[max(0, start - 4 * width) : start]), width)
        right = _first(_one_line(body[end : end + 4 * width]), width)
        yield KwicLine(article, start, left, _one_line(body[start:end]), right)


def _last(text: str, width: int) -> str:
    """The end of a text, from where a word begins; cut inside one only where none does."""
    cut = text[-width:]
    if len(text) > len(cut) and not text[-width - 1].isspace() and " " in cut.strip():
        return cut[cut.index(" ", len(cut) - len(cut.lstrip())) + 1 :]
    return cut


def _first(text: str, width: int) -> str:
    """The beginning of a text, up to where a word ends; cut inside one only where none does."""
    cut = text[:width]
    if len(text) > len(cut) and not text[width].isspace() and " " in cut.strip():
        return cut[: cut.rindex(" ", 0, len(cut.rstrip()))]
    return cut


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text)
