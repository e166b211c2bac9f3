"""Printed pages back to running text: without what repeats on each page, lines made paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.article import Removed
from searchkit.corpus.formats.court_papers import case_name, is_stamp, without_line_numbers
from searchkit.corpus.plain.hyphens import Hyphens, is_broken
from searchkit.quick_dataclass import dataclass

KIND = "page header"

#: How many lines at the top and the foot of a page may be its header or footer.
_EDGE = 4
#: The share of the longest usual line that a line fills before the next word does not fit it.
_FULL = 0.9
_MIN_FULL_LENGTH = 25
_MIN_WRAPPED_LENGTH = 20

_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:page\s*)?(?:\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[ivx]{1,6})[-–—|\s]*", re.IGNORECASE
)
_PRINT_TIME = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?(?: \S.*)?", re.IGNORECASE
)
_PRINT_ADDRESS = re.compile(
    r"(?P<url>(?:https?|file)://\S+)(?: (?:page )?\d{1,4}(?:/| of )\d{1,4})?"
)
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*(?:\[?\d{1,2}\]?)?$")
_RUNS_ON = re.compile(
    r"(?:\b(?:a|an|and|as|at|but|by|for|from|in|into|is|it|its|of|on|or|that|than|the|their|to"
    r"|was|were|which|who|with)|[,;–—])$"
)
_NEW_ITEM = re.compile(
    r"[•●▪■◦‣*►–—-]\s|\(?(?:\d{1,2}|[a-z])[.)]\s|[A-Z]{2,}(?: [A-Z]{2,})*\s?[:|]\s"
)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# What a font of pictures leaves behind, and what cannot be seen.
_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f\ufeff\u200b\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Printed:
    """The paragraphs of a print with a blank line between them, and the page headers and footers.

    `address` is the web address that a browser printed on its pages, and `case` the name of the
    case that a court's paper has; else they are empty.
    """

    text: str
    removed: tuple[Removed, ...]
    address: str = ""
    case: str = ""


def read_pages(pages: Iterable[str]) -> Printed:
    """The running text of pages that are given as lines."""
    lines = [without_line_numbers(_lines(page)) for page in pages]
    repeated = _repeated(lines)
    removed: dict[str, None] = {}
    kept: list[str] = []
    addresses: Counter[str] = Counter()
    for page in lines:
        first, last = _body(page, repeated)
        kept += page[first:last]
        for line in page[:first] + page[last:]:
            removed[line] = None
            if match := _PRINT_ADDRESS.fullmatch(line):
                addresses[match["url"]] += 1
    address = next((url for url, _ in addresses.most_common(1) if "…" not in url), "")
    text = "\n\n".join(_paragraphs(kept))
    case = case_name([line for page in lines[:1] for line in page if not is_stamp(line)])
    return Printed(text, tuple(Removed(line, KIND) for line in removed), address, case)


def _lines(page: str) -> list[str]:
    text = _NO_TEXT.sub("", page.translate(_LIGATURES))
    return [line for row in text.splitlines() if (line := " ".join(row.split()))]


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines, digits aside, at the edges of most pages or of every second one."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(line) for line in [*page[:_EDGE], *page[-_EDGE:]]})
    least = 2 if len(pages) < 5 else max(3, len(pages) * 2 // 5)
    return {shape for shape, count in counts.items() if count >= least}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _body(page: Sequence[str], repeated: set[str]) -> tuple[int, int]:
    """The bounds of the text of a page between its header and its footer."""
    first, last = 0, len(page)
    while first < min(_EDGE, last) and _is_header(page[first], page, repeated):
        first += 1
    while last > max(len(page) - _EDGE, first) and _is_header(page[last - 1], page, repeated):
        last -= 1
    return first, last


def _is_header(line: str, page: Sequence[str], repeated: set[str]) -> bool:
    """Tell if a line at an edge of its page is no part of the text."""
    if _PAGE_NUMBER.fullmatch(line):
        return len(page) > 1
    if is_stamp(line):
        return True
    if _PRINT_ADDRESS.fullmatch(line):
        return line[-1:].isdigit() or _shape(line) in repeated
    if _PRINT_TIME.fullmatch(line):
        return _shape(line) in repeated or any(map(_PRINT_ADDRESS.fullmatch, page))
    return _shape(line) in repeated


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """The lines joined to paragraphs where only the width of the page parted them."""
    if not lines:
        return
    mend = Hyphens(lines)
    width = _usual_width(lines)
    pending = lines[0]
    for line, below in pairwise(lines):
        if not _goes_on(line, below, width):
            yield pending
            pending = below
        elif is_broken(line):
            pending = mend.joined(pending, below)
        else:
            pending += " " + below
    yield pending


def _usual_width(lines: Sequence[str]) -> int:
    """Characters in a long line that is not exceptional."""
    lengths = sorted(len(line) for line in lines if len(line) >= _MIN_FULL_LENGTH)
    return lengths[len(lengths) * 9 // 10] if lengths else 10**9


def _goes_on(line: str, below: str, width: int) -> bool:
    """Tell if the next line belongs to the same paragraph."""
    if _NEW_ITEM.match(below) and not line.endswith((",", "-")):
        return False
    word = below.partition(" ")[0]
    is_full = len(line) >= _MIN_FULL_LENGTH and len(line) + 1 + len(word) > _FULL * width
    if _SENTENCE_END.search(line):
        return is_full
    if below[0].islower() or _RUNS_ON.search(line):
        return is_full or len(line) >= _MIN_WRAPPED_LENGTH
    return is_full
