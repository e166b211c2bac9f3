"""The text of HTML that stands in a string, as exports have it."""

from __future__ import annotations

import html
from collections.abc import Collection
from itertools import islice

from searchkit import quick_re as re

_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:\s[^<>]*)?)(?P<alone>/?)>"
)
_CLOSED = re.compile(r"</([a-zA-Z][a-zA-Z0-9]*)\s*>")
# What is never closed, or need not be.
_NEVER_CLOSED = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
    + "colgroup dd dt li option p tbody td tfoot th thead tr".split()
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_IN_LINE = frozenset("a abbr b cite code em font i mark q s small span strong sub sup u".split())
_HIDDEN = re.compile(r"<(?P<name>script|style|noscript)\b[^<>]*>|<!--", re.IGNORECASE)
_HIDDEN_ENDS = {
    "": re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s*+>", re.IGNORECASE)
        for name in ("script", "style", "noscript")
    },
}
_SPACE = re.compile(r"\s+")


def without_tags(text: str) -> str:
    """The text of what is HTML; any other text as it is."""
    if "<" not in text and "&" not in text:
        return text
    closed = {name.lower() for name in _CLOSED.findall(text)}
    found = (match for match in _TAG.finditer(text) if _is_tag(match, closed))
    tags = sum(1 for _ in islice(found, 2))
    if tags < 2 and not _ENTITY.search(text):
        return text
    if tags >= 2:
        text = _without_hidden(text)
        text = _TAG.sub(lambda match: _gap(match, closed), text)
        text = _SPACE.sub(_one_gap, text).strip()
    return html.unescape(text)


def _is_tag(match: re.Match[str], closed: Collection[str]) -> bool:
    """Tell a tag from a name between the same signs: `<Phillips Petroleum>`, `<GE>`, `<P>`."""
    name = match["name"]
    if match["end"] or match["rest"].endswith("/") or name.lower() in closed:
        return True
    if name.lower() not in _NEVER_CLOSED or (match["rest"].strip() and "=" not in match["rest"]):
        return False
    text, start, end = match.string, match.start(), match.end()
    return (
        name.islower() or text[start - 1 : start] in ("", "\n") or text[end : end + 1] in ("", "\n")
    )


def _gap(match: re.Match[str], closed: Collection[str]) -> str:
    """What stands in the place of a tag; what is none stays."""
    if not _is_tag(match, closed):
        return match[0]
    return "" if match["name"].lower() in _IN_LINE else "\n\n"


def _without_hidden(text: str) -> str:
    """The text with a blank in the place of each script, style and comment that ends."""
    parts: list[str] = []
    unended: set[str] = set()
    at = 0
    for opening in _HIDDEN.finditer(text):
        name = (opening["name"] or "").lower()
        if opening.start() < at or name in unended:
            continue
        if end := _HIDDEN_ENDS[name].search(text, opening.end()):
            parts.append(text[at : opening.start()])
            at = end.end()
        else:
            # Looked for once: what opens a thousand times and never ends takes no longer.
            unended.add(name)
    return " ".join([*parts, text[at:]])


def _one_gap(space: re.Match[str]) -> str:
    """Blank space with two line breaks or more, as the gap between two paragraphs."""
    gap = space[0]
    if gap.count("\n") < 2:
        return gap
    return gap[: gap.index("\n")].rstrip(" \t") + "\n\n"
