"""The passages of a text that are in different languages: lines, and quotations within them.

A part of a line is told by itself if it has enough letters. A shorter one is in the language of
the text around the quotations, or in the last one seen that is written in its script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import NamedTuple, TypeAlias

from searchkit import quick_re as re
from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.scripts import script_of

#: The `passages` of an `Article`.
Passages: TypeAlias = tuple[tuple[int, str], ...]

#: Letters of a part whose language is told by itself; a Chinese one counts as several.
MIN_PASSAGE_LETTERS = 40
_LETTERS_OF_HAN = 3
#: Quotations that are looked at to see if any is in another language.
MAX_QUOTED = 8

_LINE = re.compile(r"[^\n]+\n*")
_MARKS = '«»“”„"「」'
_QUOTED = re.compile(f'[«“„"「](?P<said>[^{_MARKS}\n]{{12,}})[»”“"」]')
_WORD = re.compile(r"[^\W\d_]+")
_HAN_OR_KANA = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
# Letters of Latin; Greek and Cyrillic; Hebrew; Arabic; eastern scripts.
_LETTERS = tuple(
    re.compile(f"[{letters}]{{2}}")
    for letters in (
        "A-Za-z", "\u0370-\u052f", "\u0590-\u05ff", "\u0600-\u06ff", "\u0900-\u1dff\u3041-\ud7ff"
    )
)  # fmt: skip


class Part(NamedTuple):
    """A part of a text at `[start, end)`, inside quotation marks or not."""

    start: int
    end: int
    is_quoted: bool


def weight(text: str) -> int:
    """The number of letters, as if it were in an alphabet."""
    letters = sum(map(str.isalpha, text))
    return letters + (_LETTERS_OF_HAN - 1) * len(_HAN_OR_KANA.findall(text))


def passages(text: str, language_of: Callable[[str], str]) -> Passages:
    """Where the language of a text changes; `language_of` tells that of a part, or gives ""."""
    changes: list[tuple[int, str]] = []
    by_script: dict[str, str] = {}
    around = ""
    for line in _LINE.finditer(text):
        for part in _parts(text, *line.span()):
            shown = text[part.start : part.end]
            code = language_of(shown) if weight(shown) >= MIN_PASSAGE_LETTERS else ""
            if code:
                by_script[_script(shown)] = code
            else:
                script = _script(shown)
                fits = not script or not around or script in LANGUAGES[around].scripts
                code = around if fits else by_script.get(script, around)
            if not part.is_quoted:
                around = code
            if code and (not changes or changes[-1][1] != code):
                changes.append((part.start if changes else 0, code))
    return tuple(changes)


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    """The parts of a line: what is quoted, what is not, and each of them by its scripts."""
    at = start
    for quoted in _QUOTED.finditer(text, start, end):
        yield from _by_script(text, Part(at, quoted.start("said"), False))
        yield from _by_script(text, Part(*quoted.span("said"), True))
        at = quoted.end("said")
    if at < end:
        yield from _by_script(text, Part(at, end, False))


def _by_script(text: str, part: Part) -> Iterator[Part]:
    """The parts of a part that are long enough in scripts of their own."""
    shown = text[part.start : part.end]
    if sum(letters.search(shown) is not None for letters in _LETTERS) < 2:
        yield part
        return
    words = [(script_of(word[0]), word.start()) for word in _WORD.finditer(shown)]
    runs = [(script, next(group)[1]) for script, group in groupby(words, lambda pair: pair[0])]
    starts = [0]
    last = ""
    for (script, begin), (_, stop) in pairwise([*runs, ("", len(shown))]):
        if script != last and weight(shown[begin:stop]) >= MIN_PASSAGE_LETTERS:
            if last:
                starts.append(begin)
            last = script
    for begin, stop in pairwise([*starts, len(shown)]):
        yield Part(part.start + begin, part.start + stop, part.is_quoted)


def _script(text: str) -> str:
    """The script of most words."""
    scripts = Counter(script_of(word) for word in _WORD.findall(text[:400]))
    return max(scripts, key=scripts.__getitem__, default="")


def quotes_others(text: str, code: str, language_of: Callable[[str], str]) -> bool:
    """Tell if one of the first long quotations of a text is in another language than itself."""
    quoted = (text[slice(*match.span("said"))] for match in _QUOTED.finditer(text))
    long = (quotation for quotation in quoted if weight(quotation) >= MIN_PASSAGE_LETTERS)
    return any(language_of(quotation) not in ("", code) for quotation in islice(long, MAX_QUOTED))


def shares(changes: Sequence[tuple[int, str]], end: int) -> dict[str, int]:
    """The share of a text that each language has in passages, the greatest first."""
    lengths: Counter[str] = Counter()
    for (start, code), (stop, _) in pairwise([*changes, (end, "")]):
        lengths[code] += stop - start
    return {code: round(100 * length / end) for code, length in lengths.most_common()}


def kept(changes: Passages, is_kept: Callable[[str], bool]) -> Passages:
    """The passages in some of the languages; what is between them goes on as before."""
    left: list[tuple[int, str]] = []
    for start, code in changes:
        if is_kept(code) and (not left or left[-1][1] != code):
            left.append((start if left else 0, code))
    return tuple(left)
