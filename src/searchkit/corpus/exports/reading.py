"""The text of a file as the articles of an export of a news database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import ModuleType

from searchkit.article import Removed
from searchkit.corpus.exports import nexis, nexis_uni
from searchkit.corpus.exports.layout import Piece, Pieces
from searchkit.corpus.reader import BEHIND, ParsedDocument, Unread

#: The services whose exports are known, each in a module with `SIGNS`, `pieces` and `read`.
SERVICES: tuple[ModuleType, ...] = (nexis_uni, nexis)

#: Characters; a larger text is no article alone, but no export either.
MAX_LENGTH = 200_000_000


def read_export(
    text: str, *, encoding: str = "utf-8", warnings: tuple[str, ...] = ()
) -> list[ParsedDocument | Unread] | None:
    """The articles of the text of a file, with ids `1`, `2` …; None if it is no export.

    An article alone has no id of its own. What stands before the first and behind the last is
    kept with them; one that cannot be read, or is cut off, is told with its line.
    """
    for service in SERVICES:
        if any(sign in text for sign in service.SIGNS):
            lines = text.replace("\r\n", "\n").replace("\f", "\n").split("\n")
            if (pieces := service.pieces(lines)) is not None:
                return list(_documents(service, pieces, encoding, warnings))
    return None


def _documents(
    service: ModuleType, pieces: Pieces, encoding: str, warnings: Sequence[str]
) -> Iterator[ParsedDocument | Unread]:
    alone = len(pieces.articles) == 1
    last = len(pieces.articles)
    for number, piece in enumerate(pieces.articles, 1):
        record = None if alone and not piece.cut else str(number)
        one = _document(service, piece, record, encoding)
        if isinstance(one, ParsedDocument):
            around = []
            if number == 1 and pieces.cover.strip():
                around.append(Removed(pieces.cover.strip(), "cover page"))
            if number == last and pieces.rest.strip():
                around.append(Removed(pieces.rest.strip(), "end of the file"))
            one = replace(
                one,
                removed=(*around, *one.removed),
                warnings=(*(warnings if number == 1 else ()), *one.warnings),
            )
        yield one
        if piece.cut:
            yield Unread(
                f"{BEHIND}{number}",
                f"article {number}, from line {piece.line}, is cut off: {piece.cut}",
            )


def _document(
    service: ModuleType, piece: Piece, record: str | None, encoding: str
) -> ParsedDocument | Unread:
    where = record or "1"
    try:
        draft = service.read(piece)
    except (ValueError, IndexError, KeyError) as error:
        return Unread(where, f"line {piece.line}: cannot be read ({error})")
    parsed: ParsedDocument = draft.parsed(record, encoding, piece.cut)
    if not parsed.text.strip():
        if not draft.has("title"):
            return Unread(where, f"line {piece.line}: no text")
        title = next(str(one.value) for one in parsed.declared if one.field == "title")
        return replace(
            parsed,
            text=title,
            warnings=(*parsed.warnings, "it has no text; the title stands for it"),
        )
    return parsed
