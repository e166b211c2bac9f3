"""Authors without the outlet or office behind a name: `Anna Berg, Reuters` is Anna Berg."""

from __future__ import annotations

from collections.abc import Iterable

from searchkit import quick_re as re
from searchkit.analysis.values import folded_value
from searchkit.corpus.plain.bylines import read_name_in_place, without_office
from searchkit.corpus.plain.datelines import agency_of

#: In characters; a longer text is no name.
MAX_NAME = 200

_BEHIND = re.compile(
    r"(?P<name>[^,/|()]{2,}?)(?:\s?,\s|\s?[/|]\s?|\s[-–—]\s|\s(?:for|of|with|für|pour|para)\s)"
    r"(?P<outlet>[^,/|()]{2,80})"
)
_IN_BRACKETS = re.compile(r"(?P<name>[^()\[\]]{2,}?)\s?[(\[](?P<outlet>[^()\[\]]{2,80})[)\]]")
_ARTICLES = re.compile(r"(?:the|der|die|das|le|la|les|el|il|de|het)\s", re.IGNORECASE)


def without_outlets(names: Iterable[str], source: str | None) -> tuple[str, ...]:
    """The names without an agency, the source of the article or an office behind; each once.

    >>> without_outlets(["Anna Berg, Reuters", "Tom Ode (The Herald)", "Anna Berg"], "Herald")
    ('Anna Berg', 'Tom Ode')
    >>> without_outlets(["Reuters, AP", "Berg, Anna", "Reuters"], None)
    ('Reuters, AP', 'Berg, Anna', 'Reuters')
    """
    return tuple(dict.fromkeys(_without_outlet(name, source) for name in names))


def _without_outlet(name: str, source: str | None) -> str:
    if len(name) > MAX_NAME:
        return name
    person = without_office(name)
    match = _BEHIND.fullmatch(name) or _IN_BRACKETS.fullmatch(name)
    if match is not None and _is_outlet(match["outlet"], source):
        person = match["name"].strip()
    if person == name or _is_outlet(person, source) or " " not in person:
        return name
    return read_name_in_place(person) or person


def _is_outlet(text: str, source: str | None) -> bool:
    return bool(agency_of(text)) or (source is not None and _plain(text) == _plain(source))


def _plain(name: str) -> str:
    return folded_value(_ARTICLES.sub("", name.strip(), count=1))
