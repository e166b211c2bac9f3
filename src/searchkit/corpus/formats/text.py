"""Plain text files, with or without front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.code import code_in
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

# A list of properties, or the title above it.
_MAY_DECLARE = re.compile(r"\s{0,8}(?:#{1,2} |[A-Z][A-Za-z ]{1,30}: )")
_JOPLIN = "type_: 1"


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
        # What has metadata of its own is an article, even if it is about programs.
        declares = decoded.text.startswith(("---", "+++"))
        if not declares and (reason := code_in(decoded.text)):
            raise ArticleUnreadable(reason)
        exported = read_export(decoded.text, encoding=decoded.encoding, warnings=decoded.warnings)
        if exported is not None:
            yield from exported
            return
        parsed = _without_metadata(decoded.text)
        yield replace(
            parsed, encoding=decoded.encoding, warnings=decoded.warnings + parsed.warnings
        )


def _without_metadata(text: str) -> ParsedDocument:
    """The text without the metadata that it begins or ends with, and these."""
    if text.startswith(("---", "+++")):
        # Importing PyYAML is a good part of what a query costs; only front matter needs it.
        from searchkit.corpus.formats.front_matter import split_front_matter

        front = split_front_matter(text)
        return ParsedDocument(
            front.body, front.declared, warnings=front.warnings, fields=front.fields
        )
    if _MAY_DECLARE.match(text) or text.rstrip().endswith(_JOPLIN):
        from searchkit.corpus.formats.property_list import split_property_list

        if listed := split_property_list(text):
            return ParsedDocument(listed.body, listed.declared, fields=listed.fields)
    return ParsedDocument(text)
