"""GENIOS and wiso: below each text stand its `Quelle:`, other labels, and the name of the house."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.exports.article_draft import ArticleDraft, joined_value
from searchkit.corpus.exports.layout import (
    WEB_ADDRESS,
    Piece,
    Pieces,
    date_at_start,
    is_rule,
    one_line,
)

SERVICE = "GENIOS"
SIGNS = ("GBI-Genios", "GENIOS")

_END = re.compile(r"\s*+(?:©|\(c\))?\s*+(?:GBI-)?Genios\b.{0,60}\bGmbH\s*", re.IGNORECASE)
_LABELS = {
    "quelle": "source",
    "ressort": "section",
    "rubrik": "column",
    "ausgabe": "edition",
    "autor": "authors",
    "autoren": "authors",
    "verfasser": "authors",
    "issn": "issn",
    "dokumentnummer": "accession_number",
    "dauerhafte adresse des dokuments": "url",
    "alle rechte vorbehalten": "copyright",
    "schlagworte": "subject",
    "land": "country",
    "region": "region",
    "person": "person",
    "firma": "company",
    "branche": "industry",
}
_LABEL = re.compile(
    r"\s*(?P<label>[A-Z][A-Za-z]{2,19}(?: [A-Za-z]{3,13}){0,3}):(?=\s|$)\s*(?P<value>.*)"
)
_DATED = re.compile(
    r"(?P<paper>\S.{0,118}?)(?:,?\s{1,4}(?:vom|v\.)\s{1,4}|,?\s{1,4}den\s{1,4}|,\s{0,4}|\s{1,4})"
    r"(?P<date>(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)\b"
    r"|\d{1,2}\.\s?[A-ZÄ]\w{2,8}\.?\s\d{4}\b)",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\b(?:S\.|Seiten?:?)\s*(?P<page>[A-Z]?\d{1,4}(?:\s?[-–]\s?\d{1,4})?)", re.IGNORECASE
)
#: Lines that stand on every page, and those of the list of articles.
_FURNITURE = re.compile(r"\s*(?:Dokumente|Inhaltsverzeichnis|Seite \d{1,4} von \d{1,4})\s*")
_LISTED = re.compile(r"\s*\d{1,4}\.\s.{1,160}?[\s.]{3,}\d{1,4}\s*")
#: The youngest year of two digits that is one of this century.
_PIVOT = 69
#: The most lines for which a value goes on below its label, and the most lines of a title.
_MAX_LOOSE, _MAX_TITLE = 4, 3
#: Lines below the last record that are an article which is cut off.
_MIN_BEGUN = 3


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None for another text."""
    articles: list[Piece] = []
    cover = ""
    start = 0
    for end in _ends(lines):
        record = _record(lines[start:end])
        assert record is not None, "an end has one above it"
        first = start + _first(lines[start:end], record)
        if start == 0:
            cover = "\n".join(lines[:first])
        articles.append(Piece(first + 1, tuple(lines[first:end])))
        start = end + 1
    if not articles:
        return None
    begun = [at for at in range(start, len(lines)) if _is_of_article(lines[at])]
    if len(begun) < _MIN_BEGUN:
        return Pieces(tuple(articles), cover, rest="\n".join(lines[start - 1 :]))
    articles.append(Piece(begun[0] + 1, tuple(lines[begun[0] :]), "it has no name of the house"))
    return Pieces(tuple(articles), cover)


