"""The rows of a table as articles: which column holds what, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from searchkit import quick_re as re
from searchkit.corpus.formats.column_names import TEXT_NAMES, USUAL
from searchkit.corpus.formats.field_names import KNOWN, NAMES, TEXTS, key_of
from searchkit.corpus.formats.json_record import SUMMARIES
from searchkit.corpus.formats.records import Records
from searchkit.corpus.formats.table_dates import DateColumns
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

#: Columns of a table, and rows above the one with their names.
MAX_COLUMNS, MAX_ABOVE = 500, 10
#: Rows that tell the order of day and month in a column, so many at a time, and their characters.
ROWS_OF_DATES, MAX_ROWS_OF_DATES, MAX_LENGTH_OF_ROWS = 500, 20_000, 20_000_000

_TEXT = frozenset((*TEXTS, *TEXT_NAMES))
_TITLES = frozenset(NAMES["title"])
#: Names that things of any kind have.
_OF_ANYTHING = frozenset({"name", "subject", "document", "lead"})
_KNOWN = KNOWN.union(_TEXT, SUMMARIES)
#: A row of such cells, several and all different, names columns.
_NAME = re.compile(r"[^\W\d][\w .-]{0,29}")


def documents(
    rows: Iterator[tuple[int, Sequence[str]]], encoding: str
) -> Iterator[ParsedDocument | Unread]:
    """An article for each numbered row below the names of the columns.

    Raises `ArticleUnreadable` for a table that has no names, or none for a text or a title.
    """
    names = _names(rows)
    records = Records("line", encoding, place="column")
    some, dates = _dates(rows, [USUAL.get(key_of(name), name) for name in names])
    for number, row in chain(some, rows):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) > len(names) and any(cells[len(names) :]):
            yield records.unread(None, number, f"{len(cells)} cells in {len(names)} columns")
            continue
        fields = _object(names, cells)
        for article in records.read([(number, fields)]):
            yield dates.read(article) if isinstance(article, ParsedDocument) else article


def _dates(
    rows: Iterator[tuple[int, Sequence[str]]], columns: Sequence[str]
) -> tuple[list[tuple[int, Sequence[str]]], DateColumns]:
    """The rows that were read until the order of day and month was plain, and that order."""
    some: list[tuple[int, Sequence[str]]] = []
    length = 0
    while True:
        more = list(islice(rows, ROWS_OF_DATES))
        some += more
        length += sum(len(cell) for _, row in more for cell in row)
        dates = DateColumns(columns, (row for _, row in some))
        is_enough = len(some) >= MAX_ROWS_OF_DATES or length >= MAX_LENGTH_OF_ROWS
        if dates.are_plain or is_enough or len(more) < ROWS_OF_DATES:
            return some, dates


def _names(rows: Iterator[tuple[int, Sequence[str]]]) -> list[str]:
    """The names of the columns: the first row that has one for a title or a text."""
    above: list[str] = []
    for tried, (_, row) in enumerate(rows):
        names = [cell.strip() for cell in row]
        keys = {key_of(USUAL.get(key_of(name), name)) for name in names}
        telling = keys & (_TEXT | _TITLES)
        is_first = tried == 0 and _are_names(names) and not telling <= _OF_ANYTHING
        if telling and (is_first or len(keys & _KNOWN) > 1):
            if len(names) > MAX_COLUMNS:
                raise ArticleUnreadable(f"over {MAX_COLUMNS} columns")
            return names
        above = above or [name for name in names if name]
        if tried == MAX_ABOVE:
            break
    if not above:
        raise ArticleUnreadable("no text")
    shown = ", ".join(name[:30] for name in above[:8])
    raise ArticleUnreadable(f"no column is called text, title or the like (the first row: {shown})")


def _are_names(cells: Sequence[str]) -> bool:
    return len(set(cells)) == len(cells) > 1 and all(map(_NAME.fullmatch, cells))


def _object(names: Sequence[str], cells: Sequence[str]) -> dict[str, object]:
    """A row as an object; of two columns of a name the first that is not empty."""
    fields: dict[str, object] = {}
    for name, cell in zip(names, cells, strict=False):
        if not name or not cell:
            continue
        name = USUAL.get(key_of(name), name)
        if key_of(name) in TEXT_NAMES:
            name = "text" if "text" not in fields else name
        fields.setdefault(name, cell)
    return fields
