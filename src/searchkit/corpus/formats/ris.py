"""References in the format RIS, as Zotero, EndNote and databases export them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.exports.names import names_of
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.formats.records import Records
from searchkit.corpus.reader import BEHIND, ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

_TAG = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<gap>  ?)-(?: |$)(?P<value>.*)")
#: All that RIS has; a line of an abstract may begin with two other letters.
_TAGS = frozenset(
    """TY ER A1 A2 A3 A4 A5 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CL CN CP CR CT CY DA DB DI
    DO DP DS ED EP ET FD H1 H2 ID IP IS J1 J2 JA JF JO K1 KW L1 L2 L3 L4 LA LB LK LL M1 M2 M3 N1 N2
    NO NV OL OP PA PB PM PP PY RD RI RN RP RT SE SF SL SN SO SP SR ST SV T1 T2 T3 TA TI TT U1 U2 U3
    U4 U5 UR VL VO WP WT WV Y1 Y2 YR""".split()
)
#: The first tag of a reference, which may be numbered.
_OPENING = re.compile(rb"(?:\d{1,9}\.\s{1,10})?TY  ?- ?\S{0,20}\s*")
_ANY_TAG = re.compile(rb"[A-Z][A-Z0-9]  ?-(?: |$)")
#: Lines above the first reference, in which a database introduces itself, and their length.
_MAX_ABOVE, _MAX_ABOVE_LENGTH = 12, 120
#: Tag → the usual name of what it holds; the first that a reference has is taken.
_NAMES = {
    "TI": "title",
    "T1": "title",
    "CT": "title",
    "T2": "publication",
    "JF": "publication",
    "JO": "publication",
    "JA": "publication",
    "BT": "publication",
    "DA": "date",
    "Y1": "date",
    "PY": "year",
    "UR": "url",
    "LA": "language",
    "N2": "abstract",
    "AB": "abstract",
    "N1": "notes",
    "SP": "pages",
    "VL": "volume",
    "IS": "issue",
    "SN": "issn",
    "PB": "publisher_name",
    "CY": "place",
    "DB": "database",
    "DO": "doi",
    "M3": "type",
    "ET": "edition",
    "SE": "section",
}
_LISTS = {"AU": "authors", "A1": "authors", "KW": "keywords"}
_NUMBER = re.compile(r"\d{1,9}\.\s{1,10}(?=TY  ?- )")
_COMMA = re.compile(r",(?=\S)")
_MARK = b"\xef\xbb\xbf"
_SLASHED = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?(?:/.*)?")


class RisReader:
    """Reads RIS: an article for each reference that has a text, an abstract or a title."""

    name: ClassVar[str] = "ris"
    suffixes: ClassVar[frozenset[str]] = frozenset({".ris"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if a reference begins at the top, or below a few lines that are no text."""
        lines = [line.strip() for line in head.removeprefix(_MARK).split(b"\n")]
        filled = list(islice(filter(None, lines), _MAX_ABOVE + 3))
        for at, line in enumerate(filled):
            if _OPENING.fullmatch(line):
                tags = filled[at + 1 : at + 3]
                return at == 0 or (len(tags) == 2 and all(map(_ANY_TAG.match, tags)))
            if len(line) > _MAX_ABOVE_LENGTH or line.endswith((b".", b"!", b"?")):
                return False
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("no text")
        decoded = decode(data)
        records = Records("reference", decoded.encoding, place="RIS tag")
        number = 0
        for number, (line, fields, is_whole) in enumerate(_references(decoded.text), 1):
            yield from records.read([(number, _object(fields))])
            if not is_whole:
                reason = f"line {line}: the reference is cut off: its tag ER is missing"
                yield Unread(f"{BEHIND}{number}", reason)
        if not number:
            raise ArticleUnreadable("no references in it")


def _references(text: str) -> Iterator[tuple[int, dict[str, list[str]], bool]]:
    """Each reference with the line at which it begins, and whether its end was there."""
    fields: dict[str, list[str]] = {}
    start, tag, gap = 0, "", ""
    for number, line in enumerate(text.split("\n"), 1):
        tagged = _TAG.match(_NUMBER.sub("", line.strip("\ufeff").lstrip(), count=1))
        if tagged is None or not _is_tag(tagged, gap):
            if tag and line.strip():
                fields[tag][-1] += "\n" + line.strip()
            continue
        tag = tagged["tag"]
        if tag in ("TY", "ER") and start:
            yield start, fields, tag == "ER"
            fields, start = {}, 0
        if tag == "TY":
            start, gap = number, tagged["gap"]
        if tag == "ER":
            tag = ""
        elif start:
            fields.setdefault(tag, []).append(tagged["value"].strip())
        else:
            tag = ""
    if start:
        yield start, fields, False


def _is_tag(tagged: re.Match[str], gap: str) -> bool:
    """Tell if a line is tagged, not one of a text, in a reference whose first tag has this gap."""
    if tagged["tag"] in ("TY", "ER"):
        return True
    return tagged["tag"] in _TAGS and (tagged["gap"] == gap or not gap)


def _object(fields: dict[str, list[str]]) -> dict[str, object]:
    """The reference as an object with the usual names."""
    made: dict[str, object] = {}
    for tag, name in _NAMES.items():
        value = "\n\n".join(filter(None, fields.get(tag, ())))
        if value and name not in made:
            made[name] = _date(value) if name == "date" else value
    if (year := made.pop("year", "")) and "date" not in made:
        made["date"] = _date(str(year))
    for tag, name in _LISTS.items():
        values = list(filter(None, fields.get(tag, ())))
        if values and name not in made:
            made[name] = (
                [person for text in values for person in _people(text)] if tag != "KW" else values
            )
    return made


def _people(text: str) -> tuple[str, ...]:
    return names_of(_COMMA.sub(", ", text)) or (text,)


def _date(text: str) -> str:
    """`2016/02/10/` as a date is written elsewhere."""
    match = _SLASHED.fullmatch(text.strip())
    return "-".join(filter(None, match.groups())) if match else text.strip()
