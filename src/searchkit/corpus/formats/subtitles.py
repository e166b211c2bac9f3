"""Subtitles (SRT, WebVTT): what is said, as running text without its times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.reader import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

#: Seconds of silence, and characters, after which a new paragraph begins.
_PAUSE, _LONG = 4.0, 600

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_TIMES = re.compile(rf"\s*(?P<start>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})(?:\s.*)?")
_RECOGNISED = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:WEBVTT\b"
    rb"|\d{1,6}[ \t]*\r?\n(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}\s*-->)"
)
_NOTE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b.*")
_HEADER = re.compile(r"(?P<name>[A-Za-z-]+):\s*(?P<value>.+)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+(?P<name>[^<>]{1,80})>")
_TAG = re.compile(r"</?[a-zA-Z/][^<>]{0,200}>|<[\d:.]{5,20}>|\{\\[^{}]{0,100}\}")
_TURN = re.compile(r"\s*(?:>>|[-–—]\s)")
_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


class SubtitlesReader:
    """Reads subtitles: one article a file."""

    name: ClassVar[str] = "subtitles"
    suffixes: ClassVar[frozenset[str]] = frozenset({".srt", ".vtt"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return bool(_RECOGNISED.match(head))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        decoded = decode(data)
        blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n", decoded.text.strip())]
        cues = list(_cues(blocks))
        text = "\n\n".join(_paragraphs(cues))
        if not text.strip():
            raise ArticleUnreadable("no text")
        yield ParsedDocument(
            text,
            tuple(_declared(blocks)),
            encoding=decoded.encoding,
            warnings=decoded.warnings,
            prepared=True,
        )


def _cues(blocks: list[list[str]]) -> Iterator[_Cue]:
    """The cues, and what stands below a blank line within one."""
    end: float | None = None
    for block in blocks:
        if cue := _cue(block):
            end = cue.end
            yield cue
        elif end is not None and not _NOTE.match(block[0]) and not "".join(block).isdigit():
            yield _Cue(end, end, tuple(filter(None, map(_shown, block))))


def _cue(lines: list[str]) -> _Cue | None:
    """The words of a block with their times; None if it is no cue."""
    for at, line in enumerate(lines[:3]):
        if times := _TIMES.fullmatch(line):
            shown = tuple(filter(None, map(_shown, lines[at + 1 :])))
            return _Cue(_seconds(times["start"]), _seconds(times["end"]), shown)
    return None


def _seconds(clock: str) -> float:
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _shown(line: str) -> str:
    """A line without what says how it looks; who speaks stands before it."""
    line = _VOICE.sub(lambda voice: f"{voice['name'].strip()}: ", line)
    line = _TAG.sub("", line).replace("&nbsp;", " ").replace("&amp;", "&").replace("&gt;", ">")
    return " ".join(line.replace("&lt;", "<").replace("&lrm;", "").split())


def _paragraphs(cues: list[_Cue]) -> Iterator[str]:
    """What is said, a paragraph ending with a pause, a turn, or a sentence when it is long."""
    said: list[str] = []
    length, end = 0, 0.0
    above: tuple[str, ...] = ()
    for cue in cues:
        # Live captions show each line again while the next one comes in.
        new = [line for line in cue.lines if line not in above]
        above = cue.lines or above
        for line in new:
            is_break = cue.start - end > _PAUSE or bool(_TURN.match(line)) or _speaks(line)
            if said and (is_break or (length > _LONG and _END.search(said[-1]))):
                yield " ".join(said)
                said, length = [], 0
            said.append(line)
            length += len(line) + 1
            end = cue.end
        end = max(end, cue.end)
    if said:
        yield " ".join(said)


def _speaks(line: str) -> bool:
    """Tell if a line begins with the name of a speaker: `ANNA BERG: …`."""
    name, colon, _ = line.partition(":")
    return bool(colon) and len(name) <= 40 and name.isupper() and len(name) > 1


def _declared(blocks: list[list[str]]) -> Iterator[Stated]:
    if blocks and _NOTE.match(blocks[0][0].lstrip("\ufeff")):
        for line in blocks[0][1:]:
            header = _HEADER.fullmatch(line.strip())
            if header and header["name"].lower() in ("language", "title"):
                name = header["name"].lower()
                yield Stated(name, header["value"], "WebVTT header", header["value"])
