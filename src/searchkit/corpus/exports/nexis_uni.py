"""Nexis and Nexis Uni since 2018: labels with a colon, `Body`, and `End of Document` below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft, joined_value
from searchkit.corpus.exports.layout import (
    Piece,
    Pieces,
    date_at_start,
    is_copyright,
    one_line,
)

SERVICE = "Nexis Uni"
_ENDS = ("End of Document", "Fin du document", "Ende des Dokuments", "Fin del documento")
#: What a text has somewhere if it is such an export, or an article that was copied out of one.
SIGNS = (*_ENDS, "Load-Date:")

_BODY = frozenset({"body", "corps", "text", "hauptteil", "cuerpo", "hoofdtekst"})
_HEADINGS = frozenset({"classification", "graphic", "correction", "notes", "graphique", "grafik"})
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Þ][\w/-]{2,24}(?: [\w/-]{1,20})?):[ \t\xa0]*+")
_MEANING = {
    "byline": "authors",
    "autor": "authors",
    "auteur": "authors",
    "section": "section",
    "rubrik": "section",
    "rubrique": "section",
    "length": "length",
    "länge": "length",
    "longueur": "length",
    "language": "language",
    "sprache": "language",
    "langue": "language",
    "dateline": "dateline",
    "highlight": "highlight",
    "load-date": "load-date",
    "publication-type": "publication-type",
    "journal code": "journal-code",
    "subject": "subject",
    "geographic": "geographic",
    "industry": "industry",
    "person": "person",
    "organization": "organization",
    "company": "company",
    "series": "series",
    "graphic": "graphic",
    "edition": "edition",
}
#: Of these an article has one above its body.
_ABOVE = frozenset({"authors", "section", "length", "dateline", "highlight", "series", "edition"})
#: And one of these below it.
_BELOW = frozenset({"load-date", "language"})
#: Lines between source and date that are neither.
_REMARKS = frozenset({"correction appended", "link to image", "link to story"})
_MAX_HEADER = 40
_MAX_TITLE_LINES = 6


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None for another text."""
    ends = _ends(lines)
    starts = [0, *(end + 1 for end in ends)]
    bodies = [_body_of(lines[start:end]) for start, end in zip(starts, ends, strict=False)]
    if not ends and _is_single(lines):
        return Pieces((Piece(1, tuple(lines)),))
    if not ends or not any(body is not None for body in bodies):
        return None
    articles = [
        Piece(start + 1, tuple(lines[start:end])) for start, end in zip(starts, ends, strict=False)
    ]
    rest = lines[starts[-1] :]
    if _body_of(rest) is not None:
        articles.append(Piece(starts[-1] + 1, tuple(rest), "its end is missing"))
        rest = []
    first = articles[0]
    top = _top_of(first.lines)
    articles[0] = Piece(first.line + top, first.lines[top:], first.cut)
    return Pieces(tuple(articles), cover="\n".join(first.lines[:top]), rest="\n".join(rest).strip())


def _is_single(lines: Sequence[str]) -> bool:
    """Tell if lines are one article without the line that ends it."""
    bodies = [at for at, line in enumerate(lines) if line.strip().lower() in _BODY]
    if len(bodies) != 1 or (body := _body_of(lines)) is None:
        return False
    return any(_meaning(line) == "load-date" for line in lines[body:])


