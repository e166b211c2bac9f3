"""Query text → tokens with their places.

What a word between others means, an operator or itself, is decided in `operators`.
"""

from __future__ import annotations

import enum

from searchkit import quick_re as re
from searchkit.errors import QueryError
from searchkit.quick_dataclass import dataclass
from searchkit.syntax.database_forms import CODES
from searchkit.syntax.fields import PLACES, TEXTS, VALUES, meant
from searchkit.syntax.open_quotes import closed
from searchkit.syntax.tree import Span

#: Marks of a quotation, any of which begins and ends it.
QUOTES = '"\u201c\u201d\u201e\u201f\uff02'
#: These stand in titles alone as well; only a pair of them quotes.
PAIRED = {"«": "»", "»": "«", "「": "」", "『": "』"}
_SPACE = re.compile(r"\s+")
_HEBREW = re.compile("[\u05d0-\u05ea]")
# Curly quotes between straight ones, or straight ones between curly ones, quote within a phrase;
# tables double them.
_NESTED = re.compile(
    r'"((?:[^"\u201c\u201d]*\u201c[^"\u201c\u201d]+\u201d)+[^"\u201c\u201d]*)"'
    r'|\u201c((?:[^"\u201c\u201d]*\s)?"(?=\S)[^"\u201c\u201d]+"(?!\w)[^"\u201c\u201d]*)\u201d'
    r'|""(?=\S)([^"]+)""'
)
# A field name before a colon that something follows; `https://…` and `12:30` are words.
_FIELD = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*):(?!//)(?=[^\s)])")
_BOOST = re.compile(r"\^([^\s()]*)")
_WORD = re.compile(rf"(?:(?!&&)[^\s(){QUOTES}^|])+")
_SLOP = re.compile(r"~[^\s()^|]*")
_REGEX = re.compile(r"/((?:[^/\s\\]|\\\S)+)/(?=[\s)^|]|$)")
#: A range as Lucene has it; an open end has nothing that a brace could leave out.
RANGE = re.compile(r"(?:\[\s*(\S+)|\{\s*\*)\s+TO\s+(?:([^\s\]}]+)\s*\]|\*\s*\})")
_DASHES = re.compile(r"-{2,}")
# Signs, and then something to search for.
_TERM = re.compile(rf"[^\s\w()*{QUOTES}«»「『]*[\w(*{QUOTES}«»「『]")


class Kind(enum.Enum):
    """The kinds of tokens."""

    WORD = "word"
    QUOTED = "quoted"
    REGEX = "regex"
    FIELD = "field"
    EXACT = "="
    MINUS = "-"
    BOOST = "^"
    SLOP = "~"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    PROXIMITY = "NEAR"
    AT_LEAST = "ATLEAST"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is the word, the quoted text, the field's name, the number of a boost or a slop.

    `glued` tells that no space stands before it.
    """

    kind: Kind
    text: str
    span: Span
    glued: bool


def unquoted(text: str) -> str:
    """The text with a space in the place of each quote, which would end it between quotes.

    >>> unquoted('The "Coast" Gazette')
    'The  Coast  Gazette'
    """
    return "".join(" " if char in QUOTES else char for char in text)


def lex(query: str) -> list[Token]:
    """The tokens of a query, the last of kind END. Raises `QueryError` for an open quote."""
    tokens: list[Token] = []
    at = 0
    while at < len(query):
        if space := _SPACE.match(query, at):
            at = space.end()
            continue
        kind, text, end = _next(query, at, tokens)
        glued = bool(tokens) and tokens[-1].span.end == at
        tokens.append(Token(kind, text, Span(at, end), glued))
        at = end
    tokens.append(Token(Kind.END, "", Span(at, at), False))
    return tokens


def _next(query: str, at: int, before: list[Token]) -> tuple[Kind, str, int]:
    char = query[at]
    if char in "()":
        return (Kind.OPEN if char == "(" else Kind.CLOSE), char, at + 1
    if char in "|&" and (sign := _sign(query, at)):
        return sign
    if quoted := _quoted(query, at):
        return quoted
    if char == "^" and (match := _BOOST.match(query, at)):
        return Kind.BOOST, match[1], match.end()
    previous = before[-1] if before and before[-1].span.end == at else None
    after = previous.kind if previous else None
    if after is Kind.QUOTED and (match := _SLOP.match(query, at)):
        return Kind.SLOP, match[0][1:], match.end()
    # What is joined to a group or a quotation by a hyphen is no exclusion.
    is_joined = char == "-" and after in (Kind.CLOSE, Kind.QUOTED)
    if not is_joined and (prefix := _prefix(query, at)):
        return prefix
    field = previous.text.lower() if previous and after is Kind.FIELD else ""
    if field and field not in (*TEXTS, *VALUES) and (match := RANGE.match(query, at)):
        ends = ("" if end == "*" else end for end in match.groups("*"))
        return Kind.WORD, "..".join(ends), match.end()
    if field not in PLACES and (match := _REGEX.match(query, at)):
        return Kind.REGEX, match[1], match.end()
    if after is not Kind.FIELD and (name := _field(query, at)):
        return name
    end = _word_end(query, at)
    text = query[at:end]
    return Kind.WORD, (text.lstrip("-") or text) if is_joined else text, end


def _sign(query: str, at: int) -> tuple[Kind, str, int] | None:
    if query.startswith("&&", at):
        return Kind.AND, "&&", at + 2
    if query[at] == "|":
        text = "||" if query.startswith("||", at) else "|"
        return Kind.OR, text, at + len(text)
    return None


def _field(query: str, at: int) -> tuple[Kind, str, int] | None:
    """The name of a field, or the plus before one, which is a word of its own."""
    if query[at] == "+":
        return (Kind.WORD, "+", at + 1) if _FIELD.match(query, at + 1) else None
    match = _FIELD.match(query, at)
    # `cohort:ti,ab` has the word before the field.
    if match is None or (CODES.match(query, match.end()) and not meant(match[1])):
        return None
    return Kind.FIELD, match[1], match.end()


def _prefix(query: str, at: int) -> tuple[Kind, str, int] | None:
    """A sign before a term."""
    char = query[at]
    if char not in "-!=" or _DASHES.match(query, at) or not _starts_term(query, at + 1):
        return None
    if char == "-" and not _TERM.match(query, at + 1):
        # An arrow, which excludes nothing.
        return None
    return (Kind.EXACT if char == "=" else Kind.MINUS), char, at + 1


def _starts_term(query: str, at: int) -> bool:
    return at < len(query) and not query[at].isspace() and query[at] not in ")|"


def _word_end(query: str, at: int) -> int:
    """The end of a word that begins here; inches and Hebrew abbreviations have quotes in them."""
    end = at
    while end < len(query):
        if match := _WORD.match(query, end):
            end = match.end()
        if end < len(query) and query[end] in QUOTES and _is_letter(query, end):
            end += 1
        elif match is None:
            break
    # A sign that begins nothing is a word of its own.
    return max(end, at + 1)


def _quoted(query: str, at: int) -> tuple[Kind, str, int] | None:
    """The quotation that begins here. Raises `QueryError` for one that does not end."""
    char = query[at]
    if closing := PAIRED.get(char):
        end = query.find(closing, at + 1)
        return (Kind.QUOTED, unquoted(query[at + 1 : end]), end + 1) if end > at else None
    if char not in QUOTES or _is_letter(query, at):
        return None
    if outer := _NESTED.match(query, at):
        return Kind.QUOTED, unquoted(outer[1] or outer[2] or outer[3]), outer.end()
    end = at + 1
    while end < len(query) and (query[end] not in QUOTES or _is_gershayim(query, end)):
        end += 1
    if end < len(query):
        return Kind.QUOTED, query[at + 1 : end], end + 1
    place, advice = closed(query, at)
    raise QueryError("this quotation mark is never closed", query, place, place + 1, advice)


def _is_letter(query: str, at: int) -> bool:
    """Tell if a quotation mark is a part of a word: `5'10"`, `צה"ל`."""
    inches = at > 0 and query[at - 1].isdigit() and not query[at + 1 : at + 2].isalnum()
    return inches or _is_gershayim(query, at)


def _is_gershayim(query: str, at: int) -> bool:
    return bool(at and _HEBREW.match(query[at - 1]) and _HEBREW.match(query[at + 1 : at + 2]))
