"""A search for one hit of each article or story: a page of matches, and the counts of all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace

from searchkit.engines import Deadline, Engine, Matches, Order, SearchOptions
from searchkit.query import And, Ids, Not, Query
from searchkit.quick_dataclass import dataclass
from searchkit.schema import COLUMNS, UNKNOWN_VALUE
from searchkit.search.facets import FacetCounts, recount_of, story_count
from searchkit.search.fields import check_fields, without_field
from searchkit.search.name_groups import NameGroups
from searchkit.search.request import SearchRequest
from searchkit.search.stories import Stories, articles
from searchkit.stories.story import Counts, InStory

#: Other hits of a story that are shown under the one that stands for it.
MAX_OTHERS = 20


@dataclass(frozen=True, slots=True)
class Grouping:
    """A query for one article of each story, and the other hits of the story that each stands for.

    `others` are by the id of the one that is shown, in the order of the search.
    """

    query: Query
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MatchPage:
    """A page of matches, and the counts of all articles that match, however they are grouped."""

    matches: Matches
    counts: Counts
    facets: Mapping[str, Mapping[str, Counts]]
    grouping: Grouping


@dataclass(frozen=True, slots=True)
class HitPlace:
    """The `rank` of an article, from 1, among `total` hits, and the ids of those beside it.

    An id is None at the first and at the last hit; `story` is as in a `Hit`.
    """

    rank: int
    total: int
    previous: str | None
    following: str | None
    story: InStory | None


class GroupedSearch:
    """Searches one engine, and groups what matches by story if that is asked for."""

    def __init__(self, engine: Engine, stories: Stories, names: NameGroups | None = None) -> None:
        self._engine = engine
        self._stories = stories
        self._names = names
        self._facets = FacetCounts(stories.counted_by, names)

    def page(self, request: SearchRequest, query: Query, deadline: Deadline) -> MatchPage:
        """Raises `SearchTooSlow`, and `NotOffered` where stories are not known."""
        is_grouped = request.group != "article"
        further = [name for name in request.facets if name not in COLUMNS]
        check_fields(self._engine, further, tuple(COLUMNS))
        options = SearchOptions(
            offset=request.offset, limit=request.limit, order=request.sort, deadline=deadline
        )
        counted = replace(
            options,
            # The hits of a page are only known when all are grouped.
            limit=0 if is_grouped else request.limit,
            facets=tuple(dict.fromkeys((*request.facets, "source"))),
            members=self._stories.members,
        )
        matches = self._engine.search(query, counted)
        recount = recount_of(self._engine, self._names, query, counted)
        facets = {
            name: self._facets.of(name, rows, recount) for name, rows in matches.facets.items()
        }
        for name in further:
            facets[name] |= self._without_field(query, name, deadline)
        counts = Counts(
            matches.total,
            story_count(matches.total, matches.members, self._stories.counted_by),
            len(facets["source"].keys() - {UNKNOWN_VALUE}),
        )
        grouping = self._grouping(request, query, matches.members, deadline)
        if is_grouped:
            matches = self._engine.search(grouping.query, options)
        return MatchPage(matches, counts, {name: facets[name] for name in request.facets}, grouping)

    def counts(self, query: Query, deadline: Deadline) -> Counts:
        """The articles that match, and their stories and known sources."""
        options = SearchOptions(
            limit=0, facets=("source",), members=self._stories.members, deadline=deadline
        )
        return self._facets.total(self._engine.search(query, options))

    def _without_field(self, query: Query, name: str, deadline: Deadline) -> dict[str, Counts]:
        """The counts of the hits that lack a further field, if there are any."""
        counts = self.counts(without_field(query, name), deadline)
        return {UNKNOWN_VALUE: counts} if counts.articles else {}

    def query(self, request: SearchRequest, query: Query, deadline: Deadline) -> Query:
        """The query for what there is to be one hit of each. Raises as `page` does."""
        return self._grouped(request, query, deadline).query

    def place(
        self, request: SearchRequest, query: Query, article_id: str, deadline: Deadline
    ) -> HitPlace | None:
        """The place of an article on the page that is asked for; None if it is not on it.

        Raises as `page` does.
        """
        grouping = self._grouped(request, query, deadline)
        # With the last hit of the page before, and the first of the next one.
        before, after = min(1, request.offset), 1
        options = SearchOptions(
            offset=request.offset - before,
            limit=before + request.limit + after,
            order=request.sort,
            deadline=deadline,
        )
        matches = self._engine.search(grouping.query, options)
        ids = [match.record.article.id for match in matches.page]
        if article_id not in ids[before : before + request.limit]:
            return None
        at = ids.index(article_id)
        return HitPlace(
            options.offset + at + 1,
            matches.total,
            ids[at - 1] if at else None,
            ids[at + 1] if at + 1 < len(ids) else None,
            self.story(article_id, grouping),
        )

    def story(self, article_id: str, grouping: Grouping, *, role: bool = False) -> InStory | None:
        """The story of an article of a page; None if it is the only one of it.

        With its `role`, for which the other articles of the story are read.
        """
        representative = self._stories.representative_of.get(article_id)
        if representative is None:
            return None
        others = grouping.others.get(article_id, ())
        shown = articles(self._engine, others[:MAX_OTHERS])
        more = len(others) - len(shown)
        return InStory(
            representative,
            self._stories.size(representative),
            tuple(shown.values()),
            more,
            self._stories.role(article_id, self._engine) if role else None,
        )

    def _grouped(self, request: SearchRequest, query: Query, deadline: Deadline) -> Grouping:
        """The grouping of all hits."""
        if request.group == "article":
            return Grouping(query)
        options = SearchOptions(limit=0, members=self._stories.members, deadline=deadline)
        matches = self._engine.search(query, options)
        return self._grouping(request, query, matches.members, deadline)

    def _grouping(
        self, request: SearchRequest, query: Query, members: Collection[str], deadline: Deadline
    ) -> Grouping:
        """The grouping of the hits, of which the `members` are in a family."""
        if request.group == "article":
            return Grouping(query)
        self._stories.check()
        if request.group == "story":
            return self._by_story(query, members, request.sort, deadline)
        return self._new_alone(query, members)

    def _by_story(
        self, query: Query, members: Collection[str], order: Order, deadline: Deadline
    ) -> Grouping:
        """Of each story the hit that comes first in an order."""
        several = self._several(members)
        if not several:
            return Grouping(query)
        shown: dict[str, str] = {}
        others: defaultdict[str, list[str]] = defaultdict(list)
        options = SearchOptions(order=order, members=several, deadline=deadline)
        for article_id in self._engine.members(query, options):
            first = shown.setdefault(self._stories.representative_of[article_id], article_id)
            if first != article_id:
                others[first].append(article_id)
        return Grouping(_without(query, several.difference(shown.values())), others)

    def _new_alone(self, query: Query, members: Collection[str]) -> Grouping:
        """Of each story the article that was first, if it is a hit: later ones are no news."""
        representative_of = self._stories.representative_of
        firsts = {
            representative: self._stories.lead(representative)
            for representative in {representative_of[member] for member in members}
        }
        later = (member for member in members if member != firsts[representative_of[member]])
        return Grouping(_without(query, frozenset(later)))

    def _several(self, members: Collection[str]) -> frozenset[str]:
        """The hits of which another one is the same story."""
        families: defaultdict[str, list[str]] = defaultdict(list)
        for member in members:
            families[self._stories.representative_of[member]].append(member)
        return frozenset(
            article_id for ids in families.values() if len(ids) > 1 for article_id in ids
        )


def _without(query: Query, ids: frozenset[str]) -> Query:
    return And((query, Not(Ids(ids)))) if ids else query
