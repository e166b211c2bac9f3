"""A table of counts as a picture: a line for each query over time, or bars by value, in SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from searchkit.count_table import CountRow, CountTable
from searchkit.quick_dataclass import dataclass

#: Lines that can be told apart; a table can have more.
MAX_LINES = 8
#: Bars of one picture.
MAX_BARS = 40
#: Points that have a mark of their own.
MAX_POINTS = 120
#: Points of all lines of a picture in a page, whose table has the same counts and links.
MAX_INLINE_POINTS = 80

#: Told apart with any colour vision, and on white and on dark grey.
COLOURS = (
    *("#0065a0", "#b34700", "#006d4e", "#a3437a"),
    *("#7a6000", "#2b6d94", "#6a4fa0", "#56616b"),
)
_DASHES = ("", "7 3", "2 3", "9 3 2 3", "4 2", "12 4", "1 2", "6 2 2 2")
_INK, _GRID, _PAPER = "#333333", "#d8d8d8", "#ffffff"
_FONT = 13
# Characters are about so wide.
_CHAR = 7.0
_TICKS = 5

#: The address behind a row of a column; empty where there is nothing to lead to.
Link = Callable[[CountRow, int], str]


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a picture, and the room for the names at its right, in pixels."""

    width: int = 760
    height: int = 360
    names: int = 150


WIDE = Size()
NARROW = Size(350, 300, 84)

_LEFT, _TOP, _BOTTOM = 48, 32, 40


def svg(
    table: CountTable, *, size: Size = WIDE, link: Link | None = None, inline: bool = False
) -> str:
    """The picture of a table; lines if the table is in the order of time, else bars.

    An `inline` one is part of a page, whose style sheet knows its classes, and has no background.
    """
    drawing = _Drawing(table, size, link or (lambda row, column: ""), inline=inline)
    parts = drawing.lines() if table.is_over_time else drawing.bars()
    body = "".join(parts)
    label = escape(_text(". ".join(map(table.summary, range(min(MAX_LINES, len(table.columns)))))))
    width, height = size.width, drawing.height
    paper = "" if inline else f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="group" aria-label="{label}" font-family="sans-serif" '
        f'font-size="{_FONT}" fill="{_INK}" class="chart">{paper}{body}</svg>\n'
    )


