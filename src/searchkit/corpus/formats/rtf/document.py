"""The document that RTF tokens make: its body, its notes, its headers and its properties."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from searchkit.corpus.formats.document_text import Paragraph
from searchkit.corpus.formats.rtf.body import Body, joined_surrogates
from searchkit.corpus.formats.rtf.charsets import (
    DEFAULT,
    SYMBOLS,
    document_codec,
    font_codec,
    page_codec,
)
from searchkit.corpus.formats.rtf.tokens import tokens_of
from searchkit.errors import ArticleUnreadable

#: Groups in one another; no program nests a tenth of it.
MAX_DEPTH = 1_000

#: Where text goes that is no part of the document.
_NOWHERE = "nowhere"
_BODY = "body"
#: Destinations whose text is no part of a document, with or without `\*` before them.
_SKIPPED = frozenset(
    """aftncn aftnsep aftnsepc annotation atnauthor atndate atnicn atnid atnref atrfend atrfstart
    background bkmkend bkmkstart colortbl datafield do falt ffdeftext ffname fldinst fldtype
    filetbl fname formfield ftncn ftnsep ftnsepc generator latentstyles listoverridetable listtable
    nonesttables nonshppict objclass objdata objname object operator panose pict pntxta pntxtb
    private revtbl rsidtbl rxe shp shpinst shprslt sn sp sv tc tcn template themedata txe upr
    userprops xe xmlnstbl""".split()
)
#: Within them, destinations whose text is shown: of boxes, and in place of objects.
_SHOWN = frozenset({"dptxbxtext", "result", "shptxt", "ud"})
_HEADERS = frozenset("header headerl headerr headerf footer footerl footerr footerf".split())
_DESTINATIONS = {
    **dict.fromkeys(_SKIPPED, _NOWHERE),
    **dict.fromkeys(_HEADERS, "header"),
    **{name: name for name in ("fonttbl", "stylesheet", "info", "footnote")},
    **dict.fromkeys(("listtext", "pntext"), "number"),
}
_PROPERTIES = frozenset({"title", "author"})
_WORDS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ",
    "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {"~": "\N{NO-BREAK SPACE}", "_": "\u2011", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
_ENDS = frozenset({"par", "sect", "page", "column"})


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds until the end of a group: where its text goes, and how it is written."""

    into: str = _BODY
    font: int | None = None
    fallback: int = 1  # characters that follow one of Unicode in its place
    is_hidden: bool = False
    in_row: bool = False


