"""Shortcodes of WordPress: `[caption id="a"]…[/caption]` in texts that no plugin has replaced."""

from __future__ import annotations

from searchkit import quick_re as re

#: A name with a value, as no bracket of an editor has it; then the names of what encloses text.
_OPENING = re.compile(
    r"\[(?P<name>[a-z][\w-]{1,40}+)(?:\s++[\w-]{1,40}+=(?:\"[^\"\[\]]{0,500}+\"|'[^'\[\]]{0,500}+'"
    r"|[^\s\"'\[\]]{1,200}+))+\s*+/?\]",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\[/(?P<name>[a-z][\w-]{1,40}+)\]", re.IGNORECASE)
_BARE = re.compile(r"\[(?P<name>[a-z][\w-]{1,40}+)\]", re.IGNORECASE)
#: A line of its own that stands for pictures.
_GALLERY = re.compile(r"^[ \t]*+\[gallery\][ \t]*+$", re.IGNORECASE | re.MULTILINE)


def without_shortcodes(text: str) -> str:
    """The text without shortcodes; what stands between two of them is text.

    >>> without_shortcodes('[caption id="a1" width="300"]The quay.[/caption] He [the mayor] left.')
    'The quay. He [the mayor] left.'
    """
    if "[" not in text:
        return text
    names = {match["name"].lower() for match in _OPENING.finditer(text)}
    names |= {match["name"].lower() for match in _CLOSING.finditer(text)}
    if not names:
        return _GALLERY.sub("", text)
    text = _CLOSING.sub("", _OPENING.sub("", text))
    # `[quote]` is one only where `[/quote]` ends it.
    return _BARE.sub(lambda match: "" if match["name"].lower() in names else match[0], text)
