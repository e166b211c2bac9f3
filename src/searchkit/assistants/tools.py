"""The tools of an assistant, each a call of the library. None of them writes anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from searchkit import (
    COUNTED_BY,
    Citation,
    CountRequest,
    CountTable,
    Hit,
    Library,
    MarkedArticle,
    Member,
    QuoteCluster,
    Searcher,
    SearchkitError,
    SearchRequest,
    SearchTooSlow,
)
from searchkit.assistants.answers import MAX_LIST, Answer, fitting, shortened
from searchkit.assistants.citations import (
    MAX_VALUE,
    Citations,
    Sentence,
    sentence_at,
    sentences,
)
from searchkit.assistants.parameters import Parameter, checked, schema

#: What one call gives at most, and what it gives unless more is asked for.
MAX_HITS, DEFAULT_HITS = 20, 8
MAX_QUOTES, DEFAULT_QUOTES = 10, 5
MAX_QUERIES = 8
MAX_VALUES, DEFAULT_COUNTED = 200, 30
MAX_PAGE = 1_000
#: Sentences of an article that a search tells, articles of a quotation, sources of the overview.
MAX_SENTENCES, MAX_CARRIERS, MAX_SOURCES = 3, 5, 30


class ArticleTools:
    """Answers the calls of an assistant from the index as it is then."""

    def __init__(self, library: Library, page: str) -> None:
        self._library = library
        self._citations = Citations(page)

    def call(self, name: str, given: Mapping[str, Any]) -> Answer:
        """The answer of a tool; one that says what is wrong if it can give none."""
        try:
            tool = TOOLS.get(name)
            if tool is None:
                return _failed("there is no such tool")
            return tool.run(self, checked(tool.parameters, given))
        except SearchkitError as error:
            # It names files, and words of articles.
            return _failed(str(error))

    def overview(self, _: Mapping[str, Any]) -> Answer:
        """The size of the folder, its period, sources, languages and further fields."""
        request = SearchRequest(text="", limit=1, facets=("source", "year", "language"))
        with self._library.searcher() as searcher:
            results = searcher.search(request)
            fields = {field.name: field.type for field in searcher.snapshot.fields}
        facets = results.facets
        years = {year: count.articles for year, count in sorted(facets["year"].items())}
        data = {
            "articles_by_year": dict(list(years.items())[:MAX_VALUES]),
            "articles_by_source": [
                [shortened(name, MAX_VALUE), count.articles]
                for name, count in list(facets["source"].items())[:MAX_SOURCES]
            ],
            "articles_by_language": {
                name: count.articles
                for name, count in list(facets["language"].items())[:MAX_SOURCES]
            },
            "further_fields": fields,
        }
        counts = results.counts
        return Answer({"articles": counts.articles, "stories": counts.stories}, data)

    def search(self, given: Mapping[str, Any]) -> Answer:
        """One page of the articles that match, with the sentences that do."""
        request = SearchRequest(
            **_narrowed(given),
            text=given["query"],
            limit=given["limit"],
            page=given["page"],
            sort=given["sort"],
            group="story" if given["one_per_story"] else "article",
        )
        with self._library.searcher() as searcher:
            results = searcher.search(request)
            hits = (self._hit(searcher, request, hit) for hit in results.hits)
            articles, left_out = fitting(hits)
        facts = {
            "articles": results.counts.articles,
            "stories": results.counts.stories,
            "query_as_read": results.parsed,
            "page": results.page,
            "pages": results.pages,
            **_left_out(left_out, "use a smaller limit"),
        }
        others = {"any_of_the_words": results.suggestion}
        if results.spelling is not None:
            others["spelling"] = results.spelling.query
        data = {
            "articles": articles,
            "notes": [shortened(note, MAX_VALUE) for note in results.notes[:MAX_LIST]],
            "other_queries": {name: query for name, query in others.items() if query},
        }
        return Answer(facts, {name: value for name, value in data.items() if value})

    def article(self, given: Mapping[str, Any]) -> Answer:
        """The sentences of an article from one on, as many as have room."""
        with self._library.searcher() as searcher:
            marked = _marked(searcher, searcher.resolve_id(given["id"]), given["query"])
        article = marked.article
        all_sentences = list(sentences(marked))
        wanted = [one for one in all_sentences if one.number >= given["first"]]
        head = self._citations.article(article, marked.added)
        told, left_out = fitting(self._told(marked, one) for one in wanted)
        facts: dict[str, Any] = {"sentences": len(all_sentences), "told": len(told)}
        if left_out:
            facts["next"] = f"call article again with first = {wanted[len(told)].number}"
        fields = {
            name: [shortened(value, MAX_VALUE) for value in values[:MAX_LIST]]
            for name, values in list(article.fields.items())[:MAX_LIST]
        }
        return Answer(facts, {**head, "fields": fields, "sentences": told})

    def counts(self, given: Mapping[str, Any]) -> Answer:
        """Articles of each query by period or value."""
        searches = tuple(
            (text, SearchRequest(text=text, **_narrowed(given))) for text in given["queries"]
        )
        request = CountRequest(
            searches=searches, by=(given["by"],), share=given["share"], limit=given["limit"]
        )
        with self._library.searcher() as searcher:
            table = searcher.count_table(request, at_once=True)
        rows = [row for row in table.rows if any(count.articles for count in row.counts)]
        told, left_out = fitting(_count_rows(table))
        facts = {
            "by": given["by"],
            "columns": [
                {"query": column.text, "articles": column.total.articles}
                for column in table.columns
            ],
            "rows": len(rows),
            "rows_without_articles": len(table.rows) - len(rows),
            **_left_out(left_out, "use a longer period, or since and until"),
        }
        notes = [shortened(note, MAX_VALUE) for note in table.notes[:MAX_LIST]]
        return Answer(facts, {"rows": told, **({"notes": notes} if notes else {})})

    def quotes(self, given: Mapping[str, Any]) -> Answer:
        """One page of quotations, each with its speaker and the articles that have it."""
        request = SearchRequest(text=given["query"], limit=given["limit"], page=given["page"])
        with self._library.searcher() as searcher:
            quotes = searcher.quotes(request, speaker=given["speaker"] or None)
            told, left_out = fitting(self._quote(searcher, one) for one in quotes.clusters)
        facts = {
            "quotations": quotes.total,
            "page": quotes.page,
            "pages": quotes.pages,
            **_left_out(left_out, "use a smaller limit"),
        }
        return Answer(facts, {"quotations": told, "notes": list(quotes.notes)[:MAX_LIST]})

    def story(self, given: Mapping[str, Any]) -> Answer:
        """All versions of the story of an article, by date."""
        with self._library.searcher() as searcher:
            story = searcher.story(searcher.resolve_id(given["id"]))
        told, left_out = fitting(map(self._member, story.members))
        facts = {"versions": len(story.members), **_left_out(left_out, "")}
        data = {
            "title": shortened(story.title, MAX_VALUE),
            "first": story.first.note,
            "versions": told,
        }
        return Answer(facts, data)

    def suggest(self, given: Mapping[str, Any]) -> Answer:
        """Words, names and titles that begin as a text does."""
        found = self._library.suggest(given["text"], limit=given["limit"])
        return Answer({}, found.to_dict())

    def _hit(self, searcher: Searcher, request: SearchRequest, hit: Hit) -> dict[str, Any]:
        try:
            marked = searcher.article(hit.id, request)
        except SearchTooSlow:
            marked = searcher.article(hit.id)
        # The sentences with most matches, in the order of the text.
        best = sorted(sentences(marked), key=lambda one: -one.marks)[:MAX_SENTENCES]
        best = [one for one in best if one.marks] or best[:1]
        chosen = sorted(best, key=lambda one: one.number)
        versions = {"versions": hit.story.articles} if hit.story else {}
        return {
            **self._citations.article(hit.article, hit.added),
            **versions,
            "sentences": [self._citations.sentence(hit.article, one) for one in chosen],
        }

    def _told(self, marked: MarkedArticle, sentence: Sentence) -> dict[str, Any]:
        told = self._citations.sentence(marked.article, sentence)
        return {**told, "matches": True} if sentence.marks else told

    def _quote(self, searcher: Searcher, cluster: QuoteCluster) -> dict[str, Any]:
        told = {
            "text": shortened(cluster.text),
            "speaker": shortened(cluster.speaker or "", MAX_VALUE),
            "role": shortened(cluster.role, MAX_VALUE),
            "articles": cluster.articles,
            "carried_by": [
                self._carrier(searcher, one) for one in cluster.citations[:MAX_CARRIERS]
            ],
        }
        return {name: value for name, value in told.items() if value}

    def _carrier(self, searcher: Searcher, citation: Citation) -> dict[str, Any]:
        article = citation.article
        number = sentence_at(searcher.article(article.id), citation.mention.start)
        omission = {"omission": citation.omission} if citation.omission else {}
        sentence = Sentence(number, shortened(citation.mention.text))
        return {**self._citations.sentence(article, sentence), **omission}

    def _member(self, member: Member) -> dict[str, Any]:
        told = {
            **self._citations.article(member.article),
            "role": member.role,
            "compared_with": member.compared,
            "share": round(member.share, 3),
            "evidence": [shortened(one, MAX_VALUE) for one in member.evidence[:MAX_LIST]],
        }
        return {name: value for name, value in told.items() if value}


def _marked(searcher: Searcher, article_id: str, query: str) -> MarkedArticle:
    request = SearchRequest(text=query) if query else None
    return searcher.article(article_id, request)


def _count_rows(table: CountTable) -> Iterator[dict[str, Any]]:
    """The rows that have articles."""
    for row in table.rows:
        if any(count.articles for count in row.counts):
            told: dict[str, Any] = {
                "value": shortened(row.label, MAX_VALUE),
                "articles": [count.articles for count in row.counts],
            }
            if row.base is not None:
                shares = map(row.share, range(len(row.counts)))
                told["shares"] = [share and round(share, 4) for share in shares]
            yield told


def _narrowed(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: given[name] or None for name in ("source", "since", "until")}


def _left_out(count: int, advice: str) -> dict[str, Any]:
    if not count:
        return {}
    return {"left_out": count, "advice": advice} if advice else {"left_out": count}


def _failed(message: str) -> Answer:
    return Answer({"failed": True}, {"message": shortened(message, MAX_VALUE * 2)}, failed=True)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as a client is told of it."""

    title: str
    about: str
    run: Callable[[ArticleTools, Mapping[str, Any]], Answer]
    parameters: tuple[Parameter, ...] = ()

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return schema(self.parameters)


