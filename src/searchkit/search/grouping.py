"""A search in stories: how many there are among its hits, and one hit for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from searchkit.engines import Deadline, Engine, Order
from searchkit.query import And, Ids, Not, Query
from searchkit.search.stories import Stories


@dataclass(frozen=True, slots=True)
class Grouped:
    """A query for one article of each story, and the other hits of the story that each stands for.

    `others` are by the id of the one that is shown, in the order of the search.
    """

    query: Query
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)


def story_count(articles: int, among: Collection[str], representative_of: Mapping[str, str]) -> int:
    """How many stories so many articles are, of which those `among` are in a family."""
    return articles - len(among) + len(set(map(representative_of.__getitem__, among)))


def by_story(
    query: Query,
    found: Collection[str],
    order: Order,
    engine: Engine,
    stories: Stories,
    deadline: Deadline,
) -> Grouped:
    """Of each story the hit that comes first in an order; `found` are the hits in a family.

    Raises `SearchTooSlow`.
    """
    several = _several(found, stories)
    if not several:
        return Grouped(query)
    shown: dict[str, str] = {}
    others: defaultdict[str, list[str]] = defaultdict(list)
    for match in deadline.watch(engine.scan(And((query, Ids(several))), order)):
        article_id = match.record.article.id
        first = shown.setdefault(stories.representative_of[article_id], article_id)
        if first != article_id:
            others[first].append(article_id)
    return Grouped(_without(query, several.difference(shown.values())), others)


def new_alone(query: Query, found: Collection[str], stories: Stories) -> Grouped:
    """Of each story the article that was first, if it is a hit: later ones are no news."""
    leads = {
        representative: stories.lead(representative)
        for representative in {stories.representative_of[one] for one in found}
    }
    later = (one for one in found if one != leads[stories.representative_of[one]])
    return Grouped(_without(query, frozenset(later)))


def _several(found: Collection[str], stories: Stories) -> frozenset[str]:
    """The hits of which another one is the same story."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for one in found:
        families[stories.representative_of[one]].append(one)
    return frozenset(one for ids in families.values() if len(ids) > 1 for one in ids)


def _without(query: Query, ids: frozenset[str]) -> Query:
    return And((query, Not(Ids(ids)))) if ids else query
