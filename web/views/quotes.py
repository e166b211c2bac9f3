"""The list of quotations, with who said how many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from searchkit import QuoteCluster, QuoteList, SpeakerCount
from searchkit.web.params import SearchParams
from searchkit.web.views.quote import quote_href
from searchkit.web.views.story import ArticleLinkView, article_link

#: Speakers that are listed beside the quotations.
MAX_SPEAKERS = 30


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker with the number of quotations, and the address of these."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class QuoteLineView:
    """A quotation in its fullest wording, its speaker, and the article that had it first."""

    text: str
    href: str
    speaker: str
    role: str
    carried: str
    article: ArticleLinkView


@dataclass(frozen=True, slots=True)
class QuotesView:
    """A page of quotations. `speaker` is whose they are, `all_href` leads to those of everybody."""

    heading: str
    speaker: str
    all_href: str
    speakers: tuple[SpeakerView, ...]
    quotes: tuple[QuoteLineView, ...]
    notes: tuple[str, ...]
    export_href: str
    previous_href: str
    next_href: str


def quotes_view(params: SearchParams, speaker: str | None, quotes: QuoteList) -> QuotesView:
    """A page of the list of quotations."""
    count = "No quotations" if not quotes.total else f"{quotes.total:,} quotations"
    heading = "1 quotation" if quotes.total == 1 else count

    def page(number: int) -> str:
        return quotes_href(params, speaker, page=number)

    return QuotesView(
        heading,
        speaker or "",
        quotes_href(params) if speaker else "",
        tuple(_speaker(params, one) for one in quotes.speakers[:MAX_SPEAKERS]),
        tuple(map(_line, quotes.clusters)),
        quotes.notes,
        _file_href(params, speaker) if quotes.total else "",
        page(quotes.page - 1) if quotes.page > 1 else "",
        page(quotes.page + 1) if quotes.page < quotes.pages else "",
    )


def quotes_href(
    params: SearchParams, speaker: str | None = None, *, page: int = 1, path: str = "/quotes"
) -> str:
    """The address of the quotations in the articles of a query."""
    values = {
        "q": params.q,
        "any": "1" if params.operator == "or" else "",
        "speaker": speaker or "",
        "page": str(page) if page > 1 else "",
    }
    given = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(given)}" if given else path


def _file_href(params: SearchParams, speaker: str | None) -> str:
    """All of them as a file, which needs a query: without one, those of all articles."""
    asked = replace(params, q="*") if params.is_blank else params
    return quotes_href(asked, speaker, path="/quotes.csv")


def _speaker(params: SearchParams, speaker: SpeakerCount) -> SpeakerView:
    return SpeakerView(speaker.name, speaker.quotations, quotes_href(params, speaker.asked))


def _line(cluster: QuoteCluster) -> QuoteLineView:
    first = cluster.citations[0]
    articles = cluster.articles
    return QuoteLineView(
        cluster.text,
        quote_href(first.article.id, first.mention.start),
        cluster.speaker or "",
        cluster.role,
        f"{articles:,} articles" if articles > 1 else "",
        article_link(first.article),
    )
