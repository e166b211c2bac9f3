"""Addresses and paths in what is exported."""

from __future__ import annotations

from urllib.parse import quote

from searchkit import quick_re as re

# What no address holds, and what would end its field or its line.
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\{}<>\"^`|]")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def escaped_address(url: str) -> str:
    """An address with what no address holds in per cent."""
    return _NO_ADDRESS.sub(lambda match: quote(match[0], safe=""), url)


def is_web_address(url: str) -> bool:
    """Tell if an address is one that a report may lead to."""
    return _WEB.match(url) is not None


def one_line(path: str) -> str:
    """A path; between quotation marks and with escapes, as git writes it, if it has line breaks."""
    if _LINE_BREAK.search(path) is None and not path.startswith('"'):
        return path
    escaped = path.replace("\\", r"\\").replace('"', r"\"")
    return f'"{_LINE_BREAK.sub(lambda match: repr(match[0])[1:-1], escaped)}"'
