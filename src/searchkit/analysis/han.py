"""Traditional and simplified Chinese under one letter, as OpenCC tells them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache


@cache
def _converter() -> Callable[[str], str]:
    # Loading its tables takes longer than most queries do.
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def is_han(term: str) -> bool:
    """Tell if a term is a Chinese letter.

    >>> is_han("臺"), is_han("が"), is_han("army")
    (True, False, False)
    """
    return len(term) == 1 and (
        "\u4e00" <= term <= "\u9fff" or "\u3400" <= term <= "\u4dbf" or term >= "\U00020000"
    )


def simplified(letter: str) -> str:
    """The simplified form of a Chinese letter; other letters as they are.

    >>> simplified("臺"), simplified("台"), simplified("国")
    ('台', '台', '国')
    """
    return _converter()(letter) or letter
