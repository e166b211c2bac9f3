"""The list of properties that note programs and readers write above the text of an article.

A line of it is `URL: https://…`, with a bullet, in bold type or in a quotation or not. It may stand
below the title. Without an address in it, or a title among three fields, lines of that form may as
well be of the article. The text may have a label too, which ends the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchkit import quick_re as re
from searchkit.corpus.formats.field_names import KNOWN, NAMES, SAVED, Entry, declared, key_of
from searchkit.corpus.reader import Stated
from searchkit.quick_dataclass import dataclass

METHOD = "property list"

_MAX_LINES = 40
_MIN_KNOWN = 2
#: So many fields, one of them the title, are a list without an address.
_MIN_FIELDS = 3
#: Characters of what is a further field.
_MAX_FIELD_LENGTH = 200
_TEXT_LABELS = frozenset({"text", "body", "content", "fulltext", "article", "articletext", "story"})
_PROPERTY = re.compile(
    r"(?:> ?)?(?:[-*+] )?(?:\*\*|__)?(?P<key>[^\W\d_][\w -]{1,30})(?:\*\*|__)?::?(?:\*\*|__)?"
    r"(?:[ \t]+(?P<value>\S.*))?"
)
#: What may stand between the title, the list and the text.
_BETWEEN = re.compile(
    r"!\[[^\]]*\]\([^)]*\) | \#{1,3}\ (?:metadata|properties|highlights|full\ document|content)"
    r" | markdown\ content: | (?:>\ ?)?\[!\w+\][-+]? | >",
    re.IGNORECASE | re.VERBOSE,
)
_TITLE = re.compile(r"#{1,2} \S.*")
_ADDRESS = re.compile(r"<?https?://\S+|\[[^\]]*\]\(https?://\S+\)", re.IGNORECASE)
#: Joplin writes what it knows of a note below the text, in lines that end with the kind of note.
_BELOW = re.compile(r"\n\nid: [0-9a-f]{32}\n(?P<lines>(?:\w+:.*\n)+)type_: 1\s*$")
_MAX_BELOW = 4_000


@dataclass(frozen=True, slots=True)
class PropertyList:
    """What a list of properties declares, its further fields, and the text without it."""

    body: str
    declared: tuple[Stated, ...]
    fields: tuple[tuple[str, str], ...] = ()


def split_property_list(text: str) -> PropertyList | None:
    """Takes the list off a text with `\\n` line ends; None if it has none."""
    foot = text[-_MAX_BELOW:]
    if below := _BELOW.search(foot):
        entries = _entries(below["lines"].split("\n"))
        body = text[: len(text) - len(foot) + below.start()]
        return PropertyList(body, tuple(declared(entries, lambda _: METHOD)))
    return _above(text)


def _above(text: str) -> PropertyList | None:
    lines = text.split("\n", _MAX_LINES)
    rest = lines.pop() if len(lines) > _MAX_LINES else ""
    at = _after_gap(lines, 0)
    head = lines[at : at + 1] if _TITLE.fullmatch("".join(lines[at : at + 1]).strip()) else []
    at = _after_gap(lines, at + len(head))
    properties: list[str] = []
    while at < len(lines) and (match := _PROPERTY.fullmatch(lines[at].strip())):
        if properties and key_of(match["key"]) in _TEXT_LABELS:
            lines[at] = match["value"] or ""
            break
        properties.append(lines[at].strip())
        at += 1
        if at < len(lines) and not lines[at].strip() and _goes_on(lines[at:]):
            at = _after_gap(lines, at)
    entries = _entries(properties)
    if not _is_list(entries, properties):
        return None
    stated = tuple(declared(entries, lambda _: METHOD))
    if any(entry.field == "title" for entry in stated):
        head = []  # the name of the note
    body = [*head, *lines[_after_gap(lines, at) :], rest]
    return PropertyList("\n".join(body), stated, tuple(_further(entries)))


def _after_gap(lines: list[str], at: int) -> int:
    """The first line from there that is neither blank nor of the frame of a note."""
    while at < len(lines) and (not (line := lines[at].strip()) or _BETWEEN.fullmatch(line)):
        at += 1
    return at


def _goes_on(below: list[str]) -> bool:
    """Tell if the next line that is not blank is a property, as where each has its paragraph."""
    following = next((line.strip() for line in below if line.strip()), "")
    match = _PROPERTY.fullmatch(following)
    return bool(match and key_of(match["key"]) in KNOWN)


def _entries(lines: list[str]) -> dict[str, Entry]:
    return {
        key_of(match["key"]): Entry(match["key"], match["value"].strip(), match["value"].strip())
        for line in lines
        if (match := _PROPERTY.fullmatch(line)) and match["value"]
    }


def _further(entries: dict[str, Entry]) -> Iterator[tuple[str, str]]:
    for key, entry in entries.items():
        if key not in KNOWN and key not in SAVED and len(entry.evidence) <= _MAX_FIELD_LENGTH:
            yield entry.key, entry.evidence


def _is_list(entries: dict[str, Entry], lines: list[str]) -> bool:
    """Tell if lines are a list of properties: known ones, an address or a title among them."""
    known = [key for key in entries if key in KNOWN or key in SAVED]
    fields = {field for field, names in NAMES.items() if not entries.keys().isdisjoint(names)}
    if "title" in fields and len(fields) >= _MIN_FIELDS and len(known) * 2 >= len(lines):
        return True
    addresses = [key for key in NAMES["url"] if key in entries and _is_address(entries[key])]
    return bool(addresses) and len(known) >= _MIN_KNOWN and len(known) * 4 >= len(lines)


def _is_address(entry: Entry) -> bool:
    return isinstance(entry.value, str) and bool(_ADDRESS.match(entry.value))
