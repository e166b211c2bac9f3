"""Pieces of a query that are written in another way."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.quick_dataclass import dataclass
from searchkit.syntax.tree import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands at a span, and the text to be there instead."""

    span: Span
    text: str


def edited(query: str, edits: Sequence[Edit]) -> str:
    """The query with its edits, of which no two overlap, without needless blank space."""
    text = query
    for edit in sorted(edits, key=lambda edit: edit.span.start, reverse=True):
        text = f"{text[: edit.span.start]}{edit.text}{text[edit.span.end :]}"
    return " ".join(text.split())
