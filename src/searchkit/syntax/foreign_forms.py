"""Forms of other tools that have no token of their own: `andnot`, `date from 2016 to 2018`.

Each is words here; `readings` offers what it means there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.syntax import fields
from searchkit.syntax.database_forms import database_forms
from searchkit.syntax.dated_forms import dated_forms


class Form(NamedTuple):
    """The code points `[start, end)` of a query, what they mean, and how: `as a field`."""

    start: int
    end: int
    meant: str
    how: str


# Between two operands.
_OPERATORS: Mapping[str, str] = {
    "NEAR": "NEAR/5",
    "BEFORE": "BEFORE/5",
    "ONEAR": "BEFORE/5",
    "ADJ": "BEFORE/1",
    "adj": "BEFORE/1",
    "SAME": "SENTENCE",
    "and/or": "OR",
    "AND/OR": "OR",
    **dict.fromkeys(("andnot", "butnot", "ANDNOT", "BUTNOT"), "NOT"),
    **dict.fromkeys(("w/seg", "near/seg", "/seg", "W/SEG", "NEAR/SEG", "/SEG"), "AND"),
}
# The operators of databases in other languages; a text of capitals has them as words.
_AND = "UND ET ED OCH VE И І ТА"
_OR = "ODER OU ELLER VEYA ИЛИ АБО ЛИБО"
_NOT = "NICHT OHNE SAUF НЕ INTE IKKE"
_OPERATORS_OF_OTHERS: Mapping[str, str] = {
    word: operator
    for operator, words in (("AND", _AND), ("OR", _OR), ("NOT", _NOT))
    for word in words.split()
}
_NOT_NEAR = re.compile(r"(?i:not/)(\d{1,3})", re.ASCII)

_CONTAINS = re.compile(r'\b([A-Za-z]{2,12}) contains (?="[^"]|[^\s"()])')
_SPACED = re.compile(r"(?<!\S)([A-Za-z]{2,12}) : (?=[^\s:])")
_FUZZY = re.compile(r"(?<![\w%])([^\W\d_]{1,20})%{1,3}([^\W\d_]{1,20})(?![\w%])")
_COUNTED_NEAR = re.compile(r"(?<=\w )(NEAR|WITHIN|ADJ|PRE|BEFORE) (\d{1,3})(?= [\w\"(])", re.ASCII)


_AROUND = re.compile(r"\b(?:AROUND|O?NEAR) ?\((?:n ?= ?)?(\d{1,3})\)")
_NEAR_OF_TWO = re.compile(
    r"""\bNEAR\(\s*\(?("[^"]+"|[^\s",()]+)\s*,\s*("[^"]+"|[^\s",()]+)\)?\s*,\s*(\d{1,3})[^()]{0,20}\)"""
)
_ALL_CAPITALS = re.compile(r"""(?i:\b(?:allcaps|cs))\(\s*"?([^\W\d_a-z]{2,})"?\s*\)""")
_COMPARED = re.compile(r"\b([A-Za-z_]{2,16}) ?([<>]=?) ?(\d{1,7})(?=[\s)]|$)")
# `w/ 5`, `w/5/` and `w/`.
_LOOSE_NEAR = re.compile(
    r"(?<=\S )((?i:w|n|near|within|pre|adj))(?:/ (\d{1,3})|/(\d{1,3})/|/)(?= \S)", re.ASCII
)
_ASSUMED = 5
_DAYS = r"(\d{8}|\d{4}(?:-\d{2}){0,2})"
_BARE_RANGE = re.compile(rf"(?<!\S){_DAYS}\.\.{_DAYS}(?!\S)", re.ASCII)
_YEARS = re.compile(r"(?<!\S)((?:1[89]|20)\d\d)[-\u2013]((?:1[89]|20)\d\d)(?!\S)", re.ASCII)
# `2016/02:2017[dp]`, as PubMed has it; its last year is 3000.
_SLASHED = r"\"?(\d{4}(?:/\d{2}){0,2})\"?"
_TAG = r"\[([A-Za-z][A-Za-z -]{1,30})\]"
_PUBMED_DATES = re.compile(rf"(?<![\w/]){_SLASHED}(?:{_TAG})? ?: ?{_SLASHED}{_TAG}", re.ASCII)
_DATE_TAGS = {"dp", "pdat", "edat", "crdt", "dcom", "mhda"}
_NO_END = "3000"
# `(oil or gas).ti,ab.`, as Ovid has it.
_OVID = re.compile(
    r"(?<=[\w)\"*])\.(?:ti|ab|tw|kw|kf|mp|pt|sh|hw)(?:,[a-z]{2}){0,5}\.(?![^\s)])", re.ASCII
)
_BRACED = re.compile(r"(?<![\w:{])\{([^{}\"]{2,60})\}")
# `sc=nytf`, a code of Factiva for a source, a region, a subject, an industry or a company.
_CODE = re.compile(
    r"(?:(?<=\S) (?:and|AND) )?(?<!\S)(?:sc|re|ns|in|co|fds|ipd|ipc)=[A-Za-z]\w{0,20}(?![^\s)])"
    r"(?: (?:and|AND)(?= ))?"
)
# `bank % river`, which excludes the second.
_BUT_NOT = re.compile(r"(?<=[^\W\d] )%(?= [\w\"(])")
# `AND-EU` and `NOT-EU`.
_GLUED_NOT = re.compile(r"(?<=\S )(?:AND|NOT)-(?=\w)")
# `fast&`, for which dtSearch takes words of equal meaning.
_AMPERSAND = re.compile(r"(?<![^\s(])([^\W\d_]{2,40})&(?![^\s)])")
_ALL_IN = re.compile(r"^\s*(allintitle|allintext): (?=\S)([^():]{1,300})$")
# `TI tax reform AND AU smith`, as EBSCO has it, and `@title oil`, as Sphinx has it.
_WORDS = r"""("[^"]+"|[^\s"()@]+(?: +(?!(?:AND|OR|NOT|[NW]\d{1,2})\b)[^\s"()@]+)*)"""
_CODED = re.compile(rf"(?:(?<=AND )|(?<=OR )|(?<=NOT )|(?<=\()|^)(TI|AB|TX|SU|AU|SO) {_WORDS}")
_RUNNING_TEXT = {"TI", "AB", "TX", "SU"}
_AT_FIELD = re.compile(rf"(?<!\S)@([a-z]{{2,12}}) {_WORDS}")
_COMMENT = re.compile(r"<<<[^<>]{0,200}>>>")


def operator_of(word: str, *, in_capitals: bool = False) -> str | None:
    """The operator that a word is elsewhere between two others.

    A query of capitals only has the words of other languages `in_capitals` as it has all words.

    >>> operator_of("ONEAR"), operator_of("not/5"), operator_of("near")
    ('BEFORE/5', 'NOT NEAR/5', None)
    >>> operator_of("ODER"), operator_of("ODER", in_capitals=True)
    ('OR', None)
    """
    if not in_capitals and (meant := _OPERATORS_OF_OTHERS.get(word)):
        return meant
    if (match := _NOT_NEAR.fullmatch(word)) and int(match[1]):
        return f"NOT NEAR/{match[1]}"
    return _OPERATORS.get(word)


def forms_in(query: str) -> Iterator[Form]:
    """The forms of several words, or inside of one, in a query.

    >>> [form.meant for form in forms_in("oil date from 20160101 to 2016-02")]
    ['date:2016-01-01..2016-02']
    """
    for pattern in (_CONTAINS, _SPACED):
        for match in pattern.finditer(query):
            if field := fields.meant(match[1]):
                yield Form(*match.span(), f"{field}:", "in a field")
    if query.islower() and query.replace(" ", "").isalpha():
        # All others have a sign, a number or a capital.
        return
    for match in _FUZZY.finditer(query):
        yield Form(*match.span(), f"{match[1]}{match[2]}~", "with other spellings")
    for match in _ALL_CAPITALS.finditer(query):
        yield Form(*match.span(), f"={match[1]}", "in capitals only")
    yield from _proximity(query)
    yield from _periods(query)
    yield from _written_exactly(query)
    for match in _OVID.finditer(query):
        yield Form(*match.span(), "", "without it")
    for match in _COMMENT.finditer(query):
        yield Form(*match.span(), "", "as a comment")
    yield from _signs(query)
    yield from _codes(query)
    for form in database_forms(query):
        yield Form(*form)


def _codes(query: str) -> Iterator[Form]:
    """`TI tax reform AND AU smith` and `@title oil`: the field stands before its words."""
    codes = list(_CODED.finditer(query))
    # Alone, and before any word, these are words: AU and SO above all.
    are_meant = len(codes) > 1 or any(code[1] == "TI" or code[2][0] == '"' for code in codes)
    for match in codes if are_meant and not query.isupper() else ():
        field = fields.meant(match[1]) if match[1] not in ("AB", "TX", "SU") else None
        words = match[2] if match[2][0] == '"' or match[1] in _RUNNING_TEXT else f'"{match[2]}"'
        inside = words if words[0] == '"' else f"({words})"
        yield Form(*match.span(), f"{field}:{inside}" if field else inside, "in a field")
    for match in _AT_FIELD.finditer(query):
        if field := fields.meant(match[1]):
            words = match[2] if match[2][0] == '"' else f"({match[2].strip()})"
            yield Form(*match.span(), f"{field}:{words}", "in a field")


def _signs(query: str) -> Iterator[Form]:
    """`re=uk`, `bank % river`, `fast&` and `allintitle: oil tax`."""
    for match in _CODE.finditer(query):
        if match[0].strip() != query.strip():
            yield Form(*match.span(), " ", "without it")
    for match in _BUT_NOT.finditer(query):
        yield Form(*match.span(), "NOT", "as an operator")
    for match in _GLUED_NOT.finditer(query):
        yield Form(*match.span(), "NOT ", "as an operator")
    for match in _AMPERSAND.finditer(query):
        yield Form(*match.span(), match[1], "without the sign")
    if whole := _ALL_IN.match(query):
        yield Form(*whole.span(), f"{fields.meant(whole[1])}:({whole[2].strip()})", "in a field")


def _proximity(query: str) -> Iterator[Form]:
    """`AROUND(5)`, `NEAR("a", "b", 5)` and `WITHIN 5`."""
    for match in _AROUND.finditer(query):
        yield Form(*match.span(), f"NEAR/{match[1]}", "as an operator")
    for match in _NEAR_OF_TWO.finditer(query):
        meant = f"{match[1]} NEAR/{match[3]} {match[2]}"
        yield Form(*match.span(), meant, "as an operator")
    for match in _COUNTED_NEAR.finditer(query):
        name = "NEAR" if match[1] in ("NEAR", "WITHIN") else "BEFORE"
        yield Form(*match.span(), f"{name}/{match[2]}", "as an operator")
    for match in _LOOSE_NEAR.finditer(query):
        distance = int(match[2] or match[3] or _ASSUMED)
        name = "BEFORE" if match[1].lower() in ("pre", "adj") else "NEAR"
        if distance:
            yield Form(*match.span(), f"{name}/{distance}", "as an operator")


def _periods(query: str) -> Iterator[Form]:
    """`date from 2016`, `year > 2016`, `20160101..20160501` and `2016-2018`."""
    for form in dated_forms(query):
        yield Form(*form, "as a date")
    for match in _COMPARED.finditer(query):
        name = fields.meant(match[1])
        if name == "words":
            yield Form(*match.span(), f"words:{match[2]}{match[3]}", "as the length of the text")
        elif name == "date" and len(match[3]) == 4:
            yield Form(*match.span(), f"date:{match[2]}{match[3]}", "as a date")
    for match in _BARE_RANGE.finditer(query):
        first, last = map(_iso, match.groups())
        if _is_date(first) and _is_date(last):
            yield Form(*match.span(), f"date:{first}..{last}", "as a date")
    for match in _YEARS.finditer(query):
        if match[1] < match[2]:
            yield Form(*match.span(), f"date:{match[1]}..{match[2]}", "as a date")
    yield from _pubmed_dates(query)


def _pubmed_dates(query: str) -> Iterator[Form]:
    """`2016/02:2017[dp]`."""
    for match in _PUBMED_DATES.finditer(query):
        first, _, last, tag = match.groups()
        days = [day.replace("/", "-") for day in (first, last)]
        tag = tag.lower()
        if not (tag in _DATE_TAGS or "date" in tag) or not all(map(_is_date, days)):
            continue
        end = "" if last == _NO_END else days[1]
        yield Form(*match.span(), f"date:{days[0]}..{end}", "as a date")


def _written_exactly(query: str) -> Iterator[Form]:
    """`{BT}` and `{two words}`."""
    for match in _BRACED.finditer(query):
        words = match[1].split()
        if len(words) == 1:
            yield Form(*match.span(), f"={words[0]}", "exactly as it is written")
        elif words and "TO" not in words:
            yield Form(*match.span(), f'"{" ".join(words)}"', "as a phrase")


def _is_date(day: str) -> bool:
    try:
        PartialDate.parse(day)
    except ValueError:
        return False
    return True


def _iso(day: str) -> str:
    """A date as it is written here.

    >>> _iso("20160220"), _iso("2016-02")
    ('2016-02-20', '2016-02')
    """
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 and "-" not in day else day
