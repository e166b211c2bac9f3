"""The families of an open index: which there are, and the story that each tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from searchkit.article import Article
from searchkit.engines import Engine
from searchkit.errors import IndexDamaged, NotOffered
from searchkit.index.kept import Kept
from searchkit.stories.story import Story

#: How stories can be listed.
StoryOrder = Literal["largest", "newest"]


class Stories:
    """Read when they are asked for: `load` gives what the generation keeps under a name."""

    def __init__(self, load: Callable[[Kept], Mapping[str, Any]], *, are_told: bool = True) -> None:
        self._load = load
        self._are_told = are_told

    def check(self) -> None:
        """Raise `NotOffered` where nobody looks for stories."""
        if not self._are_told:
            raise NotOffered("an index on servers does not tell which articles are one story")

    @cached_property
    def families(self) -> Mapping[str, Sequence[str]]:
        """Core → the others, the largest family first."""
        return self._load("families")

    @cached_property
    def core_of(self) -> Mapping[str, str]:
        """The core of every article that is in a family."""
        return {
            member: core for core, others in self.families.items() for member in (core, *others)
        }

    @cached_property
    def everybody(self) -> frozenset[str]:
        """All articles that are in a family."""
        return frozenset(self.core_of)

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        kept = self._load("stories")
        if kept.keys() != self.families.keys():
            raise IndexDamaged("stories.json: of other families")
        for core, others in self.families.items():
            told = kept[core]
            members = {core, *others}
            if not (
                len(told["days"]) == len(members) == 1 + len(told["links"])
                and members.issuperset(member for member, _ in told["related"].values())
            ):
                raise IndexDamaged("stories.json: of other articles")
        return kept

    def size(self, article_id: str) -> int:
        """How many articles the story of an article has; 1 for one that stands alone."""
        core = self.core_of.get(article_id)
        return 1 if core is None else 1 + len(self.families[core])

    def lead(self, core: str) -> str:
        """The member of a family that stands for it: the first by its date, else the core."""
        days = zip(self._kept[core]["days"], (core, *self.families[core]), strict=True)
        dated = [(day, one) for day, one in days if day is not None]
        return min(dated)[1] if dated else core

    def listed(self, order: StoryOrder, since: int | None) -> list[str]:
        """The cores, in order; only of stories that began on the day `since` or later."""
        began = {core: self._began(core) for core in self.families}
        cores = [
            core
            for core, day in began.items()
            if since is None or (day is not None and day >= since)
        ]
        if order == "newest":
            cores.sort(key=lambda one: -(began[one] or 0))
        return cores

    def _began(self, core: str) -> int | None:
        return min((day for day in self._kept[core]["days"] if day is not None), default=None)

    def told(self, article_id: str, engine: Engine) -> Story:
        """The story of an article that the engine has, be it the only one of it."""
        # A query does not need them.
        from searchkit.index.story_files import family_from_json
        from searchkit.stories.families import Family
        from searchkit.stories.roles import story

        core = self.core_of.get(article_id)
        family = (
            Family(article_id, {})
            if core is None
            else family_from_json(core, self.families[core], self._kept[core])
        )
        return story(family, articles(engine, (*family.members, *family.related)))


def articles(engine: Engine, ids: Iterable[str]) -> dict[str, Article]:
    """The articles of these ids. Raises `IndexDamaged` if the engine lacks one."""
    wanted = list(dict.fromkeys(ids))
    found = {record.article.id: record.article for record in engine.fetch(wanted)}
    if len(found) != len(wanted):
        raise IndexDamaged("stories.json: of articles that there are not")
    return found


#: Of an index in which each article stands alone, since nobody looks.
NO_STORIES = Stories(lambda _: {}, are_told=False)
