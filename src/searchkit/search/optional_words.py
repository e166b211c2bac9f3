"""Words that need not match where a long query would otherwise find nothing: function words.

Chinese and Japanese write them between their words without blanks, Japanese in Hiragana.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from searchkit import quick_re as re
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
    parted = [(node, list(_parts(node))) for node in nodes]
    if sum(_words(node, parts) for node, parts in parted) < MIN_WORDS:
        return None
    kept: list[Node] = []
    dropped: list[str] = []
    for node, parts in parted:
        if parts:
            kept += parts
            dropped += _BETWEEN.findall(str(node))
        elif _is_loose(node) and is_function_word(node):
            dropped.append(str(node))
        else:
            kept.append(node)
    if not dropped or not kept:
        return None
    if len(kept) == 1:
        return kept[0], tuple(dropped)
    shorter = replace(tree, children=tuple(kept)) if isinstance(tree, And) else And(tuple(kept))
    return shorter, tuple(dropped)


def _is_loose(node: Node) -> bool:
    return isinstance(node, Term) and not node.exact and node.field is None


def _parts(node: Node) -> Iterator[Term]:
    """The words of a run of letters, without what stands between; none of any other node."""
    if not isinstance(node, Term) or not _is_loose(node) or node.text.isascii():
        return
    if _BETWEEN.search(node.text):
        for match in _WORD.finditer(_BETWEEN.sub(" ", node.text)):
            yield Term(match[0], False, None, node.span)


def _words(node: Node, parts: Sequence[Term]) -> int:
    """The number of loose words that a node stands for."""
    if not parts:
        return int(_is_loose(node))
    between = _BETWEEN.findall(str(node))
    return len(parts) + sum(1 if len(run) < _SEVERAL else 2 for run in between)
