"""Facet counts as they are shown: values that no query can tell apart are one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from functools import partial
from typing import TYPE_CHECKING

from searchkit.analysis import folded_value
from searchkit.engines import Engine, FacetValue, Matches, SearchOptions, facet_order
from searchkit.query import Query
from searchkit.schema import COLUMNS, NAME_FIELDS, SCHEMA, UNKNOWN_VALUE
from searchkit.search.name_groups import SPELT_IN, NameGroups
from searchkit.stories.story import Counts

if TYPE_CHECKING:
    from searchkit.search.name_recount import NameRecount


def story_count(
    articles: int, members: Collection[str], representative_of: Mapping[str, str] | None
) -> int | None:
    """The number of stories of so many articles, of which the `members` are in a family.

    None where nobody knows the families.
    """
    if representative_of is None:
        return None
    return articles - len(members) + len(set(map(representative_of.__getitem__, members)))


#: Of so many names, each is looked up by itself.
FEW_NAMES = 200


class _Folded(dict[str, str]):
    """A memo of `folded_value`."""

    def __init__(self) -> None:
        super().__init__()
        # No value at all is not one that is spelt so.
        self[UNKNOWN_VALUE] = f"={UNKNOWN_VALUE}"

    def __missing__(self, value: str) -> str:
        folded = self[value] = folded_value(value)
        return folded


def recount_of(
    engine: Engine, names: NameGroups | None, query: Query, options: SearchOptions
) -> NameRecount | None:
    """What counts the names that the user corrects; None where there are no corrections.

    Raises `SettingsError`.
    """
    if names is None or set(NAME_FIELDS).isdisjoint(options.facets) or not names.are_corrected:
        return None
    from searchkit.search.name_recount import NameRecount

    return NameRecount(engine, names, query, options)


class FacetCounts:
    """Merges what articles spell differently: `The Herald`, `THE HERALD`.

    `source:="the herald"` finds all of them, so they are counted as one, in the commonest spelling;
    so are the spellings of a person, by the `names` of an index.
    `representative_of` has the representative of every article that is in a family; None where
    nobody knows the families.
    """

    def __init__(
        self, representative_of: Mapping[str, str] | None, names: NameGroups | None = None
    ) -> None:
        self._representative_of = representative_of
        self._names = names
        self._folded = _Folded()

    def of(
        self, name: str, rows: Sequence[FacetValue], recount: NameRecount | None = None
    ) -> dict[str, Counts]:
        """The values of a facet, most hits first, then by value, as they came."""
        return {row.value: self.counts(row) for row in self.merged(name, rows, recount)}

    def counts(self, row: FacetValue) -> Counts:
        """The counts of one value."""
        return Counts(
            row.articles,
            story_count(row.articles, row.members, self._representative_of),
            None if row.sources is None else len(row.sources),
        )

    def total(self, matches: Matches) -> Counts:
        """The counts of all matches, which are counted by source."""
        return Counts(
            matches.total,
            story_count(matches.total, matches.members, self._representative_of),
            len(self.of("source", matches.facets["source"]).keys() - {UNKNOWN_VALUE}),
        )

    def merged(
        self, name: str, rows: Sequence[FacetValue], recount: NameRecount | None = None
    ) -> Sequence[FacetValue]:
        """The values of a facet with their spellings as one, in order.

        With a `recount`, names are one that the user says are.
        """
        if recount is not None and name in NAME_FIELDS:
            return recount.merged(name, rows)
        # The others are no values of a field: years, months, how a date is known.
        if self._names is not None and name in SPELT_IN:
            if len(rows) > FEW_NAMES:
                self._names.read_all()
            return self._merged(rows, partial(self._names.value_key, field=name))
        return self._merged(rows) if name in SCHEMA or name not in COLUMNS else rows

    def _merged(
        self, rows: Sequence[FacetValue], key_of: Callable[[str], str] | None = None
    ) -> Sequence[FacetValue]:
        merged: dict[str, FacetValue] = {}
        for row in rows if key_of is None else sorted(rows, key=_spelling):
            folded = self._folded[row.value] if key_of is None else key_of(row.value)
            first = merged.get(folded)
            merged[folded] = row if first is None else merged_row(first, row)
        return rows if len(merged) == len(rows) else sorted(merged.values(), key=facet_order)


def spelling_order(spelling: str, articles: int) -> tuple[int, str]:
    """The commonest first, then by letters, but a spelling before what is cut short of it.

    >>> sorted(["Ivano", "Ivanov", "Petrov"], key=lambda name: spelling_order(name, 1))
    ['Ivanov', 'Ivano', 'Petrov']
    """
    return -articles, f"{spelling}\U0010ffff"


def _spelling(row: FacetValue) -> tuple[int, str]:
    return spelling_order(row.value, row.articles)


def sources_of(rows: Sequence[FacetValue]) -> Set[object] | None:
    """The sources of all rows of the facet `source`; None where one does not tell its own."""
    parts = [row.sources for row in rows]
    return None if None in parts else frozenset[object]().union(*filter(None, parts))


def merged_row(first: FacetValue, second: FacetValue) -> FacetValue:
    """Two spellings, or two days, as one; no article has both."""
    sources = None
    if first.sources is not None and second.sources is not None:
        sources = first.sources | second.sources
    articles = first.articles + second.articles
    return FacetValue(first.value, articles, sources, first.members | second.members)
