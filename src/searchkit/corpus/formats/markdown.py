"""Markdown files. Their text is kept as it is typed; what they share with plain text is there."""

from __future__ import annotations

from typing import ClassVar

from searchkit.corpus.formats.text import TextReader


class MarkdownReader(TextReader):
    """Reads Markdown: one article a file, front matter taken off."""

    name: ClassVar[str] = "markdown"
    suffixes: ClassVar[frozenset[str]] = frozenset({".md", ".markdown"})
