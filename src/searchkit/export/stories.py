"""Stories as a table: a row for each version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from searchkit.stories.story import Story

STORY_COLUMNS = (
    "story", "versions", "role", "id", "title", "source", "authors", "date", "date_status",
    "compared", "share", "of_other", "evidence", "url",
)  # fmt: skip


def story_records(stories: Iterable[Story]) -> Iterator[Mapping[str, object]]:
    """The rows of stories, each called by the id of its representative."""
    for story in stories:
        for member in story.members:
            article = member.article
            yield {
                "story": story.representative,
                "versions": len(story.members),
                "role": member.role,
                "id": article.id,
                "title": article.title,
                "source": article.source,
                "authors": article.authors,
                "date": article.date.isoformat() if article.date else None,
                "date_status": article.came_from("date").status,
                "compared": member.compared,
                "share": round(member.share, 4),
                "of_other": round(member.of_other, 4),
                "evidence": member.evidence,
                "url": article.url,
            }
