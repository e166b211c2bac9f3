"""Tags and notes: what a user writes beside an article for their own use.

They stand in the same files as corrections, and become further fields of the article:

    tags = ["important", "to check"]    # tag:
    note = "The minister denied it."    # note:
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from searchkit.analysis.values import folded_value
from searchkit.corpus.formats.encoding import normalised
from searchkit.errors import SettingsError
from searchkit.quick_dataclass import dataclass
from searchkit.schema import NOTE, TAG, UNKNOWN_VALUE

TAGS = "tags"
#: The keys of a file of corrections that are no metadata of the article.
KEYS = (TAGS, NOTE)
#: Tags of an article, characters of a tag and of a note.
MAX_TAGS, MAX_TAG_LENGTH, MAX_NOTE_LENGTH = 50, 40, 2_000


@dataclass(frozen=True, slots=True)
class TagChange:
    """Tags to put on articles, and tags to take off."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def __call__(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The tags that come of what is said of an article. Raises `ValueError`."""
        tags = {_same(tag): tag for tag in _tags(said.get(TAGS))}
        for tag in self.remove:
            tags.pop(_same(tag), None)
        for tag in self.add:
            tags.setdefault(_same(tag), tag)
        _check_count(tags)
        return {TAGS: tuple(tags.values())}


@dataclass(frozen=True, slots=True)
class NoteChange:
    """The note that articles get; an empty one takes theirs away."""

    text: str

    def __call__(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """The note, whatever is said of an article."""
        return {NOTE: self.text}


def tag_change(add: Sequence[str], remove: Sequence[str]) -> TagChange:
    """The change of these tags. Raises `SettingsError` for what cannot be a tag, or is both."""
    try:
        change = TagChange(tuple(map(_tag, add)), tuple(map(_tag, remove)))
        _check_count(change.add)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    removed = set(map(_same, change.remove))
    for tag in change.add:
        if _same(tag) in removed:
            raise SettingsError(f"tag {tag!r} cannot be added and removed at once")
    return change


def note_change(text: str) -> NoteChange:
    """The change to this note. Raises `SettingsError` for one that is too long."""
    try:
        return NoteChange(_note(text))
    except ValueError as error:
        raise SettingsError(str(error)) from error


def noted_fields(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The further fields that tags and note become. Raises `ValueError`, which says what is wrong.

    >>> list(noted_fields({"tags": ["Important", "important", 2016], "note": " To check. "}))
    [('tag', 'Important'), ('tag', '2016'), ('note', 'To check.')]
    """
    tags: dict[str, str] = {}
    for tag in _tags(said.get(TAGS)):
        tags.setdefault(_same(tag), tag)
    _check_count(tags)
    yield from ((TAG, tag) for tag in tags.values())
    if note := _note(said.get(NOTE, "")):
        yield NOTE, note


def _tags(value: Any) -> Iterator[str]:
    if value is None or value == "":
        return
    yield from map(_tag, value if isinstance(value, list | tuple) else [value])


def _check_count(tags: Collection[str]) -> None:
    if len(tags) > MAX_TAGS:
        raise ValueError(f"more than {MAX_TAGS} tags")


def _tag(value: Any) -> str:
    """A value as a tag, on one line."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | dt.date):
        raise ValueError("a tag is not a text")
    tag = " ".join(normalised(str(value)).split())
    shown = f"{tag[:MAX_TAG_LENGTH]}…" if len(tag) > MAX_TAG_LENGTH else tag
    if len(tag) > MAX_TAG_LENGTH:
        raise ValueError(f"tag {shown!r} is longer than {MAX_TAG_LENGTH} characters")
    if not any(map(str.isalnum, tag)):
        raise ValueError(f"tag {shown!r} has no letter or digit, so it cannot be searched")
    if tag.casefold() == UNKNOWN_VALUE:
        raise ValueError(f"tag {shown!r} is the word for articles without a tag")
    return tag


def _note(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("the note is not a text")
    note = normalised(value).strip()
    if len(note) > MAX_NOTE_LENGTH:
        raise ValueError(f"the note is longer than {MAX_NOTE_LENGTH:,} characters")
    return note


def _same(tag: str) -> str:
    """The same for tags that no query can tell apart."""
    return folded_value(tag)
