"""Families: articles made of one text, around a representative, with no chain between strangers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from searchkit.stories.candidates import Pair
from searchkit.stories.links import QUOTED, Link, Side


@dataclass(frozen=True, slots=True)
class TextStats:
    """Facts kept of an article: which text it has, how many words, and its first day if known.

    `day` is a proleptic ordinal.
    """

    digest: str
    words: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Family:
    """Two articles or more by id: the representative, and those that share text with it.

    `links` say how much each of the others shares; the representative is on the right of each.
    `related` are articles outside that share a quotation with a member: with which, and of how many
    words.
    """

    representative: str
    links: Mapping[str, Link]
    related: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def members(self) -> tuple[str, ...]:
        """All ids, the representative first."""
        return (self.representative, *self.links)


def families(stats: Mapping[str, TextStats], links: Mapping[Pair, Link]) -> tuple[Family, ...]:
    """The families of articles, by id → print and two digests → what the texts share.

    A function of the two alone; the largest family comes first. An article that shares text only
    with one that is not the representative is in no family, or in one of its own.
    """
    copies = _copies(stats)
    near: defaultdict[str, dict[str, Link]] = defaultdict(dict)
    for (left, right), link in sorted(links.items()):
        if link.is_version or link.is_quotes:
            near[left][right] = link.reversed
            near[right][left] = link
    order = sorted(
        near,
        key=lambda article_id: (
            *_standing(near[article_id], copies),
            _rank(copies[article_id], stats),
        ),
    )
    family_of: dict[str, str] = {}
    groups: list[tuple[str, Mapping[str, Link]]] = []
    for representative in order:
        around = {
            neighbour: link
            for neighbour, link in near[representative].items()
            if neighbour not in family_of
        }
        if representative not in family_of and around:
            family_of |= dict.fromkeys((representative, *around), representative)
            groups.append((representative, around))
    for text, ids in copies.items():
        if len(ids) > 1 and text not in family_of:
            family_of[text] = text
            groups.append((text, {}))
    related = _related(links, family_of, copies)
    made = [_family(*group, copies, stats, related[group[0]]) for group in groups]
    return tuple(sorted(made, key=lambda family: (-len(family.links), family.representative)))


def _copies(stats: Mapping[str, TextStats]) -> dict[str, list[str]]:
    """The articles that have the same text, the earliest first."""
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in sorted(stats, key=lambda own_id: (_day(stats[own_id]), own_id)):
        copies[stats[article_id].digest].append(article_id)
    return copies


def _standing(around: Mapping[str, Link], copies: Mapping[str, Sequence[str]]) -> tuple[int, int]:
    """Cores are those that share most with others, and quote less than they are quoted."""
    shared = sum(
        link.words * len(copies[neighbour]) for neighbour, link in around.items() if link.is_version
    )
    quoting = sum(link.right.quoted >= QUOTED > link.left.quoted for link in around.values())
    return -shared, quoting


def _rank(ids: Sequence[str], stats: Mapping[str, TextStats]) -> tuple[float, int, str]:
    """Of two texts the earlier one, then the fuller one, is the representative."""
    return _day(stats[ids[0]]), -stats[ids[0]].words, ids[0]


def _day(text_stats: TextStats) -> float:
    return float("inf") if text_stats.day is None else text_stats.day


def _related(
    links: Mapping[Pair, Link],
    family_of: Mapping[str, str],
    copies: Mapping[str, Sequence[str]],
) -> Mapping[str, Mapping[str, tuple[str, int]]]:
    """By the representative of a family: who outside shares how long a quotation with whom."""
    nearest: defaultdict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for pair, link in sorted(links.items(), key=lambda row: (row[1].words, row[0])):
        if link.is_related:
            for member, other in (pair, pair[::-1]):
                representative = family_of.get(member)
                if representative is not None and family_of.get(other) != representative:
                    # The longest quotation comes last and stays.
                    nearest[representative][copies[other][0]] = (copies[member][0], link.words)
    return nearest


def _family(
    representative: str,
    around: Mapping[str, Link],
    copies: Mapping[str, Sequence[str]],
    stats: Mapping[str, TextStats],
    related: Mapping[str, tuple[str, int]],
) -> Family:
    first, *others = copies[representative]
    whole = Side.whole(stats[first].words)
    links = dict.fromkeys(others, Link(whole, whole))
    for neighbour, link in around.items():
        links |= dict.fromkeys(copies[neighbour], link)
    return Family(first, dict(sorted(links.items())), dict(sorted(related.items())))
