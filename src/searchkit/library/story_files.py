"""What a generation keeps of the families of its articles, as JSON.

`fingerprints` and `links` are for the next run alone: id → print, two digests → what the texts
share. `families` is core → others, which every search reads; `stories` is core → all that is known
of each member.
"""

from __future__ import annotations

import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from searchkit.stories.candidates import Pair
from searchkit.stories.families import Family, Print
from searchkit.stories.links import Link, Side

_BETWEEN = " "


def prints_as_json(prints: Mapping[str, Print]) -> dict[str, Any]:
    """The prints, each with its runs as bytes, the lowest first."""
    return {
        article_id: [one.digest, one.words, one.day, b64encode(_bytes(one.runs)).decode("ascii")]
        for article_id, one in sorted(prints.items())
    }


def prints_from_json(kept: Mapping[str, Any]) -> dict[str, Print]:
    """What `prints_as_json` was given."""
    return {
        article_id: Print(digest, words, _runs(b64decode(runs)), day)
        for article_id, (digest, words, day, runs) in kept.items()
    }


def links_as_json(links: Mapping[Pair, Link | None]) -> dict[str, Any]:
    """The links; None stands for texts that were compared and are strangers."""
    return {_BETWEEN.join(pair): link and _link(link) for pair, link in sorted(links.items())}


def links_from_json(kept: Mapping[str, Any]) -> dict[Pair, Link | None]:
    """What `links_as_json` was given."""
    found = {}
    for pair, link in kept.items():
        left, _, right = pair.partition(_BETWEEN)
        found[left, right] = link and _read_link(link)
    return found


def families_as_json(families: Iterable[Family]) -> dict[str, Any]:
    """The ids of each family, by its core."""
    return {one.core: list(one.links) for one in families}


def stories_as_json(families: Iterable[Family], days: Mapping[str, int | None]) -> dict[str, Any]:
    """The families with their links, and the first day of each member, the core's first."""
    return {
        one.core: {
            "days": [days[member] for member in one.members],
            "links": [_link(link) for link in one.links.values()],
            "related": {article_id: list(with_) for article_id, with_ in one.related.items()},
        }
        for one in families
    }


def family_from_json(core: str, others: Sequence[str], kept: Mapping[str, Any]) -> Family:
    """One family of `families_as_json` and `stories_as_json`."""
    links = map(_read_link, kept["links"])
    return Family(
        core,
        dict(zip(others, links, strict=True)),
        {article_id: (member, words) for article_id, (member, words) in kept["related"].items()},
    )


def _link(link: Link) -> list[Sequence[float]]:
    return [astuple(link.left), astuple(link.right)]


def _read_link(kept: Sequence[Sequence[Any]]) -> Link:
    left, right = kept
    return Link(Side(*left), Side(*right))


def _bytes(runs: Sequence[int]) -> bytes:
    return _swapped(array("I", runs)).tobytes()


def _runs(data: bytes) -> array[int]:
    return _swapped(array("I", data))


def _swapped(runs: array[int]) -> array[int]:
    """Between the order of this machine and that of the file."""
    if sys.byteorder == "big":
        runs.byteswap()
    return runs
