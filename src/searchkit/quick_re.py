"""The library `re`, whose patterns are compiled when they are first used.

There are hundreds of them, each takes a tenth of a millisecond to ten to compile, and a command
uses few.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from re import (
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    I,
    M,
    Match,
    Pattern,
    S,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from typing import TYPE_CHECKING, Any

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "I",
    "LazyPattern",
    "M",
    "Match",
    "Pattern",
    "S",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class LazyPattern:
    """A pattern that gets compiled with its first match, and then passes on what that one has."""

    __slots__ = ("_compile", "_flags", "pattern", *_METHODS)

    def __init__(self, compile_: Callable[..., Any], pattern: str | bytes, flags: int) -> None:
        self._compile = compile_
        self._flags = flags
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        # The methods become attributes, so that this is called for the first of them only.
        if name.startswith("_"):
            raise AttributeError(name)
        compiled = self.compiled()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def compiled(self) -> Any:
        """The pattern of the library."""
        return self._compile(self.pattern, self._flags)


if TYPE_CHECKING:
    from re import compile  # noqa: A004
else:

    def compile(pattern: str | bytes, flags: int = 0) -> LazyPattern:  # noqa: A001
        return LazyPattern(re.compile, pattern, flags)