def _ends(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that end an article: the name of the house below a record."""
    has_source = has_record = False
    for at, line in enumerate(lines):
        if name := _name(line):
            # The last `Quelle:` begins the record.
            has_source, has_record = has_source or name == "source", has_source and name != "source"
        elif has_record and _END.fullmatch(line):
            yield at
            has_source = has_record = False


def _is_of_article(line: str) -> bool:
    return bool(line.strip()) and not is_rule(line) and not _FURNITURE.fullmatch(line)


def read(piece: Piece) -> ArticleDraft:
    """The article of a piece."""
    draft = ArticleDraft(SERVICE)
    lines = [line for line in piece.lines if not is_rule(line) and not _FURNITURE.fullmatch(line)]
    record = _record(lines)
    if record is None:
        # It is cut off.
        record = len(lines)
    for name, label, value in _values(lines[record:]):
        _take(draft, name, label, value)
    source = _source(lines[record:])
    top = 1 if source and _paper_and_day(lines[0]) == source else 0
    title = next((at for at in range(top, record) if lines[at].strip()), record)
    below = next((at for at in range(title, record) if not lines[at].strip()), title + 1)
    # Without a blank line below it, a title is one line.
    is_title = below - title <= _MAX_TITLE and not lines[below - 1].rstrip().endswith(".")
    below = below if is_title else title + 1
    draft.state("title", one_line(lines[title:below]), "title")
    draft.text = "\n".join(lines[below:record]).strip()
    draft.remove("\n".join(lines[:below]), "database record")
    draft.remove("\n".join(lines[record:]), "database record")
    return draft


def _record(lines: Sequence[str]) -> int | None:
    """The number of the line where the record begins: the last `Quelle:` with a label below it."""
    for at in range(len(lines) - 1, -1, -1):
        if _name(lines[at]) == "source":
            return at if any(_name(line) for line in lines[at + 1 :]) else None
    return None


def _name(line: str) -> str:
    match = _LABEL.match(line)
    return _LABELS.get(match["label"].lower(), "") if match else ""


def _first(lines: Sequence[str], record: int) -> int:
    """The number of the first line of an article: its paper and date, or else its title."""
    if (source := _source(lines[record:])) is not None:
        heads = (at for at in range(record) if _paper_and_day(lines[at]) == source)
        if (head := next(heads, None)) is not None:
            return head
    listed = [at for at in range(record) if _LISTED.fullmatch(lines[at])]
    below = range(listed[-1] + 1 if listed else 0, record)
    filled = (at for at in below if lines[at].strip() and not _FURNITURE.fullmatch(lines[at]))
    return next(filled, record)


def _source(record: Sequence[str]) -> tuple[str, str] | None:
    """The paper and the day that a record tells, which may stand above the title too."""
    return _paper_and_day(next((value for _, _, value in _values(record)), ""))


def _paper_and_day(line: str) -> tuple[str, str] | None:
    dated = _DATED.match(line.strip())
    return (dated["paper"], dated["date"]) if dated else None


def _values(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The labels of a record with their meanings and values, which may go on for some lines."""
    starts = [at for at, line in enumerate(lines) if _name(line)]
    for at, following in pairwise([*starts, len(lines)]):
        match = _LABEL.match(lines[at])
        assert match is not None, "it has a name"
        loose = lines[at + 1 : min(following, at + 1 + _MAX_LOOSE)]
        yield _name(lines[at]), match["label"], joined_value([match["value"], *loose])


def _take(draft: ArticleDraft, name: str, label: str, value: str) -> None:
    match name:
        case "source":
            _take_source(draft, label, value)
        case "authors":
            draft.state_authors(value, label)
        case "url" if link := WEB_ADDRESS.search(value):
            draft.state("url", link[0], label)
        case _:
            draft.add(name, value)


def _take_source(draft: ArticleDraft, label: str, value: str) -> None:
    """Paper, date and page of `Der Bote vom 12.03.2013, S. 4`."""
    dated = _DATED.match(value)
    if dated is None:
        draft.state("source", value.partition(",")[0].strip(' "'), label, value)
        return
    draft.state("source", dated["paper"].strip(' ",'), label, value)
    draft.state_date(_date(dated), label, dated["date"])
    if page := _PAGE.search(value, dated.end()):
        draft.add("page", page["page"])


def _date(dated: re.Match[str]) -> PartialDate | None:
    """The date of a record: here the day stands before the month."""
    if not dated["day"]:
        read = date_at_start(dated["date"])
        return read[0] if read else None
    year = int(dated["year"])
    if len(dated["year"]) == 2:
        year += 2000 if year <= _PIVOT else 1900
    try:
        return PartialDate(year, int(dated["month"]), int(dated["day"]))
    except ValueError:
        return None
