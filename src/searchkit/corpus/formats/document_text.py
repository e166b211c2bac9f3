"""The paragraphs of a word processor's document as text.

Rows of a table stay lines of one block, and so do lines that were broken by hand at a fixed width:
people paste such text, and databases export it.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.corpus.plain.paragraphs import is_wrapped
from searchkit.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a row of a table, with the name of its style. A blank one has no text."""

    text: str
    style: str = ""
    is_row: bool = False


def text_of_paragraphs(paragraphs: Sequence[Paragraph], notes: Sequence[str] = ()) -> str:
    """The text, with the footnotes, numbered, behind it."""
    texts = [paragraph.text for paragraph in paragraphs]
    body = "\n".join(texts) if is_wrapped(texts) else _blocks(paragraphs)
    below = [f"[{number}] {note}" for number, note in enumerate(notes, 1)]
    return "\n\n".join(filter(None, [body.strip("\n"), *below]))


def _blocks(paragraphs: Sequence[Paragraph]) -> str:
    """The paragraphs with a blank line between them, rows without."""
    pieces: list[str] = []
    row_above = False
    for paragraph in paragraphs:
        if paragraph.text:
            gap = "\n" if row_above and paragraph.is_row else "\n\n"
            pieces += [gap, paragraph.text] if pieces else [paragraph.text]
        row_above = paragraph.is_row
    return "".join(pieces)
