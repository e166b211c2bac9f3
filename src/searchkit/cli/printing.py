"""Shared by the output of all commands: counts, dates, the line of an article, pages, JSON."""

from __future__ import annotations

import json

from searchkit import Article, Page
from searchkit.cli.terminal import Terminal, hint, write


def counted(count: int, singular: str, plural: str = "") -> str:
    """A number and what is counted.

    >>> counted(1, "article"), counted(2_000, "story", "stories")
    ('1 article', '2,000 stories')
    """
    return f"{count:,} {singular if count == 1 else plural or f'{singular}s'}"


def date_label(article: Article) -> str:
    """The date, and how it is known unless it is declared: `2016-02-20 (inferred)`, `undated`."""
    if article.date is None:
        return "undated"
    status = article.came_from("date").status
    text = article.date.isoformat()
    if article.date.time is not None:
        day, _, _ = text.partition("T")
        text = f"{day} {article.date.time:%H:%M%z}"
    return text + ("" if status == "declared" else f" ({status})")


def print_article_line(
    terminal: Terminal, article: Article, label: str = "", *, bullet: str = "", indent: int = 0
) -> None:
    """The source, the date and the id of an article."""
    line = terminal.styled(bullet)
    if label:
        line.append_text(terminal.styled(f"{label}: ", "bold"))
    line.append_text(terminal.styled(article.source or "unknown source", "green"))
    line.append(" · ").append_text(terminal.styled(date_label(article), "cyan"))
    line.append(" · ").append_text(terminal.styled(article.id, "dim"))
    terminal.line(line, indent=indent)


def hint_page(page: Page, total: str) -> None:
    """Say on standard error how much was found, and how to see the rest of it."""
    if page.total and page.page > page.pages:
        pages = "there is only one page" if page.pages == 1 else f"there are {page.pages:,} pages"
        hint(f"no page {page.page}: {total}; {pages}")
        return
    place = f", page {page.page} of {page.pages}" if page.pages > 1 else ""
    following = f"; next: --page {page.page + 1}" if page.page < page.pages else ""
    hint(f"{total}{place}{following}")


def write_json(value: object) -> None:
    """One JSON document."""
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", is_json=True)
