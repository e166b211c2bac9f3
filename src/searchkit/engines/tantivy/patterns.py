"""Some of the tokens of a field, as patterns that a phrase query of Tantivy's takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product, takewhile
from typing import NamedTuple

from tantivy import Query as TantivyQuery
from tantivy import Schema, Searcher

from searchkit import quick_re as re
from searchkit.engines.ranking import idf

# Of a pattern Tantivy makes an automaton of at most a thousand states: about one for each letter
# that a token does not share with the one before.
_MAX_STATES = 900
# At least this many tokens that share this many first letters may be all that begin so.
_SEVERAL = 4
_LONG = 3
_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$]")


class Pattern(NamedTuple):
    """A regular expression for some tokens; `is_token` if it is one as it stands."""

    text: str
    is_token: bool = False


class TokenPatterns:
    """Patterns for the tokens of one state of an index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.of = lru_cache(maxsize=64)(self._of)

    def _of(self, field: str, tokens: tuple[str, ...]) -> list[Pattern]:
        """What together stands for those of some tokens that a field has, and for no other."""
        if len(tokens) == 1:
            return [Pattern(tokens[0], is_token=True)]
        common = _shared(min(tokens), max(tokens)) if len(tokens) >= _SEVERAL else ""
        rows = self._searcher.terms_with_prefix(field, common) if len(common) >= _LONG else []
        if rows and {token for token, _ in rows} <= set(tokens):
            return [Pattern(_literal(common) + ".*")]
        known = [token for token in tokens if self._searcher.doc_freq(field, token)]
        return [
            Pattern(group[0], is_token=True) if len(group) == 1 else Pattern(_any_of(group))
            for group in token_groups(tuple(known))
        ]

    def weight(self, field: str, patterns: Sequence[Pattern]) -> float:
        """How rare a phrase query takes these patterns for together: as if each were a token."""
        searcher = self._searcher
        freqs = (searcher.doc_freq(field, pattern.text) for pattern in patterns)
        return sum(idf(searcher.num_docs, min(freq, searcher.num_docs)) for freq in freqs)


Slots = Sequence[tuple[int, Sequence[Pattern]]]


def phrase_queries(
    schema: Schema, field: str, slots: Slots, slop: int = 0
) -> Iterator[tuple[TantivyQuery, Sequence[Pattern]]]:
    """A phrase query for each way to take one of the patterns at each offset, and what it took."""
    offsets = [offset for offset, _ in slots]
    for taken in product(*(patterns for _, patterns in slots)):
        words: list[str | tuple[int, str]] = [
            (offset, pattern.text) for offset, pattern in zip(offsets, taken, strict=True)
        ]
        if all(pattern.is_token for pattern in taken):
            yield TantivyQuery.phrase_query(schema, field, words, slop), taken
        else:
            literal = [
                (offset, _literal(pattern.text) if pattern.is_token else pattern.text)
                for offset, pattern in zip(offsets, taken, strict=True)
            ]
            yield TantivyQuery.regex_phrase_query(schema, field, [*literal], slop), taken


@lru_cache(maxsize=64)
def token_groups(tokens: tuple[str, ...]) -> list[list[str]]:
    """The tokens in order, so many together as make up one automaton."""
    groups: list[list[str]] = []
    states, before = _MAX_STATES, ""
    for token in sorted(tokens):
        states += len(token[len(_shared(token, before)) :].encode())
        if states > _MAX_STATES:
            groups.append([])
            states = len(token.encode())
        groups[-1].append(token)
        before = token
    return groups


def _shared(one: str, other: str) -> str:
    """What two words begin with."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return "".join(char for char, _ in pairs)


def _any_of(tokens: Sequence[str]) -> str:
    return "|".join(map(_literal, tokens))


def _literal(token: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", token)
