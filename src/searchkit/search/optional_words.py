"""Words that need not match where a long query would otherwise find nothing: function words.

Japanese writes them as the Hiragana between its words, without blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from searchkit.syntax import And, Node, Term

#: Loose words of a query in which function words may be left out.
MIN_WORDS = 5

#: Letters of Hiragana that are more than one word.
_SEVERAL = 3
_HIRAGANA = re.compile("[\u3041-\u309f]+")
_OTHERS = re.compile("[^\\W\u3041-\u309f]+")


def without_function_words(
    tree: Node, is_function_word: Callable[[Node], bool]
) -> tuple[Node, tuple[str, ...]] | None:
    """A long query without its function words, and these words; None if there is nothing to drop.

    >>> from searchkit.syntax import parse
    >>> def is_low(node): return str(node) in ("on", "of")
    >>> tree, dropped = without_function_words(parse("talks on the end of war"), is_low)
    >>> str(tree), dropped
    ('(talks AND the AND end AND war)', ('on', 'of'))
    >>> tree, dropped = without_function_words(parse("日本の首都はどこでしたか"), is_low)
    >>> str(tree), dropped
    ('(日本 AND 首都)', ('の', 'はどこでしたか'))
    """
    nodes = tree.children if isinstance(tree, And) else (tree,)
    kept: list[Node] = []
    dropped: list[str] = []
    words = 0
    for node in nodes:
        if not isinstance(node, Term) or node.exact or node.field is not None:
            kept.append(node)
            continue
        parts = list(_parts(node))
        words += len(parts) or 1
        if parts:
            kept += parts
            between = _HIRAGANA.findall(node.text)
            words += sum(1 if len(run) < _SEVERAL else 2 for run in between)
            dropped += between
        elif is_function_word(node):
            dropped.append(str(node))
        else:
            kept.append(node)
    if words < MIN_WORDS or not dropped or not kept:
        return None
    if len(kept) == 1:
        return kept[0], tuple(dropped)
    shorter = replace(tree, children=tuple(kept)) if isinstance(tree, And) else And(tuple(kept))
    return shorter, tuple(dropped)


def _parts(node: Term) -> Iterator[Term]:
    """The words of a run of Japanese letters between its Hiragana; none of any other word."""
    if _HIRAGANA.search(node.text):
        for match in _OTHERS.finditer(node.text):
            yield Term(match[0], False, None, node.span)
