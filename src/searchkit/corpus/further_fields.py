"""Further fields: what a document declares of its article besides `article.METADATA`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import normalised

#: Fields of one article, values of a field, characters of a name and of a value.
MAX_FIELDS, MAX_VALUES, MAX_NAME_LENGTH, MAX_VALUE_LENGTH = 50, 50, 40, 2_000

_BETWEEN = re.compile(r"[^\w-]+")


def further_fields(declared: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The values of each field, under a name as it can stand in a query before a colon.

    >>> further_fields([("Publication Type", "Newspaper "), ("Section", ""), ("#", "7")])
    {'publication_type': ('Newspaper',)}
    """
    fields: dict[str, list[str]] = {}
    for name, value in declared:
        name, value = field_name(name), _one_line(value)
        if not name or not value or (name not in fields and len(fields) == MAX_FIELDS):
            continue
        values = fields.setdefault(name, [])
        if value not in values and len(values) < MAX_VALUES:
            values.append(value)
    return {name: tuple(values) for name, values in fields.items()}


@lru_cache(1_024)
def field_name(text: str) -> str:
    """The name as a field has it; empty if it cannot be one.

    >>> field_name("LOAD-DATE"), field_name("Company / organization"), field_name("90%")
    ('load-date', 'company_organization', '')
    """
    name = _BETWEEN.sub("_", normalised(text).strip().lower()).strip("_-")
    return name if name[:1].isalpha() and len(name) <= MAX_NAME_LENGTH else ""


def _one_line(text: str) -> str:
    return " ".join(normalised(text).split())[:MAX_VALUE_LENGTH].rstrip()
