"""The families of an index, and the story of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, Protocol

from searchkit.article import Article
from searchkit.engines import Engine
from searchkit.errors import IndexDamaged, NotOffered
from searchkit.stories.story import Role, Story
from searchkit.syntax import parse_dates

#: How stories can be listed.
StoryOrder = Literal["largest", "newest"]
#: Stories whose roles are kept while hits are read.
MAX_STORIES_KEPT = 2_000


class KeptStories(Protocol):
    """What is kept of the families beside their articles."""

    @property
    def close(self) -> Callable[[], object]:
        """Let go of it."""

    def load(self) -> dict[str, Any]:
        """All of it, by representative. Raises `IndexUnusable`."""


class Stories:
    """The `families` of one index: representative → the others, the largest family first.

    `file` has more about each, and is read when that is needed; without families there is none.
    Stories are not `known` before somebody has looked for them, or while what is `missing` (a
    sentence) does not answer. `as_of` is when they were looked for (ISO 8601), where articles have
    changed since.
    """

    def __init__(
        self,
        families: Mapping[str, Sequence[str]],
        file: KeptStories | None,
        *,
        known: bool = True,
        missing: str = "",
        as_of: str | None = None,
    ) -> None:
        self.families = families
        self.known = known
        self.missing = missing
        self.as_of = as_of
        self._file = file
        self._roles: dict[str, Mapping[str, Role]] = {}

    def check(self) -> None:
        """Raise `NotOffered` where stories are not known."""
        if self.missing:
            raise NotOffered(self.missing)
        if not self.known:
            raise NotOffered(
                "it is not known yet which articles are one story", command="searchkit index"
            )

    @property
    def notes(self) -> tuple[str, ...]:
        """A sentence where the stories did not answer, or are not those of all articles."""
        if self.as_of is None:
            return (self.missing,) if self.missing else ()
        return (f"stories as of {self.as_of}: articles that changed since are not grouped yet",)

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()

    @cached_property
    def representative_of(self) -> Mapping[str, str]:
        """The representative of every article that is in a family."""
        return {
            member: representative
            for representative, others in self.families.items()
            for member in (representative, *others)
        }

    @property
    def counted_by(self) -> Mapping[str, str] | None:
        """What stories are counted by; None where they are not known."""
        return self.representative_of if self.known else None

    @cached_property
    def members(self) -> frozenset[str]:
        """All articles that are in a family."""
        return frozenset(self.representative_of)

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        kept = self._file.load() if self._file is not None else {}
        if kept.keys() != self.families.keys():
            raise IndexDamaged("stories.json: of other families")
        for representative, others in self.families.items():
            told = kept[representative]
            members = {representative, *others}
            if not (
                len(told["days"]) == len(members) == 1 + len(told["links"])
                and members.issuperset(tie[0] for tie in told["related"].values())
            ):
                raise IndexDamaged("stories.json: of other articles")
        return kept

    def size(self, article_id: str) -> int:
        """The number of articles in the story of an article; 1 for one that stands alone."""
        representative = self.representative_of.get(article_id)
        return 1 if representative is None else 1 + len(self.families[representative])

    def lead(self, representative: str) -> str:
        """The member of a family that is shown first: the earliest, else the representative."""
        days = zip(
            self._kept[representative]["days"],
            (representative, *self.families[representative]),
            strict=True,
        )
        dated = [(day, member) for day, member in days if day is not None]
        return min(dated)[1] if dated else representative

    def listed(self, order: StoryOrder, since: int | None) -> list[str]:
        """The representatives, in order; only of stories that began on the day `since` or later."""
        began = {representative: self._began(representative) for representative in self.families}
        representatives = [
            representative
            for representative, day in began.items()
            if since is None or (day is not None and day >= since)
        ]
        if order == "newest":
            representatives.sort(key=lambda member: -(began[member] or 0))
        return representatives

    def _began(self, representative: str) -> int | None:
        return min(
            (day for day in self._kept[representative]["days"] if day is not None), default=None
        )

    def story(self, article_id: str, engine: Engine) -> Story:
        """The story of an article that the engine has, be it the only one of it."""
        # A query does not need them.
        from searchkit.index.story_files import family_from_json
        from searchkit.stories.families import Family
        from searchkit.stories.roles import story

        representative = self.representative_of.get(article_id)
        family = (
            Family(article_id, {})
            if representative is None
            else family_from_json(
                representative, self.families[representative], self._kept[representative]
            )
        )
        return story(family, articles(engine, (*family.members, *family.related)))

    def role(self, article_id: str, engine: Engine) -> Role:
        """What an article is to its story, which is read once for all of its articles."""
        representative = self.representative_of[article_id]
        roles = self._roles.get(representative)
        if roles is None:
            if len(self._roles) >= MAX_STORIES_KEPT:
                self._roles.clear()
            told = self.story(representative, engine)
            roles = {member.article.id: member.role for member in told.members}
            self._roles[representative] = roles
        return roles[article_id]


def articles(engine: Engine, ids: Iterable[str]) -> dict[str, Article]:
    """The articles of these ids. Raises `IndexDamaged` if the engine lacks one."""
    wanted = list(dict.fromkeys(ids))
    articles = {record.article.id: record.article for record in engine.fetch(wanted)}
    if len(articles) != len(wanted):
        raise IndexDamaged("stories.json: of articles that there are not")
    return articles


#: Of an index in which nobody has looked for them yet.
NO_STORIES = Stories({}, None, known=False)


def first_day(since: str | None) -> int | None:
    """The day from which on. Raises `QueryError`."""
    if not since:
        return None
    dates = parse_dates("since", since)
    return dates.first.first_day.toordinal() if dates.first else None
