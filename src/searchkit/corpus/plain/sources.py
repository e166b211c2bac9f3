"""Plain statements of who published a text, as they stand at the foot of an article."""

from __future__ import annotations

from itertools import islice

from searchkit import quick_regex as regex
from searchkit.corpus.plain.datelines import agency_of
from searchkit.corpus.plain.papers import ENGLISH_PRESS

_WORD = r"(?:[\p{Lu}\p{N}][\p{L}\p{N}&'’\-]*|[\p{L}\p{N}\-]++(?:\.[\p{L}\p{N}\-]++)++)"
_BREAK = r"(?:,(?=\s+(?:Inc|Ltd|LLC)\b))?(?=[ \t\n])[ \t]*+\n?+[ \t]*+"
_NAME = rf"(?P<name>{_WORD}(?:{_BREAK}(?:(?:of|for|and|the|&)\s)*{_WORD}){{0,7}}\.?)"
_AFTER = r"(?=\s*(?:[.,;:)\]]|$)|\s+(?:on|in|and|at|under|with|as|here|may|can|is|are|unless)\b)"
_STATEMENTS = (
    regex.compile(
        r"^[ \t(\[*_]*(?i:all\s+(?:texts|articles|contents?|materials?)\s+(?:is\s+|are\s+)?"
        rf"published\s+by\s+)(?:the\s+)?{_NAME}{_AFTER}",
        regex.MULTILINE,
    ),
    regex.compile(
        r"^[ \t(\[*_]*(?i:this\s+(?:article|story|piece|text|report|post|commentary|op-ed)\s+"
        r"(?:was\s+|is\s+)?(?:first\s+|originally\s+)*(?:published|appeared)\s+(?:first\s+)?"
        rf"(?:by|in|on|at)\s+)(?:the\s+)?{_NAME}{_AFTER}",
        regex.MULTILINE,
    ),
)
_COPYRIGHT = regex.compile(
    rf"^[ \t]*©[ \t]*\d{{4}}(?:[ \t]*[-–][ \t]*\d{{4}})?,?[ \t]+{_NAME}[ \t]*$", regex.MULTILINE
)
# Without one of these there is no statement, and nothing to look for at length.
_TELLING = ("published", "appeared", "©")
_FOOT = 1_000
_FORM = r"(?:,?(?<!\s)\s++(?:Inc|Ltd|LLC|Corp|GmbH|Foundation|Company)\b\.?)"
_LEGAL_FORM = regex.compile(rf"{_FORM}$")
# A statement names a day, a language or the owner of a picture in the same words.
_NO_SOURCE = regex.compile(
    r"""\b(?:
      (?:mon|tues|wednes|thurs|fri|satur|sun)day
    | january | february | march | april | may | june | july | august | september | october
    | november | december
    | english | russian | german | french | spanish | italian | polish | ukrainian | arabic
    | chinese | persian | turkish
    | getty | images? | photos? | pictures | all | wikimedia | wikipedia | commons | flickr
    | shutterstock | alamy
    )\b""",
    regex.IGNORECASE | regex.VERBOSE,
)
_MAX_MATCHES = 20
#: Of a line that names a paper: characters, and words.
_MAX_MASTHEAD, _MIN_WORDS, _MAX_WORDS = 60, 2, 6
_MASTHEAD = regex.compile(r"[\p{Lu}\p{N}&'’.,\- ]+")
_MORE_PRESS = """
    STAR SUN MAIL RECORD ZEITUNG TAGEBLATT ANZEIGER NACHRICHTEN MATIN FIGARO MONDE DIARIO GAZZETTA
    CORRIERE
""".split()
_PRESS = regex.compile(rf"\b(?:{'|'.join([*map(str.upper, ENGLISH_PRESS), *_MORE_PRESS])})\b")


def read_source(text: str) -> tuple[str, str] | None:
    """The publisher that a text states, and the characters that state it.

    Two statements that differ give nothing.
    """
    lower = text.lower()
    if not any(word in lower for word in _TELLING):
        return None
    matches = [
        match
        for statement in _STATEMENTS
        for match in islice(statement.finditer(text), _MAX_MATCHES)
        if not _ends_with_line(match)
    ]
    matches += _COPYRIGHT.finditer(text, max(0, len(text) - _FOOT))
    names: dict[str, str] = {}
    for match in matches:
        name = " ".join(match["name"].split()).rstrip(".")
        if not _NO_SOURCE.search(name) and not agency_of(name):
            names.setdefault(_short(name, text), match[0].strip())
    return names.popitem() if len(names) == 1 else None


def read_masthead(text: str) -> tuple[str, str] | None:
    """The paper that a first line in capitals names, and that line.

    The copyright line must name it too, or the head of another page.

    >>> read_masthead("THE ORCHARD POST\\n\\nApples fell.\\n\\n© 2016 The Orchard Post")
    ('The Orchard Post', 'THE ORCHARD POST')
    """
    line = text.lstrip()[:_MAX_MASTHEAD].partition("\n")[0].strip()
    words = line.split()
    if not (line.isupper() and _MIN_WORDS <= len(words) <= _MAX_WORDS):
        return None
    if _NO_SOURCE.search(line) or agency_of(line) or not _MASTHEAD.fullmatch(line):
        return None
    name = regex.escape(line.removeprefix("THE "))
    copyright_ = regex.search(
        rf"^.{{0,40}}?(?:©|\(c\)|copyright)[^\n]{{0,40}}?\b(?P<name>(?:the\s)?{name})\b",
        text[-_FOOT:],
        regex.IGNORECASE | regex.MULTILINE,
    )
    if copyright_ is not None:
        paper = copyright_["name"]
        return (paper if not paper.isupper() else _capitalised(line)), line
    if _PRESS.search(line) and regex.search(rf"\n[ \t]*{regex.escape(line)}[ \t]*\n", text):
        return _capitalised(line), line
    return None


def _capitalised(line: str) -> str:
    return " ".join(word.capitalize() for word in line.split())


def _ends_with_line(match: regex.Match[str]) -> bool:
    """Tell if a name goes over a line break and may have taken in what stands below it."""
    return "\n" in match["name"] and match.string[match.end() :][:1] in ("", "\n")


def _short(name: str, text: str) -> str:
    """The name without its legal form, if the text uses the name that way too."""
    short = name
    while match := _LEGAL_FORM.search(short):
        short = short[: match.start()]
    words = r"\s+".join(map(regex.escape, short.split()))
    elsewhere = regex.search(rf"\b{words}\b(?!{_FORM})", text)
    return short if elsewhere else name
