"""A table of counts on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchkit import CountRow, CountTable

#: Cells of the longest bar.
MAX_BAR = 40
#: More rows in a row that have no article are one line.
MAX_EMPTY = 3


def print_table(table: CountTable, color: str) -> None:
    """Print the rows, with bars if they are of one query; the sums are hints."""
    from searchkit.cli.terminal import Terminal, hint

    terminal = Terminal(color)
    single = len(table.columns) == 1
    heads = [table.by[0], *(column.name for column in table.columns)]
    if single:
        heads = [table.by[0], "articles", "stories", "sources", *["share"][: table.has_shares]]
    groups = list(_groups(table.rows))
    cells_of = {row.label: [row.label, *_cells(table, row, single=single)] for row in table.rows}
    shown = [cells_of[group[0].label] for group in groups if len(group) == 1]
    widths = [max(map(terminal.cells, cells)) for cells in zip(heads, *shown, strict=True)]
    most = max((row.counts[0].articles for row in table.rows), default=0) if single else 0
    terminal.line(terminal.styled(_line(heads, widths, terminal.cells), "bold"))
    for group in groups:
        if len(group) > 1:
            period = f"{group[0].label} to {group[-1].label}"
            # Only periods are listed without an article.
            empty = f"{period}: none in {len(group)} {table.by[0]}s"
            terminal.line(terminal.styled(empty, "dim"))
            continue
        text = terminal.styled(_line(cells_of[group[0].label], widths, terminal.cells))
        if most:
            bar = "█" * round(MAX_BAR * group[0].counts[0].articles / most)
            text.append("  ").append_text(terminal.styled(bar, "cyan"))
        terminal.line(text)
    for column in range(len(table.columns)):
        hint(table.summary(column))


def _groups(rows: Sequence[CountRow]) -> Iterator[Sequence[CountRow]]:
    """Each row by itself, but for long runs of rows without an article."""
    for is_empty, run in groupby(rows, key=_is_empty):
        group = list(run)
        if is_empty and len(group) > MAX_EMPTY:
            yield group
        else:
            yield from ([row] for row in group)


def _is_empty(row: CountRow) -> bool:
    return row.kind == "value" and not any(count.articles for count in row.counts)


def _line(cells: Sequence[str], widths: Sequence[int], width_of: Callable[[str], int]) -> str:
    first, *others = (
        (cell, " " * (width - width_of(cell))) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(["".join(first), *(f"{blank}{cell}" for cell, blank in others)]).rstrip()


def _cells(table: CountTable, row: CountRow, *, single: bool) -> list[str]:
    shares = [row.share(column) for column in range(len(row.counts))]
    if single:
        (count,) = row.counts
        return [
            *count.cells(),
            *["" if shares[0] is None else f"{shares[0]:.1%}"][: table.has_shares],
        ]
    return [
        f"{count.articles:,}" + ("" if share is None else f" ({share:.1%})")
        for count, share in zip(row.counts, shares, strict=True)
    ]
