"""The page of a quotation, and the links to it from an article."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from searchkit import Citation, MarkedArticle, QuoteCluster
from searchkit.web.views.story import ArticleLinkView, article_link

#: Quotations of an article that are listed beside it.
MAX_LISTED = 100


@dataclass(frozen=True, slots=True)
class QuoteLinkView:
    """A quotation of an article: its text, where its page is, who is named as its speaker."""

    text: str
    href: str
    speaker: str


@dataclass(frozen=True, slots=True)
class CitationView:
    """An article that has a quotation; `wording` only where it is not the fullest one.

    `omission` says what is cut, `evidence` is where the article names the speaker.
    """

    article: ArticleLinkView
    wording: str
    omission: str
    evidence: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quotation in its fullest wording, its speaker and its citations, earliest first.

    `note` says if articles name different speakers.
    """

    text: str
    speaker: str
    role: str
    heading: str
    note: str
    citations: tuple[CitationView, ...]


def quote_href(article_id: str, start: int) -> str:
    """The address of a quotation."""
    return f"/quote/{quote(article_id, safe='/')}?at={start}"


def quote_links(marked: MarkedArticle, within: tuple[int, int]) -> tuple[QuoteLinkView, ...]:
    """The quotations in a part of an article, in order."""
    article, (start, end) = marked.article, within
    return tuple(
        QuoteLinkView(
            article.body[start + quotation.start : start + quotation.end],
            quote_href(article.id, start + quotation.start),
            quotation.speaker.name if quotation.speaker else "",
        )
        for quotation in marked.quotations(start, end)[:MAX_LISTED]
    )


def quote_view(cluster: QuoteCluster) -> QuoteView:
    """The page of a quotation."""
    articles, wordings = cluster.articles, len(cluster.wordings)
    return QuoteView(
        cluster.text,
        cluster.speaker or "",
        cluster.role,
        f"{articles:,} {'article' if articles == 1 else 'articles'}, "
        f"{wordings:,} {'wording' if wordings == 1 else 'wordings'}",
        cluster.note,
        tuple(
            _citation(citation, is_fullest=citation in cluster.wordings[0])
            for citation in cluster.citations
        ),
    )


def _citation(citation: Citation, *, is_fullest: bool) -> CitationView:
    speaker, body = citation.mention.speaker, citation.article.body
    evidence = body[speaker.start : speaker.end] if speaker else ""
    wording = "" if is_fullest else citation.mention.text
    return CitationView(article_link(citation.article), wording, citation.omission, evidence)
