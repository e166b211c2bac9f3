"""Whether the corpus has changed since the index was made of it, without reading any file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from searchkit.corpus import Corpus, SourceFile


def is_behind(corpus: Corpus, seen: Mapping[str, Sequence[Any]], saved: int) -> bool:
    """Whether files are new, changed or gone since the last run.

    `seen` is size and time (ns) by path as that run saw them, `saved` (ns) when it ended. Raises
    `CorpusMissing`.
    """
    present: set[str] = set()
    unread: list[str] = []
    for file in corpus.files():
        if not isinstance(file, SourceFile):
            # A folder that cannot be entered hides what is in it, and takes nothing away.
            unread.append(f"{file.path}/")
            continue
        present.add(file.article_path)
        before = seen.get(file.article_path)
        if before is None:
            # It had just changed when it was read, or gave no article; or it came later.
            if _arrived(corpus, file) > saved:
                return True
        elif tuple(before[:2]) != (file.size, file.mtime_ns):
            return True
    return any(not path.startswith(tuple(unread)) for path in seen.keys() - present)


def _arrived(corpus: Corpus, file: SourceFile) -> int:
    """When the file was written or given its name, whatever time it claims."""
    try:
        state = os.lstat(corpus.root / file.path)
    except OSError:
        return 0
    return max(state.st_ctime_ns, state.st_mtime_ns)
