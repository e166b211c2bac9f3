"""Names as a person reads them, and as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from searchkit import CoMention, NameGraph, NameList, NameReport, NameRow
from searchkit.cli.export_output import write_lines, write_rows
from searchkit.cli.printing import counted, hint_page, print_article_line
from searchkit.cli.terminal import Terminal, hint, one_line, write

#: Names beside one, and years, sources and spellings, that are printed; `--json` has them all.
MAX_BESIDE = 15
MAX_VALUES = 12
#: Columns of names, and of names beside one.
COLUMNS = ("name", "kind", "articles", "stories", "sources")
BESIDE_COLUMNS = ("name", "kind", "sentences", "articles", "score")


def write_names(names: NameList, form: str, *, excel: bool) -> None:
    """Write names as CSV or as JSON lines, and say if they are not all."""
    _write_table(names.names, COLUMNS, form, excel=excel)
    for note in names.notes:
        hint(note)
    if names.total and (names.pages > 1 or names.page > names.pages):
        hint_page(names, counted(names.total, "name"))


def write_beside(report: NameReport, form: str, *, excel: bool) -> None:
    """Write the names beside one as CSV or as JSON lines, and say what they are read from."""
    _write_table(report.beside, BESIDE_COLUMNS, form, excel=excel)
    for note in report.notes:
        hint(note)


def _write_table(
    rows: Iterable[NameRow | CoMention], columns: Sequence[str], form: str, *, excel: bool
) -> None:
    records = [row.record() for row in rows]
    if form == "csv":
        write_rows(columns, records, excel=excel)
    else:
        write_lines(iter(records))


def write_graph(graph: NameGraph, form: str) -> bool:
    """Write a graph as GraphML or as a table of edges; tell if it has a name."""
    from searchkit import export

    for note in graph.notes:
        hint(note)
    if form == "edges":
        write_rows(export.EDGE_COLUMNS, export.edge_records(graph), excel=False)
    else:
        for piece in export.graphml(graph):
            write(piece)
    return bool(graph.nodes)


def print_names(terminal: Terminal, names: NameList) -> None:
    """A table of names."""
    heads = ("name", "kind", "articles", "stories", *(["sources"] if names.has_sources else []))
    rows = [
        (
            one_line(row.name),
            "" if row.kind == "other" else row.kind,
            *row.counts.cells()[: len(heads) - 2],
        )
        for row in names.names
    ]
    if rows:
        _print_table(terminal, heads, rows)
    for note in names.notes:
        hint(note)
    hint_page(names, counted(names.total, "name") if names.total else "no names found")


def print_report(terminal: Terminal, report: NameReport) -> None:
    """All that is known of a name."""
    kind = "kind unknown" if report.kind == "other" else report.kind
    more = report.counts.summary(stories=True)
    head = f"{kind}; {counted(report.counts.articles, 'article')}" + (f", {more}" if more else "")
    terminal.line(terminal.styled(one_line(report.name), "bold"))
    terminal.line(terminal.styled(head), indent=4)
    spellings = [f"{text} ({count:,})" for text, count in report.spellings[:MAX_VALUES]]
    terminal.line(terminal.styled(one_line(f"written: {', '.join(spellings)}")), indent=4)
    for one in report.evidence[:MAX_VALUES]:
        example = f": “{one.examples[0][1]}”" if one.rule != "unknown" else ""
        line = f"{one.rule} in {counted(one.articles, 'article')}{example}"
        terminal.line(terminal.styled(one_line(line), "dim"), indent=8)
    for label, values in (("by year", report.years), ("by source", report.sources)):
        counts = [f"{value} ({count:,})" for value, count in values if count]
        if len(counts) > MAX_VALUES:
            counts[MAX_VALUES:] = [f"and {len(counts) - MAX_VALUES:,} others"]
        if counts:
            terminal.line(terminal.styled(one_line(f"{label}: {', '.join(counts)}")), indent=4)
    _print_beside(terminal, report)
    for quote in report.quotes[:MAX_VALUES]:
        text = f"“{' '.join(quote.text.split())}” {quote.article.id}"
        terminal.line(terminal.styled(one_line(text), "dim"), indent=4)
    terminal.line(terminal.styled("first and last article", "bold"))
    for article in (report.first, report.last):
        print_article_line(terminal, article, indent=4)
    for note in report.notes:
        hint(note)


def _print_beside(terminal: Terminal, report: NameReport) -> None:
    rows = [
        (
            one_line(row.name),
            "" if row.kind == "other" else row.kind,
            f"{row.sentences:,}",
            f"{row.articles:,}",
            f"{row.score:z.1f}",
        )
        for row in report.beside[:MAX_BESIDE]
    ]
    if rows:
        _print_table(
            terminal, ("in the same sentences", "kind", "sentences", "articles", "score"), rows
        )


def _print_table(terminal: Terminal, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Two columns of text, then numbers."""
    widths = [max(map(terminal.cells, cells)) for cells in zip(heads, *rows, strict=True)]
    for number, cells in enumerate([heads, *rows]):
        parts = []
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            blank = " " * (width - terminal.cells(cell))
            parts.append(f"{cell}{blank}" if place < 2 else f"{blank}{cell}")
        line = "  ".join(parts).rstrip()
        terminal.line(terminal.styled(line, "" if number else "bold"))
