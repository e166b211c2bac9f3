"""Plain statements of who published a text, as they stand at the foot of an article."""

from __future__ import annotations

from itertools import islice

import regex

from searchkit.corpus.plain.datelines import agency_of

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


def read_source(text: str) -> tuple[str, str] | None:
    """The publisher that a text states, and the characters that state it.

    Two statements that differ give nothing.
    """
    lower = text.lower()
    if not any(word in lower for word in _TELLING):
        return None
    found = [
        match
        for statement in _STATEMENTS
        for match in islice(statement.finditer(text), _MAX_MATCHES)
        if not _ends_with_line(match)
    ]
    found += _COPYRIGHT.finditer(text, max(0, len(text) - _FOOT))
    names: dict[str, str] = {}
    for match in found:
        name = " ".join(match["name"].split()).rstrip(".")
        if not _NO_SOURCE.search(name) and not agency_of(name):
            names.setdefault(_short(name, text), match[0].strip())
    return names.popitem() if len(names) == 1 else None


def _ends_with_line(match: regex.Match[str]) -> bool:
    """Tell if a name goes over a line break and may have taken in what stands below it."""
    return "\n" in match["name"] and match.string[match.end() :][:1] in ("", "\n")


def _short(name: str, text: str) -> str:
    """The name without its legal form, if the text uses the name that way too."""
    short = name
    while found := _LEGAL_FORM.search(short):
        short = short[: found.start()]
    words = r"\s+".join(map(regex.escape, short.split()))
    elsewhere = regex.search(rf"\b{words}\b(?!{_FORM})", text)
    return short if elsewhere else name
