"""What is asked of an export, and what it knows of the articles besides their hits."""

from __future__ import annotations

from collections.abc import Callable

from searchkit.article import Article
from searchkit.quick_dataclass import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """The choices of an export; a format takes no notice of what it has no use for.

    `columns` are those of a table or of each line of JSON, see `searchkit.export.columns`; none
    are the usual ones. `excel` writes for Excel: with a byte order mark, and no cell longer than
    it takes. `link` gives the address of an article that has none of its own. `title` stands above
    a report.
    """

    columns: tuple[str, ...] = ()
    excel: bool = False
    link: Callable[[Article], str] | None = None
    title: str = ""

    def address(self, article: Article) -> str:
        """The article's own address, else that of its page; empty if it has neither."""
        return article.url or (self.link(article) if self.link else "")


#: What is asked for where nothing is.
USUAL = ExportOptions()
