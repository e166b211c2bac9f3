"""Tables: CSV, TSV and Excel, with an article in each row."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.formats.office_package import OfficeFormat
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
        # The last cell is closed where a mark ends the text: then an inch mark made the odd one.
        self._is_odd = text.count('"') % 2 == 1 and not text.rstrip().endswith('"')

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        count = 0
        for number, row, is_last in self._rows(0):
            if is_last and self._is_odd and len(row) > 0 and row[-1].count("\n"):
                # A mark that is never closed took all that follows into one cell.
                self.problems.append((number, "a quotation mark is never closed"))
                yield from (
                    (below, each) for below, each, _ in self._rows(number) if len(each) == count
                )
                return
            count = count or len(row)
            yield number, row

    def _rows(self, start: int) -> Iterator[tuple[int, list[str], bool]]:
        """The rows behind the line `start`, and whether each is the last."""
        reader = csv.reader(self._lines[start:], delimiter=self._delimiter)
        before: tuple[int, list[str]] | None = None
        for _ in range(MAX_ROWS):
            number = start + reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                self.problems.append((number, f"not a table any more ({error})"))
                row = None
            if before is not None:
                yield *before, row is None
            if row is None:
                return
            before = number, row
        self.problems.append(
            (start + reader.line_num, f"over {MAX_ROWS:,} rows; the rest is unread")
        )


def _delimiter(text: str) -> str:
    """The character that parts cells: the one that most first lines have equally often."""
    lines = text.split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    head = lines[0]
    best = max(_DELIMITERS, key=lambda one: (head.count(one), -_DELIMITERS.index(one)))
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
            what = type(error).__name__
            raise ArticleUnreadable(f"damaged Excel workbook ({what}: {error})") from None
        if not sheets:
            raise ArticleUnreadable("no text")
        yield from _documents(sheets)


def _documents(sheets: Sequence[ReadOnlyWorksheet]) -> Iterator[ParsedDocument | Unread]:
    """The articles of the sheets that have columns for them; at least one sheet must."""
    from dataclasses import replace

    problem, found = "", False
    for number, sheet in enumerate(sheets):
        try:
            for one in documents(_cells(sheet), "utf-8"):
                found = True
                # Only the first sheet that has articles needs no name in their ids.
                yield one if number == 0 else replace(one, record=f"{sheet.title}.{one.record}")
        except ArticleUnreadable as error:
            problem = problem or error.reason
    if not found:
        raise ArticleUnreadable(problem or "no text")


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
