"""Query relaxation: the parts of a query that fail, and shorter queries that have hits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from searchkit import query as q
from searchkit.binding import Bound
from searchkit.errors import QueryError
from searchkit.other_queries import Relaxed
from searchkit.syntax import And, Near, Node, Within, parse

#: Parts that are searched for, over all the shorter queries that are counted.
MAX_COUNTED_PARTS = 64

#: The number of articles that match. Raises `SearchTooSlow`.
Count: TypeAlias = Callable[[q.Query], int]


def missing_parts(bound: Bound, count: Count) -> tuple[str, ...]:
    """The parts of a query that no article has."""
    return tuple(part.text for part in bound.parts if not count(part.query))


def query_text(tree: Node) -> str | None:
    """A text that means the tree; None if it would be over the bounds of a query."""
    parts = tuple(_conjuncts(tree))
    texts = [" ".join(map(str, parts)), str(tree)]
    expected = And(parts) if len(parts) > 1 else tree
    for text in texts:
        try:
            if parse(text, further=True) == expected:
                return text
        except QueryError:
            # Written out in full, a query near the bounds can be over them.
            continue
    return None


def relaxed_queries(tree: Node, bind: Callable[[Node], Bound], count: Count) -> tuple[Relaxed, ...]:
    """The query without the parts that match nothing or, if each matches, without one at a time.

    First, with words anywhere in the article that had to stand near each other.

    Of a long query those parts are tried that the fewest articles match.
    """
    parts = [
        (node, bound)
        for node in _conjuncts(tree)
        if (bound := bind(node)).query != q.Not(q.MatchAll())
    ]
    loosened = _loosened([node for node, _ in parts], bind, count)
    if len(parts) < 2:
        return loosened
    counts = [count(bound.query) for _, bound in parts]
    failing = [number for number, articles in enumerate(counts) if not articles]
    if failing:
        candidates = [failing]
    else:
        rarest = sorted(range(len(parts)), key=counts.__getitem__)
        first = sorted(rarest[: max(1, MAX_COUNTED_PARTS // len(parts))])
        candidates = [[number] for number in first]
    queries = (_without(parts, dropped, count) for dropped in candidates)
    return (*loosened, *(query for query in queries if query is not None))


def _loosened(
    nodes: Sequence[Node], bind: Callable[[Node], Bound], count: Count
) -> tuple[Relaxed, ...]:
    """The query with words anywhere in the article that had to stand near each other."""
    loose = tuple(part for node in nodes for part in _apart(node))
    text = query_text(And(loose)) if len(loose) > len(nodes) else None
    if text is None:
        return ()
    total = count(bind(And(loose)).query)
    return (Relaxed((), text, total),) if total else ()


def _apart(node: Node) -> Iterator[Node]:
    if isinstance(node, Near | Within):
        yield from _apart(node.left)
        yield from _apart(node.right)
    else:
        yield node


def _without(
    parts: Sequence[tuple[Node, Bound]], dropped: Sequence[int], count: Count
) -> Relaxed | None:
    """The query without some parts; None if nothing is left that can make a hit."""
    kept = [part for number, part in enumerate(parts) if number not in dropped]
    if not any(bound.parts for _, bound in kept):
        return None
    nodes = tuple(node for node, _ in kept)
    text = query_text(nodes[0] if len(nodes) == 1 else And(nodes))
    if text is None:
        return None
    queries = tuple(bound.query for _, bound in kept)
    query = queries[0] if len(queries) == 1 else q.And(queries)
    return Relaxed(tuple(str(parts[number][0]) for number in dropped), text, count(query))


def _conjuncts(tree: Node) -> Iterator[Node]:
    """The parts that must all match."""
    if isinstance(tree, And):
        for child in tree.children:
            yield from _conjuncts(child)
    else:
        yield tree
