"""Quotations as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.cli.output import counted, date_label, hint_of_page
from searchkit.cli.terminal import Terminal, hint

if TYPE_CHECKING:
    from searchkit.results import QuoteList
    from searchkit.stories.quote_clusters import Citation, QuoteCluster


def print_quotes(terminal: Terminal, quotes: QuoteList) -> None:
    """Each quotation with its speaker and the articles that have it."""
    for number, cluster in enumerate(quotes.clusters):
        if number:
            terminal.line()
        _print_cluster(terminal, cluster)
    for note in quotes.notes:
        hint(note)
    total = counted(quotes.total, "quotation", "quotations")
    hint_of_page(quotes, total if quotes.total else "no quotations found")


def _print_cluster(terminal: Terminal, cluster: QuoteCluster) -> None:
    terminal.line(terminal.styled(f"“{_one_line(cluster.text)}”", "bold"))
    articles = counted(cluster.articles, "article", "articles")
    wordings = counted(len(cluster.wordings), "wording", "wordings")
    terminal.line(terminal.styled(f"{_speaker(cluster)}; {articles}, {wordings}"), indent=4)
    for citation in cluster.citations:
        _print_citation(terminal, citation, is_fullest=citation in cluster.wordings[0])


def _print_citation(terminal: Terminal, citation: Citation, *, is_fullest: bool) -> None:
    article = citation.article
    line = terminal.styled(article.source or "source unknown", "green")
    line.append(" · ").append_text(terminal.styled(date_label(article), "cyan"))
    line.append(" · ").append_text(terminal.styled(article.id, "dim"))
    terminal.line(line, indent=4)
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
