"""ProQuest: labelled fields below a title, a rule or a link between two articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft, joined_value
from searchkit.corpus.exports.layout import (
    WEB_ADDRESS,
    Piece,
    Pieces,
    date_at_start,
    is_rule,
)
from searchkit.corpus.exports.proquest_labels import ABOVE, BELOW, ENDS, LABELS

SERVICE = "ProQuest"
SIGNS = tuple(f"{label}:" for label, name in LABELS.items() if name in ("source", "info"))

_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][^:\n]{1,40}):(?=\s|$)[ \t\xa0]*+")
_COUNT = re.compile(r"\s*(?:document|email) \d+ of \d+\s*", re.IGNORECASE)
_EDITION = re.compile(r",\s[^,;]{0,60}\bedition\b.*", re.IGNORECASE)
_DATE_IN_INFO = re.compile(r"\]\.?\s*(?P<date>[^:\]\[]{6,30}?)\s*(?::|\.|$)")
#: Lines that the service puts into a text.
_OWN_LINES = frozenset({"Enlarge this image.", "Enlarge this image"})
_NO_TEXT = frozenset({"not available.", "none available.", "not available", "none available"})
#: Lines in which another label follows one below the text.
_MAX_TO_NEXT_LABEL = 8
_MAX_TO_FIRST_LABEL = 12
#: Words of a value that may be a sentence, and the labels whose values are.
_MIN_SENTENCE_WORDS = 6
_SENTENCES = frozenset({"caption", "copyright", "credit"})
#: What never stands below a text.
_ONLY_ABOVE = frozenset({"text", "abstract"})


def pieces(lines: Sequence[str]) -> Pieces | None:
    """The articles of an export; None for another text."""
    starts = _starts(lines)
    if not starts:
        return None
    ends = [*starts[1:], len(lines)]
    articles = [
        Piece(start + 1, tuple(lines[start:end])) for start, end in zip(starts, ends, strict=True)
    ]
    last, rest = _without_rest(articles[-1])
    return Pieces((*articles[:-1], last), cover="\n".join(lines[: starts[0]]), rest=rest)


def read(piece: Piece) -> ArticleDraft:
    """The article of a piece."""
    draft = ArticleDraft(SERVICE)
    lines = [line for line in piece.lines if not is_rule(line)]
    labelled = [(at, name) for at, line in enumerate(lines) if (name := _name(line))]
    top = labelled[0][0] if labelled else 0
    heading = [line.strip() for line in lines[:top] if line.strip() and not _COUNT.fullmatch(line)]
    if heading:
        draft.state("title", heading[0], "headline")
    body, end = _body(lines, labelled)
    for name, label, value in _values([*lines[top:body], *lines[end:]]):
        _take(draft, name, label, value)
    draft.remove("\n".join(lines[:body]), "database record")
    draft.remove("\n".join(lines[end:]), "database record")
    draft.text = _text(lines, body, end) or _abstract(draft)
    return draft


def _name(line: str) -> str:
    """The meaning of the known label with which a line begins; else empty."""
    match = _LABEL.match(line)
    return LABELS.get(match["label"].strip(), "") if match else ""


def _starts(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines at which an article begins: with its title."""
    starts: list[int] = []
    seen: set[str] = set()
    begin = 0
    for at, line in enumerate(lines):
        if is_rule(line):
            if not ABOVE.intersection(seen) or ENDS.intersection(seen):
                begin = at + 1
            continue
        name = _name(line)
        if name in ABOVE and (not seen or ENDS.intersection(seen)):
            first = _title_above(lines, begin, at)
            if first is not None and _is_article(lines, at):
                starts.append(first)
                seen, begin = set(), at
        if name:
            seen.add(name)
            if name in BELOW and ENDS.intersection(seen):
                begin = at + 1
    if starts and _is_ruled(lines, starts[0]):
        # Then each article is: what else looks like one is quoted in a text.
        return [start for start in starts if _is_ruled(lines, start)]
    return starts


def _is_ruled(lines: Sequence[str], start: int) -> bool:
    """Tell if an article begins with its number, or below a rule."""
    above = next((lines[at] for at in range(start - 1, -1, -1) if lines[at].strip()), "")
    return any(is_rule(line) or _COUNT.fullmatch(line) for line in (above, lines[start]))


def _title_above(lines: Sequence[str], begin: int, at: int) -> int | None:
    """The number of the line of the title above the first label; None if nothing is there."""
    first = max(begin, at - _MAX_TO_FIRST_LABEL)
    filled = [number for number in range(first, at) if lines[number].strip()]
    return filled[0] if filled else None


def _is_article(lines: Sequence[str], at: int) -> bool:
    """Tell if a title at this label has a text, and a paper below or above it."""
    seen: set[str] = set()
    for line in lines[at:]:
        name = _name(line)
        if name in ABOVE and ENDS.intersection(seen):
            break
        seen.add(name)
        if {"source", "date"} <= seen and {"text", "abstract"} & seen:
            return True
    return {"text", "abstract"} & seen != set() and {"source", "info"} & seen != set()


