"""A search in stories: how many there are among its hits, and one hit for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from searchkit.engines import Deadline, Engine, Order
from searchkit.errors import SearchTooSlow
from searchkit.library.story_reading import Stories
from searchkit.query import Among, And, Not, Query


@dataclass(frozen=True, slots=True)
class Grouped:
    """A query for one article of each story, and the other hits of the story that each stands for.

    `others` are by the id of the one that is shown, in the order of the search.
    """

    query: Query
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)


def stories_among(
    query: Query, articles: int, engine: Engine, stories: Stories, deadline: Deadline
) -> int | None:
    """How many stories a query finds that finds so many articles; None if that took too long."""
    try:
        found = _of_families(query, engine, stories, deadline) if articles > 1 else []
    except SearchTooSlow:
        return None
    return articles - len(found) + len({stories.core_of[one] for one in found})


def grouped(
    query: Query, order: Order, engine: Engine, stories: Stories, deadline: Deadline
) -> Grouped:
    """Of each story the hit that comes first in an order. Raises `SearchTooSlow`."""
    several = _several(query, engine, stories, deadline)
    if not several:
        return Grouped(query)
    shown: dict[str, str] = {}
    others: defaultdict[str, list[str]] = defaultdict(list)
    for match in deadline.watch(engine.every(And((query, Among(several))), order)):
        article_id = match.record.article.id
        first = shown.setdefault(stories.core_of[article_id], article_id)
        if first != article_id:
            others[first].append(article_id)
    return Grouped(_without(query, several.difference(shown.values())), others)


def only_new(query: Query, engine: Engine, stories: Stories, deadline: Deadline) -> Grouped:
    """Of each story the article that was first, if it is a hit: later ones are no news."""
    found = _of_families(query, engine, stories, deadline)
    later = (one for one in found if one != stories.lead(stories.core_of[one]))
    return Grouped(_without(query, frozenset(later)))


def _of_families(
    query: Query, engine: Engine, stories: Stories, deadline: Deadline
) -> Sequence[str]:
    """The hits that are in a family; only they can be fewer stories than articles."""
    if not stories.core_of:
        return []
    return engine.ids(And((query, Among(stories.everybody))), deadline=deadline)


def _several(query: Query, engine: Engine, stories: Stories, deadline: Deadline) -> frozenset[str]:
    """The hits of which another one is the same story."""
    families: defaultdict[str, list[str]] = defaultdict(list)
    for one in _of_families(query, engine, stories, deadline):
        families[stories.core_of[one]].append(one)
    return frozenset(one for ids in families.values() if len(ids) > 1 for one in ids)


def _without(query: Query, ids: frozenset[str]) -> Query:
    return And((query, Not(Among(ids)))) if ids else query
