"""Tables: CSV, TSV and Excel, with an article in each row."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.formats.loose_quotes import read_loose_row
from searchkit.corpus.formats.office_package import OfficeFormat, what_broke
from searchkit.corpus.formats.package import ZIP
from searchkit.corpus.formats.table_rows import documents
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

#: Characters of one cell, and rows of a table.
MAX_CELL_LENGTH, MAX_ROWS = 10_000_000, 1_000_000
#: Bytes of one XML part of a workbook when unpacked.
MAX_PART_SIZE = 100_000_000

_FORMAT = OfficeFormat("an Excel workbook", "Excel", ".xlsx", "xl/", MAX_PART_SIZE)
_DELIMITERS = ",;\t|"
_SAMPLE_LINES = 20
#: Spaces between the mark that ends a cell and the next cell.
_SPACES_BEHIND = re.compile(r'(?<=") ++(?=[,;\t|\n])')
#: Rows that are no such ones after all, before no more are tried.
_MAX_HOPELESS = 100
#: With this many columns, a line of a text hardly ever looks like a row of the table.
_MIN_COLUMNS = 5


class CsvReader:
    """Reads tables whose cells are parted by commas, semicolons, tabs or bars."""

    name: ClassVar[str] = "csv"
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv", ".tsv", ".tab"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Never: any text could be a table of one column."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        decoded = decode(data)
        text = decoded.text
        first, _, below = text.partition("\n")
        if first.lower().startswith("sep=") and len(first.strip()) == 5:
            text = below
        csv.field_size_limit(MAX_CELL_LENGTH)
        rows = _Rows(text, first.strip()[4:] if text is below else _delimiter(text))
        yield from documents(iter(rows), decoded.encoding)
        for number, problem in rows.problems:
            yield Unread(str(number), f"line {number}: {problem}")


class _Rows:
    """The rows of a text with the numbers of their first lines.

    `problems` has lines at which no row could be read, and why.
    """

    def __init__(self, text: str, delimiter: str) -> None:
        self.problems: list[tuple[int, str]] = []
        self._lines = [f"{line}\n" for line in text.split("\n")]
        self._delimiter = delimiter
        self._columns = 0
        self._hopeless = 0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        start = 0
        for _ in range(MAX_ROWS):
            try:
                row, below = self._row(start)
            except csv.Error as error:
                self.problems.append((start + 1, f"not a table any more ({error})"))
                return
            if row is None:
                return
            if loose := self._loose_row(row, start, below):
                row, below = loose
                yield start + 1, row
            elif below > start + 1 and self._is_unclosed(row, start, below):
                self.problems.append((start + 1, "a quotation mark is never closed"))
                below = start + 1
            else:
                self._columns = self._columns or len(row)
                yield start + 1, row
            start = below
        self.problems.append((start + 1, f"over {MAX_ROWS:,} rows; the rest is unread"))

    def _row(self, start: int, *, strict: bool = False) -> tuple[list[str] | None, int]:
        """The row that begins at a line, None at the end, and the number of the line below it."""
        lines = (self._lines[at] for at in range(start, len(self._lines)))
        if strict:
            lines = (_SPACES_BEHIND.sub("", line) for line in lines)
        reader = csv.reader(lines, delimiter=self._delimiter, strict=strict)
        row = next(reader, None)
        return row, start + reader.line_num

    def _loose_row(
        self, row: Sequence[str], start: int, below: int
    ) -> tuple[list[str], int] | None:
        """The row with marks that were not doubled, and the line below it; None for any other."""
        if not self._columns or self._hopeless > _MAX_HOPELESS:
            return None
        if not any('"' in line for line in self._lines[start:below]):
            return None
        try:
            self._row(start, strict=True)
            if len(row) >= self._columns:
                return None
        except csv.Error:
            pass
        loose = read_loose_row(self._lines, start, self._delimiter, self._columns)
        if loose is None or any(self._begins_row(at, start) for at in range(start + 1, loose[1])):
            self._hopeless += 1
            return None
        return loose

    def _begins_row(self, at: int, start: int) -> bool:
        """Tell if a line is a whole row that begins as the one at `start` does."""
        line, first = self._lines[at], self._lines[start]
        if line[0].isalpha() != first[0].isalpha() or line[0].isdigit() != first[0].isdigit():
            return False
        row = next(csv.reader([line], delimiter=self._delimiter), [])
        return len(row) == self._columns

    def _is_unclosed(self, row: Sequence[str], start: int, below: int) -> bool:
        """Tell if a mark that was not meant to be open took the lines up to `below` into a cell.

        Then the mark that ends the cell stands inside of another, or whole rows are in it and cells
        are missing or left over: in a row that has its cells, a line of a text may look like one.
        """
        try:
            self._row(start, strict=True)
        except csv.Error:
            return True
        if self._columns < _MIN_COLUMNS or len(row) == self._columns:
            return False
        inner = (self._row(at)[0] for at in range(start + 1, below - 1))
        return any(other is not None and len(other) == self._columns for other in inner)


def _delimiter(text: str) -> str:
    """The character that parts cells: the one that most first lines have equally often."""
    lines = text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    head = lines[0]
    best = max(_DELIMITERS, key=lambda sign: (head.count(sign), -_DELIMITERS.index(sign)))
    return best if head.count(best) else ","


class ExcelReader:
    """Reads Excel workbooks: an article in each row of their sheets."""

    name: ClassVar[str] = "excel"
    suffixes: ClassVar[frozenset[str]] = frozenset({".xlsx", ".xlsm"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return head.startswith(ZIP) and b"xl/" in head and b"word/" not in head

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        _FORMAT.check(data)
        import openpyxl

        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = [sheet for sheet in book.worksheets if _has_rows(sheet)]
        except Exception as error:  # openpyxl lets every error of zip and XML through
            raise ArticleUnreadable(f"damaged Excel workbook ({what_broke(error)})") from None
        if not sheets:
            raise ArticleUnreadable("no text")
        yield from _documents(sheets)


def _documents(sheets: Sequence[ReadOnlyWorksheet]) -> Iterator[ParsedDocument | Unread]:
    """The articles of the sheets that have columns for them; at least one sheet must.

    A sheet that has none is told, once there is an article.
    """
    left: list[Unread] = []
    has_articles = False
    for number, sheet in enumerate(sheets):
        try:
            for document in documents(_cells(sheet), "utf-8"):
                has_articles = True
                # Only the first sheet that has articles needs no name in their ids.
                yield (
                    document
                    if number == 0
                    else replace(document, record=f"{sheet.title}.{document.record}")
                )
        except ArticleUnreadable as error:
            left.append(Unread(sheet.title, f'sheet "{sheet.title}": {error.reason}'))
    if not has_articles:
        raise ArticleUnreadable(left[0].reason.partition(": ")[2] if left else "no text")
    yield from left


def _has_rows(sheet: ReadOnlyWorksheet) -> bool:
    return next(sheet.iter_rows(values_only=True), None) is not None


def _cells(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MAX_ROWS:
            return
        yield number, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell as text; a day without its midnight."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
