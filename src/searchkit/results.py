"""Answers: what a search and a look at one article give to their caller."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from searchkit.article import Article
from searchkit.matching.highlights import MatchedTerm
from searchkit.matching.snippets import Mark, Snippet
from searchkit.other_queries import Reading, Relaxed, Spelling
from searchkit.quick_dataclass import dataclass
from searchkit.schema import UNKNOWN_VALUE
from searchkit.stories.story import Counts, InStory, Story

if TYPE_CHECKING:
    from searchkit.stories.quote_clusters import QuoteCluster


#: Hits that a notebook shows, and characters of a text in it.
MAX_HTML_HITS, MAX_HTML_TEXT = 50, 1_000


@dataclass(frozen=True, slots=True)
class Explanation:
    """The part that one term or phrase of the query adds to the score of a hit.

    `stream` and `text` are as analysis writes them, `score` = `weight` · `idf` · tf / (tf + norm)
    for tf = `occurrences`; `length` and `mean_length` are in terms and make the norm.
    """

    stream: str
    text: str
    weight: float
    idf: float
    occurrences: int
    length: float
    mean_length: float
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that matched.

    `rank` counts from 1 over all pages. `title_marks` and the marks of `snippets` are
    `[start, end)` in code points of their own text. `matched_terms` say what matched where; without
    one in the body the snippet is the lead of the article. A `stale` article's file could
    not be read in the last run; what was read of it before is shown. `explanation` adds up to the
    score; they are there when they were asked for. `story` is there if others are the same one.
    `added` is the day on which the article came into the index.
    """

    rank: int
    score: float
    article: Article
    title_marks: tuple[Mark, ...]
    snippets: tuple[Snippet, ...]
    matched_terms: tuple[MatchedTerm, ...]
    stale: bool = False
    explanation: tuple[Explanation, ...] = ()
    story: InStory | None = None
    added: dt.date | None = None

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def matched(self) -> tuple[str, ...]:
        """The fields in which the query matched at a place."""
        return tuple(dict.fromkeys(term.field for term in self.matched_terms))

    def to_dict(self) -> dict[str, Any]:
        """The hit in the shape of `query --json`."""
        date = self.article.date
        explained = (
            {"explanation": [asdict(part) for part in self.explanation]} if self.explanation else {}
        )
        return {
            "rank": self.rank,
            "score": round(self.score, 4),
            "id": self.article.id,
            "title": self.article.title,
            "source": self.article.source,
            "authors": list(self.article.authors),
            "date": date.isoformat() if date else None,
            "date_precision": date.precision if date else None,
            "date_status": self.article.came_from("date").status,
            "agency": self.article.agency,
            "url": self.article.url,
            "path": self.article.path,
            "language": self.article.language,
            "fields": {name: list(values) for name, values in self.article.fields.items()},
            "matched": list(self.matched),
            "stale": self.stale,
            "story": self.story.to_dict() if self.story else None,
            "added": self.added.isoformat() if self.added else None,
            "title_marks": [list(mark) for mark in self.title_marks],
            "snippets": [
                {"text": snippet.text, "marks": [list(mark) for mark in snippet.marks]}
                for snippet in self.snippets
            ],
            **explained,
        }