class _Drawing:
    """The parts of one picture."""

    def __init__(self, table: CountTable, size: Size, link: Link, *, inline: bool) -> None:
        self._table = table
        self._link = link
        self._rows = table.values
        self._columns = range(min(MAX_LINES, len(table.columns)))
        self._right = size.width - size.names
        self._names = size.names
        points = sum(bool(row.counts[at].articles) for row in self._rows for at in self._columns)
        self._has_points = len(self._rows) <= MAX_POINTS and not (
            inline and points > MAX_INLINE_POINTS
        )
        self.height = size.height
        # To look for them takes as long as the table.
        self._has_shares = table.has_shares
        values = [self._value(row, column) for row in self._rows for column in self._columns]
        self._top_value, self._step = _scale(max(values, default=0.0), share=self._has_shares)

    def _value(self, row: CountRow, column: int) -> float:
        if self._has_shares:
            return row.share(column) or 0.0
        return row.counts[column].articles

    def _number(self, value: float) -> str:
        return _number(value, share=self._has_shares)

    def _x(self, number: int) -> float:
        room = self._right - _LEFT
        return _LEFT + (room * number / (len(self._rows) - 1) if len(self._rows) > 1 else room / 2)

    def _y(self, value: float) -> float:
        room = self.height - _TOP - _BOTTOM
        return self.height - _BOTTOM - room * value / self._top_value

    def lines(self) -> Iterator[str]:
        """A line for each column, with axes, ticks and the names at the end of each."""
        yield from self._y_axis()
        yield from self._x_axis()
        for column in self._columns:
            yield from self._line(column)
        yield from self._end_labels()

    def _y_axis(self) -> Iterator[str]:
        unit = "share" if self._has_shares else "articles"
        yield _label(4, 14, unit)
        count = round(self._top_value / self._step)
        for number in range(count + 1):
            value = number * self._step
            y = self._y(value)
            yield (
                f'<line x1="{_LEFT}" x2="{self._right}" y1="{y:.1f}" y2="{y:.1f}" '
                f'stroke="{_GRID}" class="grid"/>'
            )
            yield _label(_LEFT - 6, y + 4, self._number(value), anchor="end")

    def _x_axis(self) -> Iterator[str]:
        y = self.height - _BOTTOM
        if not self._rows:
            return
        widest = max(len(row.label) for row in self._rows) * _CHAR + 14
        most = max(2, int((self._right - _LEFT) // widest))
        every = max(1, math.ceil((len(self._rows) - 1) / most))
        if self._table.by[0] == "month":
            every = _of_year(every)
        for number in range(0, len(self._rows), every):
            x = self._x(number)
            yield (
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y}" y2="{y + 5}" stroke="{_INK}" '
                'class="tick"/>'
            )
            yield _label(x, y + 19, self._rows[number].label, anchor="middle")

    def _line(self, column: int) -> Iterator[str]:
        colour, dash = COLOURS[column], _DASHES[column]
        places = [
            (self._x(number), self._y(self._value(row, column)))
            for number, row in enumerate(self._rows)
        ]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _thinned(places))
        yield (
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dashes} '
            f'class="line c{column}"/>'
        )
        if self._has_points:
            for row, (x, y) in zip(self._rows, places, strict=True):
                if row.counts[column].articles:
                    yield self._point(row, column, x, y)

    def _point(self, row: CountRow, column: int, x: float, y: float) -> str:
        name = self._table.columns[column].name
        title = _text(f"{name}, {row.label}: {self._cell_text(row, column)}")
        point = (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOURS[column]}" '
            f'class="point c{column}"><title>{escape(title)}</title></circle>'
        )
        return self._linked(row, column, point, title)

    def _cell_text(self, row: CountRow, column: int) -> str:
        text = f"{row.counts[column].articles:,}"
        share = row.share(column)
        return text if share is None else f"{text} ({_number(share, share=True)})"

    def _linked(self, row: CountRow, column: int, shape: str, title: str) -> str:
        href = self._link(row, column) if row.counts[column].articles else ""
        if not href:
            return shape
        # The table has the same links, for who comes by keyboard.
        return f'<a href="{escape(href)}" tabindex="-1" aria-label="{escape(title)}">{shape}</a>'

    def _end_labels(self) -> Iterator[str]:
        """The name of each line beside its end, and no two on top of each other."""
        if not self._rows:
            return
        last = self._rows[-1]
        ends = sorted((self._y(self._value(last, column)), column) for column in self._columns)
        lowest = self.height - _BOTTOM
        room = _FONT + 3
        places = list[float]()
        for y, _ in ends:
            places.append(max(y, places[-1] + room) if places else max(y, _TOP))
        if places and places[-1] > lowest:
            places = [
                min(place, lowest - room * (len(places) - 1 - number))
                for number, place in enumerate(places)
            ]
        most = int((self._names - 14) // _CHAR)
        for place, (_, column) in zip(places, ends, strict=True):
            name = _shortened(self._table.columns[column].name, most)
            yield _label(
                self._right + 10, place + 4, name, colour=COLOURS[column], css=f"name c{column}"
            )

    def bars(self) -> Iterator[str]:
        """A bar for each value and column, from left to right, with its count."""
        rows = self._rows[:MAX_BARS]
        thick, gap = 16, 8
        left = min(220, 20 + max((len(row.label) for row in rows), default=0) * int(_CHAR))
        room = self._right + self._names - left - 70
        y = float(_TOP)
        if len(self._columns) > 1:
            for column in self._columns:
                name = _shortened(self._table.columns[column].name, 60)
                yield _label(8, y, name, colour=COLOURS[column], css=f"name c{column}")
                y += _FONT + 4
        for row in rows:
            yield _label(left - 6, y + 12, _shortened(row.label, int((left - 10) // _CHAR)), "end")
            for column in self._columns:
                yield self._bar(row, column, left, y, room * self._part(row, column))
                y += thick
            y += gap
        self.height = int(y) + 10

    def _part(self, row: CountRow, column: int) -> float:
        return self._value(row, column) / self._top_value

    def _bar(self, row: CountRow, column: int, x: float, y: float, width: float) -> str:
        if not row.counts[column].articles:
            return _label(x + 6, y + 12, "0")
        title = _text(f"{self._table.columns[column].name}, {row.label}")
        bar = (
            f'<rect x="{x}" y="{y:.1f}" width="{max(1.0, width):.1f}" height="14" '
            f'fill="{COLOURS[column]}" class="bar c{column}"><title>{escape(title)}</title></rect>'
        )
        number = _label(x + max(1.0, width) + 6, y + 12, self._cell_text(row, column))
        return self._linked(row, column, bar, title) + number


def _thinned(places: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The places of a line, of those in one pixel only the first, the last and both ends.

    >>> list(_thinned([(0.0, 5.0), (0.2, 1.0), (0.4, 9.0), (0.6, 3.0), (0.8, 4.0), (1.0, 2.0)]))
    [(0.0, 5.0), (0.2, 1.0), (0.4, 9.0), (0.8, 4.0), (1.0, 2.0)]
    """
    for _, group in groupby(places, key=lambda place: int(place[0])):
        within = list(group)
        heights = [y for _, y in within]
        ends = {0, len(within) - 1, heights.index(min(heights)), heights.index(max(heights))}
        yield from (within[number] for number in sorted(ends))


def _label(
    x: float, y: float, text: str, anchor: str = "start", *, colour: str = "", css: str = ""
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}"'
    end = f' text-anchor="{anchor}"' if anchor != "start" else ""
    fill = f' fill="{colour}"' if colour else ""
    name = f' class="{css}"' if css else ""
    return f"<text {place}{end}{fill}{name}>{escape(_text(text))}</text>"


def _scale(most: float, *, share: bool) -> tuple[float, float]:
    """The value at the top of an axis, and the step from tick to tick.

    >>> _scale(824, share=False), _scale(0.137, share=True)
    ((1000.0, 200.0), (0.15, 0.05))
    """
    if most <= 0:
        return (0.01, 0.01) if share else (1.0, 1.0)
    raw = most / _TICKS
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= raw)
    if not share:
        step = float(math.ceil(max(1.0, step)))
    return round(math.ceil(round(most / step, 9)) * step, 12), round(step, 12)


def _of_year(months: int) -> int:
    """The months from one label to the next, so that each year has labels at the same ones.

    >>> _of_year(1), _of_year(5), _of_year(11), _of_year(29)
    (1, 6, 12, 36)
    """
    return next((part for part in (1, 2, 3, 6) if part >= months), 12 * math.ceil(months / 12))


def _number(value: float, *, share: bool) -> str:
    """A count, or a share in per cent.

    >>> _number(1200, share=False), _number(0.125, share=True), _number(0.0004, share=True)
    ('1,200', '12.5%', '0.04%')
    """
    return f"{value * 100:.3g}%" if share else f"{value:,.0f}"


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: max(1, most - 1)]}…"


def _text(text: str) -> str:
    """Text that may stand in XML."""
    return "".join(char if char.isprintable() else " " for char in text)
