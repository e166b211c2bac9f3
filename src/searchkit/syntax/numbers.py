"""The number forms of the query language: `500`, `>500`, `100..200`."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.syntax.tree import NumberRange, QueryPart

_NUMBER = r"(\d{1,9})"
_RANGE = re.compile(rf"{_NUMBER}?\.\.{_NUMBER}?", re.ASCII)
_COMPARED = re.compile(rf"([<>]=?){_NUMBER}", re.ASCII)
# `500-1000` and `500+`.
_MEANT = re.compile(rf"{_NUMBER}(?:[-\u2013]{_NUMBER}|\+)", re.ASCII)
_ALONE = re.compile(_NUMBER, re.ASCII)


def parse_numbers(field: str, text: str, part: QueryPart) -> NumberRange:
    """The range that `field:text` means. Raises `QueryError` for a text that is no number."""
    if (match := _RANGE.fullmatch(text)) and text != "..":
        first, last = (None if end is None else int(end) for end in match.groups())
        return NumberRange(field, first, last, part.span)
    if match := _COMPARED.fullmatch(text):
        sign, number = match[1], int(match[2])
        match sign:
            case ">":
                return NumberRange(field, number + 1, None, part.span)
            case ">=":
                return NumberRange(field, number, None, part.span)
            case "<=":
                return NumberRange(field, None, number, part.span)
            case _ if number:
                return NumberRange(field, None, number - 1, part.span)
    if match := _ALONE.fullmatch(text):
        return NumberRange(field, int(text), int(text), part.span)
    advice = f"write {field}:>500, {field}:<=500 or {field}:100..200"
    if match := _MEANT.fullmatch(text):
        advice = (
            f"write {field}:{match[1]}..{match[2]}" if match[2] else f"write {field}:>={match[1]}"
        )
    raise part.error(f"{text!r} is not a number of {field}", advice)
