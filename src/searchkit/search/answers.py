"""A query text → the page of results that the shell, the page and Python show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, groupby, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from searchkit.analysis import Analyzer, Document, Record
from searchkit.article import Article
from searchkit.binding import Bound, bind
from searchkit.deadline import watched
from searchkit.engines import Deadline, Engine, Match, SearchOptions
from searchkit.errors import IndexDamaged
from searchkit.matching.highlights import placed
from searchkit.matching.match import Occurrence, match
from searchkit.matching.snippets import field_of, marks, snippets
from searchkit.query import Leaf, Query, Synonyms, Term, words_of, written
from searchkit.results import (
    Context,
    Explanation,
    Hit,
    MarkedArticle,
    QuoteList,
    Reason,
    Results,
    Similar,
    SimilarHit,
    StoryList,
    Suggestions,
)
from searchkit.search.completion import Suggesting
from searchkit.search.did_you_mean import SearchHelp, search_help
from searchkit.search.finding import Finding
from searchkit.search.leads import leads
from searchkit.search.request import Request
from searchkit.search.similar import shared, similar_query, telling_terms
from searchkit.search.spelling import Speller
from searchkit.search.stories import Stories, StoryOrder
from searchkit.stories.story import Story
from searchkit.syntax import Node, Span, parse, parse_dates

if TYPE_CHECKING:
    from searchkit.stories.comparison import Comparison
    from searchkit.stories.quote_clusters import QuoteCluster

_SPACE = re.compile(r"\s+")


class Answering:
    """Answers requests from one engine.

    `failed` are the paths of the corpus that the last run could not read; a search may take so
    many `seconds`.
    """

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer,
        failed: Collection[str],
        seconds: float,
        stories: Stories,
    ) -> None:
        self._engine = engine
        self._analyzer = analyzer
        self._failed = set(failed)
        self._seconds = seconds
        self._stories = stories
        self._speller = Speller(engine, analyzer)
        self._suggesting = Suggesting(engine)
        self._finding = Finding(engine, stories)

    def _deadline(self) -> Deadline:
        return Deadline(self._seconds)

    def results(self, request: Request) -> Results:
        deadline = self._deadline()
        with deadline.applied():
            return self._results(request, deadline)

    def _results(self, request: Request, deadline: Deadline) -> Results:
        tree = request.tree()
        bound = self._bound(tree, request.text)
        offset = (request.page - 1) * request.limit
        found, counts, facets, group = self._finding.page(request, bound.query, deadline)
        rarity = cache(self._rarity)
        total_only = SearchOptions(limit=0, deadline=deadline)
        # What did not answer may have what seems to be missing.
        help_ = (
            SearchHelp()
            if found.missing
            else search_help(
                tree,
                lambda: replace(request, any=True).tree(),
                self._understood,
                self._speller,
                lambda query: self._engine.search(query, total_only).total,
                hits=found.total > 0,
            )
        )
        return Results(
            text=request.text,
            parsed=str(tree),
            total=found.total,
            counts=counts,
            grouped=request.group != "article",
            page=request.page,
            limit=request.limit,
            engine=self._engine.name,
            hits=tuple(
                replace(
                    self._hit(rank, one, bound.query, rarity, explain=request.explain),
                    story=self._finding.story(one.record.article.id, group),
                )
                for rank, one in enumerate(found.page, start=offset + 1)
            ),
            facets=facets,
            suggestion=help_.suggestion,
            notes=(
                *filter(None, [found.missing]),
                *bound.notes,
                *(f"no article has {part}" for part in help_.missing),
            ),
            partial=bool(found.missing),
            spelling=help_.spelling,
            missing=help_.missing,
            relaxed=help_.relaxed,
        )

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit, not only those of a page, each made when it is its turn.

        Each has the time of a search to itself.
        """
        query = self._bound(request.tree(), request.text).query
        asked = self._finding.grouped(request, query, Deadline(self._seconds)).query
        rarity = cache(self._rarity)
        found = enumerate(self._engine.scan(asked, request.sort), start=1)
        return (self._hit_in_time(rank, one, query, rarity) for rank, one in found)

    def _hit_in_time(
        self, rank: int, found: Match, query: Query, rarity: Callable[[Leaf], float]
    ) -> Hit:
        with self._deadline().applied():
            return self._hit(rank, found, query, rarity)

    def contexts(self, request: Request, width: int) -> Iterator[Context]:
        """Every match in the bodies of all hits, article by article in the order of the text."""
        query = self._bound(request.tree(), request.text).query
        found = self._engine.scan(query, request.sort)
        return chain.from_iterable(self._contexts(one, query, width) for one in found)

    def _contexts(self, found: Match, query: Query, width: int) -> Iterator[Context]:
        document = self._analyzer.document(found.record)
        body = document.article.body
        with self._deadline().applied():
            places = placed(match(query, document) or (), document)
            marked = marks(document, "body", places)
        for start, end in marked:
            # Blank space is folded first, or it would eat up the width.
            left = _one_line(body[max(0, start - 4 * width) : start])[-width:]
            right = _one_line(body[end : end + 4 * width])[:width]
            yield Context(document.article, start, left, _one_line(body[start:end]), right)

    def article(self, article_id: str, query: str, *, any_word: bool) -> MarkedArticle | None:
        """The article with what the query marks in it; None if the index does not have it."""
        records = self._engine.fetch([article_id])
        if not records:
            return None
        document = self._analyzer.document(records[0])
        tree = parse(query, operator="or" if any_word else "and")
        with self._deadline().applied():
            found = match(self._bound(tree, query).query, document) if tree else None
            shown = placed(found or (), document)
            title_marks, body_marks = (marks(document, one, shown) for one in ("title", "body"))
        return MarkedArticle(
            document.article,
            title_marks,
            body_marks,
            sentences=document.record.sentences,
            stale=self._is_stale(document.article),
        )

    def similar(self, article_id: str, limit: int) -> Similar | None:
        """The articles most like one; None if the index does not have it."""
        deadline = self._deadline()
        with deadline.applied():
            return self._similar(article_id, limit, deadline)

    def _similar(self, article_id: str, limit: int, deadline: Deadline) -> Similar | None:
        records = self._engine.fetch([article_id])
        if not records:
            return None
        article = records[0].article
        # A long article tells by its beginning what it is about.
        document = self._analyzer.document(next(leads(records[0])))
        terms = telling_terms(document, self._engine)
        if not terms:
            return Similar(article, (), 0, self._engine.name, ())
        query = similar_query(terms)
        # The article itself has all of the terms, and so it is one of the matches.
        found = self._engine.search(query, SearchOptions(limit=limit + 1, deadline=deadline))
        others = [one for one in found.page if one.record.article.id != article_id][:limit]
        rarity = cache(self._rarity)
        hits = [self._hit(rank, one, query, rarity) for rank, one in enumerate(others, start=1)]
        return Similar(
            article,
            tuple(one.word for one in terms),
            found.total - 1,
            self._engine.name,
            tuple(SimilarHit(hit, shared(hit, terms)) for hit in hits),
        )

    def story(self, article_id: str) -> Story | None:
        """The story of an article; None if the index does not have it."""
        self._stories.check()
        if not self._engine.fetch([article_id]):
            return None
        with self._deadline().applied():
            return self._stories.told(article_id, self._engine)

    def stories(self, order: StoryOrder, since: str | None, limit: int, page: int) -> StoryList:
        """A page of the stories that have two articles or more."""
        self._stories.check()
        representatives = self._stories.listed(order, _first_day(since))
        offset = (page - 1) * limit
        with self._deadline().applied():
            told = [
                self._stories.told(one, self._engine)
                for one in representatives[offset : offset + limit]
            ]
        return StoryList(len(representatives), page, limit, tuple(told))

    def quotes(self, request: Request, speaker: str | None) -> QuoteList:
        """A page of what the articles that match quote."""
        deadline = self._deadline()
        with deadline.applied():
            return self._quotes(request, speaker, deadline)

    def _quotes(self, request: Request, speaker: str | None, deadline: Deadline) -> QuoteList:
        # A query does not need it.
        from searchkit.search.quote_search import MAX_SEARCHED, QuoteSearch

        bound = self._bound(request.tree(), request.text)
        found = self._engine.scan(bound.query, request.sort)
        read = list(islice(deadline.watch(found), MAX_SEARCHED + 1))
        notes = bound.notes
        if len(read) > MAX_SEARCHED:
            notes = (*notes, f"quotations from the first {MAX_SEARCHED} matching articles only")
        quote_search = QuoteSearch(self._engine, self._analyzer)
        mentions = quote_search.mentions(read[:MAX_SEARCHED], bound.query, speaker, deadline)
        offset = (request.page - 1) * request.limit
        shown = mentions[offset : offset + request.limit]
        clusters = tuple(quote_search.cluster(one, deadline) for one in shown)
        return QuoteList(len(mentions), request.page, request.limit, clusters, notes)

    def quote(self, article_id: str, start: int) -> QuoteCluster | None:
        """What an article quotes from an offset on; None if there is no such quotation."""
        from searchkit.search.quote_search import QuoteSearch

        quote_search = QuoteSearch(self._engine, self._analyzer)
        deadline = self._deadline()
        with deadline.applied():
            for record in self._engine.fetch([article_id]):
                for one in quote_search.mentions_in(record.article):
                    if one.start == start:
                        return quote_search.cluster(one, deadline)
        return None

    def compare(self, left: str, right: str) -> Comparison | str:
        """Two articles sentence by sentence, or the id of one that the index does not have."""
        # A query does not need it.
        from searchkit.stories.alignment import Text
        from searchkit.stories.comparison import compare

        records = {one.article.id: one for one in self._engine.fetch([left, right])}
        for one in (left, right):
            if one not in records:
                return one
        ours, theirs = records[left], records[right]
        texts = (Text(one.article.body, one.sentences) for one in (ours, theirs))
        with self._deadline().applied():
            return compare(ours.article, theirs.article, *texts)

    def suggestions(self, text: str, limit: int) -> Suggestions:
        """How a query that begins with the text may go on."""
        with self._deadline().applied():
            return self._suggesting.suggestions(text, limit)

    def _understood(self, tree: Node) -> Bound:
        """A tree that was made of another one."""
        return self._bound(tree, str(tree))

    def _bound(self, tree: Node, text: str) -> Bound:
        return bind(tree, text, self._analyzer, self._engine.terms)

    def _hit(
        self,
        rank: int,
        found: Match,
        query: Query,
        rarity: Callable[[Leaf], float],
        *,
        explain: bool = False,
    ) -> Hit:
        document, places = self._matched(found.record, query)
        article = found.record.article
        shown = placed(places, document)
        return Hit(
            rank=rank,
            score=found.score,
            article=article,
            title_marks=marks(document, "title", shown),
            snippets=snippets(document, shown, rarity),
            reasons=_reasons(places),
            stale=self._is_stale(article),
            explanation=self._explanations(found.record, query) if explain else (),
        )

    def _matched(self, record: Record, query: Query) -> tuple[Document, list[Occurrence]]:
        """As much of an article as has a match, and where it is."""
        for lead in leads(record):
            document = self._analyzer.document(lead)
            places = match(query, document)
            if places is not None:
                return document, places
        raise IndexDamaged(f"{record.article.id}: its terms are not those of its text")

    def _explanations(self, record: Record, query: Query) -> tuple[Explanation, ...]:
        return tuple(self._engine.explain(query, self._analyzer.document(record)))

    def _is_stale(self, article: Article) -> bool:
        """Whether the article, its file or a folder around it could not be read in the last run."""
        if not self._failed:
            return False
        # In an index of several parts, ids begin with the part.
        part = article.id.partition(article.path)[0]
        path = PurePosixPath(article.path)
        paths = {f"{part}{one}" for one in (path, *path.parents)}
        return not self._failed.isdisjoint({article.id, *paths})

    def _rarity(self, leaf: Leaf) -> float:
        return sum(1 / (1 + self._frequency(one)) for one in words_of(leaf))

    def _frequency(self, word: Term | Synonyms) -> int:
        terms = word.terms if isinstance(word, Synonyms) else (word.term,)
        return sum(self._engine.doc_freq(word.stream, term) for term in terms)


def _first_day(since: str | None) -> int | None:
    """The day from which on. Raises `QueryError`."""
    if not since:
        return None
    dates = parse_dates("since", since, since, Span(0, len(since)))
    return dates.first.first_day.toordinal() if dates.first else None


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def _reasons(places: Collection[Occurrence]) -> tuple[Reason, ...]:
    """What occurs in which field how often; an occurrence that two parts ask for counts once."""
    distinct: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for _, group in groupby(watched(places), key=lambda one: id(one.leaf)):
        some = list(group)
        leaf = some[0].leaf
        distinct[field_of(leaf), written(leaf)].update(one.first for one in some)
    return tuple(Reason(*what, len(firsts)) for what, firsts in sorted(distinct.items()))
