"""An article as a person reads it."""

from __future__ import annotations

from searchkit import Article, MarkedArticle
from searchkit.cli.terminal import Terminal


def print_article(terminal: Terminal, marked: MarkedArticle) -> None:
    """A whole article: its metadata and its marked text."""
    article = marked.article
    terminal.line(terminal.marked(article.title, marked.title_marks, "bold"))
    print_provenance(terminal, article)
    terminal.line()
    terminal.passage(article.body, marked.body_marks)


def print_provenance(terminal: Terminal, article: Article) -> None:
    """Each metadata field, its value and where that comes from; then the further fields."""
    values = {
        "title": article.title,
        "source": article.source or "",
        "authors": ", ".join(article.authors),
        "date": article.date.isoformat() if article.date else "",
        "agency": article.agency or "",
        "url": article.url or "",
        "language": article.language or "",
    }
    rows = []
    for name, value in values.items():
        came = article.came_from(name)
        origin = came.status + (f" by {came.method}" if came.method else "")
        evidence = f" from “{came.evidence}”" if came.evidence not in ("", value) else ""
        rows.append((name, f"{value}  [{origin}{evidence}]".strip()))
        for rival in came.rivals:
            rows.append(("", f"also {rival.value}  [by {rival.method} from “{rival.evidence}”]"))
    rows += [(name, ", ".join(found)) for name, found in article.fields.items()]
    terminal.table([*rows, ("id", article.id)])


def print_removed(terminal: Terminal, article: Article) -> None:
    """The text that was removed from the article, with the kind of each piece."""
    for piece in article.removed:
        terminal.line(terminal.styled(f"[{piece.kind}]", "dim"))
        terminal.line(terminal.styled(piece.text, lines=True), indent=4)
