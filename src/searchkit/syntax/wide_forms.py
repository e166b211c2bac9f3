"""Signs of the query language in full width, as Chinese and Japanese keyboards type them."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.syntax.fields import meant

_FULL = "".join(map(chr, range(0xFF21, 0xFF3B)))
#: The letters of operators and fields, and the signs that no text has for anything else.
_NARROW = str.maketrans(
    _FULL + _FULL.lower() + "".join(map(chr, range(0xFF10, 0xFF1A))) + "＝｜＆＊／＾",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789=|&*/^",
)
_WIDE = re.compile("[\uff06-\uff5c]")
_FIELD = re.compile(r"(?<![^\s(（-])([A-Za-z_]+)：(?=\S)")
#: What stands right before or behind a parenthesis.
_BESIDE = re.compile(r"(?<![^\s()（）:：|-])([^\s()（）:：|-]++)（|）([^\s()（）|^]++)")
_OPERATOR = re.compile(r"AND|OR|NOT|&&|!|SENTENCE|PARAGRAPH|[A-Za-z]++/[0-9]{1,3}")
_EXCLUDED = re.compile(r"(?<![^\s(（])－(?=[^\s－])")


def narrow(query: str) -> str:
    """A query with its signs in ASCII, each in its place; commas and the like stay what they are.

    Parentheses are signs if each has its other half and none stands in a word that is no operator,
    a colon is one behind the name of a field.

    >>> narrow("（新闻 ＯＲ 军队） title：army"), narrow("时间：12点（续")
    ('(新闻 OR 军队) title:army', '时间：12点（续')
    """
    if not _WIDE.search(query):
        return query
    query = query.translate(_NARROW)
    query = _FIELD.sub(lambda match: f"{match[1]}{':' if meant(match[1]) else '：'}", query)
    query = _EXCLUDED.sub("-", query)
    return query.translate({0xFF08: "(", 0xFF09: ")"}) if _are_paired(query) else query


def _are_paired(query: str) -> bool:
    """Tell if all parentheses have their other half, and stand around words, not within them."""
    for before, behind in _BESIDE.findall(query):
        if not _OPERATOR.fullmatch(before or behind):
            return False
    depth = 0
    for char in query:
        depth += (char == "（") - (char == "）")
        if depth < 0:
            return False
    return depth == 0
