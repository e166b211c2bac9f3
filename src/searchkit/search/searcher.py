"""Answers from one snapshot of an index: a request → results, an id → an article."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.analysis import Record
from searchkit.binding import Bound, bind
from searchkit.engines import Deadline, Match, SearchOptions
from searchkit.errors import ArticleNotFound, SettingsError
from searchkit.loose_words import LooseWords
from searchkit.marked_article import MarkedArticle
from searchkit.matching.highlights import Highlights
from searchkit.other_queries import Suggestions
from searchkit.partial_answers import partial_answer
from searchkit.query import Query
from searchkit.results import (
    Hit,
    KwicLine,
    QueryRow,
    QuoteList,
    Results,
    Similar,
    StoryList,
)
from searchkit.schema import TEXT
from searchkit.search.article_ids import MAX_COMPLETED, ids_that_begin, resolve_id
from searchkit.search.completion import Completer
from searchkit.search.did_you_mean import DidYouMean, did_you_mean
from searchkit.search.grouping import GroupedSearch, Grouping, HitPlace, MatchPage
from searchkit.search.hit_builder import HitBuilder
from searchkit.search.kwic import kwic_lines, with_lines
from searchkit.search.name_spellings import with_spellings
from searchkit.search.optional_words import without_function_words
from searchkit.search.reading_counts import counted_readings
from searchkit.search.request import SearchRequest
from searchkit.search.similar import similar
from searchkit.search.snapshot import Snapshot, SnapshotIterator, begun
from searchkit.search.spelling import Speller
from searchkit.search.stories import StoryOrder, first_day
from searchkit.search.story_names import with_people
from searchkit.search.surface_forms import surface_forms
from searchkit.search.variants import VariantsFile
from searchkit.stories.story import Story
from searchkit.syntax import MatchAll, Node

if TYPE_CHECKING:
    from searchkit.count_table import CountTable
    from searchkit.search.counting import Counting, CountRequest, FieldValues
    from searchkit.search.keyness import TermList, TermRequest
    from searchkit.stories.comparison import Comparison
    from searchkit.stories.quote_clusters import QuoteCluster

#: `suggest` looks up each word that it gives.
MAX_SUGGESTIONS = 100


class Searcher:
    """Answers from one snapshot, each within so many `seconds`.

    For who holds the snapshot; an iterator that it gives holds it by itself. Threads may share a
    searcher. Each method raises `IndexUnusable`, and `SearchTooSlow` where the time is over.
    """

    def __init__(self, snapshot: Snapshot, seconds: float, *, home: Path | None = None) -> None:
        self.snapshot = snapshot
        self._seconds = seconds
        self._engine = snapshot.engine
        self._analyzer = snapshot.analyzer
        self._stories = snapshot.stories
        self._grouped = GroupedSearch(snapshot.engine, snapshot.stories, snapshot.names)
        self._speller = Speller(snapshot.engine, snapshot.analyzer)
        self._variants = VariantsFile(home, snapshot.analyzer.stem) if home else None
        self._completer = Completer(snapshot.engine)

    def search(self, request: SearchRequest) -> Results:
        """A page of hits. Raises `QueryError`, and `NotOffered` where stories are not known."""
        with self.limited() as deadline, partial_answer() as lacking:
            tree = request.tree or MatchAll()
            bound = self.bound_request(request)
            page = self._grouped.page(request, bound.query, deadline)
            # What did not answer may have what seems to be missing.
            alternatives = (
                DidYouMean() if lacking else self._did_you_mean(request, tree, page, deadline)
            )
            other = counted_readings(request, bound, self._totals(deadline))
            answer = Results(
                text=request.text,
                parsed=str(tree),
                total=page.matches.total,
                counts=page.counts,
                grouped=request.group != "article",
                page=request.page,
                limit=request.limit,
                engine=self._engine.name,
                hits=tuple(self._page_hits(request, bound.query, page)),
                facets=page.facets,
                suggestion=alternatives.suggestion,
                suggestion_total=alternatives.suggestion_total,
                notes=(
                    *self._stories.notes,
                    *request.parsed.notes,
                    *self._notes(bound),
                    *(f"no article has {part}" for part in alternatives.missing),
                    *other.notes,
                ),
                spelling=alternatives.spelling,
                missing=alternatives.missing,
                relaxed=alternatives.relaxed,
                readings=other.readings,
            )
        partial = bool(lacking or self._stories.missing)
        return replace(answer, notes=(*lacking, *answer.notes), partial=partial)

    def _totals(self, deadline: Deadline) -> Callable[[SearchRequest], int]:
        """Counts the articles that a request finds."""
        only = SearchOptions(limit=0, deadline=deadline)
        return lambda request: self._engine.search(self.bound_request(request).query, only).total

    def place(self, article_id: str, request: SearchRequest) -> HitPlace | None:
        """The place of an article on a page of hits; None if it is not on it.

        Raises as `search` does.
        """
        with self.limited() as deadline:
            query = self.bound_request(request).query
            return self._grouped.place(request, query, article_id, deadline)

    def counts(self, request: SearchRequest, name: str = "") -> QueryRow:
        """The counts of a request, as a row of a batch. Raises `QueryError`."""
        with self.limited() as deadline, partial_answer() as lacking:
            bound = self.bound_request(request)
            counts = self._grouped.counts(bound.query, deadline)
            notes = (
                *self._stories.notes,
                *request.parsed.notes,
                *self._notes(bound),
                *(f"{reading.note}: {reading.query}" for reading in request.parsed.readings),
            )
        tree = request.tree or MatchAll()
        return QueryRow(name or request.text, request.text, str(tree), counts, (*lacking, *notes))

    def count_table(self, request: CountRequest, *, at_once: bool = False) -> CountTable:
        """Counts by period or value; `at_once`, all in the time of one search."""
        with self.limited() as deadline:
            limited = (lambda: nullcontext(deadline)) if at_once else self.limited
            return self._counting(limited).table(request)

    def _counting(self, limited: Callable[[], AbstractContextManager[Deadline]]) -> Counting:
        from searchkit.search.counting import Counting

        return Counting(
            self._engine, self._stories, self.bound_request, limited, self.snapshot.names
        )

    def values(
        self, request: SearchRequest, fields: Sequence[str], *, merged: bool = True
    ) -> FieldValues:
        """The values of facets in the articles of a search. Raises `QueryError`."""
        return self._counting(self.limited).values(request, fields, merged=merged)

    def terms(self, request: TermRequest) -> TermList:
        """What tells the articles of a search from others. Raises `QueryError`."""
        from searchkit.search.keyness import Keyness

        with self.limited() as deadline:
            keyness = Keyness(self._engine, self._analyzer, self.bound_request, deadline)
            return keyness.terms(request)

    def hits(self, request: SearchRequest) -> SnapshotIterator[Hit]:
        """Every hit, in the order of `search`; each has the time of a search to itself."""
        query = self.bound_request(request).query
        selected = self._grouped.query(request, query, Deadline(self._seconds))
        matches = begun(self._engine.scan(selected, request.sort))
        return SnapshotIterator(self.snapshot, self._hits(matches, query, request.roles))

    def records(self, request: SearchRequest) -> Iterator[Record]:
        """What is stored of every hit, in the order of `search`; for who holds the snapshot."""
        query = self.bound_request(request).query
        selected = self._grouped.query(request, query, Deadline(self._seconds))
        return (match.record for match in self._engine.scan(selected, request.sort))

    def kwic(self, request: SearchRequest, *, width: int = 40) -> SnapshotIterator[KwicLine]:
        """Key words in context: every match in the body of every hit, in the order of the text."""
        query = self.bound_request(request).query
        lined = with_lines(query)
        matches = begun(iter(self._engine.scan(lined, request.sort) if lined else ()))
        return SnapshotIterator(self.snapshot, self._kwic_lines(matches, query, width))

    def article(self, article_id: str, request: SearchRequest | None = None) -> MarkedArticle:
        """A whole article, marked where a request matches it. Raises `ArticleNotFound`."""
        document = self._analyzer.document(self.stored(article_id))
        # What does not answer has none of the words of an article that does.
        with self.limited(), partial_answer():
            highlights = None
            if request is not None and request.tree is not None:
                highlights = Highlights.of(self.bound_request(request).query, document)
            highlights = highlights or Highlights(document)
            return MarkedArticle(
                document.article,
                highlights.title_marks,
                highlights.body_marks,
                sentences=document.record.sentences,
                stale=self.snapshot.is_stale(document.article),
                added=document.record.day_added,
            )

    def resolve_id(self, text: str) -> str:
        """The id that is meant by one, or by the beginning of one. Raises `ArticleNotFound`."""
        with self.limited() as deadline:
            return resolve_id(self._engine, text, deadline)

    def ids_that_begin(self, text: str) -> list[str]:
        """Ids that begin so, or whose file name does; the first `MAX_COMPLETED`."""
        with self.limited() as deadline:
            return ids_that_begin(self._engine, text, deadline)[:MAX_COMPLETED]

    def similar(self, article_id: str, *, limit: int = 10, snippets: bool = True) -> Similar:
        """The articles most like one, best first. Raises `ArticleNotFound`.

        Without `snippets`, the hits have no marks either, which takes half the time.
        """
        if limit < 1:
            raise SettingsError("limit counts from 1")
        with self.limited() as deadline:
            record = self.stored(article_id)
            return similar(record, self.snapshot, limit, deadline, snippets=snippets)

    def story(self, article_id: str) -> Story:
        """The story of an article. Raises `ArticleNotFound` and `NotOffered`."""
        self._stories.check()
        article = self.stored(article_id).article
        with self.limited():
            return with_people(self._stories.story(article.id, self._engine), self.snapshot.names)

    def stories(
        self,
        *,
        order: StoryOrder = "largest",
        since: str | None = None,
        limit: int = 10,
        page: int = 1,
    ) -> StoryList:
        """A page of the stories that have two articles or more. Raises `QueryError`."""
        if limit < 1 or page < 1:
            raise SettingsError("limit and page count from 1")
        self._stories.check()
        ids = self._stories.listed(order, first_day(since))
        offset = (page - 1) * limit
        with self.limited():
            stories = [
                with_people(self._stories.story(representative, self._engine), self.snapshot.names)
                for representative in ids[offset : offset + limit]
            ]
        return StoryList(len(ids), page, limit, tuple(stories), self._stories.notes)

    def compare(self, left: str, right: str) -> Comparison:
        """Two articles sentence by sentence. Raises `ArticleNotFound`."""
        from searchkit.stories.alignment import Text
        from searchkit.stories.comparison import compare

        ours, theirs = map(self.stored, (left, right))
        texts = (Text(record.article.body, record.sentences) for record in (ours, theirs))
        with self.limited():
            return compare(ours.article, theirs.article, *texts)

    def quotes(self, request: SearchRequest, *, speaker: str | None = None) -> QuoteList:
        """A page of what the articles that match quote; see `Library.quotes`."""
        from searchkit.search.quote_search import QuoteSearch

        with self.limited() as deadline:
            search = QuoteSearch(self._engine, self._analyzer)
            bound = self.bound_request(request)
            mentions, notes = search.found(bound, request.sort, speaker, deadline)
            page = mentions[request.offset : request.offset + request.limit]
            clusters = tuple(search.cluster(mention, deadline) for mention in page)
            speakers = search.speakers(mentions)
            return QuoteList(len(mentions), request.page, request.limit, clusters, notes, speakers)

    def quote(self, article_id: str, start: int) -> QuoteCluster:
        """The quotation at an offset of an article. Raises `ArticleNotFound`."""
        from searchkit.search.quote_search import QuoteSearch

        search = QuoteSearch(self._engine, self._analyzer)
        with self.limited() as deadline:
            for mention in search.mentions_in(self.stored(article_id).article):
                if mention.start == start:
                    return search.cluster(mention, deadline)
        raise ArticleNotFound(f"{article_id}@{start}")

    def suggest(self, text: str, *, limit: int = 10) -> Suggestions:
        """Completions of what a user begins to type, at most `limit` of each kind."""
        if not 1 <= limit <= MAX_SUGGESTIONS:
            raise SettingsError(f"limit is a number from 1 to {MAX_SUGGESTIONS}")
        with self.limited():
            return self._completer.suggestions(text, limit)

    @contextmanager
    def limited(self) -> Iterator[Deadline]:
        """The time that an answer may take, kept by all loops inside of the block."""
        deadline = Deadline(self._seconds)
        with deadline.applied():
            yield deadline

    def stored(self, article_id: str) -> Record:
        """The stored record of an article; in the own part, the id of its folder will do."""
        part = self.snapshot.part
        for spelling in (article_id, f"{part}:{article_id}") if part else (article_id,):
            for record in self._engine.fetch([spelling]):
                return record
        raise ArticleNotFound(article_id)

    def bound_request(self, request: SearchRequest) -> Bound:
        """The query of a request; a long one that finds nothing, without its function words."""
        tree = request.tree or MatchAll()
        bound = self._bound_tree(request, tree)
        loose = LooseWords(self._analyzer, self._engine.terms)
        shorter = without_function_words(tree, loose.is_function_word)
        if shorter is None or "AND" in request.text or self._finds(bound):
            return bound
        other = self._bound_tree(request, shorter[0])
        if not self._finds(other):
            return bound
        note = f"no article has all of the words; these need not match: {', '.join(shorter[1])}"
        return replace(other, notes=(note, *other.notes))

    def _finds(self, bound: Bound) -> bool:
        options = SearchOptions(limit=0, deadline=Deadline(self._seconds))
        return self._engine.search(bound.query, options).total > 0

    def _bound_tree(self, request: SearchRequest, tree: Node) -> Bound:
        tree, notes = with_spellings(tree, self.snapshot.names)
        if self._variants is not None and request.variants:
            expanded = self._variants.current().expand(tree)
            notes, tree = [*expanded.notes, *notes], expanded.tree
        bound = self._bound(tree, request.text)
        return replace(bound, notes=(*notes, *bound.notes))

    def _notes(self, bound: Bound) -> Iterator[str]:
        """What the binding says, with other spellings of a name as articles have them."""
        yield from bound.notes
        for name, terms in bound.across:
            forms = (form for form, _ in surface_forms(self._engine, TEXT, terms))
            yield f"{name} also finds {', '.join(forms)}; ={name} does not"

    def _bound(self, tree: Node, text: str) -> Bound:
        return bind(tree, text, self._analyzer, self._engine.terms)

    def _did_you_mean(
        self, request: SearchRequest, tree: Node, page: MatchPage, deadline: Deadline
    ) -> DidYouMean:
        total_only = SearchOptions(limit=0, deadline=deadline)
        return did_you_mean(
            tree,
            lambda: replace(request, operator="or").tree or MatchAll(),
            lambda other: self._bound(other, str(other)),
            self._speller,
            lambda query: self._engine.search(query, total_only).total,
            has_hits=page.matches.total > 0,
        )

    def _page_hits(self, request: SearchRequest, query: Query, page: MatchPage) -> Iterator[Hit]:
        builder = HitBuilder(self.snapshot, query)
        hits = builder.hits(page.matches.page, request.offset + 1, explain=request.explain)
        for hit in hits:
            story = self._grouped.story(hit.id, page.grouping, role=request.roles)
            yield replace(hit, story=story)

    def _hits(
        self, matches: Iterable[Match], query: Query, roles: bool
    ) -> Generator[Hit, None, None]:
        builder = HitBuilder(self.snapshot, query)
        ungrouped = Grouping(query)
        for rank, match in enumerate(matches, start=1):
            with self.limited():
                hit = builder.hit(rank, match)
                told = replace(hit, story=self._grouped.story(hit.id, ungrouped, role=roles))
            yield told

    def _kwic_lines(
        self, matches: Iterable[Match], query: Query, width: int
    ) -> Generator[KwicLine, None, None]:
        for match in matches:
            document = self._analyzer.document(match.record)
            with self.limited():
                highlights = Highlights.of(query, document)
                marks = highlights.body_marks if highlights else ()
            yield from kwic_lines(document.article, marks, width)
