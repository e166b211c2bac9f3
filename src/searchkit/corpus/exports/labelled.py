"""Records whose fields all have labels, as EBSCO, Gale, NewsBank and mails of libraries have them.

`Title: …`, `Source: …`, `Date: …` stand above each text, which may begin at `Full Text:`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft, joined_value
from searchkit.corpus.exports.layout import Piece, Pieces, date_at_start, is_copyright, is_rule

SIGNS = ("Title:", "Headline:")
SERVICE = "export"

#: Field → its labels, in small letters.
_LABELS = {
    label: name
    for name, labels in {
        "title": "title|headline|article title",
        "authors": "author|authors|author(s)|author/byline|byline|by",
        "source": "source|publication|publication title|newspaper|paper|journal|source title"
        "|publication name",
        "date": "date|publication date|pub date|pub. date|published|date of publication",
        "url": "url|persistent link to this record (permalink)|permalink|openurl link|link"
        "|document url",
        "language": "language",
        "text": "full text|body|text|article text|article|full text of article|body text",
        "abstract": "abstract|summary",
        "section": "section|column",
        "pages": "page|pages|start page|page number",
        "length": "word count|full text word count|length|number of words",
        "edition": "edition",
        "accession_number": "accession number|record number|document number|gale document number"
        "|an|document id|article id",
        "subject": "subject|subjects|subject terms|descriptors|subject headings|index terms",
        "geographic": "geographic terms|geographic location|location|place of publication",
        "copyright": "copyright|rights",
        "issn": "issn",
        "document_type": "document type|publication type|article type",
        "database": "database",
        "": "record|reviews & products|naics/industry codes|people|publication information"
        "|source citation|lexile measure|readability|image caption|author affiliations|dateline"
        "|language of publication|publisher|company/entity",
    }.items()
    for label in labels.split("|")
}
_LABEL = re.compile(r"\s{0,4}(?P<label>[A-Z][\w()/.& ]{0,44}?)\s?:(?:\s+(?P<value>\S.*))?\s*")
#: Labels of fields that only an export has; one of them is in every record.
_OF_EXPORTS = frozenset(
    {"text", "abstract", "accession_number", "database", "document_type", "copyright", "length"}
    | {"url", "pages", "section", "authors"}
)
_BEHIND_TEXT = frozenset({"accession_number", "copyright", "url", "database"})
_MIN_LABELS = 4
#: Lines above the first record, and those from its title in which its other labels begin.
_MAX_ABOVE, _MAX_HEAD = 30, 30
_NAME_END = re.compile(r"[;(]|\.\s|,\s(?=\w{3,9}\.? \d{1,2},? \d{4})|,\s(?=\d)")


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None if the text is none, or has one record only."""
    starts = _starts(lines)
    if len(starts) < 2 or sum(map(bool, map(str.strip, lines[: starts[0]]))) > _MAX_ABOVE:
        return None
    articles = tuple(
        Piece(start + 1, tuple(lines[start:end])) for start, end in pairwise([*starts, len(lines)])
    )
    if not all(_is_record(piece.lines) for piece in articles):
        return None
    return Pieces(articles, cover="\n".join(lines[: starts[0]]).strip())


def read(piece: Piece) -> ArticleDraft:
    """The record as a draft."""
    draft = ArticleDraft(SERVICE)
    text: list[str] = []
    abstract = ""
    for name, label, value in _fields(piece.lines):
        if name == "text":
            text += value
        elif name == "abstract":
            abstract = abstract or "\n".join(value).strip()
        elif one := joined_value(value):
            _take(draft, name, label, one)
    draft.text = "\n".join(text).strip()
    if abstract and not draft.text:
        draft.text = abstract
        draft.warnings.append("it has no text, so its abstract is used")
    elif abstract:
        draft.add("abstract", abstract)
    return draft


def _starts(lines: Sequence[str]) -> list[int]:
    """The line at which each record begins: that of its title, or a label right above it."""
    starts: list[int] = []
    for at, line in enumerate(lines):
        if _name_of(line) != "title" or not _has_head(lines, at):
            continue
        first = at
        while first > (starts[-1] + 1 if starts else 0) and _name_of(lines[first - 1]) == "":
            first -= 1
        starts.append(first)
    return starts


def _has_head(lines: Sequence[str], at: int) -> bool:
    """Tell if a title has other labels below it, before the text and the next title."""
    names = {"title"}
    is_blank_above = False
    for line in lines[at + 1 : at + _MAX_HEAD]:
        name = _name_of(line)
        if name == "title" or (name is None and line.strip() and is_blank_above):
            break
        is_blank_above = not line.strip()
        names |= {name} if name else set()
    return len(names) >= _MIN_LABELS and bool(names & {"source", "date"})


def _is_record(lines: Sequence[str]) -> bool:
    names = {_name_of(line) for line in lines}
    return bool(names & _OF_EXPORTS) and bool(names & {"source", "date"})


def _name_of(line: str) -> str | None:
    """The field whose label a line begins with; empty for one that is left out."""
    match = _LABEL.fullmatch(line)
    return _LABELS.get(match["label"].strip().lower()) if match else None


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str, list[str]]]:
    """The fields, each with its label and its lines; lines that have none are text."""
    name, label, value = "", "", list[str]()
    has_text = False
    for line in lines:
        known = "copyright" if is_copyright(line) else _name_of(line)
        # Behind the text only what no article has is a label.
        if known is not None and (not has_text or known in _BEHIND_TEXT):
            yield name, label, value
            match = _LABEL.fullmatch(line)
            name, label = known, match["label"].strip() if match else ""
            value = [match["value"] or ""] if match else [line]
        elif known is not None and name != "text":
            yield name, label, value
            name, label, value = "text", "", [line]
        elif not line.strip() and name not in ("abstract", "text"):
            yield name, label, value
            name, label, value = "text", "", []
        elif not is_rule(line):
            value.append(line)
        has_text = has_text or (name == "text" and any(map(str.strip, value[-1:])))
    yield name, label, value


def _take(draft: ArticleDraft, name: str, label: str, value: str) -> None:
    match name:
        case "title":
            # A catalogue ends a title with a full stop, a paper does not.
            draft.state(
                name, value.removesuffix(".") if value.count(".") == 1 else value, label, value
            )
        case "url":
            draft.state(name, value, label)
        case "authors":
            draft.state_authors(value, label)
        case "date":
            draft.state_dated(value, label)
        case "language":
            draft.state_language(value, label)
        case "length":
            draft.state_length(value)
        case "source":
            _take_source(draft, label, value)
        case "":
            pass
        case _:
            draft.add(name, value)


def _take_source(draft: ArticleDraft, label: str, value: str) -> None:
    """Take the name of a paper, and the date behind it: `The Gazette. (Jan. 5, 2012): p4`."""
    end = _NAME_END.search(value)
    draft.state("source", value[: end.start()].strip(" ,.") if end else value, label, value)
    if end and not draft.has("date"):
        for part in re.split(r"[;()]|,\s(?=p)", value[end.start() :])[:6]:
            if dated := date_at_start(part.strip(" ,.:")):
                draft.state_date(dated[0], label, dated[1])
                break
