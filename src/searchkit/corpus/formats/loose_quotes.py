"""Rows of a table whose quotation marks were not doubled: `1,"He said "no" and left.",2016`."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit import quick_re as re

#: Lines that such a row may go over, and their characters.
MAX_LINES, MAX_LENGTH = 300, 1_000_000


def read_loose_row(
    lines: Sequence[str], start: int, delimiter: str, columns: int
) -> tuple[list[str], int] | None:
    """The cells of the row that begins at a line, and the number of the line below it.

    A mark ends a cell where a delimiter and the next cell follow, or, in the last of so many
    columns, where the next line begins as this one does. None if there are not so many cells.

    >>> read_loose_row(['1,"He said "no", and "yes".",3', '2,"b",4'], 0, ",", 3)
    (['1', 'He said "no", and "yes".', '3'], 1)
    """
    text = "\n".join(line.rstrip("\n") for line in lines[start : start + MAX_LINES])[:MAX_LENGTH]
    comma = re.escape(delimiter)
    inner = re.compile(rf'"(?={comma}[^\s{comma}]|{comma}{comma}|{comma}$)', re.MULTILINE)
    cells: list[str] = []
    at = 0
    while len(cells) < columns - 1:
        if text[at : at + 1] == '"':
            end = inner.search(text, at + 1)
            if end is None:
                return None
            cells.append(_without_doubles(text[at + 1 : end.start()]))
            at = end.end() + 1
        else:
            end_at = text.find(delimiter, at)
            if end_at < 0 or "\n" in text[at:end_at]:
                return None
            cells.append(text[at:end_at])
            at = end_at + 1
    last = _last_cell(text, at)
    if last is None:
        return None
    cell, end_of_row = last
    return [*cells, cell], start + text.count("\n", 0, end_of_row) + 1


def _last_cell(text: str, at: int) -> tuple[str, int] | None:
    """The cell that ends a row, and where it ends."""
    if text[at : at + 1] != '"':
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        return text[at:end], end
    kind = _kind(text[0])
    for mark in re.finditer(r'"[ \t]*+(?:\n|\Z)', text[at + 1 :]):
        below = at + 1 + mark.end()
        if below >= len(text) or _kind(text[below]) == kind:
            end = at + 1 + mark.start()
            return _without_doubles(text[at + 1 : end]), end
    return None


def _kind(char: str) -> str:
    """What the first cell of a row begins with: a mark, a digit or a letter."""
    return "0" if char.isdigit() else "a" if char.isalpha() else char


def _without_doubles(cell: str) -> str:
    return cell.replace('""', '"')
