"""Variants of a leaf as phrase queries of Tantivy's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tantivy import Query as TantivyQuery
from tantivy import Schema

from searchkit.engines.tantivy.phrase_variants import Pair, Variant
from searchkit.engines.tantivy.storage import LAYOUTS
from searchkit.query import Term

#: How much of its score a further way to match adds to that of the best: together they should
#: come to what as many occurrences of one term do.
FURTHER = 0.3


class Phrases:
    """Makes phrase queries for an index of this schema."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def any_of(self, variants: Iterable[Variant]) -> TantivyQuery:
        """The articles in which one of the variants occurs."""
        phrases = [query for variant in variants for query in self._phrases(variant)]
        if len(phrases) == 1:
            return phrases[0]
        return TantivyQuery.disjunction_max_query(phrases, FURTHER)

    def _phrases(self, variant: Variant) -> list[TantivyQuery]:
        if isinstance(variant, Pair):
            return self._pair(*variant)
        layouts = [LAYOUTS[word.stream] for word in variant]
        offsets = [
            word.offset * layout.step + layout.shift
            for word, layout in zip(variant, layouts, strict=True)
        ]
        words = [
            (offset - offsets[0], Term(word.stream, word.term))
            for offset, word in zip(offsets, variant, strict=True)
        ]
        return self._phrase(words)

    def _pair(self, first: Term, second: Term, distance: int) -> list[TantivyQuery]:
        """Slop is how many tokens before or after its offset the second of two words may stand."""
        first_layout, second_layout = LAYOUTS[first.stream], LAYOUTS[second.stream]
        if first_layout.step == 2:
            # Only every other token is of the stream of the second word.
            middle = distance + 1 + second_layout.shift - first_layout.shift
            return self._phrase([(0, first), (middle, second)], distance - 1)
        middle, rest = divmod(distance + 1, 2)
        furthest = self._phrase([(0, first), (distance, second)]) if rest else []
        return [*self._phrase([(0, first), (middle, second)], middle - 1), *furthest]

    def _phrase(self, words: Sequence[tuple[int, Term]], slop: int = 0) -> list[TantivyQuery]:
        """Terms at these offsets in tokens; nothing if one of them is no term."""
        if not all(term.term for _, term in words):
            return []
        tokens: list[str | tuple[int, str]] = [
            (offset, LAYOUTS[term.stream].mark + term.term) for offset, term in words
        ]
        field = LAYOUTS[words[0][1].stream].field
        return [TantivyQuery.phrase_query(self._schema, field, tokens, slop)]
