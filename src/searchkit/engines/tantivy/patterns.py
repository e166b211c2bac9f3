"""Some of the tokens of a field, as patterns that a phrase query of Tantivy's takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product, takewhile
from typing import NamedTuple

from tantivy import Query as TantivyQuery
from tantivy import Schema, Searcher

from searchkit.engines.ranking import idf

# Of a pattern Tantivy makes an automaton of at most a thousand states: about one for each letter
# that a token does not share with the one before.
_MAX_STATES = 900
# At least this many tokens that share this many first letters may be all that begin so.
_SEVERAL = 4
_LONG = 2
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\.+*?()|[]{}^$"})


class Pattern(NamedTuple):
    """A regular expression for some tokens; `is_token` if it is one as it stands."""

    text: str
    is_token: bool = False

    @property
    def expression(self) -> str:
        """The regular expression."""
        return _literal(self.text) if self.is_token else self.text


class TokenPatterns:
    """Patterns for the tokens of one state of an index."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.of = lru_cache(maxsize=64)(self._of)

    def _of(self, field: str, *lists: tuple[str, ...]) -> list[Pattern]:
        """What together stands for those of the listed tokens that a field has, and for no other.

        The tokens of each list may be all that begin so.
        """
        if len(lists) == 1 and len(lists[0]) == 1:
            return [Pattern(*lists[0], is_token=True)]
        known: list[str] = []
        begun: list[str] = []
        for tokens in lists:
            common = self._all_that_begin(field, tokens)
            if common:
                begun.append(_literal(common) + ".*")
            else:
                known += (token for token in tokens if self._searcher.doc_freq(field, token))
        groups = token_groups(tuple(known))
        if len(groups) == 1 and len(known) == 1 and not begun:
            return [Pattern(known[0], is_token=True)]
        # So few letters more are within what an automaton may have.
        texts = [list(map(_literal, group)) for group in groups] or [[]]
        texts[0] += begun
        return [Pattern("|".join(text)) for text in texts if text]

    def _all_that_begin(self, field: str, tokens: tuple[str, ...]) -> str:
        """What some tokens begin with and no other of the field does; empty if there is nothing."""
        common = _shared(min(tokens), max(tokens)) if len(tokens) >= _SEVERAL else ""
        rows = self._searcher.terms_with_prefix(field, common) if len(common) >= _LONG else []
        return common if rows and {token for token, _ in rows} <= set(tokens) else ""

    def weight(self, field: str, patterns: Sequence[Pattern]) -> float:
        """How rare a phrase query takes these patterns for together: as if each were a token."""
        searcher = self._searcher
        freqs = (searcher.doc_freq(field, pattern.expression) for pattern in patterns)
        return sum(idf(searcher.num_docs, min(freq, searcher.num_docs)) for freq in freqs)


Slots = Sequence[tuple[int, Sequence[Pattern]]]


def phrase_queries(
    schema: Schema, field: str, slots: Slots, slop: int = 0
) -> Iterator[tuple[TantivyQuery, Sequence[Pattern]]]:
    """A phrase query for each way to take one of the patterns at each offset, and what it took."""
    offsets = [offset for offset, _ in slots]
    for taken in product(*(patterns for _, patterns in slots)):
        words: list[str | tuple[int, str]]
        if all(pattern.is_token for pattern in taken):
            words = [(at, pattern.text) for at, pattern in zip(offsets, taken, strict=True)]
            yield TantivyQuery.phrase_query(schema, field, words, slop), taken
        else:
            words = [(at, pattern.expression) for at, pattern in zip(offsets, taken, strict=True)]
            yield TantivyQuery.regex_phrase_query(schema, field, words, slop), taken


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


def _literal(token: str) -> str:
    return token.translate(_SIGNS)
