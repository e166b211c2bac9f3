"""Nexis as it was until 2019: `2 of 10 DOCUMENTS` above each article, labels in capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft, joined_value
from searchkit.corpus.exports.layout import (
    Piece,
    Pieces,
    blocks_of,
    date_at_start,
    is_copyright,
    is_reserved,
    one_line,
    text_of,
)

SERVICE = "Nexis"

#: What a text has somewhere if it is such an export.
SIGNS = ("DOCUMENT", "Dokument", "Document ", "LENGTH:", "LÄNGE:", "LONGUEUR:")

_SEPARATOR = re.compile(
    r"\s*(?:(?P<n>\d{1,5}) (?:of|de|von|van|di) (?P<all>\d{1,5}) DOCUMENT(?:S|OS|EN|I|E)?"
    r"|(?:Dokument|Document|Documento) (?P<n2>\d{1,5}) (?:von|de|di|van) (?P<all2>\d{1,5}))\s*"
)
_LABEL = re.compile(r"\s*(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ/-]{2,24}):(?=\s|$)[ \t\xa0]*+")
_DISTRIBUTED = re.compile(r"\s*distributed by\b", re.IGNORECASE)
_EDITION = re.compile(r"\b(?:edition|correction appended|ausgabe|édition)\b", re.IGNORECASE)
_MAX_EDITION = 7
_WEIGHT = re.compile(r"\(\d{1,3}%\)")
#: What stands in the place of a document that failed.
_NOT_SHOWN = re.compile(r"\s*We are sorry but there is an error in this document")
_MAX_GAP = 500
_MAX_TO_FIRST_LABEL = 60
#: Lines above the headline of an article.
_MAX_TOP = 10
#: Blocks and words that a value may go on for below its label's own block.
_MAX_LOOSE_BLOCKS, _MAX_LOOSE_WORDS = 3, 150
#: Words without a label that may stand above `BODY:`.
_MAX_WORDS_BETWEEN = 60

_MEANINGS = {
    "authors": ("BYLINE", "AUTOR", "AUTEUR", "AUTORE", "AUTEURS"),
    "title": ("HEADLINE", "TITLE", "TITEL", "TITRE", "TITULAR"),
    "section": ("SECTION", "RUBRIK", "RUBRIQUE", "SECCIÓN", "SEZIONE", "SECTIE", "RUBRIEK"),
    "length": ("LENGTH", "LÄNGE", "LONGUEUR", "LONGITUD", "LUNGHEZZA", "LENGTE"),
    "body": ("BODY", "TEXT", "TEXTE"),
    "dateline": ("DATELINE",),
    "highlight": ("HIGHLIGHT", "ENCART", "HIGHLIGHTS"),
    "language": ("LANGUAGE", "SPRACHE", "LANGUE", "IDIOMA", "LINGUA", "TAAL"),
    "graphic": ("GRAPHIC", "GRAFIK", "GRAPHIQUE", "GRÁFICO"),
}
_OTHERS = (
    "LOAD-DATE PUBLICATION-TYPE PUB-TYPE TYPE-PUBLICATION JOURNAL-CODE ZEITUNGS-CODE SUBJECT SUJET"
    " GEOGRAPHIC LOCALISATION-GEO ORGANIZATION ORGANISATION COMPANY SOCIÉTÉ PERSON PERSONNE"
    " INDUSTRY TICKER UPDATE DATE-CHARGEMENT DOCUMENT-TYPE PUB-SUBJECT COUNTRY STATE CITY ACC-NO"
    " CORRECTION CORRECTION-DATE DISTRIBUTION SERIES CATEGORY KICKER NOTES URL SHOW ANCHORS GUESTS"
    " BYLINE-TITLE INSERT CREDIT SCHLAGWORTE LÄNDER FIRMEN PERSONEN THEMA"
)
_MEANING = {label: name for name, labels in _MEANINGS.items() for label in labels} | {
    label: label.lower() for label in _OTHERS.split()
}
#: Labels that only stand below an article.
BELOW = frozenset(
    label
    for label, name in _MEANING.items()
    if name in ("language", "graphic") or label in _OTHERS.split()
) - {"KICKER", "SERIES", "INSERT", "CREDIT", "NOTES", "URL", "SHOW", "CATEGORY"}

#: Those whose value is no sentence.
_OF_FEW_WORDS = BELOW - {"CORRECTION", "CORRECTION-DATE", "GRAPHIC", "UPDATE", "ANCHORS", "GUESTS"}
_MAX_VALUE_WORDS = 7
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None for another text."""
    starts = [at for at, line in enumerate(lines) if is_separator(line)]
    counts = {_count(lines[at]) for at in starts if _has_labels(lines, at)}
    # A line that counts other documents, and has none below it, is quoted.
    starts = [at for at in starts if _count(lines[at]) in counts]
    starts = [at for place, at in enumerate(starts) if not _is_quoted(lines, starts, place)]
    if not starts:
        return Pieces((Piece(1, tuple(lines)),)) if _is_single(lines) else None
    ends = [*starts[1:], len(lines)]
    return Pieces(
        tuple(
            Piece(start + 1, tuple(lines[start + 1 : end]))
            for start, end in zip(starts, ends, strict=True)
        ),
        cover="\n".join(lines[: starts[0]]),
        missing=tuple(_missing(lines, starts)),
    )


