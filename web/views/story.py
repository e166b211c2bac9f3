"""The pages of stories and comparisons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from searchkit import Article, Comparison, Hit, InStory, Member, Passage, Row, Story, StoryList
from searchkit.web.params import SearchParams
from searchkit.web.views.highlighting import Segment, segments
from searchkit.web.views.labels import Labelled, date_label

#: Other hits of a story that a page of results names.
MAX_OTHERS = 5

_ROLES = {
    "original": "original",
    "earliest": "earliest",
    "fullest": "fullest",
    "reprint": "reprint",
    "trimmed": "trimmed",
    "rewritten": "rewritten",
    "quotes": "quotes only",
}
_KINDS = {
    "same": "in both",
    "changed": "changed",
    "left": "only on the left",
    "right": "only on the right",
}


@dataclass(frozen=True, slots=True)
class ArticleLinkView:
    """An article by its title, with what tells it from others."""

    title: str
    href: str
    source: str
    date: Labelled


@dataclass(frozen=True, slots=True)
class StoryBadgeView:
    """Beside a hit: how many articles tell the same; `others` are hits too, `more` besides them.

    `heading` counts those hits. `is_earliest` if the hit was published before all of them, else
    `earliest` is the one that was; without either, dates do not tell.
    """

    text: str
    href: str
    heading: str = ""
    others: tuple[ArticleLinkView, ...] = ()
    more: int = 0
    is_earliest: bool = False
    earliest: ArticleLinkView | None = None


@dataclass(frozen=True, slots=True)
class MemberView:
    """An article of a story: its role, why, and the way to see it beside what it was made of."""

    article: ArticleLinkView
    role: str
    evidence: tuple[str, ...]
    compare_href: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story, its articles by date; `related` share a quotation with one of them."""

    title: str
    heading: str
    first: str
    members: tuple[MemberView, ...]
    related: tuple[tuple[ArticleLinkView, int], ...]


@dataclass(frozen=True, slots=True)
class StoriesView:
    """A page of stories: where each leads, how many tell it, who was first."""

    heading: str
    stories: tuple[tuple[str, str, str, str], ...]
    previous_href: str
    next_href: str


@dataclass(frozen=True, slots=True)
class RowView:
    """Sentences beside each other; either side may be empty. `differing` names what differs."""

    kind: str
    name: str
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two articles in two columns; the shares are of each in the other."""

    left: ArticleLinkView
    right: ArticleLinkView
    left_share: str
    right_share: str
    summary: str
    swapped_href: str
    rows: tuple[RowView, ...]


def story_href(article_id: str) -> str:
    """The address of the story of an article."""
    return f"/story/{quote(article_id, safe='/')}"


def compare_href(left: str, right: str) -> str:
    """The address of two articles side by side."""
    return f"/compare?{urlencode({'left': left, 'right': right})}"


def badge(hit: Hit) -> StoryBadgeView | None:
    """The badge of the story of a hit; None without one."""
    story = hit.story
    if story is None:
        return None
    text, href = f"{story.articles:,} versions of this story", story_href(story.representative)
    if not story.others:
        return StoryBadgeView(text, href)
    # Those that are not shown may be earlier.
    earliest = None if story.more else _earliest((hit.article, *story.others))
    return StoryBadgeView(
        text,
        href,
        heading=_others_heading(hit, story),
        others=tuple(map(article_link, story.others[:MAX_OTHERS])),
        more=story.more + len(story.others[MAX_OTHERS:]),
        is_earliest=earliest is hit.article,
        earliest=article_link(earliest) if earliest not in (None, hit.article) else None,
    )


def _others_heading(hit: Hit, story: InStory) -> str:
    """The number of the other hits of a story, and of the sources of all that are shown."""
    count = len(story.others) + story.more
    sources = {one.source for one in (hit.article, *story.others)} - {None, ""}
    text = f"{count:,} more {'version' if count == 1 else 'versions'} in these results"
    if story.more or len(sources) < 2:
        return text
    return f"{text}, {len(sources)} sources"


def _earliest(articles: Sequence[Article]) -> Article | None:
    """The dated article that was published before all others with a date; None if none was."""
    dated = [(article.date, article) for article in articles if article.date is not None]
    if len(dated) < 2:
        return None
    (first, article), (second, _), *_ = sorted(dated, key=lambda pair: pair[0].first_day)
    return article if first.last_day < second.first_day else None


def story_view(story: Story) -> StoryView:
    """The page of a story."""
    sources = len(story.sources)
    versions = f"{len(story.members):,} {'versions' if len(story.members) > 1 else 'version'}"
    without = sum(not member.article.source for member in story.members)
    unknown = f", {without:,} without a known source" if sources and without else ""
    known = f", {sources:,} {'sources' if sources > 1 else 'source'}" if sources else ""
    return StoryView(
        story.title,
        versions + (known + unknown if sources > 1 or unknown else ""),
        story.first.note,
        tuple(map(_member, story.members)),
        tuple((article_link(related.article), related.words) for related in story.related),
    )


def stories_view(stories: StoryList, order: str) -> StoriesView:
    """A page of the list of stories."""

    def href(page: int) -> str:
        return f"/stories?{urlencode({'sort': order, 'page': page})}"

    return StoriesView(
        "No stories with two or more versions"
        if not stories.total
        else f"{stories.total:,} {'story' if stories.total == 1 else 'stories'}",
        tuple(
            (
                story.title,
                story_href(story.representative),
                story_view(story).heading,
                story.first.note,
            )
            for story in stories.stories
        ),
        href(stories.page - 1) if stories.page > 1 else "",
        href(stories.page + 1) if stories.page < stories.pages else "",
    )


def comparison_view(comparison: Comparison) -> ComparisonView:
    """Two articles side by side."""
    counts = ((len(comparison.of(kind)), name) for kind, name in _KINDS.items())  # type: ignore[arg-type]
    return ComparisonView(
        article_link(comparison.left),
        article_link(comparison.right),
        f"{comparison.link.left.share:.0%}",
        f"{comparison.link.right.share:.0%}",
        "Sentences: " + ", ".join(f"{count} {name}" for count, name in counts),
        compare_href(comparison.right.id, comparison.left.id),
        tuple(map(_row, comparison.rows)),
    )


def article_link(article: Article) -> ArticleLinkView:
    """An article as a line of a list has it."""
    href = SearchParams().article_href(article.id)
    return ArticleLinkView(article.title, href, article.source or "", date_label(article))


def _member(member: Member) -> MemberView:
    compared = compare_href(member.article.id, member.compared) if member.compared else ""
    return MemberView(article_link(member.article), _ROLES[member.role], member.evidence, compared)


def _row(row: Row) -> RowView:
    differing = (
        f"{part.kind}: {', '.join(part.left) or 'none'} – {', '.join(part.right) or 'none'}"
        for part in row.differing
    )
    left, right = _segments(row.left), _segments(row.right)
    return RowView(row.kind, _KINDS[row.kind], left, right, tuple(differing))


def _segments(passage: Passage | None) -> tuple[Segment, ...]:
    return segments(passage.text, passage.marks) if passage else ()
