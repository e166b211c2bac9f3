"""Help for a query without hits: which parts fail, and what it would find without some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from searchkit import query as q
from searchkit.binding import Bound
from searchkit.errors import QueryError
from searchkit.results import Relaxed
from searchkit.syntax import And, Node, parse

#: Parts that are searched for, over all the shorter queries that are counted.
MAX_COUNTED_PARTS = 64

#: How many articles match. Raises `SearchTooSlow`.
Count: TypeAlias = Callable[[q.Query], int]


def missing_parts(bound: Bound, count: Count) -> tuple[str, ...]:
    """The parts of a query that no article has."""
    return tuple(part.text for part in bound.parts if not count(part.query))


def query_text(tree: Node) -> str | None:
    """A text that means the tree; None if it would be over the bounds of a query."""
    parts = tuple(_conjuncts(tree))
    texts = [" ".join(map(str, parts)), str(tree)]
    meant = And(parts) if len(parts) > 1 else tree
    for text in texts:
        try:
            if parse(text) == meant:
                return text
        except QueryError:
            # Written out in full, a query near the bounds can be over them.
            continue
    return None


def relaxed_queries(tree: Node, bind: Callable[[Node], Bound], count: Count) -> tuple[Relaxed, ...]:
    """The query without the parts that match nothing or, if each matches, without one at a time.

    Of a long query those parts are tried that the fewest articles match.
    """
    parts = [
        (node, bound)
        for node in _conjuncts(tree)
        if (bound := bind(node)).query != q.Not(q.MatchAll())
    ]
    if len(parts) < 2:
        return ()
    counts = [count(bound.query) for _, bound in parts]
    failing = [at for at, articles in enumerate(counts) if not articles]
    if failing:
        tried = [failing]
    else:
        rarest = sorted(range(len(parts)), key=counts.__getitem__)
        tried = [[at] for at in sorted(rarest[: max(1, MAX_COUNTED_PARTS // len(parts))])]
    found = (_without(parts, dropped, count) for dropped in tried)
    return tuple(one for one in found if one is not None)


def _without(
    parts: Sequence[tuple[Node, Bound]], dropped: Sequence[int], count: Count
) -> Relaxed | None:
    """None if nothing is left that can make a hit."""
    kept = [part for at, part in enumerate(parts) if at not in dropped]
    if not any(bound.parts for _, bound in kept):
        return None
    nodes = tuple(node for node, _ in kept)
    text = query_text(nodes[0] if len(nodes) == 1 else And(nodes))
    if text is None:
        return None
    queries = tuple(bound.query for _, bound in kept)
    query = queries[0] if len(queries) == 1 else q.And(queries)
    return Relaxed(tuple(str(parts[at][0]) for at in dropped), text, count(query))


def _conjuncts(tree: Node) -> Iterator[Node]:
    """What must all match."""
    if isinstance(tree, And):
        for child in tree.children:
            yield from _conjuncts(child)
    else:
        yield tree