_QUERY = Parameter(
    name="query",
    about='words, "a phrase", OR, -word, title:word, source:name, date:2016..2018, NEAR/5',
    required=True,
)
_PAGE = Parameter(name="page", about="page of the answer", kind="number", default=1, most=MAX_PAGE)
_ID = Parameter(name="id", about="id of an article, from another answer", required=True)
_DATES = (
    Parameter(name="since", about="only from this date on, as 2016, 2016-02 or 2016-02-20"),
    Parameter(name="until", about="only up to this date"),
    Parameter(name="source", about="only from this source"),
)


def _limit(most: int, default: int) -> Parameter:
    return Parameter(name="limit", about="how many", kind="number", default=default, most=most)


#: The tools by name.
TOOLS: Mapping[str, Tool] = {
    "overview": Tool(
        "What is in the folder",
        "Number of saved articles, their years, sources, languages and further fields.",
        ArticleTools.overview,
    ),
    "search": Tool(
        "Search the articles",
        "Find saved news articles. Each comes with its best sentences, each with its citation and "
        "link. All words of the query must match.",
        ArticleTools.search,
        (
            _QUERY,
            _limit(MAX_HITS, DEFAULT_HITS),
            _PAGE,
            Parameter(
                name="sort",
                about="order",
                default="relevance",
                choices=("relevance", "newest", "oldest", "added"),
            ),
            Parameter(
                name="one_per_story",
                about="one version of each story only",
                kind="switch",
                default=False,
            ),
            *_DATES,
        ),
    ),
    "article": Tool(
        "Read an article",
        "The sentences of one article, numbered, each with its citation and link.",
        ArticleTools.article,
        (
            _ID,
            Parameter(name="query", about="mark the sentences that match this query", default=""),
            Parameter(
                name="first",
                about="the sentence to begin with",
                kind="number",
                default=1,
                most=10_000_000,
            ),
        ),
    ),
    "counts": Tool(
        "Count articles",
        "Count the articles of one or more queries by period or value.",
        ArticleTools.counts,
        (
            Parameter(
                name="queries",
                about="queries to compare; * is all articles",
                kind="texts",
                required=True,
                most=MAX_QUERIES,
            ),
            Parameter(
                name="by", about=f"{', '.join(COUNTED_BY)}, or a further field", default="year"
            ),
            Parameter(
                name="share",
                about="also the share of all articles of that row",
                kind="switch",
                default=False,
            ),
            _limit(MAX_VALUES, DEFAULT_COUNTED),
            *_DATES,
        ),
    ),
    "quotes": Tool(
        "Find quotations",
        "Who said what, in the articles that match, with every article that carried it.",
        ArticleTools.quotes,
        (
            _QUERY,
            Parameter(name="speaker", about="only quotations by this person"),
            _limit(MAX_QUOTES, DEFAULT_QUOTES),
            _PAGE,
        ),
    ),
    "story": Tool(
        "Versions of an article",
        "Who printed the same text, who cut it and who rewrote it, by date.",
        ArticleTools.story,
        (_ID,),
    ),
    "suggest": Tool(
        "Complete a name or word",
        "Words, names and titles in the articles that begin as typed.",
        ArticleTools.suggest,
        (
            Parameter(name="text", about="the beginning", required=True),
            _limit(MAX_HITS, DEFAULT_HITS),
        ),
    ),
}
