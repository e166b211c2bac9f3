"""Who is in a story: the people whom most of its articles name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from searchkit.analysis import folded_value
from searchkit.names import names_in
from searchkit.search.name_groups import NameGroups
from searchkit.stories.story import Story

#: Articles of a story that are read, the earliest ones, and characters of each.
MAX_READ = 10
MAX_TEXT = 20_000
#: People of a story, those who are named most.
MAX_PEOPLE = 8
#: Mentions of one who is told.
MIN_MENTIONS = 2


def with_people(story: Story, groups: NameGroups) -> Story:
    """The story with the people whom half of its articles name, most mentions first.

    Raises `SettingsError` for corrections that cannot be understood.
    """
    articles: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    read = [member.article for member in story.members[:MAX_READ]]
    for article in read:
        seen = set()
        for name in names_in(replace(article, body=article.body[:MAX_TEXT])):
            if (groups.kind(name.text) or name.kind) != "person":
                continue
            key = groups.key(name.text) or folded_value(name.text)
            seen.add(key)
            mentions[key] += len(name.spans)
            spellings[key][name.text] += 1
        articles.update(seen)
    told = [
        key
        for key, count in articles.items()
        if 2 * count >= len(read) and mentions[key] >= MIN_MENTIONS
    ]
    told.sort(key=lambda key: (-articles[key], -mentions[key], key))
    people = (min(spellings[key].items(), key=_commonest)[0] for key in told[:MAX_PEOPLE])
    return replace(story, people=tuple(people))


def _commonest(spelling: tuple[str, int]) -> tuple[int, int, str]:
    text, count = spelling
    return -count, -len(text), text
