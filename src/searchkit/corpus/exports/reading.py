"""The text of a file as the articles of an export of a news database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import ModuleType

from searchkit.article import Removed
from searchkit.corpus.exports import (
    factiva,
    genios,
    labelled,
    nexis,
    nexis_uni,
    proquest,
    retriever,
)
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import Piece, Pieces, without_rules
from searchkit.corpus.exports.page_lines import HEADLINE_MARK
from searchkit.corpus.reader import BEHIND, ParsedDocument, Unread

#: The services whose exports are known, each in a module with `SIGNS`, `pieces` and `read`.
SERVICES: tuple[ModuleType, ...] = (
    nexis_uni,
    nexis,
    proquest,
    factiva,
    retriever,
    genios,
    labelled,
)


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
            if service is not factiva:
                lines = [line.replace(HEADLINE_MARK, "") for line in lines]
            if (pieces := service.pieces(lines)) is not None:
                return list(_documents(service, pieces, encoding, warnings))
    return None


def _documents(
    service: ModuleType, pieces: Pieces, encoding: str, warnings: tuple[str, ...]
) -> Iterator[ParsedDocument | Unread]:
    last = len(pieces.articles)
    alone = last == 1 and not pieces.articles[0].cut and not pieces.missing
    for number, piece in enumerate(pieces.articles, 1):
        record = None if alone else str(number)
        article = _document(service, piece, record, encoding)
        if isinstance(article, ParsedDocument):
            around = [
                Removed(without_rules(text), kind)
                for text, kind, at in (
                    (pieces.cover, "cover page", 1),
                    (pieces.rest, "end of the file", last),
                )
                if at == number and without_rules(text)
            ]
            said = warnings if number == 1 else ()
            article = replace(
                article, removed=(*around, *article.removed), warnings=(*said, *article.warnings)
            )
        yield article
        if piece.cut:
            reason = f"article {number}, from line {piece.first_line}, is cut off: {piece.cut}"
            yield Unread(f"{BEHIND}{number}", reason)
    for name, reason in pieces.missing:
        yield Unread(name, reason)


def _document(
    service: ModuleType, piece: Piece, record: str | None, encoding: str
) -> ParsedDocument | Unread:
    try:
        draft = service.read(piece)
    except (ValueError, IndexError, KeyError) as error:
        return Unread(record or "1", f"line {piece.first_line}: cannot be read ({error})")
    return _finished(draft, record, encoding, f"line {piece.first_line}", piece.cut)


def finished(
    drafts: Sequence[ArticleDraft], encoding: str, warnings: tuple[str, ...]
) -> list[ParsedDocument | Unread]:
    """The documents of drafts, with ids `1`, `2` … unless there is one only."""
    documents: list[ParsedDocument | Unread] = []
    for number, draft in enumerate(drafts, 1):
        record = str(number) if len(drafts) > 1 else None
        draft.warnings[:0] = warnings if number == 1 else ()
        documents.append(_finished(draft, record, encoding, f"article {number}"))
    return documents


def _finished(
    draft: ArticleDraft, record: str | None, encoding: str, place: str, cut: str = ""
) -> ParsedDocument | Unread:
    """The document of a draft; one without a text is its title."""
    if not draft.text.strip():
        title = next((str(entry.value) for entry in draft.declared if entry.field == "title"), "")
        if not title:
            return Unread(record or "1", f"{place}: no text")
        draft.text = title
        draft.warnings.append("it has no text, so its title is used")
    return draft.parsed(record, encoding, cut)
