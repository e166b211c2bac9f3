"""All quotations and all stories of an index, one at a time: for exports."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from searchkit.engines import Deadline
from searchkit.quick_dataclass import dataclass
from searchkit.search.quote_search import (
    QuoteRow,
    QuoteSearch,
    distinct_quotes,
    narrowed,
    sorted_mentions,
)
from searchkit.search.snapshot import SnapshotIterator
from searchkit.search.stories import StoryOrder, first_day
from searchkit.search.story_names import with_people
from searchkit.stories.quote_clusters import QuoteCluster, QuoteMention
from searchkit.stories.story import Story

if TYPE_CHECKING:
    from searchkit.search.request import SearchRequest
    from searchkit.search.searcher import Searcher


#: Articles whose quotations are listed unless fewer are asked for, and seconds in which those that
#: are the same are found.
MAX_ARTICLES, MAX_SECONDS = 20_000, 120.0

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class AllQuotes:
    """Every quotation of the articles that match; `notes` say what was not looked at."""

    clusters: SnapshotIterator[QuoteCluster]
    notes: tuple[str, ...]


def all_quotes(
    searcher: Searcher, request: SearchRequest, speaker: str | None, *, articles: int
) -> AllQuotes:
    """The quotations in so many articles, in their order; each article has the time of a search.

    Raises `SearchTooSlow`.
    """
    snapshot = searcher.snapshot
    search = QuoteSearch(snapshot.engine, snapshot.analyzer)
    with searcher.limited():
        bound = searcher.bound_request(request)
    notes = bound.notes
    rows: list[QuoteRow] = []
    matches = snapshot.engine.scan(narrowed(bound.query, speaker), request.sort)
    for number, match in enumerate(matches):
        if number == articles:
            notes = (*notes, f"only the first {articles:,} articles that match were read")
            break
        with searcher.limited():
            rows += search.rows(match, bound.query, speaker)
    mentions = distinct_quotes(Deadline(MAX_SECONDS).watch(sorted_mentions(rows)))
    clusters = _begun(_clusters(searcher, search, mentions))
    return AllQuotes(SnapshotIterator(snapshot, clusters), notes)


def _clusters(
    searcher: Searcher, search: QuoteSearch, mentions: list[QuoteMention]
) -> Generator[QuoteCluster, None, None]:
    for mention in mentions:
        with searcher.limited() as deadline:
            cluster = search.cluster(mention, deadline)
        yield cluster


def all_stories(
    searcher: Searcher, order: StoryOrder, since: str | None
) -> SnapshotIterator[Story]:
    """The stories of two articles or more. Raises `NotOffered` and `QueryError`."""
    snapshot = searcher.snapshot
    snapshot.stories.check()
    with searcher.limited():
        representatives = snapshot.stories.listed(order, first_day(since))
    return SnapshotIterator(snapshot, _begun(_stories(searcher, representatives)))


def _begun(items: Generator[_Item, None, None]) -> Generator[_Item, None, None]:
    """The same items; the first is read at once, so that what fails does so before any is sent."""
    return _after(list(islice(items, 1)), items)


def _after(
    first: list[_Item], others: Generator[_Item, None, None]
) -> Generator[_Item, None, None]:
    yield from first
    yield from others


def _stories(searcher: Searcher, representatives: list[str]) -> Generator[Story, None, None]:
    snapshot = searcher.snapshot
    for representative in representatives:
        with searcher.limited():
            story = snapshot.stories.story(representative, snapshot.engine)
            story = with_people(story, snapshot.names)
        yield story
