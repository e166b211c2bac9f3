"""Paths of the files of hits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from searchkit.export.addresses import one_line
from searchkit.results import Hit


def paths(hits: Iterable[Hit], corpus: Path, *, ending: str = "\n") -> Iterator[str]:
    """The files of the hits, each once and, but with NUL at its end, on a line of its own.

    A path that holds a line break is written as git does: `"two\\nlines.txt"`.
    """
    seen: set[str] = set()
    for hit in hits:
        if hit.article.path not in seen:
            seen.add(hit.article.path)
            path = str(corpus / hit.article.path)
            yield f"{path if ending == chr(0) else one_line(path)}{ending}"
