"""The pages of stories and comparisons."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from searchkit import Article, InStory, Member, Story, StoryList
from searchkit.web.params import SearchParams
from searchkit.web.views.labels import Labelled, date_label, date_text, shortened
from searchkit.web.views.time_scale import ScaleView, SpanView, time_scale

#: Other hits of a story that a page of results names.
MAX_OTHERS = 5

_ROLES = {
    "original": "original",
    "earliest": "earliest",
    "earlier": "earlier version",
    "fullest": "fullest",
    "reprint": "reprint",
    "trimmed": "trimmed",
    "rewritten": "rewritten",
    "version": "version",
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
    """An article of a story: its role, why, and the way to see it beside what it was made of.

    `when` is its date on the scale of the story.
    """

    article: ArticleLinkView
    role: str
    evidence: tuple[str, ...]
    compare_href: str
    when: SpanView | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story, its articles by date; `related` share a passage with one of them.

    `people` are who is in it, each with the address of the name.

    `scale` is the time from the first to the last; None where their dates do not differ.
    """

    title: str
    heading: str
    first: str
    scale: ScaleView | None
    members: tuple[MemberView, ...]
    related: tuple[tuple[ArticleLinkView, str], ...]
    people: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoriesView:
    """A page of stories: where each leads, how many tell it, who was first."""

    heading: str
    stories: tuple[tuple[str, str, str, str], ...]
    previous_href: str
    next_href: str
    notes: tuple[str, ...] = ()


def story_href(article_id: str) -> str:
    """The address of the story of an article."""
    return f"/story/{quote(article_id, safe='/')}"


def name_href(name: str) -> str:
    """The address of a name."""
    return f"/name/{quote(name, safe='')}"


def compare_href(left: str, right: str) -> str:
    """The address of two articles side by side."""
    return f"/compare?{urlencode({'left': left, 'right': right})}"


def badge(article: Article, story: InStory | None) -> StoryBadgeView | None:
    """The badge of the story of an article among hits; None without one."""
    if story is None:
        return None
    text, href = f"{story.articles:,} versions of this story", story_href(story.representative)
    if not story.others:
        return StoryBadgeView(text, href)
    # Those that are not shown may be earlier.
    earliest = None if story.more else _earliest((article, *story.others))
    return StoryBadgeView(
        text,
        href,
        heading=_others_heading(article, story),
        others=tuple(map(article_link, story.others[:MAX_OTHERS])),
        more=story.more + len(story.others[MAX_OTHERS:]),
        is_earliest=earliest is article,
        earliest=article_link(earliest) if earliest not in (None, article) else None,
    )


def _others_heading(article: Article, story: InStory) -> str:
    """The number of the other hits of a story, and of the sources of all that are shown."""
    count = len(story.others) + story.more
    sources = {one.source for one in (article, *story.others)} - {None, ""}
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
    articles = {member.article.id: member.article for member in story.members}
    scale = time_scale([article.date for article in articles.values()])
    return StoryView(
        story.title,
        _versions(story),
        _read_dates(story.first.note, articles.values()),
        scale,
        tuple(_member(member, articles, scale) for member in story.members),
        tuple((article_link(related.article), related.note) for related in story.related),
        tuple((name, name_href(name)) for name in story.people),
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
                _versions(story),
                _read_dates(story.first.note, (member.article for member in story.members)),
            )
            for story in stories.stories
        ),
        href(stories.page - 1) if stories.page > 1 else "",
        href(stories.page + 1) if stories.page < stories.pages else "",
        stories.notes,
    )


def article_link(article: Article) -> ArticleLinkView:
    """An article as a line of a list has it."""
    href = SearchParams().article_href(article.id)
    title = shortened(article.title)
    return ArticleLinkView(title, href, article.source or "", date_label(article))


def _versions(story: Story) -> str:
    sources = len(story.sources)
    versions = f"{len(story.members):,} {'versions' if len(story.members) > 1 else 'version'}"
    without = sum(not member.article.source for member in story.members)
    unknown = f", {without:,} without a known source" if sources and without else ""
    known = f", {sources:,} {'sources' if sources > 1 else 'source'}" if sources else ""
    return versions + (known + unknown if sources > 1 or unknown else "")


def _member(member: Member, articles: Mapping[str, Article], scale: ScaleView | None) -> MemberView:
    article, other = member.article, articles.get(member.compared or "")
    return MemberView(
        article_link(article),
        _ROLES[member.role],
        tuple(_evidence(member, other, articles.values())),
        compare_href(article.id, other.id) if other else "",
        scale.span(article.date) if scale else None,
    )


def _evidence(
    member: Member, other: Article | None, articles: Collection[Article]
) -> Iterator[str]:
    """The sentences about a member, with the other article by its source or title, not its id."""
    for sentence in member.evidence:
        if other is None:
            yield _read_dates(sentence, articles)
        elif " of this article appears in " in sentence:
            name = other.source or f"“{other.title}”"
            yield (
                f"{member.share:.0%} of this article appears in the version of {name}"
                f" ({member.of_other:.0%} of that)"
            )
        else:
            yield _read_dates(
                sentence.replace(f"% of {other.id} is", "% of that version is"), articles
            )


def _read_dates(sentence: str, articles: Iterable[Article]) -> str:
    """A sentence with the dates of these articles as people read them."""
    dates = {article.date.isoformat(): article.date for article in articles if article.date}
    # A month stands at the beginning of its days.
    for iso in sorted(dates, key=len, reverse=True):
        sentence = sentence.replace(iso, date_text(dates[iso]))
    return sentence