@dataclass(slots=True)
class RtfDocument:
    """What an RTF file holds: `notes` are footnotes and endnotes, `headers` page headers.

    A document that `has_more` is followed by text that belongs to none.
    """

    body: Body = field(default_factory=Body)
    notes: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    encoding: str = DEFAULT
    is_complete: bool = False
    has_more: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in their order, blank ones too."""
        return self.body.paragraphs


def read_documents(data: bytes) -> list[RtfDocument]:
    """The documents in the bytes of an RTF file, nearly always one.

    Raises `ArticleUnreadable` for one that is too deep.
    """
    documents: list[RtfDocument] = []
    builder: _Builder | None = _Builder()
    for kind, name, number, text in tokens_of(data):
        if builder is None:
            if kind == "open":
                builder = _Builder()
                builder.open_group()
            elif kind == "text" and text.strip(b" \t\0\x1a"):
                documents[-1].has_more = True
        elif kind == "text":
            builder.take_bytes(text)
        elif kind == "word":
            builder.take_word(name, number)
        elif kind == "symbol":
            builder.take_symbol(name)
        elif kind == "open":
            builder.open_group()
        elif not builder.close_group():
            documents.append(builder.finish())
            builder = None
    return documents if builder is None else [*documents, builder.finish()]


class _Builder:
    """Takes the tokens of a document one after another."""

    def __init__(self) -> None:
        self._document = RtfDocument()
        self._group = _Group()
        self._groups: list[_Group] = []
        self._begins_group = self._is_starred = False
        self._left_to_skip = 0
        self._bytes = bytearray()
        self._codec = DEFAULT
        self._aside: list[str] = []
        self._font: int = 0
        self._charsets: dict[int, int] = {}
        self._codecs: dict[int, str | None] = {}
        self._default_font: int | None = None
        self._styles: dict[int, str] = {}
        self._style = 0

    def finish(self) -> RtfDocument:
        """The document, whether its groups are closed or not."""
        self._document.is_complete = not self._groups
        while self._groups:
            self.close_group()
        self._flush()
        body = self._document.body
        if not body.is_blank:
            body.end_paragraph(self._styles.get(self._style, ""), in_row=self._group.in_row)
        body.end_row()
        return self._document

    def open_group(self) -> None:
        self._flush()
        self._left_to_skip = 0
        if len(self._groups) > MAX_DEPTH:
            raise ArticleUnreadable("nested too deeply")
        self._groups.append(self._group)
        self._begins_group = True

    def close_group(self) -> bool:
        """End a group; false once the document is at its end."""
        self._flush()
        self._left_to_skip = 0
        self._begins_group = self._is_starred = False
        if not self._groups:
            return True
        inner, self._group = self._group, self._groups.pop()
        if inner.into == "stylesheet" == self._group.into:
            self._styles[self._style] = self._take_aside().rstrip("; ")
            self._style = 0
        elif inner.into != self._group.into:
            self._end_destination(inner.into)
        return bool(self._groups)

    def take_symbol(self, name: str) -> None:
        if name == "*":
            # OpenOffice writes it in the middle of a group too, before the style of its text.
            self._is_starred = self._begins_group
        elif name in "\r\n":
            self._end_paragraph()
        elif name in _SYMBOLS:
            self._write(_SYMBOLS[name])
        self._begins_group = False

    def take_bytes(self, data: bytes) -> None:
        self._begins_group = False
        if self._left_to_skip:
            skipped = min(self._left_to_skip, len(data))
            self._left_to_skip -= skipped
            data = data[skipped:]
        if self._is_silent():
            return
        codec = self._codec_now()
        if codec != self._codec:
            self._flush()
            self._codec = codec
        self._bytes += data

    def take_word(self, name: str, number: int | None) -> None:
        is_starred, self._is_starred, self._begins_group = self._is_starred, False, False
        if name == "u" and number is not None:
            self._write(chr(number % 0x10000))
            self._left_to_skip = self._group.fallback
            return
        self._left_to_skip = 0
        if name in _WORDS:
            self._write(_WORDS[name])
        elif name in _ENDS:
            self._end_paragraph()
        elif name in ("cell", "nestcell", "row", "nestrow"):
            self._end_in_table(name)
        elif name in _DESTINATIONS or name in _SHOWN or name in _PROPERTIES:
            self._enter(name)
        elif not self._format(name, number) and is_starred:
            self._flush()
            self._group = replace(self._group, into=_NOWHERE)

    def _enter(self, name: str) -> None:
        """Send the text of a group where a control word says."""
        self._flush()
        into = self._group.into
        if name in _PROPERTIES:
            into = name if into == "info" else into
        elif name in _SHOWN:
            outer = (group.into for group in reversed(self._groups))
            into = next((destination for destination in outer if destination != _NOWHERE), _BODY)
        elif into != _NOWHERE:
            into = _DESTINATIONS[name]
        self._group = replace(self._group, into=into)

    def _format(self, name: str, number: int | None) -> bool:
        """Take a word that changes how text is read or shown; tell if it is one."""
        if name in ("v", "deleted", "webhidden"):
            self._change(is_hidden=number != 0)
        elif name == "plain":
            self._change(is_hidden=False, font=self._default_font)
        elif name == "f":
            self._font = number or 0
            self._change(font=number)
        elif name == "uc":
            self._change(fallback=max(0, min(number or 0, 8)))
        elif name == "pard":
            self._change(in_row=False)
            self._style = 0
        elif name == "intbl":
            self._change(in_row=True)
        elif name == "s":
            self._style = number or 0
        else:
            return self._define(name, number)
        return True

    def _define(self, name: str, number: int | None) -> bool:
        """Take a word that says how the bytes of the document or of a font are encoded."""
        codec = page_codec(number) if name == "ansicpg" and number else document_codec(name)
        if codec:
            self._document.encoding = codec
        elif name == "deff":
            self._default_font = number
            self._change(font=number)
        elif name == "fcharset":
            self._charsets[self._font] = number or 0
            self._codecs[self._font] = font_codec(number, "")
        else:
            return False
        return True

    def _change(self, **values: object) -> None:
        self._flush()
        self._group = replace(self._group, **values)  # type: ignore[arg-type]

    def _codec_now(self) -> str:
        font = self._font if self._group.into == "fonttbl" else self._group.font
        return (self._codecs.get(font) if font is not None else None) or self._document.encoding

    def _is_silent(self) -> bool:
        group = self._group
        if group.into == _NOWHERE or group.is_hidden:
            return True
        return group.into == _BODY and self._charsets.get(group.font or 0) == SYMBOLS

    def _write(self, text: str) -> None:
        """Add text where the text of this group goes."""
        self._flush()
        if self._group.into == _NOWHERE or self._group.is_hidden:
            return
        if self._group.into == _BODY:
            self._document.body.write(text)
        else:
            self._aside.append(text)
            if self._group.into == "fonttbl" and text.endswith(";"):
                charset = self._charsets.get(self._font)
                self._codecs[self._font] = font_codec(charset, self._take_aside().rstrip("; "))

    def _flush(self) -> None:
        """Write what was taken as bytes."""
        if self._bytes:
            text = self._bytes.decode(self._codec, "replace")
            self._bytes.clear()
            self._write(text)

    def _take_aside(self) -> str:
        text = joined_surrogates("".join(self._aside)).strip()
        self._aside.clear()
        return text

    def _end_destination(self, into: str) -> None:
        """Keep the text of a destination that ends."""
        if into in (_BODY, _NOWHERE):
            return
        text = self._take_aside()
        if into == "footnote":
            self._document.notes += [text] if text else []
        elif into == "header":
            self._document.headers += [text] if text else []
        elif into == "number":
            # The sign before an item of a list says nothing, its number does.
            if any(map(str.isalnum, text)) and self._group.into == _BODY:
                self._document.body.write(f"{text} ")
        elif into in _PROPERTIES:
            self._document.properties.setdefault(into, text)

    def _end_paragraph(self) -> None:
        self._flush()
        group = self._group
        if group.into == _BODY:
            style = self._styles.get(self._style, "")
            self._document.body.end_paragraph(style, in_row=group.in_row)
        elif group.into != _NOWHERE:
            self._aside.append("\n")

    def _end_in_table(self, name: str) -> None:
        self._flush()
        body = self._document.body
        if self._group.into != _BODY:
            if self._group.into != _NOWHERE:
                self._aside.append("\t" if name.endswith("cell") else "\n")
        elif name == "cell":
            body.end_cell()
        elif name == "row":
            body.end_row()
        elif name == "nestrow" or not body.is_blank:
            # A table in a cell: its cells are paragraphs there.
            body.end_paragraph(in_row=True)
