"""Metadata in the plain text of an article, in the places where articles have it.

A rule that is not sure gives nothing: a wrong date is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from itertools import pairwise, takewhile

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.plain.author_boxes import MAX_LINES, find_author_box
from searchkit.corpus.plain.blocks import (
    Block,
    diary_dates,
    kind_of,
    label_of,
    one_line,
    top_blocks,
)
from searchkit.corpus.plain.boilerplate import boilerplate_of
from searchkit.corpus.plain.bylines import read_byline, read_name_in_place
from searchkit.corpus.plain.datelines import (
    Dateline,
    agency_of,
    credited_agency,
    read_credit,
    read_dateline,
)
from searchkit.corpus.plain.dates import has_label, read_date_line
from searchkit.corpus.plain.day_lines import read_day_line
from searchkit.corpus.plain.emphasis import unmarked
from searchkit.corpus.plain.papers import paper_before
from searchkit.corpus.plain.sources import read_masthead, read_source
from searchkit.quick_dataclass import dataclass

_TITLE_LABELS = ("title", "headline")
_MAX_TITLE_EVIDENCE_LENGTH = 1_000
_MIN_PLAIN_HEADLINE_LENGTH = 4
_MAX_PLAIN_HEADLINE_LENGTH = 20

_MARKS = re.compile(r"#{1,6}\s++(.*)", re.DOTALL)
_UNDERLINE = re.compile(r"\n[ \t]*(?:={3,}|-{3,})[ \t]*$")
_URL_LINE = re.compile(r"^[ \t]*(?:url|link|permalink):[ \t]*(https?://\S+)[ \t]*$", re.I | re.M)
_EDGE = 2_000
_FOOT = 4_000
_LINES_ABOVE_DATELINE = 3
_MAX_TOP_LINES = 12
_DIARY = 200_000


@dataclass(frozen=True, slots=True)
class Inferred:
    """A value with the rule that found it and the exact characters; None if none can be told."""

    value: object
    method: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Inference:
    """The metadata inferred from a text; keys from `article.METADATA`.

    `others` are what was found besides, in a place that counts for less.
    """

    values: Mapping[str, Inferred] = field(default_factory=dict)
    others: Mapping[str, Inferred] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def infer(text: str) -> Inference:
    """The metadata in a text that has no outer blank space."""
    top = top_blocks(text)
    masthead = read_masthead(text)
    dateline = _dateline(top)
    date, warning = _date(top, text)
    written = _date_of(dateline)
    fields = {
        "title": _title(_without_masthead(top, masthead), text),
        "source": _source(text, masthead) or _paper(top) or _beside_day(text, "paper"),
        "authors": _authors(top) or _beside_day(text, "people") or _author_box(text),
        "date": date or written,
        "agency": _agency(top, dateline, text),
        "url": _url(top, text),
    }
    values = {name: value for name, value in fields.items() if value is not None}
    both = date and date.value and written and written.value
    others = {"date": written} if both and written else {}
    return Inference(values, others, (warning,) if warning else ())


def _title(top: list[Block], text: str) -> Inferred | None:
    for block in top:
        marks = _MARKS.fullmatch(block.text) if block.kind == "heading" else None
        if marks and (heading := marks[1].rstrip("#").rstrip()):
            return Inferred(one_line(heading), "heading", heading)
        label, value = label_of(block.text)
        if label in _TITLE_LABELS:
            return Inferred(one_line(value), "title line", value)
    if headline := _headline([block for block in top if block.kind == "headline"]):
        words = _UNDERLINE.sub("", headline.text)
        return Inferred(one_line(words), "headline", words)
    prose = next((block.text for block in top if block.kind == "prose"), text)
    for line in prose.split("\n", 20)[:20]:
        if any(map(str.isalnum, line)):
            evidence = line.strip()[:_MAX_TITLE_EVIDENCE_LENGTH]
            return Inferred(evidence, "first line", evidence)
    return None


def _headline(candidates: list[Block]) -> Block | None:
    """The first of the lines above the prose, unless it only says which section they are in."""
    lines = [block.line for block in candidates]
    for block in candidates:
        if block.words >= _MIN_PLAIN_HEADLINE_LENGTH and lines.count(block.line) > 1:
            return block
    for at, block in enumerate(candidates):
        if not any(_is_kicker(block, later) for later in candidates[at + 1 :]):
            return block
    return None


def _is_kicker(block: Block, later: Block) -> bool:
    if later.words > _MAX_PLAIN_HEADLINE_LENGTH:
        return False
    if block.text.isupper() and block.words <= _MIN_PLAIN_HEADLINE_LENGTH:
        return not later.text.isupper()
    return block.words <= 2 and later.words >= _MIN_PLAIN_HEADLINE_LENGTH


def _authors(top: list[Block]) -> Inferred | None:
    for block in top:
        if names := read_byline(block.text) if block.kind == "byline" else ():
            return Inferred(names, "byline", block.text)
    headlines = 0
    for block, below in pairwise(top):
        # `Anna Berg in Oslo` is a byline between the headline and the date, and nowhere else.
        if headlines and below.kind == "date" and (name := read_name_in_place(block.text)):
            return Inferred((name,), "byline", block.text)
        headlines += block.kind in ("headline", "heading")
    return None


def _author_box(text: str) -> Inferred | None:
    """The name that stands twice below a text, above a description of the person."""
    lines = [line.strip() for line in text[-_FOOT:].splitlines() if line.strip()]
    while lines and boilerplate_of(lines[-1]):
        lines.pop()
    box = find_author_box(lines[-MAX_LINES:])
    return Inferred((box.name,), "author box", box.name) if box and box.name else None


def _dateline(top: list[Block]) -> Dateline | None:
    for block in top:
        text = block.text
        for _ in range(_LINES_ABOVE_DATELINE):
            if dateline := read_dateline(text):
                return dateline
            text = text.partition("\n")[2].lstrip()
    return None


def _date_of(dateline: Dateline | None) -> Inferred | None:
    """The date of a dateline; without its year it is no date, only evidence."""
    if dateline is None or not (dateline.date or dateline.day):
        return None
    return Inferred(dateline.date, "dateline", dateline.evidence if dateline.date else dateline.day)


def _agency(top: list[Block], dateline: Dateline | None, text: str) -> Inferred | None:
    if dateline and dateline.agency:
        return Inferred(dateline.agency, "dateline", dateline.credit)
    for number, block in enumerate(top):
        if name := credited_agency(block.text):
            return Inferred(agency_of(name), "byline", name)
        if block.kind == "byline":
            below = top[number + 1].text if number + 1 < len(top) else ""
            if agency := agency_of(below):
                return Inferred(agency, "byline", below)
    if signed := read_credit(text):
        agency, evidence = signed
        return Inferred(agency, "credit", evidence)
    return None


def _date(top: list[Block], text: str) -> tuple[Inferred | None, str]:
    """The date at the top, and a warning if what stands there is not one date."""
    lines = [block.text for block in top if block.kind == "date"]
    labelled = [line for line in lines if has_label(line)]
    readings = {line: reading for line in labelled or lines if (reading := read_date_line(line))}
    dated = {line: reading.date for line, reading in readings.items() if reading.date}
    if not dated:
        for line, reading in readings.items():
            return Inferred(None, "date line", line), reading.problem
        return None, ""
    evidence, date = next(iter(dated.items()))
    days = {_day(value) for value in dated.values()}
    if not labelled and not any(block.kind == "byline" for block in top):
        days |= diary_dates(text[:_DIARY])
    if len(days) > 1:
        several = ", ".join(sorted(days))
        return Inferred(None, "date line", evidence), f"several dates, none is sure: {several}"
    with_time = [(line, date) for line, date in dated.items() if date.time]
    evidence, date = (with_time or [(evidence, date)])[0]
    return Inferred(date, "date line", evidence), ""


def _day(date: PartialDate) -> str:
    return PartialDate(date.year, date.month, date.day).isoformat()


def _without_masthead(top: list[Block], masthead: tuple[str, str] | None) -> list[Block]:
    """The blocks without the name of the paper that stands above them."""
    if not masthead or not top:
        return top
    first, _, below = top[0].text.partition("\n")
    if one_line(first) != masthead[1]:
        return top
    return (
        [replace(top[0], text=below.strip(), kind=kind_of(below)), *top[1:]] if below else top[1:]
    )


def _source(text: str, masthead: tuple[str, str] | None) -> Inferred | None:
    if stated := read_source(text):
        name, evidence = stated
        return Inferred(name, "publisher statement", evidence)
    return Inferred(masthead[0], "name of the paper", masthead[1]) if masthead else None


def _paper(top: list[Block]) -> Inferred | None:
    """The paper that stands before the day at the top, if it is one only."""
    lines = [block.line for block in top if block.kind == "date"]
    papers = {name: line for line in lines if (name := paper_before(unmarked(line))[0])}
    if len(papers) != 1:
        return None
    name, line = papers.popitem()
    return Inferred(name, "paper and day", line)


def _beside_day(text: str, name: str) -> Inferred | None:
    """The paper or the people in a line of the top that has the day too."""
    for line in text[:_EDGE].split("\n", _MAX_TOP_LINES)[:_MAX_TOP_LINES]:
        day_line = read_day_line(line.strip())
        if day_line is not None and (value := getattr(day_line, name)):
            return Inferred(value, "beside the day", day_line.line)
    return None


def _url(top: list[Block], text: str) -> Inferred | None:
    above = takewhile(lambda block: block.kind != "prose", top)
    for block in above:
        if block.kind == "label" and block.text.startswith(("http://", "https://")):
            return Inferred(block.text, "address line", block.text)
    for edge in (text[:_EDGE], text[-_EDGE:]):
        if "://" in edge and (line := _URL_LINE.search(edge)):
            return Inferred(line[1], "url line", line[0].strip())
    return None
