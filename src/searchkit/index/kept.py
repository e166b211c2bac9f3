"""JSON of a generation on families, trusted no more than any other file.

A value of another shape than is written makes the index a damaged one, whoever made it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, get_args

#: The families of its articles, and what is known about them (see `story_files`).
Kept = Literal["families", "stories"]

_SIDE = 5
_SHARES = 2


def kept_from_json(name: Kept, value: Any) -> dict[str, Any]:
    """The object under a name. Raises `ValueError`, `TypeError`, `KeyError` or `AttributeError`.

    >>> kept_from_json("families", {"a.txt": ["b.txt"]})
    {'a.txt': ['b.txt']}
    """
    if type(value) is not dict:
        raise TypeError("no object")
    _VERIFY[name](value)
    return value


def _families(value: Mapping[str, Any]) -> None:
    _all(list, value.values())
    members = [
        article_id
        for representative, others in value.items()
        for article_id in (representative, *others)
    ]
    _all(str, members)
    _require(len(set(members)) == len(members))


def _stories(value: Mapping[str, Any]) -> None:
    for told in value.values():
        days = told["days"]
        _all(int, (day for day in days if day is not None))
        _require(all(0 < day <= dt.date.max.toordinal() for day in days if day is not None))
        for left, right in told["links"]:
            for side in (left, right):
                _require(len(side) == _SIDE and type(side[0]) is type(side[2]) is int)
                _require(
                    all(type(number) in (int, float) and math.isfinite(number) for number in side)
                )
        for member, words, *shares in told["related"].values():
            _require(type(member) is str and type(words) is int and len(shares) == _SHARES)
            _all(float, shares)
            _require(all(map(math.isfinite, shares)))


_VERIFY: Mapping[Kept, Callable[[Mapping[str, Any]], None]] = {
    "families": _families,
    "stories": _stories,
}
assert _VERIFY.keys() == set(get_args(Kept))


def _all(kind: type, values: Iterable[Any]) -> None:
    _require(set(map(type, values)) <= {kind})


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("other values than are kept there")
