"""The tools that an assistant is told of, and the answer of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from searchkit import COUNTED_BY, SearchkitError
from searchkit.assistants.answers import Answer, shortened
from searchkit.assistants.parameters import Parameter, checked, schema
from searchkit.assistants.tools import (
    DEFAULT_COUNTED,
    DEFAULT_HITS,
    DEFAULT_NAMES,
    DEFAULT_QUOTES,
    MAX_HITS,
    MAX_NAMES,
    MAX_PAGE,
    MAX_QUERIES,
    MAX_QUOTES,
    MAX_VALUES,
    ArticleTools,
)
from searchkit.quick_dataclass import dataclass

#: In characters, of what is said of an error.
MAX_MESSAGE = 600


def answer(tools: ArticleTools, name: str, given: Mapping[str, Any]) -> Answer:
    """The answer of a tool; one that says what is wrong if it can give none."""
    try:
        tool = TOOLS.get(name)
        if tool is None:
            return _failed("there is no such tool")
        return tool.run(tools, checked(tool.parameters, given))
    except SearchkitError as error:
        # It names files, and words of articles.
        return _failed(str(error))


def _failed(message: str) -> Answer:
    return Answer({"failed": True}, {"message": shortened(message, MAX_MESSAGE)}, failed=True)


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
    "names": Tool(
        "List names",
        "The people, organisations and places in the articles that match, most articles first.",
        ArticleTools.names,
        (
            Parameter(name="query", about="as for search; * is all articles", default="*"),
            Parameter(
                name="kind", about="only one kind", choices=("person", "organisation", "place")
            ),
            _limit(MAX_NAMES, DEFAULT_NAMES),
            _PAGE,
        ),
    ),
    "name": Tool(
        "All about a name",
        "One name: its spellings, years and sources, who stands beside it, and what it is quoted "
        "with.",
        ArticleTools.name,
        (Parameter(name="name", about="a name, as names lists it", required=True),),
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
