"""Plain text as paragraphs: what is broken at a fixed width is joined, all else stays in its lines.

A line is joined to the next only where its block is filled as a machine fills it: no word of the
next line would have fitted. Lists, tables, verse and code are not filled like that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.plain.hyphens import Hyphens, is_broken
from searchkit.corpus.plain.lines import Block, Line, blocks_of

#: Characters; text is not wrapped narrower, and a longer line was never wrapped.
NARROWEST, WIDEST = 50, 110
#: If this many lines end within a word, the text may be a newspaper column.
_MIN_TORN, _NARROWEST_COLUMN = 2, 12
# Characters of a line that a ragged margin or a proportional font may leave empty.
_SLACK = 0.12
_FILLED = 0.75
_LOWER = 0.3
_CLEAR_BREAK = 60
#: Characters; a shorter line is no paragraph of prose by itself.
_MIN_PROSE = 80
_MAX_ROUNDS = 10

_SPACES = re.compile(r"[ \t]{2,}|\t")
_COLUMNS = re.compile(r"\S(?: {3,}|[ ]*\t[ \t]*)\S")
_ITEM = re.compile(r"\s*(?:[-*+•‣·–—]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_STRUCTURE = re.compile(r"\s*(?:#{1,6}\s|>|\||\[\^?[^\]]{1,80}\]:\s)|\s*(?:[-=*_~]\s?){3,}$")
_CLOSING = "\"'”’»)]"
_ENDS = (".", "!", "?", "…", ":")
_OPENS = re.compile(r"[\"'“‘«(\[]*[^\W\d_]")
_JOINED_DASH = re.compile(r"\w[-–—/]$")
_SUSPENDED = re.compile(r"(?:and|or|und|oder|bis|et|ou|y|o|e)\b")
_TORN_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-‐¬]$")
_HYPHENS = "-‐¬"
_FIRST_WORD = re.compile(r"[^\W\d_]+")
# Ends of words that are never words: what precedes them is a torn word, not half of a compound.
_SYLLABLES = re.compile(
    r"(?:[stc]ion|tional|tionally)s?|(?:sation|zation)s?|ments?|mentally|ness|nesses|it(?:y|ies)"
    r"|[ae]nc(?:e|es|y|ies)|tives?|tively|tures?|[ct]ious|[ct]ially|tically|[ai]bly|ously|ingly|edly"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")


def text_of(blocks: Iterable[Block]) -> str:
    """The text of blocks, with a blank line between them."""
    return "\n\n".join("\n".join([line.text for line in block]) for block in blocks)


def joined(blocks: list[Block], words: Words) -> list[Block]:
    """The blocks with every paragraph that was broken at a fixed width in one line.

    `words` are those of the whole text; they tell a torn word from a compound.
    """
    for _ in range(_MAX_ROUNDS):
        # What is left over when paragraphs are taken out of a block is a block of its own.
        done = _joined_once(blocks, words)
        if list(map(len, done)) == list(map(len, blocks)) or max(map(len, done)) == 1:
            return done
        blocks = done
    return blocks


def is_wrapped(lines: Iterable[str]) -> bool:
    """Tell if a machine broke running text at a fixed width into these lines."""
    blocks = blocks_of("\n".join(lines))
    return any(_Breaks(block).machine_width() for block in blocks)


def _joined_once(blocks: list[Block], words: Words) -> list[Block]:
    breaks = [_Breaks(block) for block in blocks]
    if sum(block.torn for block in breaks) >= _MIN_TORN:
        # The paragraphs of a column that have no such line are as narrow as those that have.
        widths = [block.width for block in breaks if block.torn and block.width]
        least = max(_NARROWEST_COLUMN, min(widths, default=NARROWEST) // 2)
        breaks = [_Breaks(block, least=least) for block in blocks]
    width = max((block.machine_width() for block in breaks), default=0)
    if width:
        whole = _over_pages(blocks, width)
        breaks = breaks if len(whole) == len(blocks) else [_Breaks(block) for block in whole]
    return [piece for block in breaks for piece in _join_block(block, width, words)]


class Words:
    """The words of a text, in lower case, with those that have a hyphen; found when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: frozenset[str] | None = None
        self._hyphens: Hyphens | None = None

    def is_compound(self, first: str, second: str) -> bool:
        """Tell if two parts of a word that a line end parts keep the hyphen between them."""
        if self._hyphens is None:
            self._hyphens = Hyphens(self._text.split("\n"), typed=True)
        return self._hyphens.is_own(first, second)

    def __contains__(self, word: str) -> bool:
        if self._found is None:
            words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self._text.lower())
            self._found = frozenset(words)
        return word in self._found


