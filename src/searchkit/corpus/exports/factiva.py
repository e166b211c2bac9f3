"""Factiva: each article ends with `Document` and its accession number.

An article has lines for headline, byline, length, date, source and so on, in this order, or, with
indexing, a field of two or three letters before each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit import quick_re as re
from searchkit.analysis.language_names import named_language
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.factiva_fields import take_fields
from searchkit.corpus.exports.layout import (
    Piece,
    Pieces,
    blocks_of,
    date_at_start,
    is_copyright,
    is_rule,
    one_line,
    text_of,
)
from searchkit.corpus.exports.names import names_of
from searchkit.corpus.exports.page_lines import HEADLINE_MARK

SERVICE = "Factiva"
SIGNS = (
    "\nHD ",
    "\nHD\t",
    "Document ",
    "Dokument ",
    "Documento ",
    "文件 ",
    "文書 ",
    "Документ ",
    "Documento\u00a0",
)

_END = re.compile(
    r"\s*(?:AN[ \t\xa0]+)?(?:Document|Dokument|Documento|文件|文書|Документ)[ \t\xa0]+"
    r"(?P<id>[A-Za-z][A-Za-z0-9]{0,9}\d{8}[A-Za-z0-9]{6,24})\s*"
)
_LENGTH = re.compile(r"\s*(?P<count>\d[\d.,\xa0 ]{0,9})\s?(?P<word>[^\W\d_]{1,12})\s*")
_CODED = re.compile(r"\s*(?P<code>[A-Z]{2,3})(?:[ \t\xa0]+(?P<value>\S.*)|[ \t\xa0]*)$")
_CODES = frozenset(
    "HD BY CR WC PD ET SN SC NGC GC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN SE CLM"
    " ART DLN CX RST".split()
)
#: Codes that are no words.
_PLAIN = frozenset("TD NS IPC IPD PUB AN".split())
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
#: Lines that the service itself puts above and below.
_OWN = frozenset({"factiva", "dow jones factiva", "factiva rtf display format"})
#: The last line of a text, if it is the house that published it.
_PUBLISHER = re.compile(
    r"(?:\b(?:GmbH|Ltd|Limited|Inc|LLC|AG|KG|PLC|Verlag|Newspapers|Publishing|Publications|Media"
    r"|Press|Digital|Group|Company|Corp|Corporation|B\.V|S\.A|SpA)\b\.?|\(Full Text\)|株式会社"
    r"|新聞社)"
    r"(?:,? (?:Inc|Ltd|LLC|Limited|Ireland|UK)\.?)?(?: \([^()]{1,40}\))?\s*$"
)
_MAX_PUBLISHER = 8
_MAX_HEADER = 14
_MAX_END_LENGTH = 120
_MAX_ABOVE = 4


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None for another text."""
    starts, whole = _starts(lines)
    articles = [
        Piece(start + 1, tuple(lines[start:end]), "" if is_whole else "its end is missing")
        for start, end, is_whole in zip(starts, [*starts[1:], len(lines)], whole, strict=True)
    ]
    rest = ""
    if not _is_record(articles[-1].lines):
        rest = "\n".join(articles.pop().lines).strip()
    if not articles or not _is_record(articles[0].lines):
        return None
    return Pieces(tuple(articles), rest=rest)


def _starts(lines: Sequence[str]) -> tuple[list[int], list[bool]]:
    """The numbers of the lines at which pieces begin, and whether each is whole.

    A piece ends with its accession number. Where no piece has one, it ends before the headline of
    the next, or the rule or the section above that.
    """
    ends = [at for at, line in enumerate(lines) if is_end(line)]
    if ends:
        return [0, *(end + 1 for end in ends)], [*(True for _ in ends), False]
    starts: list[int] = []
    above = 0
    for at, line in enumerate(lines):
        match = _CODED.match(line)
        code = match["code"] if match else ""
        if is_rule(line) or (code in ("SE", "CLM") and above <= max(starts, default=-1)):
            above = at
        elif code == "HD":
            starts.append(above if above > max(starts, default=-1) else at)
    starts[:1] = [0]
    return starts, [True for _ in starts]


def is_end(line: str) -> bool:
    """Tell if a line stands below an article: `Document` and its number."""
    return len(line) < _MAX_END_LENGTH and bool(_END.fullmatch(line))


def read(piece: Piece) -> ArticleDraft:
    """The article of a piece."""
    draft = ArticleDraft(SERVICE)
    lines = [line for line in piece.lines if line.strip().lower() not in _OWN]
    if ended := next((match for line in lines[-3:] if (match := _END.fullmatch(line))), None):
        draft.fields.append(("accession_number", ended["id"]))
    if _is_coded(lines):
        lines = [line.replace(HEADLINE_MARK, "") for line in lines]
        take_fields(draft, _coded(lines, draft))
        return draft
    lines = [line for line in lines if not _END.fullmatch(line)]
    anchor = _anchor(lines)
    if anchor is None:
        draft.text = "\n".join(lines).strip("\n")
        return draft
    ruled = max((at + 1 for at in range(anchor) if is_rule(lines[at])), default=0)
    draft.remove("\n".join(lines[:ruled]), "cover page")
    _read_above(lines[ruled:anchor], draft)
    body = _read_below(lines, anchor, draft)
    draft.text = "\n".join(line for line in lines[body:] if not is_rule(line)).strip("\n")
    above, _, last = draft.text.rpartition("\n\n")
    if above and len(last.split()) <= _MAX_PUBLISHER and _PUBLISHER.search(last):
        draft.text = above
        draft.add("publisher", last)
    return draft


