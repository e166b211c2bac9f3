"""Words that need not match where a long query would otherwise find nothing: function words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from searchkit.syntax import And, Node, Term

#: Loose words of a query in which function words may be left out.
MIN_WORDS = 5


def without_function_words(
    tree: Node, function_words: Collection[str]
) -> tuple[Node, tuple[str, ...]] | None:
    """A long query without its function words, and these words; None if there is nothing to drop.

    >>> from searchkit.syntax import parse
    >>> tree, dropped = without_function_words(parse("talks on the end of war"), {"on", "of"})
    >>> str(tree), dropped
    ('(talks AND the AND end AND war)', ('on', 'of'))
    """
    if not isinstance(tree, And):
        return None
    loose = [child for child in tree.children if _is_loose(child)]
    dropped = [word for word in loose if str(word).lower() in function_words]
    kept = tuple(child for child in tree.children if child not in dropped)
    if len(loose) < MIN_WORDS or not dropped or len(dropped) == len(loose):
        return None
    shorter = replace(tree, children=kept) if len(kept) > 1 else kept[0]
    return shorter, tuple(map(str, dropped))


def _is_loose(node: Node) -> bool:
    return isinstance(node, Term) and not node.exact and node.field is None
