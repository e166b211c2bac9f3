"""What the end of a page leaves in the middle of a sentence: its number, the name of the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from searchkit import quick_re as re
from searchkit.corpus.plain.hyphens import is_broken
from searchkit.corpus.plain.lines import Block, Line, letters_of

#: Lines between two pages, and characters of each.
_MAX_LINES, _MAX_LENGTH = 4, 80
#: Characters of a line whose end is plainly in the middle of a sentence.
_MIN_LENGTH = 40

_NUMBER = re.compile(
    r"[-–—|\s\[(]*(?:(?:page|p\.|seite|s\.|pág\.|стр\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de|из)\s*\d{1,4})?"
    r"[-–—|\s\])]*",
    re.IGNORECASE,
)
#: Letters of such a number: `page`, `of`.
_MAX_NUMBER_LETTERS = 10


def without_page_breaks(blocks: Sequence[Block]) -> tuple[list[Block], list[Line]]:
    """The blocks without page numbers and running headers within a sentence, and these lines."""
    lines = [(at, line) for at, block in enumerate(blocks) for line in block]
    texts = [line.text.strip() for _, line in lines]
    letters = [letters_of(text) if len(text) <= _MAX_LENGTH else "" for text in texts]
    repeated = {text for text, count in Counter(letters).items() if text and count > 1}
    left_out: set[int] = set()
    at = 0
    while at < len(texts):
        end = at
        while (
            end < len(texts)
            and end - at <= _MAX_LINES
            and _is_furniture(texts[end], letters[end], repeated)
        ):
            end += 1
        is_between = 0 < at < end < len(texts) and end - at <= _MAX_LINES
        if is_between and _goes_on(texts[at - 1], texts[end]):
            left_out.update(range(at, end))
        at = max(end, at + 1)
    if not left_out:
        return list(blocks), []
    kept: list[Block] = [[] for _ in blocks]
    for number, (block, line) in enumerate(lines):
        if number not in left_out:
            kept[block].append(line)
    return [block for block in kept if block], [lines[number][1] for number in sorted(left_out)]


def _is_furniture(text: str, letters: str, repeated: set[str]) -> bool:
    if len(text) > _MAX_LENGTH:
        return False
    if len(letters) <= _MAX_NUMBER_LETTERS and _NUMBER.fullmatch(text):
        return True
    # A line of verse that comes back ends with a comma, the name of a paper does not.
    return letters in repeated and not text[0].islower() and text[-1].isalnum()


def _goes_on(above: str, below: str) -> bool:
    """Tell if a sentence goes on from one page to the next."""
    if not below[0].islower():
        return False
    return is_broken(above) or (
        len(above) >= _MIN_LENGTH and (above[-1].isalpha() or above[-1] == ",")
    )
