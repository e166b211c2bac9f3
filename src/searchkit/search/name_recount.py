"""Counts of the names that the user says are one, of which an article can have several spellings.

Their counts cannot be added up as those of other spellings can: a search counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from searchkit.analysis import Analyzer, folded_value
from searchkit.binding import bind
from searchkit.engines import Engine, FacetValue, SearchOptions, facet_order
from searchkit.query import And, Query
from searchkit.search.facets import merged_row, sources_of, spelling_order
from searchkit.search.name_groups import NameGroups
from searchkit.search.name_spellings import with_spellings
from searchkit.syntax import Phrase

#: Names of one facet that are counted again, the commonest ones; the others stay apart.
MAX_RECOUNTED = 20
#: Names whose kind the user tells, the first ones, that are looked for among others.
MAX_TOLD = 2_000


class NameRecount:
    """The rows of name facets of one query, as `names` and its corrections join them."""

    def __init__(
        self, engine: Engine, names: NameGroups, query: Query, options: SearchOptions
    ) -> None:
        self._engine = engine
        self._names = names
        self._query = query
        self._options = replace(options, offset=0, limit=0, facets=("source",))

    def merged(self, field: str, rows: Sequence[FacetValue]) -> Sequence[FacetValue]:
        """The rows of a facet, most articles first. Raises `SearchTooSlow` and `SettingsError`."""
        names: defaultdict[str, list[FacetValue]] = defaultdict(list)
        told = self._corrected_names(field)
        for row in sorted(rows, key=lambda row: spelling_order(row.value, row.articles)):
            names[self._names.key(row.value, field) or folded_value(row.value)].append(row)
        merged: list[FacetValue] = []
        left = MAX_RECOUNTED
        for key, same in names.items():
            kind = None if field == "name" else self._names.kind(same[0].value)
            if kind not in (None, field):
                continue
            by_rules = self._by_rules(field, same)
            is_told = told.pop(key, None) is not None
            if (len(by_rules) > 1 or is_told) and left:
                left -= 1
                merged.append(self._counted(field, same[0]))
            else:
                merged += by_rules
        for name in [*told.values()][:left]:
            row = self._counted(field, FacetValue(name, 0, None))
            merged += [row] if row.articles else []
        return sorted(merged, key=facet_order)

    def _corrected_names(self, field: str) -> dict[str, str]:
        """The names that the user says are of a kind, by what is the same for their spellings."""
        names = () if field == "name" else self._names.of_kind(field)[:MAX_TOLD]
        return {self._names.key(name, field) or folded_value(name): name for name in names}

    def _by_rules(self, field: str, rows: Sequence[FacetValue]) -> Sequence[FacetValue]:
        """The rows, with those as one of which no article has two."""
        if len(rows) == 1:
            return rows
        spellings: defaultdict[str, list[FacetValue]] = defaultdict(list)
        for row in rows:
            spellings[self._names.value_key(row.value, field)].append(row)
        return [reduce(merged_row, same) for same in spellings.values()]

    def _counted(self, field: str, first: FacetValue) -> FacetValue:
        """The row of a name with all its spellings, counted by what its filter finds."""
        tree, _ = with_spellings(Phrase(first.value, field, whole=True), self._names)
        name = bind(tree, first.value, Analyzer(), self._engine.terms).query
        matches = self._engine.search(And((self._query, name)), self._options)
        sources = sources_of(matches.facets["source"])
        return FacetValue(first.value, matches.total, sources, matches.members)
