"""The library `regex`, whose patterns are compiled when they are first used, as in `quick_re`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex
from regex import (
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    VERSION1,
    I,
    Match,
    Pattern,
    escape,
    findall,
    match,
    search,
)

from searchkit.quick_re import LazyPattern

__all__ = [
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "VERSION1",
    "I",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "match",
    "search",
]

if TYPE_CHECKING:
    from regex import compile  # noqa: A004
else:

    def compile(pattern: str, flags: int = 0) -> LazyPattern:  # noqa: A001
        return LazyPattern(regex.compile, pattern, flags)
