"""The names of articles as a graph: which stand in one sentence, and how often beyond chance."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from searchkit.analysis import Record, folded_value
from searchkit.names import Kind, names_in
from searchkit.names_found import NameEdge, NameGraph, NameNode
from searchkit.search.keyness import log_likelihood

if TYPE_CHECKING:
    from searchkit.search.request import SearchRequest
    from searchkit.search.searcher import Searcher

#: Articles that are read, the first ones in the order of the search.
MAX_READ = 2_000
#: Names of most articles, and pairs that are told of them.
MAX_NODES = 500
MAX_EDGES = 5_000
#: Names of one sentence, which is a list if it has more.
MAX_IN_SENTENCE = 30


def name_graph(searcher: Searcher, request: SearchRequest) -> NameGraph:
    """The graph of the names in the articles of a search. Raises `QueryError`, `SearchTooSlow`."""
    counting = _Counting(searcher)
    total = searcher.counts(request).counts.articles
    for record in islice(searcher.records(request), MAX_READ):
        # As in an export, each article has the time of a search.
        with searcher.limited():
            counting.add(record)
    notes: tuple[str, ...] = ()
    if total > MAX_READ:
        notes = (f"read from the first {MAX_READ:,} of {total:,} articles",)
    nodes = counting.nodes()
    return NameGraph(nodes, tuple(counting.edges(nodes)), notes)


class _Counting:
    """Counts names and pairs of them in sentences."""

    def __init__(self, searcher: Searcher) -> None:
        self._groups = searcher.snapshot.names
        self._articles: Counter[str] = Counter()
        self._sentences: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._kinds: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
        self._written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._total = 0

    def add(self, record: Record) -> None:
        """Take in an article."""
        starts = record.sentences or (0,)
        inside: defaultdict[int, set[str]] = defaultdict(set)
        keys = set()
        for one in names_in(record.article):
            key = self._groups.key(one.text) or folded_value(one.text)
            keys.add(key)
            self._written[key][one.text] += 1
            if one.kind != "other":
                self._kinds[key][one.kind] += 1
            for start, _ in one.spans:
                inside[bisect_right(starts, start)].add(key)
        self._articles.update(keys)
        self._total += len(inside)
        for together in inside.values():
            self._sentences.update(together)
            if len(together) <= MAX_IN_SENTENCE:
                self._pairs.update(combinations(sorted(together), 2))

    def nodes(self) -> tuple[NameNode, ...]:
        """The names of most articles."""
        rows = sorted(self._articles.items(), key=lambda row: (-row[1], row[0]))[:MAX_NODES]
        return tuple(
            NameNode(key, self._shown(key), self._kind(key), articles) for key, articles in rows
        )

    def edges(self, nodes: Sequence[NameNode]) -> Iterator[NameEdge]:
        """The pairs of these names, those beyond chance first."""
        known = {node.key: node for node in nodes}
        edges = []
        for (one, other), here in self._pairs.items():
            if one in known and other in known:
                there = self._sentences[other] - here
                own = self._sentences[one]
                score = log_likelihood(here, there, own, self._total - own)
                edges.append(NameEdge(known[one], known[other], here, score))
        edges.sort(key=lambda edge: (-edge.score, edge.source.key, edge.target.key))
        yield from edges[:MAX_EDGES]

    def _shown(self, key: str) -> str:
        rows = self._written[key].items()
        return min(rows, key=lambda row: (-row[1], row[0]))[0]

    def _kind(self, key: str) -> Kind:
        said = self._groups.kind(self._shown(key))
        if said is not None:
            return said
        counts = self._kinds[key]
        return min(counts.items(), key=lambda row: (-row[1], row[0]))[0] if counts else "other"
