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
    start = 0
    for inset in article.insets:
        _print_passage(terminal, marked, start, inset.start)
        terminal.line(terminal.styled(f"[{inset.kind}]", "dim"))
        _print_passage(terminal, marked, inset.start, inset.end)
        start = inset.end
    _print_passage(terminal, marked, start, len(article.body))


def _print_passage(terminal: Terminal, marked: MarkedArticle, start: int, end: int) -> None:
    """A passage of the body, with an empty line below it where the body goes on."""
    body = marked.article.body
    text = body[start:end].lstrip("\n")
    if not text.strip():
        return
    start = end - len(text)
    text = text.rstrip("\n") if end < len(body) else text
    marks = [
        (max(first, start) - start, min(last, start + len(text)) - start)
        for first, last in marked.body_marks
        if first < start + len(text) and last > start
    ]
    terminal.passage(text, marks)
    if end < len(body):
        terminal.line()


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
    rows += [(name, ", ".join(values)) for name, values in article.fields.items()]
    terminal.table([*rows, ("id", article.id)])


def print_removed(terminal: Terminal, article: Article) -> None:
    """The text that was removed from the article, with the kind of each piece."""
    for piece in article.removed:
        terminal.line(terminal.styled(f"[{piece.kind}]", "dim"))
        terminal.line(terminal.styled(piece.text, lines=True), indent=4)
