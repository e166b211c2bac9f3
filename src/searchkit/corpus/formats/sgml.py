"""Collections in SGML: Reuters-21578, TREC, Gigaword and what is like them, a `<DOC>` an article.

No parser of SGML is needed: in these the elements are not nested but for paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import chain
from string import ascii_lowercase, ascii_uppercase
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.exports.layout import date_at_start
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.formats.records import Records
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.plain.datelines import agency_of
from searchkit.corpus.reader import BEHIND, ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable

_BEGIN = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^<>]{0,100}>\s*+)?(?:<!DOCTYPE\s+lewis\b[^<>]{0,100}>\s*+)?"
    rb"(?:<REUTERS\s[^<>]{0,300}>|<DOC(?:\s+id=\"?[\w.-]{1,60}\"?(?:\s+type=\"?\w{1,20}\"?)?)?\s*>\s*+"
    rb"<(?:DOC(?:NO|ID)|HEADLINE|DATELINE|TEXT)>|<doc\s+id=\"[^\"<>]{0,80}\"\s+url=\"[^\"<>]{0,300}\")",
    re.IGNORECASE,
)
#: A document begins in a line of its own, or behind the one before.
_START = re.compile(
    r"(?:^|(?<=</DOC>)|(?<=</REUTERS>))[ \t]*+"
    r"<(?P<name>DOC|REUTERS)\b(?P<attributes>[^<>]{0,1000})>",
    re.IGNORECASE | re.MULTILINE,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[\w:-]{1,20})\s*=\s*(?:\"(?P<value>[^\"]{0,500})\"|(?P<bare>[\w.-]{1,60}))"
)
_PARAGRAPH = re.compile(r"</?(?:P|LP|BR|TI|H\d|PARAGRAPH)\b[^<>]{0,60}>", re.IGNORECASE)
_BY = re.compile(r"(?:by|from)\s", re.IGNORECASE)
_VALUE = re.compile(r"<D>([^<>]{1,60})</D>", re.IGNORECASE)
#: A title in the element of the text, and the asterisks that some have above it.
_HEADING = re.compile(
    r"(?<!\*)\**+<(?P<name>TITLE|DATELINE)>[^<>]{0,500}</(?P=name)>", re.IGNORECASE
)
_TAG = re.compile(r"</?[A-Za-z][\w.-]{0,30}(?:\s[^<>]{0,300})?/?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]|&#(?:[0-8]|1[0-9]|2\d|3[01]|127);")

#: Name of an object → the elements that hold it, the best first.
_ELEMENTS = {
    "id": ("docno", "docid"),
    "title": ("headline", "head", "title", "hl", "ttl", "h3", "ti"),
    "date": ("date_time", "datetime", "date", "date1", "pubdate", "dd"),
    "source": ("pub", "source", "so"),
    "authors": ("byline", "author"),
    "dateline": ("dateline",),
    "section": ("section",),
    "page": ("page",),
}
_TEXTS = ("body", "text", "leadpara")
#: An element that holds no text, as far as it has no others inside but paragraphs.
_OTHER_ELEMENT = re.compile(
    rf"<(?P<name>{'|'.join(chain(*_ELEMENTS.values()))})>"
    r"(?:[^<]|</?(?:P|LP|BR)>){0,2000}+</(?P=name)>",
    re.IGNORECASE,
)
_AFTER_NAME = frozenset("> \t\n")
#: The small letter of `İ` is two characters: only letters that names of elements have are folded.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
#: `AP880212-0001`, `APW19981016.0240`, `AFP_ENG_20100101.0001`.
_NUMBER = re.compile(
    r"[A-Z]{2,4}(?:_[A-Z]{3}_)?(?:(?P<year>(?:19|20)\d\d)|(?P<short>\d\d))"
    r"(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)[.-]\d{1,5}"
)
_HOUSE = re.compile(r"(?P<house>[A-Z]{2,4})(?=[_\d])")
_HOUSES = {
    "AFP": "Agence France-Presse",
    "AP": "Associated Press",
    "APW": "Associated Press",
    "CNA": "Central News Agency",
    "FT": "Financial Times",
    "LA": "Los Angeles Times",
    "NYT": "The New York Times",
    "REU": "Reuters",
    "WSJ": "The Wall Street Journal",
    "XIE": "Xinhua",
    "XIN": "Xinhua",
}
_SHORT_DATE = re.compile(r"=?\s*(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)")


class SgmlReader:
    """Reads collections in SGML: an article for each `DOC` or `REUTERS`."""

    name: ClassVar[str] = "sgml"
    suffixes: ClassVar[frozenset[str]] = frozenset({".sgm", ".sgml"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return bool(_BEGIN.match(head.replace(b"\0", b"").lstrip(b"\xff\xfe")))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        decoded = decode(data)
        text = decoded.text
        starts = list(_START.finditer(text))
        if not starts:
            raise ArticleUnreadable("no document in the SGML")
        records = Records("document", decoded.encoding, place="element")
        ends = [*(start.start() for start in starts[1:]), len(text)]
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
            fields = _object(start, text[start.end() : end])
            for article in records.read([(number, fields)]):
                if isinstance(article, ParsedDocument):
                    article = _concluded(article, str(fields.get("id", "")), start["name"].lower())
                yield article
        if not _is_closed(text, starts[-1]):
            reason = f"the collection is damaged or cut off in document {len(starts)}"
            yield Unread(f"{BEHIND}{len(starts)}", reason)


def _is_closed(text: str, start: re.Match[str]) -> bool:
    close = re.compile(rf"</{start['name']}>", re.IGNORECASE)
    return close.search(text, start.end()) is not None


def _object(start: re.Match[str], piece: str) -> dict[str, object]:
    """A document as an object with the usual names."""
    folded = piece.translate(_LOWER)
    close = folded.find(f"</{start['name'].lower()}>")
    if close >= 0:
        piece, folded = piece[:close], folded[:close]
    attributes = {
        match["name"].lower(): unescape(match["value"] or match["bare"] or "")
        for match in _ATTRIBUTE.finditer(start["attributes"])
    }
    fields: dict[str, object] = {
        name: attributes[key]
        for name, key in (("id", "newid"), ("id", "id"), ("url", "url"), ("title", "title"))
        if key in attributes
    }
    for name, elements in _ELEMENTS.items():
        inside = next(filter(None, (_inside(piece, folded, element) for element in elements)), [])
        values = [" ".join(_plain(value).split()) for value in inside]
        if values and name == "authors":
            fields |= _writers(values)
        elif values:
            fields.setdefault(name, values[0])
    if "date" in fields:
        fields["date"] = _day(str(fields["date"]))
    for name in ("topics", "places"):
        marked = (value for text in _inside(piece, folded, name) for value in _VALUE.findall(text))
        fields[name] = list(map(unescape, marked))
    body = "\n\n".join(_plain(text) for text in _texts(piece, folded))
    first, _, below = body.partition("\n")
    fields["body"] = below if below.strip() and first.strip() == fields.get("title") else body
    return fields


def _writers(bylines: list[str]) -> dict[str, object]:
    """Who wrote a document: its authors, or else its agency."""
    if authors := [name for byline in bylines for name in _names(byline)]:
        return {"authors": authors}
    by = " ".join(bylines)
    return {"authors": [], "agency": agency_of(_BY.sub("", by)) or "", "byline_stated": by}


def _day(date: str) -> str:
    """The day of a date, behind which the day of the week and the edition may stand."""
    if dated := date_at_start(date):
        return dated[1]
    if short := _SHORT_DATE.fullmatch(date):
        return f"{_century(short['year'])}{short['year']}-{short['month']}-{short['day']}"
    return date


def _names(byline: str) -> tuple[str, ...]:
    """The names in a byline, which may go on with what else a writer is."""
    line = byline if byline[:3].lower() == "by " else f"By {byline}"
    names = () if " is " in line or ", author" in line.lower() else read_byline(line)
    return names or read_byline(line.partition(",")[0])


def _texts(piece: str, folded: str) -> list[str]:
    """The elements with the text; without one, all that stands in none with something else."""
    for name in _TEXTS:
        if texts := _inside(piece, folded, name):
            return [_HEADING.sub("", text) for text in texts]
    return [_OTHER_ELEMENT.sub("", piece)]


def _inside(piece: str, folded: str, name: str) -> list[str]:
    """What stands in each of the elements of a name; `folded` is the piece in small letters."""
    found = []
    at = 0
    while (at := folded.find(f"<{name}", at)) >= 0:
        at += len(name) + 1
        if folded[at : at + 1] not in _AFTER_NAME:
            continue
        begin = folded.find(">", at) + 1
        if not begin:
            break
        end = folded.find(f"</{name}>", begin)
        # An element that is not closed goes on to the end.
        at = len(piece) if end < 0 else end
        found.append(piece[begin:at])
    return found


def _plain(text: str) -> str:
    """A text without tags, its paragraphs parted by blank lines."""
    paragraphs = (_TAG.sub(" ", part) for part in _PARAGRAPH.split(text))
    plain = (_CONTROL.sub("", unescape(_CONTROL.sub("", part))) for part in paragraphs)
    return "\n\n".join(part.strip("\n") for part in plain if part.strip())


def _century(year: str) -> str:
    return "19" if int(year) >= 60 else "20"


def _concluded(article: ParsedDocument, number: str, root: str) -> ParsedDocument:
    """The article with what the number of the document says of its house and day."""
    stated_fields = {stated.field for stated in article.declared}
    match = _NUMBER.fullmatch(number)
    begins = _HOUSE.match(number)
    house = _HOUSES.get(begins["house"], "") if begins else ""
    more = []
    if root == "reuters" and "source" not in stated_fields:
        more.append(Stated("source", "Reuters", "REUTERS element", "REUTERS", inferred=True))
    elif house and "source" not in stated_fields:
        more.append(Stated("source", house, "document number", number, inferred=True))
    if match and "date" not in stated_fields:
        year = match["year"] or _century(match["short"]) + match["short"]
        try:
            date = PartialDate(int(year), int(match["month"]), int(match["day"]))
        except ValueError:
            date = None
        if date is not None:
            more.append(Stated("date", date, "document number", number, inferred=True))
    # The lines of these texts are broken as in a plain text.
    return replace(article, declared=(*article.declared, *more), prepared=False)
