"""The columns of an export: the facts about a hit, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from searchkit import quick_re as re
from searchkit.errors import InvalidArgument
from searchkit.results import Hit

#: The columns of a table, unless others are chosen.
USUAL_COLUMNS = (
    "rank", "score", "id", "title", "source", "authors", "date", "date_precision",
    "date_status", "agency", "url", "path", "language", "snippet", "story", "role", "added",
)  # fmt: skip
#: A choice of more columns than this is refused.
MAX_COLUMNS = 100

_FURTHER = re.compile(r"\w{1,64}")


def _snippet(hit: Hit) -> str:
    return " … ".join(snippet.text for snippet in hit.snippets)


_OWN: Mapping[str, Callable[[Hit], Any]] = MappingProxyType(
    {
        "snippet": _snippet,
        "story": lambda hit: hit.story.representative if hit.story else None,
        "role": lambda hit: hit.story.role if hit.story else None,
        "words": lambda hit: len(hit.article.body.split()),
        "body": lambda hit: hit.article.body,
        "encoding": lambda hit: hit.article.encoding,
        "warnings": lambda hit: list(hit.article.warnings),
    }
)
#: The facts of `Hit.to_dict` that are columns too.
_OF_A_HIT = (*(name for name in USUAL_COLUMNS if name not in _OWN), "matched", "stale")

#: All columns but those of further fields, which are columns by their own names.
COLUMNS = tuple(dict.fromkeys((*USUAL_COLUMNS, *_OF_A_HIT, *_OWN)))


def chosen_columns(text: str) -> tuple[str, ...]:
    """The columns of a list with commas, each once. Raises `InvalidArgument`.

    >>> chosen_columns("date, title,section")
    ('date', 'title', 'section')
    """
    names = [name.strip().casefold() for name in text.split(",")]
    for name in names:
        if not _FURTHER.fullmatch(name):
            raise InvalidArgument(
                f"no column {name!r}",
                advice=f"columns are {', '.join(COLUMNS)}, and the names of further fields",
            )
    columns = tuple(dict.fromkeys(names))
    if len(columns) > MAX_COLUMNS:
        raise InvalidArgument(f"more than {MAX_COLUMNS} columns")
    return columns


def record(hit: Hit, columns: Sequence[str]) -> dict[str, Any]:
    """The values of a hit in these columns, ready for JSON; None where it has none."""
    facts = hit.to_dict()
    fields = hit.article.fields
    return {
        name: _OWN[name](hit)
        if name in _OWN
        else facts[name]
        if name in _OF_A_HIT
        else list(fields[name])
        if name in fields
        else None
        for name in columns
    }
