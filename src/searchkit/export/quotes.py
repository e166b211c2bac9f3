"""Quotations as a table: a row for each article that has one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from searchkit.stories.quote_clusters import QuoteCluster

QUOTE_COLUMNS = (
    "quotation", "text", "speaker", "role", "articles", "id", "title", "source", "date",
    "date_status", "wording", "omission", "named_as", "start", "url",
)  # fmt: skip


def quote_records(clusters: Iterable[QuoteCluster]) -> Iterator[Mapping[str, object]]:
    """The rows of quotations, which count from 1; `wording` is how the article has it."""
    for number, cluster in enumerate(clusters, start=1):
        for citation in cluster.citations:
            article, mention = citation.article, citation.mention
            yield {
                "quotation": number,
                "text": cluster.text,
                "speaker": cluster.speaker,
                "role": cluster.role,
                "articles": cluster.articles,
                "id": article.id,
                "title": article.title,
                "source": article.source,
                "date": article.date.isoformat() if article.date else None,
                "date_status": article.came_from("date").status,
                "wording": mention.text,
                "omission": citation.omission,
                "named_as": mention.speaker.name if mention.speaker else None,
                "start": mention.start,
                "url": article.url,
            }
