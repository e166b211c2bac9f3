"""The pages of a PDF as an export: each article has pages, and running heads, of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from searchkit import quick_re as re
from searchkit.corpus.exports.factiva import is_end
from searchkit.corpus.exports.layout import is_rule
from searchkit.corpus.exports.nexis import BELOW, is_separator
from searchkit.corpus.exports.nexis_uni import SIGNS as ENDS
from searchkit.corpus.exports.reading import SERVICES, read_export
from searchkit.corpus.reader import ParsedDocument, Unread

#: The space before a label that the mending took for the next word of a paragraph.
_LABEL = re.compile(rf"(?<=\S) (?=(?:{'|'.join(sorted(BELOW))}): )")


def read_printed_export(
    pages: Sequence[str], text_of_pages: Callable[[list[str]], str]
) -> list[ParsedDocument | Unread] | None:
    """The articles of an export whose pages have this text; None if it is not an export.

    `text_of_pages` mends the lines of some pages. What it takes for one paragraph may have the end
    of an article in it, so that the pages are parted at those first.
    """
    whole = "\n".join(pages)
    if not any(sign in whole for service in SERVICES for sign in service.SIGNS):
        return None
    sections: list[list[str]] = [[]]
    between: list[str] = []
    for page in pages:
        lines = page.split("\n")
        start = 0
        for at, line in enumerate(lines):
            if _is_boundary(line):
                sections[-1].append("\n".join(lines[start:at]))
                between.append(line.strip())
                sections.append([])
                start = at + 1
        sections[-1].append("\n".join(lines[start:]))
    if not between:
        return None
    texts = [text_of_pages([page for page in section if page.strip()]) for section in sections]
    parts = [texts[0]]
    for line, text in zip(between, texts[1:], strict=True):
        parts += [line, text]
    return read_export(_LABEL.sub("\n\n", "\n\n".join(parts)))


def _is_boundary(line: str) -> bool:
    """Tell if a line stands between two articles."""
    return len(line) < 200 and (
        is_separator(line) or is_end(line) or line.strip() in ENDS or is_rule(line)
    )
