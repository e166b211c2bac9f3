"""The searches of a library, as Python calls them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from searchkit.engines import Order
from searchkit.marked_article import MarkedArticle
from searchkit.other_queries import Suggestions
from searchkit.results import Hit, KwicLine, QuoteList, Results, Similar, StoryList
from searchkit.schema import DEFAULT_FACETS, DEFAULT_VALUES, FACETS
from searchkit.search.request import Group, SearchRequest
from searchkit.search.snapshot import SnapshotIterator
from searchkit.search.stories import StoryOrder
from searchkit.stories.story import Counts, Story
from searchkit.syntax import Operator

if TYPE_CHECKING:
    # A query does not need them.
    from searchkit.count_table import CountTable
    from searchkit.names_found import NameGraph, NameKind, NameList, NameReport
    from searchkit.search.keyness import TermList
    from searchkit.search.listings import AllQuotes
    from searchkit.search.records.search_record import SearchRecord
    from searchkit.search.records.verification import Verification
    from searchkit.search.searcher import Searcher
    from searchkit.stories.comparison import Comparison
    from searchkit.stories.quote_clusters import QuoteCluster


class SearchFacade(ABC):
    """Answers each call from the index as it is then."""

    @abstractmethod
    def searcher(self, *, quick: bool = False) -> AbstractContextManager[Searcher]:
        """Answers to several requests from one state of the index; see `Library.searcher`."""

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        page: int = 1,
        sort: Order = "relevance",
        operator: Operator = "and",
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        filters: Sequence[str] = (),
        facets: Sequence[str] = DEFAULT_FACETS,
        explain: bool = False,
        group: Group = "article",
    ) -> Results:
        """One page of the articles that match, best first; for what is asked see `SearchRequest`.

        Raises `QueryError`, `SettingsError`, `SearchTooSlow` and `IndexUnusable`.
        """
        request = SearchRequest(
            text=text,
            limit=limit,
            page=page,
            sort=sort,
            operator=operator,
            source=source,
            since=since,
            until=until,
            filters=filters,
            facets=facets,
            explain=explain,
            group=group,
        )
        with self.searcher() as searcher:
            return searcher.search(request)

    def hits(
        self,
        text: str,
        *,
        sort: Order = "relevance",
        operator: Operator = "and",
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        filters: Sequence[str] = (),
        group: Group = "article",
        roles: bool = False,
    ) -> SnapshotIterator[Hit]:
        """Every article that matches, in the order of `search`, in constant memory.

        All are of the index as it is now, whatever is committed until they are read. Raises
        `QueryError`, `SettingsError` and `IndexUnusable`.
        """
        request = SearchRequest(
            text=text,
            sort=sort,
            operator=operator,
            source=source,
            since=since,
            until=until,
            filters=filters,
            group=group,
            roles=roles,
        )
        with self.searcher() as searcher:
            return searcher.hits(request)

    def facets(
        self,
        text: str = "*",
        names: Sequence[str] = FACETS,
        *,
        operator: Operator = "and",
        filters: Sequence[str] = (),
    ) -> Mapping[str, Mapping[str, Counts]]:
        """The counts of each value by facet, most articles first; further fields are facets too.

        Raises `QueryError`, `SettingsError`, `SearchTooSlow` and `IndexUnusable`.
        """
        return self.search(text, limit=1, operator=operator, filters=filters, facets=names).facets

    def counts(
        self,
        queries: str | Sequence[str],
        *,
        by: str | Sequence[str] = "month",
        share: bool = False,
        limit: int = DEFAULT_VALUES,
        operator: Operator = "and",
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
        filters: Sequence[str] = (),
    ) -> CountTable:
        """The articles, stories and sources of each query by period or value, with the zeros.

        `by` is one of `COUNTED_BY` or a further field, or two of them for a cross table; see
        `CountRequest`. Raises `QueryError`, `SettingsError`, `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.counting import CountRequest

        searches = tuple(
            (
                text,
                SearchRequest(
                    text=text,
                    operator=operator,
                    source=source,
                    since=since,
                    until=until,
                    filters=filters,
                ),
            )
            for text in ([queries] if isinstance(queries, str) else queries)
        )
        names = (by,) if isinstance(by, str) else tuple(by)
        request = CountRequest(searches=searches, by=names, share=share, limit=limit)
        with self.searcher() as searcher:
            return searcher.count_table(request)

    def terms(
        self,
        text: str,
        *,
        against: str | None = None,
        within: int | None = None,
        limit: int = 20,
        operator: Operator = "and",
    ) -> TermList:
        """The words and pairs that tell the articles that match from the others.

        See `TermRequest`. Raises `QueryError`, `SettingsError`, `SearchTooSlow` and
        `IndexUnusable`.
        """
        from searchkit.search.keyness import TermRequest

        request = TermRequest(
            search=SearchRequest(text=text, operator=operator),
            against=None if against is None else SearchRequest(text=against, operator=operator),
            within=within,
            limit=limit,
        )
        with self.searcher() as searcher:
            return searcher.terms(request)

    def kwic(
        self,
        text: str,
        *,
        width: int = 40,
        sort: Order = "relevance",
        operator: Operator = "and",
        filters: Sequence[str] = (),
    ) -> SnapshotIterator[KwicLine]:
        """Key words in context: every match in every body, with `width` characters on each side.

        All are of the index as it is now. Raises `QueryError` and `IndexUnusable`.
        """
        request = SearchRequest(text=text, sort=sort, operator=operator, filters=filters)
        with self.searcher() as searcher:
            return searcher.kwic(request, width=width)

    def record(self, request: SearchRequest) -> SearchRecord:
        """The record of a search and of all that it finds, to be verified later.

        Raises `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.records.search_record import make_record

        with self.searcher() as searcher:
            return make_record(searcher, request)

    def verify(self, record: SearchRecord) -> Verification:
        """The search of a record again, with what is new, gone or changed, and why.

        Raises `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.records.verification import verify

        with self.searcher() as searcher:
            return verify(searcher, record)

    def search_report(self, request: SearchRequest) -> tuple[str, ...]:
        """Paragraphs to cite about a search, above all one without hits: what was searched, how.

        Raises `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.records.search_record import make_record
        from searchkit.search.records.search_report import search_report

        with self.searcher() as searcher:
            return tuple(search_report(searcher, make_record(searcher, request)))

    def article(
        self, article_id: str, query: str = "", *, operator: Operator = "and"
    ) -> MarkedArticle:
        """A whole article, marked where the query matches it.

        Raises `ArticleNotFound`, `QueryError` and `IndexUnusable`.
        """
        request = SearchRequest(text=query, operator=operator)
        with self.searcher() as searcher:
            return searcher.article(article_id, request)

    def resolve_id(self, text: str) -> str:
        """The id that is meant by one, or by the beginning of only one.

        Raises `ArticleNotFound`, whose advice names the nearest, and `IndexUnusable`.
        """
        with self.searcher() as searcher:
            return searcher.resolve_id(text)

    def ids_that_begin(self, text: str) -> list[str]:
        """The first ids that begin so or, if there are none, whose file names do.

        Raises `IndexUnusable`.
        """
        with self.searcher() as searcher:
            return searcher.ids_that_begin(text)

    def similar(self, article_id: str, *, limit: int = 10) -> Similar:
        """The articles most like one, by the words that tell most about it, best first.

        Raises `ArticleNotFound`, `SearchTooSlow`, `SettingsError` and `IndexUnusable`.
        """
        with self.searcher() as searcher:
            return searcher.similar(article_id, limit=limit)

    def stories(
        self,
        *,
        order: StoryOrder = "largest",
        since: str | None = None,
        limit: int = 10,
        page: int = 1,
    ) -> StoryList:
        """A page of the stories of two articles or more; `since` is when a story began.

        Raises `QueryError`, `SettingsError` and `IndexUnusable`.
        """
        with self.searcher() as searcher:
            return searcher.stories(order=order, since=since, limit=limit, page=page)

    def story(self, article_id: str) -> Story:
        """The story that an article belongs to, of one article if no other shares its text.

        Raises `ArticleNotFound`, `SettingsError` and `IndexUnusable`.
        """
        with self.searcher() as searcher:
            return searcher.story(article_id)

    def compare(self, left: str, right: str) -> Comparison:
        """Two articles sentence by sentence. Raises `ArticleNotFound` and `IndexUnusable`."""
        with self.searcher() as searcher:
            return searcher.compare(left, right)

    def quotes(
        self,
        text: str,
        *,
        speaker: str | None = None,
        limit: int = 10,
        page: int = 1,
        operator: Operator = "and",
    ) -> QuoteList:
        """A page of what the articles that match quote, each with all who carry it.

        `speaker` is in the names of those who are said to have said it. First comes what the query
        finds inside quotations. Raises `QueryError`, `SearchTooSlow`, `SettingsError` and
        `IndexUnusable`.
        """
        request = SearchRequest(text=text, limit=limit, page=page, operator=operator)
        with self.searcher() as searcher:
            return searcher.quotes(request, speaker=speaker)

    def names(
        self,
        text: str = "*",
        *,
        kind: NameKind | None = None,
        containing: str = "",
        limit: int = 50,
        page: int = 1,
    ) -> NameList:
        """A page of the names in the articles that match, of one kind or all, most articles first.

        With `containing`, only names that contain each of its words, or parts of words. Raises
        `QueryError`, `SearchTooSlow`, `SettingsError` and `IndexUnusable`.
        """
        from searchkit.search.name_search import name_list

        request = SearchRequest(text=text, limit=limit, page=page)
        with self.searcher() as searcher:
            return name_list(searcher, request, kind, containing)

    def name_graph(self, text: str = "*") -> NameGraph:
        """The names in the articles that match, and which of them stand in one sentence.

        Raises `QueryError`, `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.name_graph import name_graph

        with self.searcher() as searcher:
            return name_graph(searcher, SearchRequest(text=text))

    def name(self, name: str) -> NameReport:
        """All that the index knows of a name: spellings, kind, who stands beside it.

        Raises `NameNotFound`, `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.name_search import name_report

        with self.searcher() as searcher:
            return name_report(searcher, name)

    def all_quotes(
        self, request: SearchRequest, *, speaker: str | None = None, articles: int | None = None
    ) -> AllQuotes:
        """Every quotation of so many articles that match, of 20,000 at most, one at a time.

        Raises `SearchTooSlow` and `IndexUnusable`.
        """
        from searchkit.search.listings import MAX_ARTICLES, all_quotes

        most = MAX_ARTICLES if articles is None else articles
        with self.searcher() as searcher:
            return all_quotes(searcher, request, speaker, articles=most)

    def all_stories(
        self, *, order: StoryOrder = "largest", since: str | None = None
    ) -> SnapshotIterator[Story]:
        """Every story of two articles or more, in the order of `stories`, one at a time.

        Raises `QueryError`, `SettingsError` and `IndexUnusable`.
        """
        from searchkit.search.listings import all_stories

        with self.searcher() as searcher:
            return all_stories(searcher, order, since)

    def quote(self, article_id: str, start: int) -> QuoteCluster:
        """The quotation at the offset `start` of an article's body, with all who carry it.

        Raises `ArticleNotFound`, also for another offset, `SearchTooSlow` and `IndexUnusable`.
        """
        with self.searcher() as searcher:
            return searcher.quote(article_id, start)

    def suggest(self, text: str, *, limit: int = 10) -> Suggestions:
        """Words, phrases and titles that go on as the text begins, at most `limit` of each.

        On servers they may be those of two seconds ago. Raises `SettingsError` and `IndexUnusable`.
        """
        with self.searcher(quick=True) as searcher:
            return searcher.suggest(text, limit=limit)
