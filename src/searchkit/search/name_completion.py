"""Names that have the words that a user begins to type, from one search that counts them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from searchkit import filters
from searchkit import query as q
from searchkit.analysis import tokenize
from searchkit.engines import FacetValue, SearchOptions
from searchkit.other_queries import SuggestedName
from searchkit.schema import NAME_FIELDS, NAMES
from searchkit.search.rounds import Asking

#: Letters of a first word before which too many names would be counted.
MIN_LETTERS = 2


def suggested_names(
    before: Sequence[str], last: Collection[str], limit: int
) -> Asking[tuple[SuggestedName, ...]]:
    """At most `limit` names that have the words `before`, and then one of `last`.

    Those of most articles come first. Without `last`, anything may follow.
    """
    (matches,) = yield [(_query(before, last), SearchOptions(limit=0, facets=NAME_FIELDS))]
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for field in NAME_FIELDS[:-1]:
        for row in matches.facets[field]:
            kinds[_folded(row.value)][field] += row.articles
    found = []
    for words, rows in _by_words(matches.facets["name"]).items():
        if not _has(words.split(), before, last):
            continue
        name = rows[0].value
        # The fields are in the order that decides between kinds as frequent.
        kind = max(NAME_FIELDS[:-1], key=kinds[words].__getitem__) if kinds[words] else "other"
        if query := filters.term("name", name):
            found.append(SuggestedName(name, kind, sum(row.articles for row in rows), query))
    return tuple(sorted(found, key=lambda one: (-one.articles, one.name))[:limit])


def _query(before: Sequence[str], last: Collection[str]) -> q.Query:
    """The articles with a name that has the words side by side."""
    terms = tuple(f"name:{word}" for word in before)
    begun = q.Synonyms(NAMES.name, tuple(sorted(f"name:{word}" for word in last)), "")
    if not terms:
        return begun
    whole: q.Leaf = q.Term(NAMES.name, terms[0]) if len(terms) == 1 else q.Phrase(NAMES.name, terms)
    return q.Near(whole, begun, 1, ordered=True) if last else whole


def _by_words(rows: Iterable[FacetValue]) -> dict[str, list[FacetValue]]:
    """The rows by their words, which no query tells apart; no article has two of the same."""
    by_words: defaultdict[str, list[FacetValue]] = defaultdict(list)
    for row in rows:
        by_words[_folded(row.value)].append(row)
    return by_words


def _folded(value: str) -> str:
    return " ".join(filter(None, tokenize(value)))


def _has(words: Sequence[str], before: Sequence[str], last: Collection[str]) -> bool:
    """Tell if a name has the words: others of the same articles were counted too."""
    size = len(before)
    if not last:
        return any(words[at : at + size] == list(before) for at in range(len(words)))
    return any(
        word in last and at >= size and words[at - size : at] == list(before)
        for at, word in enumerate(words)
    )
