"""Words that need not match where a long query would otherwise find nothing: function words.

Chinese and Japanese write them between their words without blanks, Japanese in Hiragana.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from searchkit.syntax import And, Node, Term

#: Loose words of a query in which function words may be left out.
MIN_WORDS = 5

_CHINESE = """
    为什么 為什麼 为何 為何 什么 什麼 怎么 怎麼 怎样 怎樣 如何 何时 何時 何地 哪里 哪裡 哪个 哪個
    哪些 哪年 哪一年 哪一个 哪一個 哪 谁 誰 多少 几个 幾個 的 了 吗 嗎 呢 是 在 和 与 與 由
""".split()
#: What stands between the words of a run of letters.
_BETWEEN = re.compile("[\u3041-\u309f]+|" + "|".join(sorted(_CHINESE, key=len, reverse=True)))
_WORD = re.compile(r"\w+")
#: Letters between words that are more than one word themselves.
_SEVERAL = 3


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
    >>> str(without_function_words(parse("黑豹队的防守丢了多少分"), is_low)[0])
    '(黑豹队 AND 防守丢 AND 分)'
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
            between = _BETWEEN.findall(node.text)
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
    """The words of a run of letters, without what stands between; none of any other word."""
    if _BETWEEN.search(node.text):
        for match in _WORD.finditer(_BETWEEN.sub(" ", node.text)):
            yield Term(match[0], False, None, node.span)
