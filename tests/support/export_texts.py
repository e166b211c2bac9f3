"""What the text of an export is read as."""

from __future__ import annotations

from searchkit.corpus import ParsedDocument
from searchkit.corpus.exports import read_export


def articles(text: str) -> list[ParsedDocument]:
    """The articles of an export, all of which can be read."""
    read = read_export(text)
    assert read is not None
    assert all(isinstance(article, ParsedDocument) for article in read)
    return [article for article in read if isinstance(article, ParsedDocument)]


def stated(article: ParsedDocument) -> dict[str, object]:
    """What an article says of itself, by field."""
    return {entry.field: entry.value for entry in article.declared}
