"""The tools of an assistant, each a call of the library. None of them writes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from searchkit import (
    Article,
    Citation,
    CountRequest,
    Counts,
    CountTable,
    Hit,
    Library,
    MarkedArticle,
    Member,
    QuoteCluster,
    Searcher,
    SearchRequest,
    SearchTooSlow,
)
from searchkit.assistants.answers import MAX_DATA, MAX_LIST, Answer, fitting, shortened
from searchkit.assistants.citations import (
    MAX_VALUE,
    Citations,
    Sentence,
    sentence_at,
    sentences,
)

#: What one call gives at most, and what it gives unless more is asked for.
MAX_HITS, DEFAULT_HITS = 20, 8
MAX_QUOTES, DEFAULT_QUOTES = 10, 5
MAX_NAMES, DEFAULT_NAMES = 100, 20
MAX_QUERIES = 8
MAX_VALUES, DEFAULT_COUNTED = 200, 30
MAX_PAGE = 1_000
#: Sentences of an article that a search tells, articles of a quotation, sources of the overview.
MAX_SENTENCES, MAX_CARRIERS, MAX_SOURCES = 3, 5, 30


class ArticleTools:
    """Answers the calls of an assistant, whose arguments are checked, from the index as it is then.

    Raises `SearchkitError` for what cannot be answered.
    """

    def __init__(self, library: Library, page: str) -> None:
        self._library = library
        self._citations = Citations(page)

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
        return Answer(_facts(results.counts, len(facets["source"]), MAX_SOURCES), data)

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
            request = SearchRequest(text=given["query"]) if given["query"] else None
            marked = _marked(searcher, searcher.resolve_id(given["id"]), request)
        article = marked.article
        all_sentences = list(sentences(marked))
        wanted = [one for one in all_sentences if one.number >= given["first"]]
        head = self._citations.article(article, marked.added)
        # No more than these have room, however short they are.
        told, _ = fitting(self._sentence_data(marked, one) for one in wanted[:MAX_DATA])
        left_out = len(wanted) - len(told)
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

    def names(self, given: Mapping[str, Any]) -> Answer:
        """One page of the people, organisations and places in the articles that match."""
        found = self._library.names(
            given["query"], kind=given["kind"] or None, limit=given["limit"], page=given["page"]
        )
        facts = {"names": found.total, "page": found.page, "pages": found.pages}
        rows = [
            {"name": row.name, "kind": row.kind, "articles": row.counts.articles}
            for row in found.names
        ]
        told, left_out = fitting(rows)
        notes = {"notes": list(found.notes)[:MAX_LIST]} if found.notes else {}
        return Answer(
            {**facts, **_left_out(left_out, "use a smaller limit")},
            {
                "names": told,
                **notes,
            },
        )

    def name(self, given: Mapping[str, Any]) -> Answer:
        """What the articles tell of one name: how it is written, beside whom, what it said."""
        with self._library.searcher() as searcher:
            found = self._library.name(given["name"])
            quotes = [
                {"text": shortened(one.text), **self._place(searcher, one.article, one.start)}
                for one in found.quotes[:MAX_CARRIERS]
            ]
        data = {
            "name": found.name,
            "kind": found.kind,
            "query": found.query,
            "spellings": found.spellings[:MAX_LIST],
            "articles_by_year": {year: articles for year, articles in found.years if articles},
            "articles_by_source": found.sources[:MAX_LIST],
            "beside": [
                {"name": one.name, "kind": one.kind, "articles": one.articles}
                for one in found.beside[:MAX_LIST]
            ],
            "quotations": quotes,
            "first": self._citations.article(found.first),
            "last": self._citations.article(found.last),
        }
        return Answer(_facts(found.counts, len(found.sources), MAX_LIST), data)

    def suggest(self, given: Mapping[str, Any]) -> Answer:
        """Words, names and titles that begin as a text does."""
        found = self._library.suggest(given["text"], limit=given["limit"])
        return Answer({}, found.to_dict())

    def _hit(self, searcher: Searcher, request: SearchRequest, hit: Hit) -> dict[str, Any]:
        marked = _marked(searcher, hit.id, request)
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

    def _sentence_data(self, marked: MarkedArticle, sentence: Sentence) -> dict[str, Any]:
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
        mention = citation.mention
        omission = {"omission": citation.omission} if citation.omission else {}
        place = self._place(searcher, citation.article, mention.start)
        return {"text": shortened(mention.text), **place, **omission}

    def _place(self, searcher: Searcher, article: Article, offset: int) -> dict[str, str]:
        """The citation and the link of the sentence at an offset of an article."""
        number = sentence_at(searcher.article(article.id), offset)
        return self._citations.place(article, number)

    def _member(self, member: Member) -> dict[str, Any]:
        told = {
            **self._citations.article(member.article),
            "role": member.role,
            "compared_with": member.compared,
            "share": round(member.share, 3),
            "evidence": [shortened(one, MAX_VALUE) for one in member.evidence[:MAX_LIST]],
        }
        return {name: value for name, value in told.items() if value}


def _facts(counts: Counts, sources: int, listed: int) -> dict[str, Any]:
    """The numbers of an answer, and how many of its sources are listed if not all are."""
    facts = {"articles": counts.articles, "stories": counts.stories, "sources": counts.sources}
    return {**facts, "sources_listed": listed} if sources > listed else facts


def _marked(searcher: Searcher, article_id: str, request: SearchRequest | None) -> MarkedArticle:
    """An article with its matches; without them if finding them takes too long."""
    try:
        return searcher.article(article_id, request)
    except SearchTooSlow:
        return searcher.article(article_id)


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
