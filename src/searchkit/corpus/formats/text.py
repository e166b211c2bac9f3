"""Plain text files, with or without front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.reader import ParsedDocument, Unread


class TextReader:
    """Reads plain text: one article a file, or those of an export of a news database."""

    name: ClassVar[str] = "text"
    suffixes: ClassVar[frozenset[str]] = frozenset({".txt", ".text"})
    isolated: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        """Never: any text could be meant for another reader."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        from searchkit.corpus.exports import read_export

        decoded = decode(data)
        exported = read_export(decoded.text, encoding=decoded.encoding, warnings=decoded.warnings)
        if exported is not None:
            yield from exported
            return
        if not decoded.text.startswith("---"):
            yield ParsedDocument(decoded.text, encoding=decoded.encoding, warnings=decoded.warnings)
            return
        # Importing PyYAML is a good part of what a query costs; only front matter needs it.
        from searchkit.corpus.formats.front_matter import split_front_matter

        front = split_front_matter(decoded.text)
        yield ParsedDocument(
            text=front.body,
            declared=front.declared,
            encoding=decoded.encoding,
            warnings=decoded.warnings + front.warnings,
        )
