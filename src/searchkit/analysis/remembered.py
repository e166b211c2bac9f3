"""What a function makes of each word, computed once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

#: Words that are remembered: more than a language has in daily use.
MAX_REMEMBERED = 200_000

_Value = TypeVar("_Value")


class Remembered(dict[str, _Value]):
    """Word → what a function makes of it, until there are too many to remember.

    A dictionary is looked up in a fraction of the time that a call takes.
    """

    def __init__(self, make: Callable[[str], _Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _Value:
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        value = self[word] = self._make(word)
        return value