def _over_pages(blocks: list[Block], width: int) -> list[Block]:
    """The blocks, made one where the end of a page parts a sentence."""
    paragraphs: list[Block] = []
    for block in blocks:
        last = paragraphs[-1][-1].text if paragraphs else ""
        if (last and _is_torn(last, block[0].text)) or (
            width * (1 - 2 * _SLACK) < len(last) <= WIDEST
            and (last[-1].isalpha() or last[-1] in ",-")
            and block[0].text.lstrip()[0].islower()
            and len(block[0].text) <= WIDEST
        ):
            paragraphs[-1] += block
        else:
            paragraphs.append(list(block))
    return paragraphs


class _Breaks:
    """The breaks in the lines of a block: `width` of its longest, 0 if it is no running text.

    `ends` says for each line but the last whether a paragraph ends with it, `torn` how many lines
    end within a word. A block narrower than `least` is running text only if some do.
    """

    def __init__(self, block: Block, *, least: int = NARROWEST) -> None:
        self.block = block
        self.texts = [line.text for line in block]
        self.ends: list[bool] = []
        self.torn = sum(_is_torn(line, below) for line, below in pairwise(self.texts))
        width = max(map(len, self.texts)) if len(block) > 1 else 0
        least = min(least, _NARROWEST_COLUMN) if self.torn else least
        self.width = width if least <= width <= WIDEST else 0
        if self.width and _is_structured(self.texts):
            self.width = 0
        if self.width:
            self.ends = [_parts(line, below, width) for line, below in pairwise(self.texts)]

    def machine_width(self) -> int:
        """The width at which most lines are broken; 0 if they are not, or if that is not sure."""
        if not self.width or len(self.texts) < 3:
            return 0
        if self.torn >= _MIN_TORN:
            return self.width
        lines = zip(pairwise(self.texts), self.ends, strict=True)
        broken = [pair for pair, is_end in lines if not is_end]
        return self.width if _is_filled(broken, self.width) else 0

    def paragraphs(self) -> Iterator[Block]:
        """The lines of each paragraph."""
        paragraph = self.block[:1]
        for is_end, line in zip(self.ends, self.block[1:], strict=True):
            if is_end:
                yield paragraph
                paragraph = []
            paragraph.append(line)
        yield paragraph


def _is_structured(texts: list[str]) -> bool:
    """Tell if lines mean something as lines: a list, a quotation, code or a table."""
    if _is_table(texts):
        return True
    # Most lines begin with a letter, and then they are neither.
    marked = [text for text in texts if not text[0].isalpha() or text[1:2] == ")"]
    if any(map(_STRUCTURE.match, marked)):
        return True
    items = sum(1 for text in marked if _ITEM.match(text))
    if items and (_ITEM.match(texts[0]) or 3 * items > len(texts)):
        return True
    return all(text.startswith(("    ", "\t")) for text in texts)


def _is_table(texts: list[str]) -> bool:
    wide = [text for text in texts if "   " in text or "\t" in text]
    if 2 * len(wide) < len(texts):
        return False
    return 2 * sum(1 for text in wide if _COLUMNS.search(text)) >= len(texts) > 1


def _is_filled(breaks: list[tuple[str, str]], width: int, *, sure: bool = False) -> bool:
    """Tell if a machine that breaks at `width` parted these lines from those below them.

    If it is not `sure` that a machine broke the text, sentences must go on from line to line. If it
    is, some lines may have room left where a sentence goes on.
    """
    full = [_no_room(line, below, width) for line, below in breaks]
    filled = sum(full)
    if sure:
        open_ended = [
            not _ends(line) and below.lstrip()[0].islower()
            for (line, below), is_full in zip(breaks, full, strict=True)
            if not is_full
        ]
        return 2 * filled >= len(full) and filled + sum(open_ended) >= _FILLED * len(full)
    if not filled or filled < _FILLED * len(full):
        return False
    if all(line.isupper() for line, _ in breaks[:3]):
        return True
    running = sum([not _is_capital(below) for _, below in breaks])
    return running >= _LOWER * len(breaks)


def _is_torn(line: str, below: str) -> bool:
    """Tell if a line ends within a word that the next one goes on with."""
    return line[-1] in _HYPHENS and is_broken(line) and below.lstrip()[0].islower()


def _no_room(line: str, below: str, width: int) -> bool:
    """Tell if the first word of the line below had no room in the line."""
    room = width - _SLACK * width - len(line) - 1
    return room < 0 or len(below.lstrip().partition(" ")[0]) > room


def _parts(line: str, below: str, width: int) -> bool:
    """Tell if a paragraph ends between two lines that no blank line parts."""
    first = below[0]
    if first == " " and _indent(below) - _indent(line) >= 2:
        return True
    if (line[0] in " B" and _is_byline(line)) or (first in " B" and _is_byline(below)):
        return True
    if _no_room(line, below, width) or not _ends(line) or _is_torn(line, below):
        return False
    return _is_capital(below) or not below.lstrip()[0].isalpha()


def _ends(text: str) -> bool:
    return text.endswith(_ENDS) or text.rstrip(_CLOSING).endswith(_ENDS)


