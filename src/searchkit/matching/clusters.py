"""Grapheme clusters, which no mark splits; `regex` takes long to load, and few marks need it."""

from __future__ import annotations

from searchkit import quick_regex as regex

#: Characters before a place in which the start of its grapheme cluster is looked for.
MAX_CLUSTER_LENGTH = 64

_CLUSTER = regex.compile(r"\X")
# After these, whether a cluster goes on depends on more than the two characters.
_LINK = regex.compile(r"[\p{M}\p{Regional_Indicator}\u200c\u200d]")


def whole_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, widened so that it splits no grapheme cluster."""
    pair = text[max(0, start - 1) : start + 1]
    if len(pair) == 2 and not pair.isascii() and (_LINK.match(pair) or _CLUSTER.fullmatch(pair)):
        before = start - 1
        while before > max(0, start - MAX_CLUSTER_LENGTH) and not text[before].isascii():
            before -= 1
        clusters = _CLUSTER.finditer(text, before)
        start = next(cluster.start() for cluster in clusters if cluster.end() > start)
    # Nothing in ASCII extends a cluster.
    if end < len(text) and not text[end].isascii():
        for cluster in _CLUSTER.finditer(text, start):
            if cluster.end() >= end:
                return start, cluster.end()
    return start, end
