"""Sentence boundaries: nltk's Punkt with the abbreviations of news text, and no trained data.

That is for English, and for texts in no known language; others have `sentence_rules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.analysis.languages import language_code
from searchkit.analysis.paragraphs import BLANK_LINE
from searchkit.analysis.punkt import Spans, punkt_spans
from searchkit.analysis.scripts import script_of
from searchkit.analysis.sentence_rules import STOPS, rule_starts

# Without those that are also words: no, sun, min.
_ABBREVIATIONS = frozenset(
    """
    adm apr asst assn aug ave bros brig capt cie cmdr co col corp cpl dec dept det dist dr e.g
    etc feb fr fri ft gen gov govt i.e inc insp int intl jan jr lt ltd maj mar messrs mr mrs ms
    mt nov oct p.m a.m pct plc pres prof pvt rep reps rev sec sen sens sept sep sgt sr st supt
    thu thurs tue tues u.k u.n u.s u.s.a vol vs
    """.split()
)
#: So much of a paragraph is given to Punkt at once; its time grows faster than the text.
MAX_PIECE_LENGTH = 20_000

# Where Punkt may part; the group is there if what stands below is plain.
_END = re.compile(
    r"""[.?!](?:(["'”’)]*)[ \n]+(?=["“‘(]?[A-Za-z0-9])|(?=\s+\S|[)";}\]*:@'({\[?!‘’“”«»]))"""
)
_PLAIN_TOKEN = re.compile(r"[A-Za-z0-9]+[,.]?(?![^ \n])")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
# Punkt without trained data parts a quotation from its "he said"; a sentence never starts small.
_CLOSING = '»”“"」'
_CLOSED = re.compile(rf"[{_CLOSING}]\s+(?=\w)")
# Characters before a passage in which the end of a sentence is looked for.
_MAX_BLANKS = 8
_SMALL_START = re.compile(r"[^\w\s]*[a-z]")


@cache
def _punkt() -> Spans:
    return punkt_spans(_ABBREVIATIONS)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = len(text) - len(text.lstrip())
    for gap in BLANK_LINE.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def sentence_starts(
    text: str, language: str | None = None, passages: Sequence[tuple[int, str]] = ()
) -> tuple[int, ...]:
    """The offset of each sentence's first character; a blank line always ends a sentence.

    `passages` are those of an `Article`.

    >>> sentence_starts("Gen. Smith of the U.S. spoke. “No!” he said.")
    (0, 30)
    >>> sentence_starts("Ген. Смит приехал. Он ждал.", "ru")
    (0, 19)
    """
    starts: list[int] = []
    parts = passages or ((0, language or ""),)
    for (begin, tag), (end, _) in pairwise((*parts, (len(text), ""))):
        piece, code = text[begin:end], language_code(tag)
        offsets = [begin + start for start in _starts_in(piece, code)]
        if begin and offsets:
            offsets[:1] = _start_of_passage(text, begin, offsets[0])
        starts += offsets
    return tuple(starts)


def _start_of_passage(text: str, begin: int, first: int) -> list[int]:
    """The start of the sentence with which a passage begins, which may go on from the one before.

    `first` is its first character. A passage that was quoted may have left its mark to this one.
    """
    before = text[max(0, begin - _MAX_BLANKS) : begin]
    if before.endswith("\n"):
        return [first]
    if before.rstrip()[-1:] not in STOPS:
        return []
    if text[begin] not in _CLOSING:
        return [first]
    word = _CLOSED.match(text, begin)
    return [word.end()] if word and not text[word.end()].islower() else []


def _starts_in(text: str, code: str) -> Iterator[int]:
    by_rules = code not in ("", "en") or (not code and script_of(text[:200]) not in ("", "Latin"))
    for begin, end in _paragraphs(text):
        if by_rules:
            yield from (begin + start for start in rule_starts(text[begin:end], code))
            continue
        for piece in range(begin, end, MAX_PIECE_LENGTH):
            paragraph = text[piece : min(end, piece + MAX_PIECE_LENGTH)]
            for start in _starts(paragraph):
                # Where a piece begins, no sentence need begin.
                begins = piece == begin if start == 0 else not _SMALL_START.match(paragraph, start)
                if begins:
                    yield piece + start


def _starts(paragraph: str) -> Iterator[int]:
    """The starts that Punkt gives; it is asked only where they are not plain."""
    start, plain = 0, True
    for end in _END.finditer(paragraph):
        parts = _parts(paragraph, start, end)
        plain = plain and parts is not None
        if parts:
            yield from [start] if plain else _punkt_starts(paragraph, start, end.end())
            start, plain = end.end(), True
    if paragraph[start:].strip():
        yield from [start] if plain else _punkt_starts(paragraph, start, len(paragraph))


def _parts(paragraph: str, start: int, end: re.Match[str]) -> bool | None:
    """Tell if Punkt splits a paragraph at an end; None if only itself can tell."""
    closing, at = end[1], end.start()
    if closing is None:
        return None
    begin = max(paragraph.rfind(" ", start, at), paragraph.rfind("\n", start, at), start - 1)
    word = paragraph[begin + 1 : at].lower()
    is_word = word.isascii() and word.isalpha()
    if paragraph[at] != ".":
        return True if is_word else None
    is_abbreviation = word in _ABBREVIATIONS
    if is_word and len(word) > 1 and not is_abbreviation:
        return True
    if closing or not _PLAIN_TOKEN.match(paragraph, end.end()):
        return None
    below = paragraph[end.end()]
    if is_abbreviation or (is_word and below.isalpha()):
        return False
    return True if _NUMBER.fullmatch(word) else None


def _punkt_starts(paragraph: str, start: int, end: int) -> list[int]:
    try:
        return [start + at for at, _ in _punkt()(paragraph[start:end])]
    except TimeoutError:
        # nltk stops a pattern after 5 s: "?! ?! ?! …" is no text that has sentences.
        return [start]
