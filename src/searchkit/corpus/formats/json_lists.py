"""The list of articles in the answer of a service: below which of its keys, and how deep."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain

from searchkit.corpus.formats.field_names import NAMES, TEXTS, has_text, key_of
from searchkit.corpus.formats.posts import posts_in, unwrapped

#: The keys under which services put the list of articles that they answer with.
_LISTS = frozenset(
    """articles items results docs documents records entries entry posts data hits stories news
    response feed rows list content pages webpages nodes articlelist searchresults resultset
    value output statuses tweets clips highlights bookmarks""".split()
)
_WRAPPERS = ("_source", "article", "fields", "attributes", "node", "item")
_MAX_DEPTH = 4
#: Objects of a list that are looked at.
_MAX_TRIED = 5
_TEXT = frozenset(TEXTS)
_TITLES = frozenset(NAMES["title"])
_ADDRESSES = frozenset(NAMES["url"])


def articles_in(record: object) -> list[object] | None:
    """The articles that an object holds in a list, or under their ids; None if it is one itself."""
    if not isinstance(record, dict) or has_text(record, _TEXT):
        return None
    posts = posts_in(record)
    if posts is not None:
        return posts
    lists = list(_lists(record, 0))
    if not lists:
        return _by_id(record)
    # Articles in a shorter list are no less articles; marked passages of them are.
    best = max(lists, key=len)
    texts = [rows for rows in lists if rows is not best and any(map(_is_text, rows[:_MAX_TRIED]))]
    # The same article may stand in two of them.
    every = chain(best, *texts)
    return list({json.dumps(article): article for article in every}.values()) if texts else best


def _lists(record: Mapping[str, object], depth: int) -> Iterator[list[object]]:
    """The lists of articles in an object, those of the same depth in their order."""
    for name, value in record.items():
        # An `item` that is no list is an article.
        is_list = key_of(name) in _LISTS or (name == "item" and isinstance(value, list))
        if not is_list or depth == _MAX_DEPTH:
            continue
        if isinstance(value, list):
            if any(map(is_article, value[:_MAX_TRIED])):
                yield value
        elif isinstance(value, dict) and not has_text(value, _TEXT):
            by_id = _by_id(value)
            yield from _lists(value, depth + 1) if by_id is None else [by_id]


def _by_id(record: Mapping[str, object]) -> list[object] | None:
    """The articles of an object whose keys are their ids."""
    values = list(record.values())
    if len(values) < 2 or not all(map(is_article, values)):
        return None
    return [
        value if "id" in value else {"id": name, **value}
        for name, value in record.items()
        if isinstance(value, dict)
    ]


def is_article(record: object, depth: int = 0) -> bool:
    """Tell if a value is an object with a text, or a title and an address, maybe wrapped in one."""
    if not isinstance(record, dict):
        return False
    keys = {key_of(key) for key, value in unwrapped(record).items() if value}
    if _TEXT & keys or (_TITLES & keys and (_ADDRESSES & keys or len(keys) > 2)):
        return True
    wrapped = (record.get(name) for name in _WRAPPERS)
    return depth == 0 and any(is_article(inner, 1) for inner in wrapped)


def _is_text(record: object) -> bool:
    """Tell if a value is an object that has a title, and a text of its own beside it."""
    if not isinstance(record, dict) or not has_text(record, _TEXT):
        return False
    return bool(_TITLES & {key_of(key) for key, value in record.items() if value})