@dataclass(frozen=True, slots=True)
class QueryRow:
    """The row of one query of a batch: what it matches or, if it is no query, the `error`.

    `notes` say what was ignored, and what else the query could mean.
    """

    name: str
    text: str
    parsed: str = ""
    counts: Counts = Counts()
    notes: tuple[str, ...] = ()
    error: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The row, ready for JSON."""
        counts = {} if self.error else self.counts.to_dict()
        return {
            "name": self.name,
            "query": {"text": self.text, "parsed": self.parsed},
            **counts,
            "notes": list(self.notes),
            "error": self.error or None,
        }


class Page:
    """One page of a longer answer: of `total` in all, `limit` a page."""

    __slots__ = ()

    total: int
    page: int
    limit: int

    @property
    def pages(self) -> int:
        """The number of pages of the answer; at least one."""
        return max(1, -(-self.total // self.limit))


@dataclass(frozen=True, slots=True)
class Results(Page):
    """One page of a ranked answer.

    `parsed` is the query as it was understood, `total` the number of hits: of the articles that
    match or, if they are `grouped`, of their stories; `counts` has both. `facets` are the counts of
    each value by facet, most articles first; values that fold alike are one, in the commonest
    spelling. Nothing but the query as asked is run for the hits; where it finds nothing, `missing`
    are the parts that no article has, `relaxed` what leaving parts out would give and `suggestion`
    a wider query to try, which finds `suggestion_total` articles; `spelling` also comes with hits.
    Filters are part of each of these queries. `readings` are what other tools would take the text
    for. A `partial` answer lacks what a part of the index would have given that did not answer; a
    note says so.
    """

    text: str
    parsed: str
    total: int
    page: int
    limit: int
    engine: str
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, Counts]]
    suggestion: str | None = None
    suggestion_total: int = 0
    notes: tuple[str, ...] = ()
    spelling: Spelling | None = None
    missing: tuple[str, ...] = ()
    relaxed: tuple[Relaxed, ...] = ()
    readings: tuple[Reading, ...] = ()
    partial: bool = False
    counts: Counts = Counts()
    grouped: bool = False

    @property
    def without_source(self) -> int:
        """The number of articles that match and have no known source, if they were counted."""
        counts = self.facets.get("source", {}).get(UNKNOWN_VALUE)
        return counts.articles if counts else 0

    def to_dict(self) -> dict[str, Any]:
        """The answer in the shape of `query --json`."""
        return {
            "query": {"text": self.text, "parsed": self.parsed},
            "total": self.total,
            "page": self.page,
            "engine": self.engine,
            "hits": [hit.to_dict() for hit in self.hits],
            **self.facets_to_dict(),
            "suggestion": self.suggestion,
            "suggestion_total": self.suggestion_total,
            "notes": [*self.notes, *map(str, self.readings)],
            "readings": [reading.to_dict() for reading in self.readings],
            "spelling": self.spelling.to_dict() if self.spelling else None,
            "missing": list(self.missing),
            "relaxed": [relaxed.to_dict() for relaxed in self.relaxed],
            "partial": self.partial,
            "counts": self.counts.to_dict(),
            "grouped": self.grouped,
        }

    def to_dataframe(self) -> Any:
        """The hits of the page as a `DataFrame` of pandas, which must be installed."""
        import pandas

        return pandas.DataFrame([hit.to_dict() for hit in self.hits])

    def _repr_html_(self) -> str:
        """The first hits of the page as a notebook shows them: a table without any script."""
        rows = "".join(map(_html_row, self.hits[:MAX_HTML_HITS]))
        more = len(self.hits) - MAX_HTML_HITS
        rest = f"<p>and {more:,} more on this page</p>" if more > 0 else ""
        heading = f"{self.total:,} for <code>{_html(self.parsed)}</code>"
        return f"<div><p>{heading}</p><table><tbody>{rows}</tbody></table>{rest}</div>"

    def facets_to_dict(self) -> dict[str, Any]:
        """The articles of each value in order, and its counts in all units, ready for JSON."""
        return {
            "facets": {
                name: [[value, counts.articles] for value, counts in rows.items()]
                for name, rows in self.facets.items()
            },
            "facet_counts": {
                name: {value: counts.to_dict() for value, counts in rows.items()}
                for name, rows in self.facets.items()
            },
        }


def _html_row(hit: Hit) -> str:
    article = hit.article
    title = _html_marked(article.title, hit.title_marks)
    if article.url and article.url.lower().startswith(("http://", "https://")):
        title = f'<a href="{_html(article.url)}" rel="noopener noreferrer">{title}</a>'
    facts = (article.source, article.date and article.date.isoformat()[:10], article.id)
    about = " · ".join(_html(fact) for fact in facts if fact)
    passages = " ".join(_html_marked(one.text, one.marks) for one in hit.snippets)
    return (
        f'<tr><td>{hit.rank}</td><td dir="auto" style="text-align:left"><b>{title}</b><br>'
        f"<small>{about}</small><br>{passages}</td></tr>"
    )


def _html_marked(text: str, marks: tuple[Mark, ...]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [_html(text[at:start]), f"<mark>{_html(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, _html(text[at:])])


def _html(text: str) -> str:
    """Text that is no markup, with what a page cannot hold replaced."""
    # A query in a shell does not need it.
    from html import escape

    return escape("".join(char if char.isprintable() else " " for char in text[:MAX_HTML_TEXT]))


@dataclass(frozen=True, slots=True)
class StoryList(Page):
    """One page of the stories of two articles or more; `total` counts all that were asked for.

    `notes` say if they are not those of all articles.
    """

    total: int
    page: int
    limit: int
    stories: tuple[Story, ...]
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The page, ready for JSON."""
        return {
            "total": self.total,
            "page": self.page,
            "stories": [story.to_dict() for story in self.stories],
            **({"notes": list(self.notes)} if self.notes else {}),
        }


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """A speaker by the fullest form of the name, with the number of different quotations.

    `asked` is the name to ask for all of them by.
    """

    name: str
    asked: str
    quotations: int

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"name": self.name, "asked": self.asked, "quotations": self.quotations}


@dataclass(frozen=True, slots=True)
class QuoteList(Page):
    """One page of what the articles that match quote; `total` counts all of it.

    `speakers` are those of all pages, most quotations first; `notes` say what was not looked at.
    """

    total: int
    page: int
    limit: int
    clusters: tuple[QuoteCluster, ...]
    notes: tuple[str, ...] = ()
    speakers: tuple[SpeakerCount, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The page, ready for JSON."""
        return {
            "total": self.total,
            "page": self.page,
            "quotes": [cluster.to_dict() for cluster in self.clusters],
            "speakers": [speaker.to_dict() for speaker in self.speakers],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class SimilarHit:
    """An article like another one, and the terms of that one that joined it, most telling first."""

    hit: Hit
    terms: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The hit in the shape of `query --json`, with its terms."""
        return {**self.hit.to_dict(), "terms": list(self.terms)}


@dataclass(frozen=True, slots=True)
class Similar:
    """The articles most like `article`, which is not one of them.

    `terms` are its most telling words, as it writes them; `total` counts the articles that have
    any of them.
    """

    article: Article
    terms: tuple[str, ...]
    total: int
    engine: str
    hits: tuple[SimilarHit, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer, ready for JSON."""
        return {
            "id": self.article.id,
            "title": self.article.title,
            "terms": list(self.terms),
            "total": self.total,
            "engine": self.engine,
            "hits": [hit.to_dict() for hit in self.hits],
        }


@dataclass(frozen=True, slots=True)
class KwicLine:
    """A match in the body of an article, with the text left and right of it on one line.

    `start` is the offset of the match in the body.
    """

    article: Article
    start: int
    left: str
    match: str
    right: str

    def to_dict(self) -> dict[str, Any]:
        """The match and its place, ready for JSON."""
        return {
            "id": self.article.id,
            "title": self.article.title,
            "date": self.article.date.isoformat() if self.article.date else None,
            "start": self.start,
            "left": self.left,
            "match": self.match,
            "right": self.right,
        }
