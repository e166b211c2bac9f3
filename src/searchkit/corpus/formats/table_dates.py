"""The order of day and month in a column of dates, which one cell alone does not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.formats.field_names import NAMES, key_of
from searchkit.corpus.plain.dates import read_date
from searchkit.corpus.reader import ParsedDocument, Stated
from searchkit.quick_dataclass import dataclass

_DATES = frozenset(NAMES["date"])
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)([ ,T].{0,30})?", re.DOTALL)
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class _Order:
    """Whether the day comes first in the dates of a column."""

    is_day_first: bool

    def date_of(self, text: str) -> PartialDate | None:
        """The date of a cell; None for one that has another form, or cannot be."""
        match = _NUMERIC.fullmatch(text.strip())
        if match is None:
            return None
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if len(match[4]) == 2:
            year += 2000 if year <= _latest_short_year() else 1900
        day, month = (first, second) if self.is_day_first else (second, first)
        try:
            date = PartialDate(year, month, day)
        except ValueError:
            return None
        timed = read_date(f"{date.isoformat()}{match[5] or ''}")
        return timed.date if timed and timed.date else date


class DateColumns:
    """The columns of dates of a table, and the order that their cells show.

    `names` are those of the columns, and `rows` some of its rows. A column in which two orders
    occur, or none is plain, has none.
    """

    def __init__(self, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        columns = [(at, name) for at, name in enumerate(names) if key_of(name) in _DATES]
        cells: dict[str, list[str]] = {}
        for row in rows if columns else ():
            for at, name in columns:
                if at < len(row):
                    cells.setdefault(name, []).append(row[at])
        self._orders = {name: _order_of(values) for name, values in cells.items()}
        in_doubt = [values for name, values in cells.items() if self._orders[name] is None]
        #: Whether more rows could tell nothing about any column.
        self.are_plain = not any(
            _NUMERIC.fullmatch(cell.strip()) for one in in_doubt for cell in one
        )

    def read(self, document: ParsedDocument) -> ParsedDocument:
        """A document of a row, with the dates that the whole column makes plain."""
        if not any(self._orders.values()):
            return document
        return replace(document, declared=tuple(map(self._read, document.declared)))

    def _read(self, stated: Stated) -> Stated:
        order = self._orders.get(stated.method.removeprefix("column "))
        if stated.field != "date" or not isinstance(stated.value, str) or order is None:
            return stated
        date = order.date_of(stated.value)
        return stated if date is None else replace(stated, value=date, inferred=True)


def _order_of(cells: Iterable[str]) -> _Order | None:
    matches = [match for cell in cells if (match := _NUMERIC.fullmatch(cell.strip()))]
    firsts = {int(match[1]) for match in matches}
    seconds = {int(match[3]) for match in matches}
    is_short = any(len(match[4]) == 2 for match in matches)
    if any(number > _DAYS for number in firsts | seconds):
        return None
    day_first = any(number > _MONTHS for number in firsts)
    month_first = any(number > _MONTHS for number in seconds)
    if day_first == month_first:
        return None
    # `19.02.28` may begin with its year, but not with one that is to come.
    if is_short and day_first and not any(number > _latest_short_year() for number in firsts):
        return None
    return _Order(day_first)


def _latest_short_year() -> int:
    return (dt.date.today().year + 1) % 100
