"""The families of a generation as JSON.

`families` is representative → others, which every search reads; `stories` is representative → all
that is known of each member. What the next run needs of the other articles is in `story_records`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from searchkit.stories.families import Family, Tie
from searchkit.stories.links import Link, Side

# `astuple` copies what it finds, number by number.
_values: Callable[[Side], tuple[Any, ...]] = attrgetter(*(field.name for field in fields(Side)))
# What a story tells; the rest is of use to the next run only.
_told: Callable[[Side], tuple[float, ...]] = attrgetter(*(field.name for field in fields(Side)[:5]))
_RUNS = len(fields(Side)) - 1


def families_as_json(families: Iterable[Family]) -> dict[str, Any]:
    """The ids of each family, by its representative."""
    return {family.representative: list(family.links) for family in families}


def stories_as_json(families: Iterable[Family], days: Mapping[str, int | None]) -> dict[str, Any]:
    """The families with their links, and the first day of each member, representative first."""
    return {
        family.representative: {
            "days": [days[member] for member in family.members],
            "links": _links_as_json(family.links.values()),
            "related": {article_id: list(tie) for article_id, tie in family.related.items()},
        }
        for family in families
    }


def family_from_json(representative: str, others: Sequence[str], kept: Mapping[str, Any]) -> Family:
    """One family of `families_as_json` and `stories_as_json`."""
    links = map(link_from_json, kept["links"])
    return Family(
        representative,
        dict(zip(others, links, strict=True)),
        {article_id: Tie(*tie) for article_id, tie in kept["related"].items()},
    )


def _links_as_json(links: Iterable[Link]) -> list[list[Sequence[float]]]:
    """All of them; those of copies are one object, and stay one."""
    written: dict[int, list[Sequence[float]]] = {}
    return [
        written.get(id(link)) or written.setdefault(id(link), [_told(link.left), _told(link.right)])
        for link in links
    ]


def link_as_json(link: Link) -> list[Sequence[Any]]:
    """All of a link, ready for JSON."""
    return [_values(link.left), _values(link.right)]


def link_from_json(kept: Sequence[Sequence[Any]]) -> Link:
    """The link that `link_as_json` was given, or what a story tells of it."""
    left, right = (
        Side(*side[:_RUNS], *(tuple((begin, end) for begin, end in runs) for runs in side[_RUNS:]))
        for side in kept
    )
    return Link(left, right)
