"""Retriever, the Nordic press archive: a line of paper and date stands below each title."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import (
    WEB_ADDRESS,
    Piece,
    Pieces,
    is_reserved,
    is_rule,
    one_line,
)

SERVICE = "Retriever"
SIGNS = ("ublicer", "ublisert", "blisert på", "änt i", "endt på")

_PAPER_AND_DATE = re.compile(
    r"(?P<paper>\S[^\n]{0,118}?),\s+(?P<date>"
    r"(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<first>\d{1,2})\.(?P<second>\d{1,2})\.(?P<last>\d{4}))"
    r"(?:\s+(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::\d\d)?)?)\s*"
)
#: How an article was published, as its record ends; a scanned one has a blank in a word.
_MEDIUM = re.compile(
    r"(?:publicerat|publisert|publiceret|sänt|sendt|julkaistu)(?:på|i)\w{2,20}\.?", re.IGNORECASE
)
_PAGE = re.compile(
    r"(?:sida|side|sidor|sider|sivu)\s+(?P<page>[\dA-Z][\w\s,#–-]{0,30})", re.IGNORECASE
)
_SECTION = re.compile(r"(?:seksjon|sektion|avdelning|del)\s*:\s*(?P<name>.{1,60})", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:läs hela artikeln|se webb?artikeln|les hele nyheten|les hele artikkelen"
    r"|se webartikk?elen|læs hele artiklen|se webartiklen)\s+på(?:\s+https?://\S+)?\s*",
    re.IGNORECASE,
)
_URL = re.compile(r"\s*https?://ret\.nu/\S+\s*")
_COVER = re.compile(
    r"(?:nyheter|nyhetsklipp|nyheder|artiklar)\s*:|(?:datum|uttag|uttak)\s+[\d.-]{8,10}"
)
#: Words of what is said of the rights, below a text.
_RIGHTS = ("skyddad", "rättighet", "upphovs", "opphavs", "rettighet", "ophavs", "åndsverk")
_PROTECTED = re.compile(
    r"(?:alla artiklar är|alle artikler er) (?:skyddade|beskyttet)", re.IGNORECASE
)
#: Lines of a record below its paper, of a title, and of what is said of the rights.
_MAX_RECORD, _MAX_TITLE, _MAX_RIGHTS = 8, 4, 14
_MAX_OWNER_WORDS = 8


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None for another text."""
    starts = list(_starts(lines))
    if not starts or not _is_of_service(lines, starts[0]):
        return None
    articles = [
        Piece(start + 1, tuple(lines[start:end])) for start, end in pairwise([*starts, len(lines)])
    ]
    return Pieces(tuple(articles), cover="\n".join(lines[: starts[0]]))


def read(piece: Piece) -> ArticleDraft:
    """The article of a piece."""
    draft = ArticleDraft(SERVICE)
    paper, medium = next(
        (at, end) for at in range(len(piece.lines)) if (end := _record_end(piece.lines, at))
    )
    title = one_line([line for line in piece.lines[:paper] if not is_rule(line)])
    draft.state("title", title, "title")
    _take_paper(draft, piece.lines[paper])
    for line in piece.lines[paper + 1 : medium]:
        _take(draft, line.strip())
    draft.remove("\n".join(piece.lines[: medium + 1]), "database record")
    end = _text_end(piece.lines, medium + 1)
    text, rights = _split_off_rights(piece.lines[medium + 1 : end])
    draft.text = text
    below = piece.lines[end:]
    draft.remove("\n".join([rights, *below]), "database record")
    if link := WEB_ADDRESS.search("\n".join(below)):
        draft.state("url", link[0], "link")
    return draft


def _starts(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines at which a title stands above a record."""
    begin = 0
    for at in range(len(lines)):
        if (medium := _record_end(lines, at)) and (title := _title(lines, begin, at)) is not None:
            yield title
            begin = medium + 1


def _record_end(lines: Sequence[str], at: int) -> int | None:
    """The number of the line with the medium, if a record begins here with paper and date."""
    if not _PAPER_AND_DATE.fullmatch(lines[at]):
        return None
    for end in range(at + 1, min(at + 1 + _MAX_RECORD, len(lines))):
        if _MEDIUM.fullmatch("".join(lines[end].split())):
            return end
        if not lines[end].strip():
            return None
    return None


def _title(lines: Sequence[str], begin: int, at: int) -> int | None:
    """The number of the first line of the title above a record; None if there is none."""
    last = at - 1
    while last >= begin and (is_rule(lines[last]) or not lines[last].strip()):
        if lines[last].lstrip().startswith("="):
            return None
        last -= 1
    first = last
    while first > max(begin, last - _MAX_TITLE + 1) and _is_of_title(lines[first - 1]):
        first -= 1
    return first if last >= begin else None


def _is_of_title(line: str) -> bool:
    return bool(line.strip()) and not is_rule(line)


def _is_of_service(lines: Sequence[str], first: int) -> bool:
    """Tell if more than one record says whose the text is: its cover, a link or its rules."""
    if any(_COVER.match(line.strip().lower()) for line in lines[:first]):
        return True
    return any(_LINK.fullmatch(line) or _URL.fullmatch(line) for line in lines[first:]) or any(
        is_rule(line) and line.lstrip().startswith("=") for line in lines[first:]
    )


def _take_paper(draft: ArticleDraft, line: str) -> None:
    match = _PAPER_AND_DATE.fullmatch(line)
    assert match is not None, "a record begins so"
    draft.state("source", match["paper"].strip(), "source line", line.strip())
    draft.state_date(_date(match), "date line", match["date"])


def _date(match: re.Match[str]) -> PartialDate | None:
    """The date of a record: in these countries the day stands before the month."""
    names = ("year", "month", "day") if match["year"] else ("last", "second", "first")
    try:
        clock = dt.time(int(match["hour"]), int(match["minute"])) if match["hour"] else None
        year, month, day = (int(match[name]) for name in names)
        return PartialDate(year, month, day, clock)
    except ValueError:
        return None


def _take(draft: ArticleDraft, line: str) -> None:
    """Take a line of a record between its paper and its medium."""
    if page := _PAGE.fullmatch(line):
        draft.add("page", page["page"].strip())
    elif section := _SECTION.fullmatch(line):
        draft.add("section", section["name"].strip())
    elif line.isupper() and not line.endswith("."):
        # A byline of the archive has the surname first: which word it is, nothing tells.
        draft.add("byline", line)
    else:
        draft.add("section", line.rstrip("."))


def _text_end(lines: Sequence[str], begin: int) -> int:
    """The number of the line behind the text: a rule, a link or the end."""
    end = len(lines)
    while end > begin and (
        not lines[end - 1].strip()
        or is_rule(lines[end - 1])
        or _LINK.fullmatch(lines[end - 1])
        or _URL.fullmatch(lines[end - 1])
    ):
        end -= 1
    return end


def _split_off_rights(lines: Sequence[str]) -> tuple[str, str]:
    """A text, and what is said of the rights at its end."""
    text = "\n".join(lines)
    tail = len("\n".join(lines[:-_MAX_RIGHTS]))
    protected = list(_PROTECTED.finditer(text, tail))
    at = text.rfind("©", tail, protected[-1].start() if protected else len(text))
    if at < 0 and protected:
        at = protected[-1].start()
    if at < 0:
        return text.strip(), ""
    rights = text[at:]
    is_short = len(rights.split()) <= _MAX_OWNER_WORDS
    if (
        not is_short
        and not is_reserved(rights)
        and not any(word in rights.lower() for word in _RIGHTS)
    ):
        return text.strip(), ""
    return text[:at].strip(), rights
