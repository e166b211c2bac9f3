"""Lines of dialogue: a dash begins what somebody says, another one begins who says it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from searchkit import quick_regex as regex
from searchkit.deadline import watch
from searchkit.quotes.languages import Language
from searchkit.quotes.marks import QuotedRange

_LINE = regex.compile(r"(?:^|(?<=\n))[^\S\n]*+[—–][^\S\n]?(?=\S)(?P<rest>[^\n]++)")
_DASH = regex.compile(r"(?<=[\s,.!?…])[—–]|[—–](?=[\s,.])")
#: Parts of a line between dashes.
MAX_PARTS = 8
#: A longer line is no dialogue.
MAX_LINE = 1_500


def with_dialogue(
    text: str, ranges: list[QuotedRange], language: Language | None
) -> list[QuotedRange]:
    """The quotations, and what is said in the lines of dialogue in which there are none."""
    if language is None or not any(f"\n{dash}" in text or text.startswith(dash) for dash in "—–"):
        return ranges
    firsts = [start for start, _ in ranges]
    lines = [line.span("rest") for line in watch(_LINE.finditer(text))]
    free = (
        (start, end)
        for start, end in lines
        if end - start <= MAX_LINE and bisect_right(firsts, end) == bisect_right(firsts, start)
    )
    return sorted([*ranges, *(part for line in free for part in _said(text, *line, language))])


def _said(text: str, start: int, end: int, language: Language) -> Iterator[QuotedRange]:
    """The parts of a line that are said: each second one, if a verb of saying begins the next."""
    dashes = [one.span() for one in _DASH.finditer(text, start, end)][:MAX_PARTS]
    begins = [start, *(dash[1] for dash in dashes)]
    parts = list(zip(begins, [*(dash[0] for dash in dashes), end], strict=True))
    is_said = False
    for number in range(0, len(parts), 2):
        if number + 1 < len(parts):
            begin, stop = parts[number + 1]
            while begin < stop and text[begin].isspace():
                begin += 1
            is_said = language.verb.match(text, begin, stop) is not None or (
                language.joined_he.match(text, begin, stop) is not None
            )
        if is_said and (part := _trimmed(text, *parts[number])):
            yield part


def _trimmed(text: str, begin: int, end: int) -> QuotedRange | None:
    """A part without the marks that separate it from the words of the narrator."""
    while begin < end and (text[begin].isspace() or text[begin] in ".,;:"):
        begin += 1
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",—–"):
        end -= 1
    return (begin, end) if any(map(str.isalpha, text[begin:end])) else None
