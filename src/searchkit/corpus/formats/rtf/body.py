"""The body of an RTF document as it is written: its paragraphs, and tables as rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from searchkit.corpus.formats.document_text import Paragraph

#: A row with more characters holds running text, whose paragraphs stay apart.
_MAX_ROW_LENGTH = 300


@dataclass(slots=True)
class Body:
    """The paragraphs of a document as they are written, one piece of text after another."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _cell: list[str] = field(default_factory=list)
    _row: list[list[str]] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Add to the paragraph that is being written."""
        self._pieces.append(text)

    @property
    def is_blank(self) -> bool:
        """Tell if nothing was written since the last paragraph."""
        return not self._pieces

    def end_paragraph(self, style: str = "", *, in_row: bool = False) -> None:
        """End a paragraph of the document, or of a cell."""
        text = joined_surrogates("".join(self._pieces)).strip(" \t\n")
        self._pieces.clear()
        if in_row:
            self._cell += [text] if text else []
            return
        self.end_row()
        self.paragraphs.append(Paragraph(text, style))

    def end_cell(self) -> None:
        """End a cell of a table."""
        self.end_paragraph(in_row=True)
        self._row.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End a row of a table, if one was begun."""
        cells = [*self._row, self._cell] if self._cell else self._row
        self._row, self._cell = [], []
        self.paragraphs += _paragraphs_of(cells)


def joined_surrogates(text: str) -> str:
    """The text with its halves of characters outside of the first 65,536 joined.

    >>> joined_surrogates("\\ud83d\\ude00")
    '😀'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _paragraphs_of(cells: list[list[str]]) -> list[Paragraph]:
    """A row as one line; where cells frame running text, its paragraphs."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    if len(filled) == 1 and (len(cells) == 1 or len(filled[0]) > 1):
        return [Paragraph(text) for text in filled[0]]
    if sum(len(text) for cell in filled for text in cell) > _MAX_ROW_LENGTH:
        line = "\t".join(cell[0] if cell else "" for cell in cells).strip("\t")
        return [Paragraph(line), *(Paragraph(text) for cell in filled for text in cell[1:])]
    line = "\t".join(" ".join(cell) for cell in cells).strip("\t")
    return [Paragraph(" ".join(line.split("\n")), is_row=True)]
