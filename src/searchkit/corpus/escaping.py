"""Paths as articles carry them, whatever bytes a file name has."""

from __future__ import annotations

from searchkit import quick_re as re

_LOOKS_ESCAPED = re.compile(r"\\(?=x[0-9a-f]{2})")


def escaped(path: str) -> str:
    r"""The path with each byte that is no UTF-8 written as `\xNN`.

    A backslash that would look like such an escape is escaped itself, so that no two paths meet.
    """
    if path.isascii() and "\\" not in path:
        return path
    path = _LOOKS_ESCAPED.sub(r"\\x5c", path)
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
