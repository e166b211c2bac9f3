"""Quotations as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable

from searchkit import Citation, QuoteCluster, QuoteList
from searchkit.cli.export_output import write_lines, write_rows
from searchkit.cli.printing import counted, hint_page, print_article_line
from searchkit.cli.terminal import Terminal, hint


def write_quotes(
    quotes: Iterable[QuoteCluster], form: str, *, excel: bool, columns: str | None = None
) -> bool:
    """Write quotations as CSV, a row for each article, or as JSON lines; tell if there was one."""
    from searchkit import export

    if form == "csv":
        return write_rows(
            export.QUOTE_COLUMNS, export.quote_records(quotes), excel=excel, chosen=columns
        )
    return write_lines(quote.to_dict() for quote in quotes)


def print_quotes(terminal: Terminal, quotes: QuoteList) -> None:
    """Each quotation with its speaker and the articles that have it."""
    for number, cluster in enumerate(quotes.clusters):
        if number:
            terminal.line()
        _print_cluster(terminal, cluster)
    for note in quotes.notes:
        hint(note)
    total = counted(quotes.total, "quotation")
    hint_page(quotes, total if quotes.total else "no quotations found")


def _print_cluster(terminal: Terminal, cluster: QuoteCluster) -> None:
    terminal.line(terminal.styled(f"“{_one_line(cluster.text)}”", "bold"))
    articles = counted(cluster.articles, "article")
    wordings = counted(len(cluster.wordings), "wording")
    terminal.line(terminal.styled(f"{_speaker(cluster)}; {articles}, {wordings}"), indent=4)
    if cluster.note:
        terminal.line(terminal.styled(cluster.note, "yellow"), indent=4)
    for citation in cluster.citations:
        _print_citation(terminal, citation, is_fullest=citation in cluster.wordings[0])


def _print_citation(terminal: Terminal, citation: Citation, *, is_fullest: bool) -> None:
    print_article_line(terminal, citation.article, indent=4)
    if is_fullest:
        return
    omission = f" ({citation.omission})" if citation.omission else ""
    wording = f"“{_one_line(citation.mention.text)}”{omission}"
    terminal.line(terminal.styled(wording, "dim"), indent=8)


def _speaker(cluster: QuoteCluster) -> str:
    if cluster.speaker is None:
        return "speaker unclear"
    return f"{cluster.speaker} ({cluster.role})" if cluster.role else cluster.speaker


def _one_line(text: str) -> str:
    return " ".join(text.split())
