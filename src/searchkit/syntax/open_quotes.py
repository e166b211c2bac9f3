"""Where a query with an open quotation mark most likely lacks its other half."""

from __future__ import annotations

from searchkit import quick_re as re

# By what stands beside it, a mark begins a quotation, or ends one.
_BEGINS = re.compile(r'(?<![^\s(:=+-])["\u201c\u201e](?=[^\s)])')
_ENDS = re.compile(r'(?<=[^\s("\u201c\u201d])["\u201d](?=[\s)~*^\[.,;:!?]|$)')
_END_OF_PART = re.compile(r"(?<! ) +(?:AND|OR|NOT|and|or|not|NEAR/\d{1,4})(?= )|\)")
_START_OF_PART = re.compile(r"\b(?:AND|OR|NOT|and|or|not|NEAR/\d{1,4}) +|\(")


def closed(query: str, at: int) -> tuple[int, str]:
    """The place of the mark that has no other half, and what to write; `at` is the last one.

    >>> closed('"oil pric* OR "gas tax"', 22)
    (0, 'write "oil pric*" OR "gas tax"')
    >>> closed('"oil" OR gas tax" OR coal', 16)
    (16, 'write "oil" OR "gas tax" OR coal')
    """
    begun: int | None = None
    marks = {match.start(): False for match in _ENDS.finditer(query)}
    marks |= {match.start(): True for match in _BEGINS.finditer(query)}
    for place, begins in sorted(marks.items()):
        if begins and begun is not None:
            end = _END_OF_PART.search(query, begun, place)
            if end is None:
                break
            return begun, f'write {query[: end.start()]}"{query[end.start() :]}'
        if not begins and begun is None:
            starts = [match.end() for match in _START_OF_PART.finditer(query, 0, place)]
            start = max([0, *starts])
            if not starts or '"' in query[start:place]:
                return place, "remove it, or put one before its words"
            return place, f'write {query[:start]}"{query[start:]}'
        begun = place if begins else None
    rest = query[at + 1 :].strip()
    return at, f'write {query[:at]}"{rest}"' if rest else "remove it, or put one before its words"
