"""Parses TOML that anybody may have written, in bounded time and memory."""

from __future__ import annotations

import tomllib
from typing import Any

from searchkit import quick_re as re

#: The parser takes quadratic time and memory for the parts of a dotted key.
MAX_DOTS_IN_LINE = 32
#: Tables take about a kilobyte each, keys and arrays some hundred bytes.
MAX_TABLES = 250_000
MAX_ENTRIES = 1_500_000

# Strings and comments. What is not closed is taken to its end, so that nothing is read twice.
_OPAQUE = re.compile(
    r""""{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3}|\Z)"""
    r"""|'{3}(?:[^']++|'(?!''))*+(?:'{3}|\Z)"""
    r"""|"(?:[^"\\\n]++|\\[^\n])*+"?"""
    r"""|'[^'\n]*+'?"""
    r"|\#[^\n]*+",
    re.DOTALL,
)
_TABLE = re.compile(r"^[ \t]*+\[", re.MULTILINE)


def parse_toml(data: bytes) -> dict[str, Any]:
    """The tables of a document in UTF-8. Raises `ValueError`, which says what is wrong."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 (byte {error.start + 1:,})") from error
    _check_structure(_OPAQUE.sub("", text))
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _check_structure(structure: str) -> None:
    if any(line.count(".") > MAX_DOTS_IN_LINE for line in structure.split("\n")):
        raise ValueError(f"more than {MAX_DOTS_IN_LINE} dots in a line")
    if sum(1 for _ in _TABLE.finditer(structure)) > MAX_TABLES:
        raise ValueError(f"more than {MAX_TABLES:,} tables")
    if sum(map(structure.count, "[{=")) > MAX_ENTRIES:
        raise ValueError(f"more than {MAX_ENTRIES:,} keys and arrays")
