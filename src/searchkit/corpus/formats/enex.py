"""Exports of Evernote (ENEX): each note is an article that somebody clipped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.records import Records
from searchkit.corpus.formats.xml_tree import local_name, parse_xml, text_in
from searchkit.corpus.reader import BEHIND, ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

_OWN_TAG = re.compile(r"</?en-[a-z]{1,20}\b[^<>]*>")


class EnexReader:
    """Reads exports of Evernote: an article for each note."""

    name: ClassVar[str] = "enex"
    suffixes: ClassVar[frozenset[str]] = frozenset({".enex"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return b"<en-export" in head

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        root, is_whole = parse_xml(data)
        notes = [element for element in root.iter() if local_name(element) == "note"]
        if not notes:
            raise ArticleUnreadable("no notes in the export")
        records = Records("note", place="note")
        for number, note in enumerate(notes, 1):
            yield from records.read([(number, _object(note))])
        if not is_whole:
            reason = f"the export is damaged or cut off behind note {len(notes)}"
            yield Unread(f"{BEHIND}{len(notes)}", reason)


def _object(note: _Element) -> dict[str, object]:
    """The note as an object with the usual names; when it was made is not when it was published."""
    fields: dict[str, object] = {"tags": []}
    tags: list[str] = []
    for element in note.iter():
        name, text = local_name(element), ""
        if name in ("title", "content", "author", "source-url", "created", "tag"):
            text = text_in(element)
        if name == "content":
            # An XML document of its own stands there.
            text = text[max(text.find("<en-note"), 0) :]
            fields.setdefault("html", _OWN_TAG.sub("", text))
        elif name == "source-url":
            fields.setdefault("url", text)
        elif name == "tag":
            tags.append(text)
        elif text:
            fields.setdefault(name, text)
    return {**fields, "tags": tags}
