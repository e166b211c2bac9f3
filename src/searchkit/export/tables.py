"""Tables and JSON lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from searchkit import quick_re as re
from searchkit.export.columns import USUAL_COLUMNS, record
from searchkit.export.options import USUAL, ExportOptions
from searchkit.results import Hit

#: Excel cuts a longer cell, and says that the file is damaged.
MAX_EXCEL_CELL = 32_767
#: Tells Excel that a file is in UTF-8.
BYTE_ORDER_MARK = "\ufeff"

# A spreadsheet runs a cell that begins so, some of them after blanks and quotation marks.
_FORMULA = re.compile(r"[\0\t\r\n]|[\s\"'\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]")
# A reader that counts lines takes each of them for the end of a row.
_LINE_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# In JSON they may stand as they are, and some readers of lines part at them.
_ESCAPED = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def jsonl(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """One hit a line, in the shape of those of `--json`, or with the chosen columns."""
    for hit in hits:
        values = record(hit, options.columns) if options.columns else hit.to_dict()
        yield json_line(values)


def json_line(values: Mapping[str, object]) -> str:
    """A record as JSON on what everybody takes for one line."""
    return json.dumps(values, ensure_ascii=False).translate(_ESCAPED) + "\n"


def table(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """CSV: a header and one hit a row, each on one line; no cell is a formula to a spreadsheet."""
    columns = options.columns or USUAL_COLUMNS
    return rows(columns, (record(hit, columns) for hit in hits), excel=options.excel)


def rows(
    columns: Iterable[str], records: Iterable[Mapping[str, object]], *, excel: bool = False
) -> Iterator[str]:
    """CSV of any records: a header, then a line for each, with its values in these columns."""
    columns = tuple(columns)
    yield (BYTE_ORDER_MARK if excel else "") + _row(columns)
    limit = MAX_EXCEL_CELL if excel else None
    for values in records:
        yield _row(cell(values.get(name))[:limit] for name in columns)


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet runs, on one line."""
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    text = "" if value is None else str(value)
    quoted = f"'{text}" if _FORMULA.match(text) else text
    return _LINE_BREAKS.sub(" ", quoted)


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
