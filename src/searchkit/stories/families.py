"""Families: articles made of one text, around a representative, with no chain between strangers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from searchkit.quick_dataclass import dataclass
from searchkit.stories.candidates import Pair
from searchkit.stories.grouping import Near, groups, near
from searchkit.stories.links import Link, Side


@dataclass(frozen=True, slots=True)
class TextStats:
    """Facts kept of an article: which text it has, how many words, and its first day if known.

    `day` is a proleptic ordinal.
    """

    digest: str
    words: int
    day: int | None


class Tie(NamedTuple):
    """The relation of an article outside a family to it.

    It has most in common with `member`, so many `words`; `share` is how much of it that is, and
    `quoted` how much of that is quotations.
    """

    member: str
    words: int
    share: float
    quoted: float


@dataclass(frozen=True, slots=True)
class Family:
    """Two articles or more by id: the representative, and those that share text with it.

    `links` say how much each of the others shares; the representative is on the right of each.
    `related` are articles outside that share a quotation or a passage with a member.
    """

    representative: str
    links: Mapping[str, Link]
    related: Mapping[str, Tie] = field(default_factory=dict)

    @property
    def members(self) -> tuple[str, ...]:
        """All ids, the representative first."""
        return (self.representative, *self.links)


def families(stats: Mapping[str, TextStats], links: Mapping[Pair, Link]) -> tuple[Family, ...]:
    """The families of articles, by id → print and two digests → what the texts share.

    A function of the two alone; the largest family comes first. An article that shares text only
    with some of a family is in none, or in one of its own.
    """
    copies = _copies(stats)
    around = near(links)
    family_of: dict[str, str] = {}
    stars: list[tuple[str, Mapping[str, Link]]] = []
    for group in groups(around):
        stars += _stars(group, around, copies, stats)
    for representative, others in stars:
        family_of |= dict.fromkeys((representative, *others), representative)
    for text, ids in copies.items():
        if len(ids) > 1 and text not in family_of and stats[ids[0]].words:
            family_of[text] = text
            stars.append((text, {}))
    related = _related(links, family_of, copies)
    made = [_family(*star, copies, stats, related[star[0]]) for star in stars]
    return tuple(sorted(made, key=lambda family: (-len(family.links), family.representative)))


def _copies(stats: Mapping[str, TextStats]) -> dict[str, list[str]]:
    """The articles that have the same text, the earliest first."""
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for article_id in sorted(stats, key=lambda own_id: (_day(stats[own_id]), own_id)):
        copies[stats[article_id].digest].append(article_id)
    return copies


def _stars(
    group: Sequence[str],
    around: Near,
    copies: Mapping[str, Sequence[str]],
    stats: Mapping[str, TextStats],
) -> Iterator[tuple[str, Mapping[str, Link]]]:
    """The representatives of a group, each with the links of those that share text with it.

    It is one, save in a large group in which not every two texts were compared.
    """
    left = set(group)
    while len(left) > 1:
        beside = {
            text: {other: link for other, link in around[text].items() if other in left}
            for text in sorted(left)
        }
        representative = min(
            beside,
            key=lambda text: (
                -sum(len(copies[other]) * link.words for other, link in beside[text].items()),
                _rank(copies[text], stats),
            ),
        )
        if not beside[representative]:
            return
        yield representative, beside[representative]
        left -= {representative, *beside[representative]}


def _rank(ids: Sequence[str], stats: Mapping[str, TextStats]) -> tuple[float, int, str]:
    """Of two texts the earlier one, then the fuller one, is the representative."""
    return _day(stats[ids[0]]), -stats[ids[0]].words, ids[0]


def _day(text_stats: TextStats) -> float:
    return float("inf") if text_stats.day is None else text_stats.day


def _related(
    links: Mapping[Pair, Link],
    family_of: Mapping[str, str],
    copies: Mapping[str, Sequence[str]],
) -> Mapping[str, Mapping[str, Tie]]:
    """By the representative of a family: the articles outside that share something with it."""
    nearest: defaultdict[str, dict[str, Tie]] = defaultdict(dict)
    # The closest link comes last and stays: text before quotations.
    rows = sorted(
        links.items(), key=lambda row: (row[1].is_version, row[1].own, row[1].words, row[0])
    )
    for (left, right), link in rows:
        for member, other, side in ((left, right, link.right), (right, left, link.left)):
            representative = family_of.get(member)
            if representative is not None and family_of.get(other) != representative:
                quoted = max(link.left.quoted, link.right.quoted)
                tie = Tie(copies[member][0], link.words, side.share, quoted)
                nearest[representative][copies[other][0]] = tie
    return nearest


def _family(
    representative: str,
    around: Mapping[str, Link],
    copies: Mapping[str, Sequence[str]],
    stats: Mapping[str, TextStats],
    related: Mapping[str, Tie],
) -> Family:
    first, *others = copies[representative]
    whole = Side.whole(stats[first].words)
    links = dict.fromkeys(others, Link(whole, whole))
    for neighbour, link in around.items():
        links |= dict.fromkeys(copies[neighbour], link)
    return Family(first, dict(sorted(links.items())), dict(sorted(related.items())))