def _ends(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that end an article, and do not stand in its text."""
    signs = [at for at, line in enumerate(lines) if line.strip() in _ENDS]
    ends: list[int] = []
    start, is_open = 0, False
    for at, following in pairwise([*signs, len(lines)]):
        above, below = lines[start:at], lines[at + 1 : following]
        body = _body_of(above)
        # Where the article above has a text and no record below it, it may go on.
        is_open = is_open or body is not None
        is_open = is_open and _tail_of(above, body or 0) == len(above)
        if not is_open or not _goes_on(below, is_last=following == len(lines)):
            ends.append(at)
            is_open = False
        start = at + 1
    return ends


def _goes_on(below: Sequence[str], *, is_last: bool) -> bool:
    """Tell if the lines below such a line are more of the article above it."""
    if _body_of(below) is not None:
        return False
    filled = [line for line in below if line.strip()]
    if is_last:
        return any(_meaning(line) == "load-date" for line in filled)
    return bool(filled) and not any(
        is_copyright(line) or date_at_start(line) for line in filled[:_MAX_HEADER]
    )


def read(piece: Piece) -> ArticleDraft:
    """The article of a piece."""
    draft = ArticleDraft(SERVICE)
    lines = piece.lines
    body = _body_of(lines)
    if body is None:
        return draft
    end = _tail_of(lines, body)
    for label, value in _values([*_labelled(lines[:body]), *lines[end:]]):
        _take(draft, label, value)
    _read_top(_top(lines[:body]), draft)
    draft.remove("\n".join(lines[: body + 1]), "database record")
    draft.remove("\n".join(lines[end:]), "database record")
    draft.text = "\n".join(lines[body + 1 : end]).strip("\n")
    return draft


def _body_of(lines: Sequence[str]) -> int | None:
    """The number of the line `Body` below the labels of an article; None without them."""
    for at, line in enumerate(lines):
        if line.strip().lower() not in _BODY:
            continue
        above = [_meaning(line) for line in lines[max(0, at - _MAX_HEADER) : at]]
        has_rights = any(map(is_copyright, lines[max(0, at - _MAX_HEADER) : at]))
        if _ABOVE.intersection(above) and (has_rights or "length" in above):
            return at
    return None


def _meaning(line: str) -> str:
    match = _LABEL.match(line.strip())
    return _MEANING.get(match["label"].lower(), "") if match else ""


def _top(lines: Sequence[str]) -> list[str]:
    """The lines above the labels and the copyright."""
    top: list[str] = []
    for line in lines:
        if (is_copyright(line) and top) or _meaning(line) in _ABOVE:
            break
        top.append(line)
    return top


def _labelled(lines: Sequence[str]) -> Sequence[str]:
    return lines[len(_top(lines)) :]


def _top_of(lines: Sequence[str]) -> int:
    """The number of the first line of the title, below what the cover of the file has."""
    body = _body_of(lines)
    top = _top(lines[:body]) if body is not None else []
    dated = next((at for at in range(len(top) - 1, -1, -1) if date_at_start(top[at])), None)
    if dated is None:
        return 0
    source = _above(top, dated)
    title = _above(top, source)
    if source - title == 1:
        while title and top[title - 1].strip() and source - title < _MAX_TITLE_LINES:
            title -= 1
    return max(title, 0)


def _above(lines: Sequence[str], at: int) -> int:
    """The number of the line above one that is not blank."""
    return next((above for above in range(at - 1, -1, -1) if lines[above].strip()), 0)


def _tail_of(lines: Sequence[str], body: int) -> int:
    """The number of the line at which the record below the body begins."""
    places = [at for at in range(body, len(lines)) if _meaning(lines[at]) in _BELOW]
    for at in range(body + 1, places[-1] + 1 if places else 0):
        text = lines[at].strip()
        if _meaning(text) == "load-date" or text.lower() in _HEADINGS:
            return at
    return len(lines)


def _read_top(lines: Sequence[str], draft: ArticleDraft) -> None:
    """Title, source and date, which no label names."""
    heading = [line for line in lines if line.strip() and line.strip().lower() not in _REMARKS]
    for at in range(len(heading) - 1, -1, -1):
        if dated := date_at_start(heading[at]):
            date, evidence, rest = dated
            draft.state_date(date, "date line", evidence)
            if edition := joined_value([rest, *heading[at + 1 :]]):
                draft.fields.append(("edition", edition))
            heading = heading[:at]
            break
    else:
        draft.state_date(None, "date line", "")
    if len(heading) > 1:
        draft.state("source", one_line(heading[-1:]), "line above the date")
        heading = heading[:-1]
    draft.state("title", one_line(heading), "headline")


def _values(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels with their values; a value ends at a blank line or a heading."""
    label, value = "", list[str]()
    for line in lines:
        text = line.strip()
        if name := _meaning(text):
            if label:
                yield label, joined_value(value)
            label, value = name, [_LABEL.sub("", text, count=1)]
        elif not text or is_copyright(text) or text.lower() in _HEADINGS:
            if label and any(value):
                yield label, joined_value(value)
                label, value = "", []
        elif label:
            value.append(text)
    if label:
        yield label, joined_value(value)


def _take(draft: ArticleDraft, name: str, value: str) -> None:
    match name:
        case "authors":
            draft.state_authors(value, "Byline")
        case "language":
            draft.state_language(value, "Language")
        case "length":
            draft.state_length(value)
        case _:
            draft.add(name, value)
