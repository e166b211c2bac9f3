"""Web pages that are exports of news databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit import quick_re as re
from searchkit.corpus.exports import europresse, record_pages, telegram
from searchkit.corpus.exports.page_lines import lines_of
from searchkit.corpus.exports.reading import read_export
from searchkit.corpus.reader import ParsedDocument, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What the source of such a page has somewhere; hardly any other page has it. Each pattern is
#: tried only where its letters stand: pages are long.
_WORDS = (
    "End of Document", "rticleParagraph", "factiva", "Factiva", "ProQuest", "Publikationstitel",
    "Persistent link to this record", "Gale Document Number", "Accession Number:",
)  # fmt: skip
_COUNTED = re.compile(r"\d (?:of|de|von|van|di) \d{1,5} DOCUMENT")
_SIGNS = {
    letters: re.compile(pattern)
    for letters, pattern in (
        ("Dokument ", r"Dokument \d{1,5} von \d"),
        ("Article", r"Article(?<=[\"' ][a-z]{2}Article)[\"' ]"),
        ("Publication ", r"Publication (?:title|info|date)"),
        ("Titre de ", r"Titre de (?:la )?publication"),
        ("Título de ", r"Título de (?:la )?publicación"),
    )
}


def may_be_export(source: str) -> bool:
    """Tell if the source of a page has a sign of an export, so that it is worth parsing."""
    return (
        europresse.SIGN in source
        or telegram.SIGN in source
        or record_pages.is_service(source)
        or _has_sign(source)
    )


def _has_sign(source: str) -> bool:
    return (
        any(word in source for word in _WORDS)
        or any(letters in source and sign.search(source) for letters, sign in _SIGNS.items())
        or (" DOCUMENT" in source and bool(_COUNTED.search(source)))
    )


def read_page(
    tree: _Element, source: str, *, encoding: str = "utf-8", warnings: tuple[str, ...] = ()
) -> list[ParsedDocument | Unread] | None:
    """The articles of a page with this source, as `read_export` has them; None for other pages."""
    if europresse.SIGN in source:
        return europresse.read_articles(tree, encoding, warnings)
    if telegram.SIGN in source:
        return telegram.read_articles(tree, encoding, warnings)
    if record_pages.is_service(source) and (
        articles := record_pages.read_articles(tree, source, encoding, warnings)
    ):
        return articles
    if not _has_sign(source):
        return None
    return read_export(lines_of(tree), encoding=encoding, warnings=warnings)
