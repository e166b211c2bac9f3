"""Web pages: the article of a page, and what the page declares of it."""

from searchkit.corpus.formats.html.reader import HtmlReader

__all__ = ["HtmlReader"]
