"""The top of a plain text: its blocks before the prose begins, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from searchkit import quick_re as re
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.plain.dates import has_label, read_date_line
from searchkit.quick_dataclass import dataclass

Kind = Literal["heading", "headline", "date", "byline", "label", "navigation", "prose"]

_TOP = 20_000
_MAX_BLOCKS = 14
#: Characters; a longer line was never wrapped, so that each line of its block stands alone.
_MAX_WRAPPED_LENGTH = 120
_MAX_HEADLINE_LENGTH = 30
_MAX_NAVIGATION_LENGTH = 100
_MIN_SENTENCE_LENGTH = 8
#: Words; longer prose is no standfirst.
MAX_DECK_LENGTH = 45

_HEADING = re.compile(r"#{1,6}\s")
_GAP = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LABEL = re.compile(
    r"(?P<label>updated|last updated|modified|title|headline|url|link|permalink|source|photo"
    r"|image|picture|credit|caption|tags|category|categories|filed under|topics)"
    r"\s*:\s*(?P<value>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS = re.compile(r"https?://\S+")
_NAVIGATION = re.compile(
    r"""
      (?:select|current)\ page | (?:main\ |site\ |toggle\ )?(?:menu|navigation) | home(?:page)?
    | skip\ (?:to|navigation)\b.* | jump\ to\b.* | close | search(?:\ for)? | top | back\ to\b.*
    | (?:please\ )?(?:subscribe|sign\ (?:in|up)|log\ ?in|register|donate|support\ us)(?:\ now)?
    | share(?:\ (?:this|on|via|article)\b.*)? | (?:facebook|twitter|linkedin|whatsapp|telegram|x)
    | tweet | pin\ it | e-?mail | print | save | copy\ link | follow\ us\b.* | listen\b.*
    | advertisement | sponsored | loading | \d+\ comments? | (?:leave|post|add)\ a\ comment
    | \d+\ min(?:ute)?s?\ read | read\ more | related(?:\ (?:posts|articles|stories))?
    | (?:home|news)\ *[>»/›].* | (?:posted|submitted|(?:last\ )?updated)\ (?:by|on|at)\b.*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A ruled line, or a label of something that stands below it.
