"""What the page of a quotation shows, and the quotations of an article that lead there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from searchkit.article import Article
from searchkit.quotes import quotations
from searchkit.stories.sayings import Carrier, Saying
from searchkit.web.story_view import ArticleLink, article_link

#: So many quotations of an article are listed beside it.
MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class QuoteLink:
    """A quotation of an article: its text, where its page is, who is named as its speaker."""

    text: str
    href: str
    speaker: str


@dataclass(frozen=True, slots=True)
class CarrierView:
    """An article that carries a quotation; `wording` only where it is not the fullest one.

    `lacks` says what is cut, `evidence` is what the article says of the speaker.
    """

    article: ArticleLink
    wording: str
    lacks: str
    evidence: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation in its fullest wording, its speaker, and who carried it, earliest first."""

    text: str
    speaker: str
    role: str
    heading: str
    carriers: tuple[CarrierView, ...]


def quote_href(article_id: str, start: int) -> str:
    """The address of a quotation."""
    return f"/quote/{quote(article_id, safe='/')}?at={start}"


def quote_links(article: Article, within: tuple[int, int]) -> tuple[QuoteLink, ...]:
    """The quotations in a part of an article, in order."""
    start, end = within
    text = article.body[start:end]
    return tuple(
        QuoteLink(
            text[one.start : one.end],
            quote_href(article.id, start + one.start),
            one.speaker.name if one.speaker else "",
        )
        for one in quotations(text)[:MOST_LISTED]
    )


def quote_view(found: Saying) -> QuoteView:
    """The page of a quotation."""
    articles = len({one.article.id for one in found.carriers})
    wordings = len(found.wordings)
    return QuoteView(
        found.text,
        found.speaker or "",
        found.role,
        f"{articles:,} {'article' if articles == 1 else 'articles'}, "
        f"{wordings:,} {'wording' if wordings == 1 else 'wordings'}",
        tuple(_carrier(one, is_whole=one in found.wordings[0]) for one in found.carriers),
    )


def _carrier(one: Carrier, *, is_whole: bool) -> CarrierView:
    speaker, body = one.quoted.speaker, one.article.body
    evidence = body[speaker.start : speaker.end] if speaker else ""
    wording = "" if is_whole else one.quoted.text
    return CarrierView(article_link(one.article), wording, one.lacks, evidence)
