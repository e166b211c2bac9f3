"""The lines above the prose of an article, kept as metadata: headline, byline, date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from searchkit import quick_re as re
from searchkit.corpus.plain.blocks import (
    MAX_DECK_LENGTH,
    PARTS,
    Kind,
    diary_dates,
    goes_on,
    kind_of,
    label_of,
    word_count,
)
from searchkit.corpus.plain.boilerplate import boilerplate_of
from searchkit.corpus.plain.datelines import agency_of, credited_agency
from searchkit.corpus.plain.dates import has_label
from searchkit.corpus.plain.day_lines import read_day_line
from searchkit.corpus.plain.lines import Block, letters_and_digits_of
from searchkit.corpus.plain.paragraphs import WIDEST

_MAX_LINES = 24
_MAX_BEFORE_TITLE = 12
_MAX_DIARY_LENGTH = 500
_MAX_CLASSIFIED_LENGTH = 300
_MAX_BYLINE_LENGTH = 120
_MAX_TITLE_LINES = 5
_MAX_KICKER_LENGTH = 4
_MAX_TAGS = 8

_RULE = re.compile(r"(?:=+|-+)")
_TAG = re.compile(r"#?[^\W\d_a-z][\w'’&.-]*")
# Words that a list of tags does not have and a headline seldom lacks.
_RUNNING = frozenset(
    """a an the of and or but for in on at to from by with as is are was were be has have had will
    would could should can may not no over after before into about its his her their this that
    what why how who when where says said""".split()
)
_ABOVE = ("byline", "date")
_LABELS = {
    **dict.fromkeys(("updated", "last updated", "modified"), "date"),
    **dict.fromkeys(("url", "link", "permalink"), "url"),
    **dict.fromkeys(
        ("tags", "category", "categories", "filed under", "topics"),
        "tags",
    ),
}


@dataclass(slots=True)
class Top:
    """The lines above the prose: `kinds` of those that are left out, `end` is the first below."""

    kinds: dict[int, str] = field(default_factory=dict)
    end: int = 0


def title_parted(blocks: list[Block], title: str) -> list[Block]:
    """The blocks, with the title in one of its own where lines of prose stand right below it."""
    wanted = letters_and_digits_of(title)
    left = _MAX_BEFORE_TITLE
    for number, block in enumerate(blocks):
        if left <= 0 or (len(block) == 1 and letters_and_digits_of(block[0].text) == wanted):
            break
        texts = [line.text.strip() for line in block[: left + _MAX_TITLE_LINES]]
        left -= len(block)
        for at in range(len(texts) - 1):
            if _begins_otherwise(texts[at], wanted):
                continue
            if count := _title_lines(texts, [0] * len(texts), at, wanted, len(title)):
                parts = block[:at], block[at : at + count], block[at + count :]
                return [*blocks[:number], *filter(None, parts), *blocks[number + 1 :]]
    return blocks


def read_top(lines: Sequence[str], block_of: Sequence[int], title: str, *, metadata: bool) -> Top:
    """The lines to leave out above the prose, in a text that is known to have that title.

    `block_of` says for each line in which block it stands. Without `metadata` only the title.
    """
    top = Top()
    wanted = letters_and_digits_of(title)
    at = 0
    kinds: dict[int, Kind] = {}
    while at < len(lines):
        if at >= _MAX_LINES:
            return Top()
        if count := _title_lines(lines, block_of, at, wanted, len(title)):
            top.kinds.update(dict.fromkeys(range(at, at + count), "title"))
            at += count
            continue
        kind = _kind(lines[at])
        kinds[at] = kind = "navigation" if kind == "prose" and boilerplate_of(lines[at]) else kind
        if _ends_top(lines, kinds, at):
            break
        if metadata and (what := _metadata(lines[at], kind)):
            above = [lines[i] for i in range(max(0, at - 3), at) if block_of[i] == block_of[at]]
            if not above or not goes_on(above):
                top.kinds[at] = what
        at += 1
    top.end = at
    if metadata:
        _leave_kickers_and_tags(top, lines, block_of, title, kinds)
        _keep_diary(top, lines)
    return top


def _keep_diary(top: Top, lines: Sequence[str]) -> None:
    """Keeps the first of several dates that stand above prose each."""
    dates = [number for number, what in top.kinds.items() if what == "date"]
    if dates and len(diary_dates("\n".join(lines[:_MAX_DIARY_LENGTH]))) > 1:
        for number in dates:
            if not has_label(lines[number]):
                del top.kinds[number]


def _kind(text: str) -> Kind:
    return kind_of(text) if len(text) <= _MAX_CLASSIFIED_LENGTH else "prose"


def _ends_top(lines: Sequence[str], kinds: dict[int, Kind], at: int) -> bool:
    """Tell if the prose begins here; a standfirst above a byline is not its beginning."""
    if kinds[at] != "prose":
        return False
    if word_count(lines[at]) > MAX_DECK_LENGTH or list(kinds.values()).count("prose") > 1:
        return True
    below = lines[at + 1] if at + 1 < len(lines) else ""
    kind = kind_of(below) if len(below) <= _MAX_BYLINE_LENGTH else "prose"
    return not (kind == "byline" or (kind == "date" and has_label(below)))


def _metadata(line: str, kind: Kind, *, is_part: bool = False) -> str:
    """The metadata in a line; nothing if one part of it is something else."""
    if len(line) <= _MAX_CLASSIFIED_LENGTH and PARTS.search(line):
        if read_day_line(line.strip()):
            return "byline"
        parts = [part for part in PARTS.split(line) if part.strip()]
        kinds = [_metadata(part, kind_of(part), is_part=True) for part in parts]
        return kinds[0] if kinds and all(kinds) else ""
    if kind in ("byline", "date"):
        return kind
    if credited_agency(line) or (is_part and agency_of(line)):
        return "byline"
    return _LABELS.get(label_of(line)[0], "") if kind == "label" else ""


def _title_lines(
    lines: Sequence[str], block_of: Sequence[int], at: int, wanted: str, length: int
) -> int:
    """The number of lines from here that are the title, with the rule below it if any."""
    if not wanted or _begins_otherwise(lines[at], wanted):
        return 0
    if at and block_of[at - 1] == block_of[at] and _RULE.fullmatch(lines[at - 1].strip()):
        return 0  # What stands between two rules is front matter that failed.
    title = ""
    for number in range(at, min(at + _MAX_TITLE_LINES, len(lines))):
        line = lines[number]
        if block_of[number] != block_of[at] or len(line) > 2 * length + 40:
            return 0
        label, value = label_of(line) if number == at else ("", "")
        title += letters_and_digits_of(value if label in ("title", "headline") else line)
        if title == wanted:
            return _with_rule(lines, block_of, at, number + 1)
        if not title or not wanted.startswith(title):
            return 0
    return 0


def _begins_otherwise(line: str, wanted: str) -> bool:
    """Tell if the first letter alone tells that a line is not the title."""
    first = line[0].casefold()
    return first.isalnum() and not wanted.startswith(first) and first not in "th"


def _with_rule(lines: Sequence[str], block_of: Sequence[int], at: int, below: int) -> int:
    """The lines from `at` to the rule below them; none if the text goes on there."""
    if below >= len(lines) or block_of[below] != block_of[at]:
        return below - at
    if _RULE.fullmatch(lines[below].strip()):
        return below + 1 - at
    if goes_on([lines[below - 1]]) or lines[below][0].islower():
        return 0
    # A line that the next word would not fit in is no headline, but one line of a paragraph.
    rest = [len(lines[i]) for i in range(below, len(lines)) if block_of[i] == block_of[at]]
    width = max(rest[:_MAX_LINES])
    room = width - len(lines[below - 1]) - len(lines[below].split()[0]) - 1
    return below - at if width > WIDEST or room > 0 or _kind(lines[below]) in _ABOVE else 0


def _leave_kickers_and_tags(
    top: Top,
    lines: Sequence[str],
    block_of: Sequence[int],
    title: str,
    kinds: dict[int, Kind],
) -> None:
    titles = [number for number, what in top.kinds.items() if what == "title"]
    if not titles:
        return
    words: frozenset[str] | None = None
    for number in range(top.end):
        if kinds.get(number) != "headline" or number in top.kinds:
            continue
        if number < titles[0]:
            if _is_kicker(lines[number], title):
                top.kinds[number] = "kicker"
        elif block_of.count(block_of[number]) == 1:
            words = _words(title) if words is None else words
            if _is_tag_line(lines[number], words):
                top.kinds[number] = "tags"


def _is_kicker(line: str, title: str) -> bool:
    count = word_count(line)
    if line.isupper() and count <= _MAX_KICKER_LENGTH:
        return not title.isupper()
    return count <= 2 < word_count(title)


def _is_tag_line(line: str, title_words: frozenset[str]) -> bool:
    """Tell if a line is a list of names of which most stand in the title too."""
    tags = line.replace(",", " ").split()
    if not 2 <= len(tags) <= _MAX_TAGS or not all(map(_TAG.fullmatch, tags)):
        return False
    words = [letters_and_digits_of(tag) for tag in tags]
    return _RUNNING.isdisjoint(words) and 3 * sum(w in title_words for w in words) >= 2 * len(words)


def _words(text: str) -> frozenset[str]:
    return frozenset(map(letters_and_digits_of, text.replace("-", " ").split()))
