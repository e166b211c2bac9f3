"""Runs of words in capitals: where names can stand in a text, found in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from searchkit import quick_re as re

_UPPER = "".join(char for char in map(chr, range(0x41, 0x2000)) if char.isupper() or char.istitle())
_U = f"[{_UPPER}]"
_CUT = (
    "Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sen|Rep|Gov|Prof|Rev|Sgt|Capt|Maj|Jr|Sr|Adm|Messrs|Pres|Mt|Ft"
    "|Inc|Corp|Co|Ltd"
)


def _cut_words() -> str:
    """A pattern of words that are cut short, whose first letter is matched already."""
    rests: dict[str, list[str]] = {}
    for word in _CUT.split("|"):
        rests.setdefault(word[0], []).append(word[1:])
    groups = [rf"(?<={first})(?:{'|'.join(rest)})" for first, rest in rests.items()]
    return f"(?:{'|'.join(groups)})"


# What follows the first character of a word, which is matched already.
_REST = (
    rf"(?:(?<={_U})\.-?(?:{_U}\.-?)*+(?!{_U}?[^\W\d_A-Z])"
    rf"|{_cut_words()}\.(?=[ ,)\n'’])"
    rf"|(?:(?<=[ad])l-|(?<=d)['’]){_U}\w*+(?:(?:-|['’](?!s\b))\w++)*+"
    rf"|(?<={_U})(?:\w*+(?:['’](?!s\b|S\b)(?=\w)|[-‐.&](?=\w)))*+\w*+)"
)
# A pattern that begins with a set of characters is looked for much faster than one that does not.
_FIRST = f"[{_UPPER}ad]"
_WORD = _FIRST + _REST
_PARTICLE = (
    "bin|al|van|von|van der|van den|de|der|dei|degli|del|della|delle|dello|di|da|dal|das|dela|delos"
    "|des|do|dos|du|la|le|ter|el"
    "|ibn|wa|ul|de la|de los"
)
# `Ministero dell’Interno`; the word has the particle in it.
_BETWEEN = rf"(?:{_PARTICLE})[ \u00a0]|& |(?:de l|dell)['’]"
#: Words in capitals with nothing but a blank, a small particle or `&` between them.
RUN = re.compile(rf"{_FIRST}(?<![\w.@/#-].){_REST}(?:[ \u00a0](?:{_BETWEEN})?{_WORD})*+")
# The end of a sentence without its blank: `left Norway.Lund said`.
_GLUED = re.compile(r"(?<=[a-z]{3})\.(?=[A-Z][a-z]{3})")
_LINE = re.compile(r"[^\n]+")
# Characters that may stand between the end of a sentence and its first word.
_OPENING = " \u00a0\"'“”„«»‘’([{-–—•*\t"
_MAX_OPENING = 6
_QUOTES = frozenset('"“„«')
# Most words are shorter.
_LONG = 14
_ENDS = frozenset(".!?:;…\n|•")
_DASHES = frozenset((" - ", " – ", " — "))


#: Names in capitals of which the same letters are another word.
LARGE = frozenset(("US", "WHO"))


class Token(NamedTuple):
    """A word in capitals at `[start, end)`, and how it is written in small letters."""

    start: int
    end: int
    low: str


class Run(NamedTuple):
    """Words in capitals side by side, at the beginning of a sentence or inside."""

    tokens: list[Token]
    is_first: bool

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.tokens[0].start


def runs(text: str, alone: frozenset[str]) -> Iterator[Run]:
    """The runs of a text, in order, but for single words that are no name `alone`."""
    for match in RUN.finditer(text):
        begin = match.start()
        pieces = _GLUED.split(match[0]) if "." in match[0] else (match[0],)
        for written in pieces:
            words = written.replace("\u00a0", " ").split(" ")
            at = begin
            begin += len(written) + 1
            if len(words) == 1:
                low = written.lower()
                if low in alone and len(written) < _LONG and written not in LARGE:
                    continue
            # Most stand inside a sentence, behind a word.
            is_inside = at > 1 and text[at - 1] == " " and text[at - 2].isalnum()
            is_first = not is_inside and _begins_sentence(text, at)
            tokens = []
            for word in words:
                end = at + len(word)
                tokens.append(Token(at, end, word.lower()))
                at = end + 1
            yield Run(tokens, is_first)


def _begins_sentence(text: str, begin: int) -> bool:
    at = begin - 1
    while at >= 0 and text[at] in _OPENING and begin - at < _MAX_OPENING:
        at -= 1
    is_first = at < 0 or begin - at >= _MAX_OPENING or text[at] in _ENDS
    # `he said, “Officials came.”`
    is_first = is_first or (text[at] == "," and not _QUOTES.isdisjoint(text[at + 1 : begin]))
    return is_first or text[begin - 3 : begin] in _DASHES


#: Characters by which a text tells if all of it is in capitals.
_SAMPLE = 400
_ASCII_UPPER = bytes(range(0x41, 0x5B))


def is_in_capitals(text: str) -> bool:
    """Tell if capitals say nothing in a text, since most of its letters are."""
    middle = len(text) // 2
    piece = text[:_SAMPLE] + text[middle : middle + _SAMPLE] if middle > _SAMPLE else text[:_SAMPLE]
    if piece.isascii():
        capitals = len(piece) - len(piece.encode().translate(None, _ASCII_UPPER))
    else:
        capitals = sum(map(str.isupper, piece))
    return capitals * 5 > len(piece) * 2


#: A headline has so many words at least, and so many characters at most.
MIN_HEADLINE = 4
MAX_HEADLINE = 200
_SMALL = (
    "an|and|as|at|but|by|for|from|in|into|of|off|on|or|over|per|the|to|up|via|vs|with|is|are"
    "|de|la|le|les|el|los|las|del|di|da|des|du|et|und|der|die|das|von|im|am|zu|en"
)
# A small word that no headline of words in capitals has.
_JOINS = frozenset("and of for the in to by with on at from &".split())
_RUNNING = re.compile(rf"(?<![\w’'-])(?!(?:{_SMALL})\b)[^\W\d_{_UPPER}]\w+")


# Most lines have one behind a blank: this is found faster, since the pattern begins with it.
_PLAINLY_RUNNING = re.compile(rf" (?!(?:{_SMALL})\b)[a-z]\w")
_NUMBER = re.compile(r"(?<!\S)[^\w\s]?\d[^\s]*")
MIN_NUMBERS = 2

LineForm = Literal["headline", "large", "table"]


class Line(NamedTuple):
    """A line at `[start, end)` whose capitals say little: a headline, a row of a table.

    All letters of a `large` one are capitals, as in a dateline.
    """

    start: int
    end: int
    form: LineForm


def has_running_words(text: str, start: int, end: int) -> bool:
    """Tell if a part of a text has words in small letters that no headline has."""
    return _RUNNING.search(text, start, end) is not None


def headlines(text: str) -> list[Line]:
    """The lines that have no words in small letters, besides those that headlines have too."""
    found = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        if end - start > MAX_HEADLINE or _PLAINLY_RUNNING.search(text, start, end):
            continue
        # A line of running text can go on below.
        is_cut = text[end + 1 : end + 2].islower()
        if not is_cut and not _RUNNING.search(text, start, end):
            form = _line_form(match[0])
            if form:
                found.append(Line(start, end, form))
    return found


def _line_form(line: str) -> LineForm | None:
    numbers = len(_NUMBER.findall(line))
    if numbers >= MIN_NUMBERS:
        words = sum(word.isalpha() for word in line.split())
        return "large" if line.upper() == line and words > numbers * 2 else "table"
    if line.upper() == line:
        return "large" if line.lower() != line and " " in line else None
    if line[-1] in ".,;" or line.rsplit(" ", 1)[-1] in _JOINS or line[-1].isdigit():
        return None
    words = sum(word[0].isalpha() for word in line.split())
    return "headline" if words >= MIN_HEADLINE else None
