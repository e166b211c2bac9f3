"""A bound query → a page of matches, one for each article or story, and the counts of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import NamedTuple

from searchkit.engines import Deadline, Engine, Matches, SearchOptions
from searchkit.query import Query
from searchkit.schema import UNKNOWN_VALUE
from searchkit.search.facets import FacetCounts
from searchkit.search.grouping import Grouped, by_story, new_alone, story_count
from searchkit.search.request import Request
from searchkit.search.stories import Stories, articles
from searchkit.stories.story import Counts, InStory

#: So many of the other hits of a story are shown under the one that stands for it.
MOST_OTHERS = 20


class Found(NamedTuple):
    """A page of what was asked for, and the counts of all articles, however they are grouped."""

    matches: Matches
    counts: Counts
    facets: Mapping[str, Mapping[str, Counts]]
    group: Grouped


class Finding:
    """Finds in one engine."""

    def __init__(self, engine: Engine, stories: Stories) -> None:
        self._engine = engine
        self._stories = stories
        self._facets = FacetCounts(stories.representative_of)

    def page(self, request: Request, query: Query, deadline: Deadline) -> Found:
        """Raises `SearchTooSlow`, and `SettingsError` where stories are not told."""
        grouped = request.group != "article"
        options = SearchOptions(
            offset=(request.page - 1) * request.limit,
            limit=request.limit,
            order=request.sort,
            deadline=deadline,
        )
        found = self._engine.search(
            query,
            replace(
                options,
                # The hits of a page are only known when all are grouped.
                limit=0 if grouped else request.limit,
                facets=tuple(dict.fromkeys((*request.facets, "source"))),
                members=self._stories.everybody,
            ),
        )
        facets = {name: self._facets.of(name, rows) for name, rows in found.facets.items()}
        counts = Counts(
            found.total,
            story_count(found.total, found.members, self._stories.representative_of),
            len(facets["source"].keys() - {UNKNOWN_VALUE}),
        )
        group = self._grouped(request, query, found.members, deadline)
        matches = self._engine.search(group.query, options) if grouped else found
        return Found(matches, counts, {name: facets[name] for name in request.facets}, group)

    def grouped(self, request: Request, query: Query, deadline: Deadline) -> Grouped:
        """The query for what is asked to be one hit each. Raises as `page` does."""
        if request.group == "article":
            return Grouped(query)
        members = self._stories.everybody
        options = SearchOptions(limit=0, members=members, deadline=deadline)
        found = self._engine.search(query, options)
        return self._grouped(request, query, found.members, deadline)

    def _grouped(
        self, request: Request, query: Query, found: Collection[str], deadline: Deadline
    ) -> Grouped:
        if request.group != "article":
            self._stories.check()
        if request.group == "story":
            return by_story(query, found, request.sort, self._engine, self._stories, deadline)
        if request.group == "new":
            return new_alone(query, found, self._stories)
        return Grouped(query)

    def story(self, article_id: str, group: Grouped) -> InStory | None:
        """The story of an article of a page; None if it is the only one of it."""
        representative = self._stories.representative_of.get(article_id)
        if representative is None:
            return None
        others = group.others.get(article_id, ())
        shown = articles(self._engine, others[:MOST_OTHERS])
        more = len(others) - len(shown)
        return InStory(
            representative, self._stories.size(representative), tuple(shown.values()), more
        )