_LEADS_NOWHERE = re.compile(r"[\W_]*|\S+(?: \S+){0,2}:")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’)]*$")
_INITIALS_END = re.compile(r"(?<!\b[A-Z]\.)\b(?:[A-Z]\.)++[\"'”’)]*$")
_SENTENCE_BREAK = re.compile(r"[a-z]{2}[.!?][\"'”’)]*\s+[\"'“‘(]?[A-Z]")
# After one of these the line goes on.
_RUNS_ON = re.compile(
    r"(?:\b(?:on|in|since|until|till|of|the|and|from|by|before|after|to|for|at|a|an|between)|[,;])$",
    re.IGNORECASE,
)
_MARKED = ("heading", "date", "byline", "label", "navigation")
# Every line that is no headline and no running text has one of these.
_MARKED_WITHIN = re.compile(r"[:|·•]|\d{4}")
_MARKED_FIRST = re.compile(
    r"""\W
    | (?:select|current|main|site|toggle|menu|navigation|home|skip|jump|close|search|top|back
      |please|subscribe|sign|log|register|donate|support|share|facebook|twitter|linkedin|whatsapp
      |telegram|x|tweet|pin|e-?mail|print|save|copy|follow|listen|advertisement|sponsored|loading
      |\d+|leave|post|add|read|related|news|submitted|last|updated|written|story|words|authors?
      |by)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Letters of scripts without blanks: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_LETTERS_IN_WORD = 3
#: Between the parts of a line like `By Anna Berg | 3 March 2020`.
PARTS = re.compile(r"(?<!\s)\s++[|·•]\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; `text` is their exact characters, outer blank space taken off."""

    text: str
    kind: Kind

    @property
    def line(self) -> str:
        return one_line(self.text)

    @property
    def words(self) -> int:
        return word_count(self.text)


def word_count(text: str) -> int:
    """The number of words, about three letters each in scripts without blanks between them.

    >>> word_count("Ferry sold in Kabul"), word_count("塔利班代表团访问莫斯科")
    (4, 3)
    """
    words = text.split()
    if text.isascii() or not _UNSPACED.search(text):
        return len(words)
    runs = (sum(map(len, _UNSPACED.findall(word))) for word in words)
    return sum(max(1, letters // _LETTERS_IN_WORD) for letters in runs)


def one_line(text: str) -> str:
    """The text without a line break or a run of blank space."""
    return " ".join(text.split())


def label_of(text: str) -> tuple[str, str]:
    """The label in lower case and the value of a line like `Date: 31 March`; else two empty.

    >>> label_of("Photo: Ann Lee"), label_of("https://bay.example/a")
    (('photo', 'Ann Lee'), ('url', 'https://bay.example/a'))
    """
    if _ADDRESS.fullmatch(text.strip()):
        return "url", text.strip()
    match = _LABEL.fullmatch(text.strip())
    return (match["label"].lower(), match["value"]) if match else ("", "")


def top_blocks(text: str) -> list[Block]:
    """The blocks above the prose, and the first block of prose if there is any.

    A short standfirst counts as prose and does not end the top if a byline or a labelled date
    stands right below it.
    """
    blocks: list[Block] = []
    for block in _blocks(text[:_TOP]):
        if len(blocks) == _MAX_BLOCKS:
            break
        if any(above.kind == "prose" for above in blocks) and not _may_follow_prose(
            block, blocks[-1]
        ):
            break
        blocks.append(block)
        if block.kind == "prose" and block.words > MAX_DECK_LENGTH:
            break
    return blocks


def _may_follow_prose(block: Block, above: Block) -> bool:
    if block.kind == "date":
        return has_label(block.text) or above.kind in ("byline", "date")
    return block.kind in ("byline", "label")


@lru_cache(maxsize=2_048)
def kind_of(text: str) -> Kind:
    """The kind of a block of lines, by its own words."""
    line = one_line(text)
    if _HEADING.match(line):
        return "heading"
    if read_date_line(line):
        return "date"
    if len(line) <= _MAX_NAVIGATION_LENGTH and (
        _NAVIGATION.fullmatch(line.rstrip(" :.…!")) or _LEADS_NOWHERE.fullmatch(line)
    ):
        return "navigation"
    if read_byline(line):
        return "byline"
    if label_of(line)[0]:
        return "label"
    words = word_count(line)
    if words > _MAX_HEADLINE_LENGTH or _SENTENCE_BREAK.search(line):
        return "prose"
    ends = words >= _MIN_SENTENCE_LENGTH and _SENTENCE_END.search(line) and not line.endswith("?")
    return "prose" if ends and not _INITIALS_END.search(line) else "headline"


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in _GAP.split(text):
        for piece in _pieces(paragraph):
            if stripped := piece.strip():
                yield Block(stripped, kind_of(stripped))


def _pieces(paragraph: str) -> Iterator[str]:
    """The paragraph, parted where lines that are not one text stand without a gap."""
    lines = paragraph.split("\n")
    if any(len(line) > _MAX_WRAPPED_LENGTH for line in lines):
        for line in lines:
            yield from PARTS.split(line) if _is_marked(line) else [line]
        return
    pending: list[str] = []
    for line in lines:
        if not goes_on(pending) and _is_marked(line):
            yield "\n".join(pending)
            pending = []
            yield from PARTS.split(line)
        else:
            pending.append(line)
    yield "\n".join(pending)


def goes_on(lines: list[str]) -> bool:
    """Tell if what stands below some lines is more likely the rest of their sentence."""
    return len(lines) > 2 or bool(lines and _RUNS_ON.search(lines[-1].strip()))


def _is_marked(line: str) -> bool:
    """Tell if a line alone is something else than running text or a headline."""
    if not _MARKED_FIRST.match(line) and not _MARKED_WITHIN.search(line):
        return False
    if not PARTS.search(line):
        return kind_of(line) in _MARKED
    return any(kind_of(part) in _MARKED for part in PARTS.split(line) if part.strip())


def diary_dates(text: str) -> set[str]:
    """The dates that stand on a line of their own right above prose, as a diary has them."""
    dates = set()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line, below in pairwise(lines):
        if len(line) <= 40 and line[-1:].isdigit() and kind_of(line) == "date":
            reading = read_date_line(line)
            if reading and reading.date and kind_of(below) == "prose":
                dates.add(reading.date.isoformat())
    return dates