def _body(lines: Sequence[str], labelled: Sequence[tuple[int, str]]) -> tuple[int, int]:
    """The numbers of the line with the text's label, and of the first label below the text."""
    start = next((at for at, name in labelled if name == "text"), None)
    if start is None:
        return len(lines), len(lines)
    below = [(at, name) for at, name in labelled if at > start]
    end, following = len(lines), len(lines)
    seen: set[str] = set()
    # From the last label upwards: a paragraph of the text may begin as a label does.
    for at, name in reversed(below):
        label = lines[at].partition(":")[0].strip()
        value = lines[at:following]
        is_far = following - at > _MAX_TO_NEXT_LABEL and not all(map(str.strip, value))
        is_last = following == len(lines)
        if (
            name in _ONLY_ABOVE
            or label in seen
            or (is_far and not is_last)
            or (name not in _SENTENCES and _is_sentence(value))
        ):
            break
        seen.add(label)
        following = at
        end = at if name in BELOW else end
    return start, end


def _is_sentence(lines: Sequence[str]) -> bool:
    """Tell if the value of a label is a sentence, as the paragraphs of a text are."""
    words = joined_value(lines).split()[1:]
    if len(words) < _MIN_SENTENCE_WORDS:
        return False
    last = words[-1].rstrip("\"'”’»)")
    return last.endswith((".", "!", "?")) and last[:1].islower()


def _values(lines: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The labels with their meanings and values, which may go on for some lines."""
    name, label, value = "", "", list[str]()
    for line in lines:
        match = _LABEL.match(line)
        meaning = LABELS.get(match["label"].strip(), "") if match else ""
        if match and meaning:
            if name:
                yield name, label, joined_value(value)
            name, label, value = meaning, match["label"].strip(), [line[match.end() :].strip()]
        elif line.strip():
            value.append(line)
        elif name not in ("", "abstract") and value[-1]:
            yield name, label, joined_value(value)
            name, value = "", []
    if name:
        yield name, label, joined_value(value)


def _take(draft: ArticleDraft, name: str, label: str, value: str) -> None:
    match name:
        case "title":
            draft.declared = [entry for entry in draft.declared if entry.field != "title"]
            draft.state("title", value, label)
        case "source":
            paper = _EDITION.sub("", value.partition(";")[0], count=1).strip()
            draft.state("source", paper, label, value)
        case "date":
            draft.declared = [entry for entry in draft.declared if entry.field != "date"]
            draft.state_dated(value, label)
        case "year" if not draft.has("date"):
            draft.state("date", value, label)
        case "info":
            _take_info(draft, label, value)
        case "authors":
            draft.state_authors(value, label)
        case "language":
            draft.state_language(value, label)
        case "url" if found_link := WEB_ADDRESS.search(value):
            draft.state("url", found_link[0], label)
        case _ if name not in ("text", "links") and value.lower() not in _NO_TEXT:
            draft.add(name, value)


def _take_info(draft: ArticleDraft, label: str, value: str) -> None:
    """Paper and date of `Los Angeles Times ; Los Angeles, Calif. [Los Angeles]08 May 2010: A2.`"""
    paper = _EDITION.sub("", value.partition(";")[0].partition("[")[0], count=1).strip()
    draft.state("source", paper, label, value)
    match = _DATE_IN_INFO.search(value)
    if match and (dated := date_at_start(match["date"])):
        draft.state_date(dated[0], label, dated[1])


def _text(lines: Sequence[str], body: int, end: int) -> str:
    if body >= len(lines):
        return ""
    match = _LABEL.match(lines[body])
    first = lines[body][match.end() :] if match else lines[body]
    rest = (line for line in lines[body + 1 : end] if line.strip() not in _OWN_LINES)
    text = "\n".join([first, *rest]).strip()
    return "" if text.lower() in _NO_TEXT else text


def _abstract(draft: ArticleDraft) -> str:
    """The abstract, where the database has no more."""
    text = next((value for name, value in draft.fields if name == "abstract"), "")
    if text and text.lower() not in _NO_TEXT:
        draft.warnings.append("the export has no full text, so its abstract is used")
        return text
    return ""


def _without_rest(piece: Piece) -> tuple[Piece, str]:
    """The last article, and what stands below its record: the service's own words."""
    labelled = [at for at, line in enumerate(piece.lines) if _name(line) in BELOW]
    if not labelled:
        return piece, ""
    end = labelled[-1] + 1
    while end < len(piece.lines) and piece.lines[end].strip() and end <= labelled[-1] + 1:
        end += 1
    rule = next((at for at in range(end, len(piece.lines)) if piece.lines[at].strip()), None)
    if rule is None:
        return piece, ""
    return Piece(piece.line, piece.lines[:end]), "\n".join(piece.lines[end:]).strip()
