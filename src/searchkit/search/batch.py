"""Many queries at once: a line each, and a row of counts for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchkit.errors import SettingsError
from searchkit.quick_dataclass import dataclass

#: Queries of one batch.
MAX_QUERIES = 100_000


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query and the name of its row; one without a name is called as it was typed."""

    name: str
    text: str


def named_queries(lines: Iterable[str]) -> Iterator[NamedQuery]:
    """The queries of a file: one a line, after a name and a tab or alone; blank lines are left out.

    Raises `SettingsError` for too many.

    >>> list(named_queries(["talks\\tpeace OR truce", "", "army"]))[0]
    NamedQuery(name='talks', text='peace OR truce')
    """
    count = 0
    for line in lines:
        name, tab, text = line.rstrip("\r\n").lstrip("\ufeff").partition("\t")
        # A spreadsheet may leave further columns empty.
        text = text.strip() if tab else name.strip()
        if not text:
            continue
        count += 1
        if count > MAX_QUERIES:
            raise SettingsError(f"a batch can have at most {MAX_QUERIES:,} queries")
        yield NamedQuery(name.strip() or text, text)
