"""The values of a facet as they are shown: those that no query can tell apart are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from searchkit.analysis import folded_value
from searchkit.schema import SCHEMA, UNKNOWN_VALUE

#: A value and how many hits have it.
Row = tuple[str, int]


class _Folded(dict[str, str]):
    """A memo of `folded_value`."""

    def __init__(self) -> None:
        super().__init__()
        # No value at all is not one that is spelt so.
        self[UNKNOWN_VALUE] = f"={UNKNOWN_VALUE}"

    def __missing__(self, value: str) -> str:
        folded = self[value] = folded_value(value)
        return folded


class FacetRows:
    """Puts together what articles spell differently: `The Herald`, `THE HERALD`.

    `source:="the herald"` finds all of them, so they are counted as one, in the commonest spelling.
    """

    def __init__(self) -> None:
        self._folded = _Folded()

    def merged(self, facets: Mapping[str, Sequence[Row]]) -> dict[str, Sequence[Row]]:
        """The rows of every facet, most hits first, then by value, as they came."""
        return {
            # The others are no values of a field: years, months, how a date is known.
            name: self._rows(rows) if name in SCHEMA else rows
            for name, rows in facets.items()
        }

    def _rows(self, rows: Sequence[Row]) -> Sequence[Row]:
        folded = [self._folded[value] for value, _ in rows]
        if len(set(folded)) == len(rows):
            return rows
        counts: dict[str, int] = {}
        spelt: dict[str, str] = {}
        for words, (value, count) in zip(folded, rows, strict=True):
            spelt.setdefault(words, value)
            counts[words] = counts.get(words, 0) + count
        merged = [(value, counts[words]) for words, value in spelt.items()]
        return sorted(merged, key=lambda row: (-row[1], row[0]))