def _is_byline(text: str) -> bool:
    return text.lstrip()[:3] in ("By ", "BY ") and bool(read_byline(text))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_capital(text: str) -> bool:
    if text[:1].isalpha():
        return text[0].isupper()
    match = _OPENS.match(text.lstrip())
    return match is not None and match[0][-1].isupper()


def _join_block(breaks: _Breaks, width: int, words: Words) -> Iterator[Block]:
    """The paragraphs of a block as blocks of one line; the lines that are none together."""
    block = breaks.block
    if len(block) == 1:
        yield [_alone(block[0])]
        return
    if _are_paragraphs(breaks):
        yield from ([_alone(line)] for line in block)
        return
    if not breaks.width:
        yield block if _is_table(breaks.texts) else [_single_spaced(line) for line in block]
        return
    rest: Block = []
    for paragraph in breaks.paragraphs():
        if not _is_paragraph(paragraph, breaks.width, width):
            rest += [_single_spaced(line) for line in paragraph]
            continue
        if rest:
            yield rest if len(rest) > 1 else [_alone(rest[0])]
        rest = []
        yield [_one(paragraph, words)]
    if rest:
        yield rest if len(rest) > 1 else [_alone(rest[0])]


def _are_paragraphs(breaks: _Breaks) -> bool:
    """Tell if each line of a block is a paragraph, or a heading between paragraphs."""
    texts = breaks.texts
    prose = sum(len(text) > WIDEST and _ends(text) for text in texts)
    if 2 * prose < len(texts) or len(texts) < 2 or breaks.torn or _is_table(texts):
        return False
    if any(map(_STRUCTURE.match, texts)) or any(map(_ITEM.match, texts)):
        return False
    # Lines that were broken at a fixed width end in the middle of sentences.
    return all(_ends(line) or _is_heading(line) for line in texts) and not any(
        below.lstrip()[0].islower() for below in texts[1:]
    )


def _is_heading(text: str) -> bool:
    return len(text) < _MIN_PROSE and _is_capital(text)


def _is_paragraph(lines: Block, width: int, text_width: int) -> bool:
    texts = [line.text for line in lines]
    if len(texts) == 1:
        # One line between paragraphs that are marked by their indent alone.
        return _indent(texts[0]) >= 2 and text_width > 0 and _ends(texts[0])
    if len(texts) == 2:
        first, second = texts
        if _is_torn(first, second) and (text_width or first[-1] == "¬"):
            return True
        runs_on = not _ends(first) and len(first) >= _CLEAR_BREAK
        if runs_on and second.lstrip()[0].islower():
            return True
        return text_width > 0 and _no_room(first, second, max(width, text_width))
    breaks = list(pairwise(texts))
    if any(_is_torn(line, below) for line, below in breaks):
        return True
    return _is_filled(breaks, width) or (
        text_width > 0 and _is_filled(breaks, max(width, text_width), sure=True)
    )


def _alone(line: Line) -> Line:
    if "\n" in line.text:
        return line
    return _with_text(line, _narrowed(line.text.strip()))


def _single_spaced(line: Line) -> Line:
    text = line.text
    start = 0 if "\n" not in text else len(text)
    start = start or _indent(text)
    return _with_text(line, text[:start] + _narrowed(text[start:]))


def _narrowed(text: str) -> str:
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text else text


def _with_text(line: Line, text: str) -> Line:
    return line if text == line.text else Line(text, line.saved, line.number)


def _one(lines: Block, words: Words) -> Line:
    """The lines as one, torn words made whole."""
    parts: list[str] = []
    last = ""
    for line in lines:
        text = line.text.strip()
        if parts:
            parts[-1:] = _mended(last, text, words)
        parts.append(text)
        last = text
    text = _narrowed("".join(parts))
    return Line(text, "\n".join([line.saved for line in lines]), lines[0].number)


def _mended(line: str, below: str, words: Words) -> tuple[str, str]:
    """The end of a line as it stands before the next in a paragraph, and what comes between."""
    if line[-1] not in _HYPHENS and line[-1] not in "–—/":
        wide = _WIDE.match(line[-1]) and _WIDE.match(below)
        return line, "" if wide else " "
    torn, rest = _TORN_WORD.search(line), _FIRST_WORD.match(below)
    if not torn or not rest or not rest[0].islower():
        return line, "" if _JOINED_DASH.search(line) else " "
    if line[-1] == "¬":
        return line[:-1], ""
    if _SUSPENDED.match(below):
        return line, " "
    whole, compound = f"{torn[1]}{rest[0]}".lower(), f"{torn[1]}-{rest[0]}".lower()
    known = whole in words
    if compound in words:
        return line, ""
    if known or _SYLLABLES.fullmatch(rest[0]):
        return line[:-1], ""
    return (line, "") if words.is_compound(torn[1], rest[0]) else (line[:-1], "")
