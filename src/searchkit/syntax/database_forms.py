"""Forms of literature databases and of addresses: `exp Asthma/`, `obes*:ti,ab`, `oil+price`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.syntax import fields

_CODE = r"(?:ti|ab|kw|kf|au|jt|de|tt|tn|df|lnk)"
#: What Embase has behind a word and a colon: `cohort:ti,ab`.
CODES = re.compile(rf"{_CODE}(?:,{_CODE}){{0,6}}(?=[\s)]|$)")
_CODED = re.compile(
    rf"(?<![^\s(])('[^'()]{{2,60}}'|\w+\*?):({_CODE}(?:,{_CODE}){{0,6}})(?=[\s)]|$)"
)
# A subject heading, as Ovid and Embase have it.
_HEADING = re.compile(r"(?<!\S)exp \*?([A-Za-z][\w ,'-]{1,60})/(?=[\s)]|$)")
_QUOTED_HEADING = re.compile(r"(?<![^\s(])'([^'()]{2,60})'/(?:exp|de|mj)(?:/mj)?(?=[\s)]|$)")
# Words of an address: `oil+price`, `oil%20price`.
_JOINED = re.compile(r"(?<!\S)[^\W\d_]{2,30}(?:[+,;][^\W\d_]{2,30}){1,20}(?!\S)")
_ESCAPED = re.compile(r"(?<![^\s(])[^\s()%]{1,40}(?:%20[^\s()%]{1,40}){1,20}(?![^\s)])")
# Signs as pages write them, and the start of a text as dtSearch names it.
_ENTITY = re.compile(r"&(quot|nbsp|amp|apos|lt|gt|#39);")
_AT_THE_START = re.compile(
    r"""(?<![^\s(])("[^"]{1,80}"|[\w*!'-]{1,30}(?: [\w*!'-]{1,30}){0,5}) """
    r"""[Ww]/\d{1,3} xfirstword\b"""
    r"""|\bxfirstword [Ww]/\d{1,3} ("[^"]{1,80}"|[\w*!'-]{1,30})"""
)
_END = re.compile(r"\bxlastword\b")
# `index=main` and `tone>5`; codes of Factiva have their own reading.
_COMPARED = re.compile(
    r"""(?<![^\s(])(?!(?:sc|re|ns|in|co|fds|ipd|ipc)=)([A-Za-z_]{2,20})(?:=(?=["\w.-])|[<>]=?(?=-?\d))"""
)
_SIGNS = {"quot": '"', "nbsp": " ", "amp": "&", "apos": "'", "lt": "<", "gt": ">"}
_NUMBER_OF_SEARCH = r"[#S]?\d{1,3}"
_SEARCHES = re.compile(
    rf"\(*(?:{_NUMBER_OF_SEARCH})\)*(?: (?:and|or|not|AND|OR|NOT) \(*{_NUMBER_OF_SEARCH}\)*)+"
    r"|(?:and|or|AND|OR)/\d{1,3}(?:[-,]\d{1,3})+",
    re.ASCII,
)
_NUMBERS = re.compile(r"(?<!\S)[$£€]?\d[\d,.]{0,12}?\.\.[$£€]?\d[\d,.]{0,12}(?!\S)", re.ASCII)
_REGEX_OF_WORDS = re.compile(r"(?<![^\s(])/[^\s/]{1,40}(?: [^\s/]{1,40}){1,8}/(?![^\s)])")
_RANGE = re.compile(r"(?<![^\s(])[\[{][^\s\]}]{1,30} TO [^\s\]}]{1,30}[\]}]")
_WIDE_COLON = re.compile(r"(?<![^\s(-])([A-Za-z_]{2,20})：(?=[A-Za-z0-9])")


class DatabaseForm(NamedTuple):
    """The code points `[start, end)` of a query, what they mean, and how: `in a field`."""

    start: int
    end: int
    meant: str
    how: str


def database_forms(query: str) -> Iterator[DatabaseForm]:
    """The forms in a query that are words here.

    >>> [form.meant for form in database_forms("exp Lung Diseases/ OR asthma*:ti OR gas+oil")]
    ['title:asthma*', '"Lung Diseases"', 'gas oil']
    """
    for match in _CODED.finditer(query):
        text, codes = match.groups()
        if fields.meant(text):
            continue
        field = fields.meant(codes) if "," not in codes else None
        text = text.replace("'", '"')
        yield DatabaseForm(*match.span(), f"{field}:{text}" if field else text, "in a field")
    for pattern in (_HEADING, _QUOTED_HEADING):
        for match in pattern.finditer(query):
            words = f"({match[1]})" if "," in match[1] else f'"{match[1]}"'
            yield DatabaseForm(*match.span(), words, "as its words alone")
    for pattern, between in ((_JOINED, "[+,;]"), (_ESCAPED, "%20")):
        for match in pattern.finditer(query):
            words = re.sub(between, " ", match[0])
            yield DatabaseForm(*match.span(), words, "as separate words")
    for match in _ENTITY.finditer(query):
        yield DatabaseForm(*match.span(), _SIGNS.get(match[1], "'"), "as the sign itself")
    for match in _AT_THE_START.finditer(query):
        words = match[1] or match[2]
        inside = f'"{words}"' if " " in words and words[0] != '"' else words
        yield DatabaseForm(*match.span(), f"lead:{inside}", "at the start of the text")


def unread_forms(query: str) -> Iterator[str]:
    """What is said of forms that are words here, and that nothing here has the meaning of.

    >>> list(unread_forms("costs $50..$100"))
    ['“$50..$100” was searched for as words: numbers in a text have no ranges']
    """
    if query.replace(" ", "").isalpha():
        # All of them have a sign or a number.
        return
    if _SEARCHES.fullmatch(query.strip()):
        yield "the numbers were searched for in the articles: earlier searches have no numbers here"
    for match in _NUMBERS.finditer(query):
        if not re.fullmatch(r"\d{4}\.\.\d{4}|\d{8}\.\.\d{8}", match[0]):
            yield f"“{match[0]}” was searched for as words: numbers in a text have no ranges"
    for match in _RANGE.finditer(query):
        yield (
            f"“{match[0]}” was searched for as words: a range needs a field before it, as in "
            "date:[2016 TO 2018]"
        )
    for match in _REGEX_OF_WORDS.finditer(query):
        yield f"“{match[0]}” was searched for as words: a regular expression stands for one word"
    yield from _without_field(query)
    if _END.search(query):
        yield "“xlastword” was searched for as a word: the end of a text has no name here"


def _without_field(query: str) -> Iterator[str]:
    """What is said of a sign behind what looks like the name of a field and is none."""
    for match in _COMPARED.finditer(query):
        if fields.meant(match[1]) in (None, *fields.NUMBERS):
            yield (
                f"“{match[0]}…” was searched for as words: there is no field {match[1]!r}, and a "
                "field stands before a colon"
            )
    for match in _WIDE_COLON.finditer(query):
        if fields.meant(match[1]) is None:
            yield f"“{match[1]}：” was searched for as a word: there is no field {match[1]!r}"
