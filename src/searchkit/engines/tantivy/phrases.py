"""Variants of a leaf as phrase queries of Tantivy's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from tantivy import Query as TantivyQuery
from tantivy import Schema

from searchkit.engines.ranking import idf
from searchkit.engines.tantivy.patterns import TokenPatterns, phrase_queries
from searchkit.engines.tantivy.phrase_variants import Pair, Variant, Word
from searchkit.engines.tantivy.storage import LAYOUTS
from searchkit.query import Synonyms, Term

#: How much of its score a further way to match adds to that of the best: together they should
#: come to what as many occurrences of one term do.
FURTHER = 0.3


class Phrases:
    """Makes phrase queries for an index of this schema; `articles` and `doc_freq` are of it."""

    def __init__(
        self,
        schema: Schema,
        patterns: TokenPatterns,
        *,
        articles: int,
        doc_freq: Callable[[Term | Synonyms], int],
    ) -> None:
        self._schema = schema
        self._patterns = patterns
        self._articles = articles
        self._doc_freq = doc_freq

    def any_of(self, variants: Iterable[Variant], *, scored: bool = False) -> TantivyQuery:
        """The articles in which one of the variants occurs; unless `scored`, in no order."""
        phrases = [query for variant in variants for query in self._phrases(variant, scored)]
        if len(phrases) == 1:
            return phrases[0]
        return TantivyQuery.disjunction_max_query(phrases, FURTHER)

    def _phrases(self, variant: Variant, scored: bool) -> Iterator[TantivyQuery]:
        words = variant[:2] if isinstance(variant, Pair) else variant
        field = LAYOUTS[words[0].stream].field
        weight = None
        for offsets, slop in _ways(variant):
            slots = [
                (offset, self._patterns.of(field, _tokens(word)))
                for offset, word in zip(offsets, words, strict=True)
            ]
            for query, patterns in phrase_queries(self._schema, field, slots, slop):
                if not scored or all(pattern.is_token for pattern in patterns):
                    yield query
                    continue
                # That one of the terms is rare makes no article better.
                weight = weight or sum(map(self._rarity, words))
                boost = weight / self._patterns.weight(field, patterns)
                yield TantivyQuery.boost_query(query, boost)

    def _rarity(self, word: Word) -> float:
        return idf(self._articles, self._doc_freq(Synonyms(word.stream, word.terms, "")))


def _tokens(word: Word) -> tuple[str, ...]:
    mark = LAYOUTS[word.stream].mark
    return tuple(mark + term for term in word.terms)


def _ways(variant: Variant) -> Iterator[tuple[Sequence[int], int]]:
    """The offsets of the words in tokens, and the slop: for a pair, two of them at most.

    Slop is how many tokens before or after its offset the second of two words may stand.
    """
    if not isinstance(variant, Pair):
        layouts = [LAYOUTS[word.stream] for word in variant]
        places = [
            word.offset * layout.step + layout.shift
            for word, layout in zip(variant, layouts, strict=True)
        ]
        yield [place - places[0] for place in places], 0
        return
    first, second, distance = variant
    first_layout, second_layout = LAYOUTS[first.stream], LAYOUTS[second.stream]
    if first_layout.step == 2:
        # Only every other token is of the stream of the second word.
        yield (0, distance + 1 + second_layout.shift - first_layout.shift), distance - 1
        return
    middle, rest = divmod(distance + 1, 2)
    yield (0, middle), middle - 1
    if rest:
        yield (0, distance), 0
