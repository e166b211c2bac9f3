"""The form that corrects, tags and notes an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from searchkit import UNKNOWN_VALUE, Article, SaidOfArticle, SettingsError
from searchkit.web.params import SearchParams
from searchkit.web.views.labels import origin, origin_place

#: Fields of an article that can be corrected here, and their names. The last has several values.
CORRECTED: Mapping[str, str] = MappingProxyType(
    {"title": "Title", "source": "Source", "date": "Date", "authors": "Authors"}
)
TAGS, NOTE = "tags", "note"
#: Fields with one value a line.
LISTED = ("authors", TAGS)
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "source": "Empty: the source is unknown.",
        "date": "2016-02-20, 2016-02 or 2016. Empty: the date is unknown.",
        "authors": "One name per line. Empty: the authors are unknown.",
        TAGS: "One tag per line; at most 40 characters each.",
        NOTE: "At most 2,000 characters.",
    }
)


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of the form. `shown` is the value that it began with, `evidence` where that is from.

    `now` is its value in the files where somebody else has changed it meanwhile.
    """

    name: str
    label: str
    typed: str
    shown: str
    hint: str
    lines: int
    corrected: bool
    evidence: tuple[str, ...]
    now: str | None = None


@dataclass(frozen=True, slots=True)
class EditView:
    """The form of an article. `trouble` says why it was not saved, `saved` that it was.

    `undo` is the name of the change that can be taken back, empty if there is none.
    """

    title: str
    action: str
    back: str
    fields: tuple[FieldView, ...]
    token: str
    stamp: str
    trouble: str = ""
    saved: str = ""
    undo: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: what was typed, what was shown before, fields to take back."""

    values: Mapping[str, str]
    shown: Mapping[str, str]
    undone: frozenset[str]

    def changes(self) -> dict[str, Any]:
        """The values to say, of the fields that were changed; None takes back what was said.

        Raises `SettingsError` for a title of nothing.
        """
        changes: dict[str, Any] = {}
        for name, text in self.values.items():
            if name in self.undone:
                changes[name] = None
            elif _said(name, text) != _said(name, self.shown.get(name, "")):
                changes[name] = _said(name, text)
        if changes.get("title") == UNKNOWN_VALUE:
            raise SettingsError(
                "a title cannot be empty; to use the file's own, drop the correction"
            )
        return changes


def edit_href(params: SearchParams, article_id: str) -> str:
    """The address of the form of an article, with the way back to the results in it."""
    return "/edit/" + params.article_href(article_id).removeprefix("/article/")


def shown_values(article: Article, said: SaidOfArticle) -> dict[str, str]:
    """The values of the form by field: what is said, else what the index has."""
    known = {
        "title": article.title,
        "source": article.source or "",
        "date": article.date.isoformat() if article.date else "",
        "authors": "\n".join(article.authors),
    }
    values = {
        name: _shown(said.values[name]) if name in said.values else known[name]
        for name in CORRECTED
    }
    # A note is what it says, whatever that is.
    note = str(said.values.get(NOTE, ""))
    return {**values, TAGS: _shown(said.values.get(TAGS, "")), NOTE: note}


def edit_view(
    params: SearchParams,
    article: Article,
    said: SaidOfArticle,
    *,
    token: str,
    typed: Typed | None = None,
    trouble: str = "",
    saved: str = "",
    undo: str = "",
) -> EditView:
    """The form, with what was `typed` into it if it was not saved."""
    current = shown_values(article, said)
    names = {**CORRECTED, TAGS: "Tags", NOTE: "Note"}
    return EditView(
        article.title,
        edit_href(params, article.id),
        params.article_href(article.id),
        tuple(_field(name, label, article, said, current, typed) for name, label in names.items()),
        token,
        said.stamp,
        trouble,
        saved,
        undo,
    )


def _field(
    name: str,
    label: str,
    article: Article,
    said: SaidOfArticle,
    current: Mapping[str, str],
    typed: Typed | None,
) -> FieldView:
    text = current[name] if typed is None else typed.values.get(name, current[name])
    before = current[name] if typed is None else typed.shown.get(name, current[name])
    is_overtaken = _said(name, before) != _said(name, current[name])
    if is_overtaken and name == TAGS:
        text = _merged(before, text, current[name])
    lines = 1
    if name in LISTED or name == NOTE:
        lines = max(4 if name == NOTE else 2, min(10, text.count("\n") + 1))
    return FieldView(
        name,
        label,
        text,
        current[name],
        HINTS.get(name, ""),
        lines,
        corrected=name in said.values and name in CORRECTED,
        evidence=tuple(_evidence(name, article)) if name in CORRECTED else (),
        now=current[name] if is_overtaken else None,
    )


def _merged(before: str, typed: str, now: str) -> str:
    r"""The tags that are there now, with those that were typed and without those taken away.

    >>> _merged("a\nb", "b\nc", "a\nb\nd")
    'b\nd\nc'
    """
    old, new = _lines(before), _lines(typed)
    kept = [tag for tag in _lines(now) if tag in new or tag not in old]
    return "\n".join(dict.fromkeys((*kept, *(tag for tag in new if tag not in old))))


def _evidence(name: str, article: Article) -> Sequence[str]:
    came = article.came_from(name)
    rivals = [
        f"not taken: {rival.value}, from {origin_place(rival.method)}: “{rival.evidence}”"
        for rival in came.rivals
    ]
    if came.status == "unknown" and not came.evidence:
        return rivals
    return [origin(came), *rivals]


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return "" if value == UNKNOWN_VALUE else str(value)


def _said(name: str, text: str) -> Any:
    lines = _lines(text)
    if name == TAGS:
        return tuple(lines) or None
    if name == NOTE:
        return "\n".join(text.splitlines()).strip() or None
    if not lines:
        return UNKNOWN_VALUE
    return tuple(lines) if name in LISTED else " ".join(lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