def _is_single(lines: Sequence[str]) -> bool:
    """Tell if lines are one article, copied without its line `1 of 20 DOCUMENTS`."""
    labels = [_MEANING[label] for line in lines if (label := _label(line))]
    top = [line for line in lines if line.strip()][:_MAX_TOP]
    has_day = any(date_at_start(line.strip()) for line in top)
    return has_day and labels.count("length") == 1 and "load-date" in labels[1:]


def _is_quoted(lines: Sequence[str], starts: Sequence[int], place: int) -> bool:
    """Tell if a separator is a line of an article: out of the order, and with no article below."""
    before, at, after = ([-1, *starts, len(lines)][place + i] for i in range(3))
    number = _number(lines[at])
    follows = before < 0 or _number(lines[before]) < number
    precedes = after == len(lines) or number < _number(lines[after])
    return not (follows and precedes) and not _has_labels(lines[at:after], 0)


def _missing(lines: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The documents whose numbers are left out, and those that the service could not show."""
    numbers = [number for at in starts if (number := _number(lines[at]))]
    for before, number in pairwise(numbers):
        if before + 1 < number <= before + 1 + _MAX_GAP:
            for missing in range(before + 1, number):
                yield f"document {missing}", f"document {missing} is not in the file"
    for at, line in enumerate(lines, 1):
        if _NOT_SHOWN.match(line):
            yield f"line {at}", f"line {at}: the service could not show a document"


def _number(line: str) -> int:
    match = _SEPARATOR.fullmatch(line)
    return int(match["n"] or match["n2"]) if match else 0


def _count(line: str) -> int:
    match = _SEPARATOR.fullmatch(line)
    return int(match["all"] or match["all2"]) if match else 0


def read(piece: Piece) -> ArticleDraft:
    """The article of a piece."""
    blocks = blocks_of(piece.lines)
    draft = ArticleDraft(SERVICE)
    top, body = _header(blocks)
    body_blocks, tail = _tail(blocks[body:])
    _read_top(blocks[:top], draft)
    for label, value in _values(blocks[top:body]):
        _take(draft, label, value)
    for label, value in _values(tail):
        _take(draft, label, value)
    draft.remove(text_of(blocks[:body]), "database record")
    draft.remove(text_of(tail), "database record")
    draft.text = text_of(_dedented(body_blocks))
    return draft


def is_separator(line: str) -> bool:
    """Tell if a line stands above an article: `2 of 10 DOCUMENTS`."""
    return len(line) < 200 and 0 < _number(line) <= _count(line)


def _has_labels(lines: Sequence[str], at: int) -> bool:
    """Tell if labels of an article follow a separator, below the lines for paper and title."""
    below = [line for line in lines[at + 1 : at + 1 + _MAX_TO_FIRST_LABEL] if line.strip()]
    labels = [label for line in below if (label := _label(line))]
    if below and _label(below[0]):
        return False
    return len(labels) >= 2 or any(_MEANING[label] == "length" for label in labels)


def _label(line: str) -> str:
    """The known label with which a line begins; else empty."""
    match = _LABEL.match(line)
    return match["label"] if match and match["label"] in _MEANING else ""


def _behind_label(line: str) -> str:
    """What stands behind the label of a line."""
    match = _LABEL.match(line)
    return line[match.end() :] if match else line


def _header(blocks: Sequence[Sequence[str]]) -> tuple[int, int]:
    """The numbers of the first block with a label, and of the first block of the body."""
    top = next((at for at, block in enumerate(blocks) if _label(block[0])), None)
    if top is None or top > _MAX_TO_FIRST_LABEL or _label(blocks[top][0]) in BELOW:
        return _below_title(blocks)
    if body := _labelled_body(blocks, top):
        return top, body
    at = top
    while at < len(blocks) and (label := _label(blocks[at][0])) and label not in BELOW:
        at += 1
    return top, at


def _labelled_body(blocks: Sequence[Sequence[str]], top: int) -> int:
    """The number of the first block of a body that a label names; 0 if none does."""
    loose = 0  # words of titles and bylines that go on in paragraphs of their own
    for at in range(top, len(blocks)):
        label = _label(blocks[at][0])
        if label in BELOW or loose > _MAX_WORDS_BETWEEN:
            break
        if label and _MEANING[label] == "body":
            # `BODY:` stands alone, or above its text without a blank line.
            return at if _behind_label(blocks[at][0]).strip() else at + 1
        if not label:
            loose += sum(len(line.split()) for line in blocks[at])
    return 0


def _below_title(blocks: Sequence[Sequence[str]]) -> tuple[int, int]:
    """The place of the body of an article without labels above it: behind date and title."""
    for at, block in enumerate(blocks[:8]):
        if date_at_start(block[0]):
            return min(at + 2, len(blocks)), min(at + 2, len(blocks))
    return 0, 0


def _tail(blocks: Sequence[list[str]]) -> tuple[Sequence[list[str]], Sequence[list[str]]]:
    """The blocks of a body, and those of the record below it."""
    end = len(blocks)
    loose, words = 0, 0
    for at in range(len(blocks) - 1, -1, -1):
        first = blocks[at][0]
        is_record = _label(first) in BELOW and not _is_prose(blocks[at])
        if is_record or (loose == 0 and is_copyright(first)):
            end, loose, words = at, 0, 0
            continue
        if sum(len(_WEIGHT.findall(line)) for line in blocks[at]) > 1:
            continue  # the rest of a list of subjects
        loose += 1
        words += sum(len(line.split()) for line in blocks[at])
        if loose > _MAX_LOOSE_BLOCKS or words > _MAX_LOOSE_WORDS:
            break
    return blocks[:end], blocks[end:]


def _is_prose(block: Sequence[str]) -> bool:
    """Tell if a block that begins with a label has a sentence where the label has a few words."""
    value = _behind_label(" ".join(block))
    return (
        _label(block[0]) in _OF_FEW_WORDS
        and len(value.split()) > _MAX_VALUE_WORDS
        and ";" not in value
        and bool(_SENTENCE_END.search(value[-4:]))
    )


def _read_top(blocks: Sequence[Sequence[str]], draft: ArticleDraft) -> None:
    """Source, date and title, which no label names."""
    top = list(filter(None, map(_without_rights, blocks)))
    for at, block in enumerate(top):
        for line_at, line in enumerate(block):
            if dated := date_at_start(line):
                _read_around(top, at, line_at, draft)
                date, evidence, rest = dated
                draft.state_date(date, "date line", evidence)
                edition = joined_value([rest, *block[line_at + 1 :]])
                if edition:
                    draft.fields.append(("edition", edition))
                return
    if top:
        draft.state("source", one_line(top[0]), "first line")
    for block in top[1:]:
        draft.state("title", one_line(block), "headline")
        break


def _without_rights(block: Sequence[str]) -> Sequence[str]:
    """The lines of a block below those about its copyright and its distribution."""
    if _DISTRIBUTED.match(block[0]):
        return ()
    if not is_copyright(block[0]):
        return block
    # Without the usual last words the paper stands right below its owner.
    last = max((at for at, line in enumerate(block) if is_reserved(line)), default=len(block) - 2)
    return block[max(last, 0) + 1 :]


def _read_around(top: Sequence[Sequence[str]], at: int, line_at: int, draft: ArticleDraft) -> None:
    above = top[at][:line_at] or (top[at - 1] if at else ())
    draft.state("source", one_line(above), "first line")
    headline = [line for block in top[at + 1 :] for line in block]
    while headline and _EDITION.search(headline[0]) and len(headline[0].split()) < _MAX_EDITION:
        draft.add("edition", headline.pop(0).strip())
    draft.state("title", one_line(headline), "headline")


def _values(blocks: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """The labels with their values, which may go on for some lines and blocks."""
    label, lines = "", list[str]()
    for line in (line for block in blocks for line in block):
        if heading := _label(line):
            if label:
                yield label, joined_value(lines)
            label, lines = heading, [_behind_label(line)]
        elif is_copyright(line):
            if label:
                yield label, joined_value(lines)
            label, lines = "", []
        else:
            lines.append(line)
    if label:
        yield label, joined_value(lines)


def _take(draft: ArticleDraft, label: str, value: str) -> None:
    match _MEANING[label]:
        case "authors":
            draft.state_authors(value, label)
        case "title":
            draft.declared = [entry for entry in draft.declared if entry.field != "title"]
            draft.state("title", value, label)
        case "language":
            draft.state_language(value, label)
        case "length":
            draft.state_length(value)
        case "body":
            pass
        case name:
            draft.add(name, value)


def _dedented(blocks: Sequence[list[str]]) -> list[list[str]]:
    """The blocks without `BODY:`, where the text stands right below it."""
    if blocks and (label := _label(blocks[0][0])) and _MEANING[label] == "body":
        rest = _behind_label(blocks[0][0])
        return [[*([rest] if rest.strip() else []), *blocks[0][1:]], *blocks[1:]]
    return list(blocks)