def _is_record(lines: Sequence[str]) -> bool:
    return _is_coded(lines) or _anchor(lines) is not None


def _is_coded(lines: Sequence[str]) -> bool:
    """Tell if the lines begin with the fields of an article."""
    codes = [match["code"] for line in lines if (match := _CODED.match(line))]
    return "HD" in codes and len({"PD", "SN", "LP", "AN"}.intersection(codes)) > 1


def _coded(lines: Sequence[str], draft: ArticleDraft) -> Iterator[tuple[str, list[str]]]:
    """The fields with the lines of their values."""
    code, value = "", list[str]()
    for line in lines:
        match = _CODED.match(line)
        if match and match["code"] in _CODES and not _is_prose(match, line, code):
            if code:
                yield code, value
            else:
                draft.remove("\n".join(value), "cover page")
            code, value = match["code"], [match["value"] or ""]
        else:
            value.append(line.replace("\t", " ", 1) if line.startswith("\t") else line)
    if code:
        yield code, value


def _is_prose(match: re.Match[str], line: str, above: str) -> bool:
    """Tell if a line of the text only begins as a field does: `IN the second year`."""
    if above not in ("LP", "TD", "CT") or "\t" in line[:6]:
        return False
    return bool(match["value"]) and match["code"] not in _PLAIN and " : " not in match["value"]


def _anchor(lines: Sequence[str]) -> int | None:
    """The number of the line with the length, below which the date stands; None without it."""
    for at, line in enumerate(lines):
        if len(line) < 60 and _LENGTH.fullmatch(line):
            below = [text for text in lines[at + 1 : at + 4] if text.strip()][:1]
            if below and len(below[0]) < 60 and date_at_start(below[0]):
                return at
    return None


def _read_above(lines: Sequence[str], draft: ArticleDraft) -> None:
    """Section, headline and byline, which stand above the length."""
    blocks = blocks_of(lines)
    last = blocks[-1] if blocks and lines[-1].strip() else []
    heading = list(last) if len(last) > 1 else [one_line(block) for block in blocks[-_MAX_ABOVE:]]
    cover = blocks[:-1] if len(last) > 1 else blocks[:-_MAX_ABOVE]
    draft.remove(text_of(cover), "cover page")
    if any(line.startswith(HEADLINE_MARK) for line in heading):
        _read_marked(heading, draft)
        return
    if len(heading) > 1 and (names := names_of(heading[-1])):
        draft.state("authors", names, "byline", heading[-1].strip())
        heading.pop()
    elif len(heading) > 1 and heading[-1].strip().lower().startswith(
        ("by ", "von ", "par ", "por ")
    ):
        draft.add("byline", heading.pop().strip())
    if len(heading) > 1 and len(heading[0].split()) <= 3 < len(heading[1].split()):
        draft.add("section", heading.pop(0).strip())
    draft.state("title", one_line(heading), "headline")


def _read_marked(heading: Sequence[str], draft: ArticleDraft) -> None:
    """The same where the page says which line is the headline."""
    at = next(at for at, line in enumerate(heading) if line.startswith(HEADLINE_MARK))
    draft.state("title", heading[at].replace(HEADLINE_MARK, "").strip(), "headline")
    draft.add("section", one_line(heading[:at]))
    byline = one_line(heading[at + 1 :])
    draft.state_authors(byline, "byline")


def _read_below(lines: Sequence[str], anchor: int, draft: ArticleDraft) -> int:
    """What stands between the length and the text; the number of the first line of the text."""
    draft.state_length(lines[anchor].strip())
    seen = ["length"]
    end = anchor + 1
    for at in range(anchor + 1, min(len(lines), anchor + 1 + _MAX_HEADER)):
        text = lines[at].strip()
        if not text:
            continue
        kind = _kind_of(text, seen)
        if kind == "text":
            break
        seen.append(kind)
        end = at + 1
        if kind == "date" and (dated := date_at_start(text)):
            draft.state_date(dated[0], "date line", dated[1])
        elif kind == "source":
            draft.state("source", text, "source line")
        elif kind == "language":
            draft.state_language(text, "language line")
        elif kind != "copyright":
            draft.add(kind, text)
        if kind == "copyright":
            break
    draft.remove("\n".join(lines[anchor:end]), "database record")
    return end


def _kind_of(text: str, seen: Sequence[str]) -> str:
    """The kind of a line between the length and the text, by what stands above it."""
    if is_copyright(text):
        return "copyright"
    if "date" not in seen and date_at_start(text):
        return "date"
    if "source" not in seen:
        return "time" if _TIME.fullmatch(text) else "source"
    if "language" in seen:
        return "text"
    if named_language(text):
        return "language"
    if "source_code" not in seen and _SOURCE_CODE.fullmatch(text):
        return "source_code"
    return "text" if len(text) > 60 else "edition" if len(text.split()) > 1 else "pages"
