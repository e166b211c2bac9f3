"""Freshness: compares the corpus with the last run without reading any file."""

from __future__ import annotations

import os

from searchkit.corpus import Corpus, SourceFile
from searchkit.index.file_stamps import UNSETTLED, FileStamps


def is_behind(corpus: Corpus, stamps: FileStamps, saved: int) -> bool:
    """Tell if files are new, changed or gone since the last run.

    `stamps` are of that run, `saved` (ns) is when it ended. Raises `CorpusMissing`.
    """
    present: set[str] = set()
    unread: list[str] = []
    for file in corpus.files():
        if not isinstance(file, SourceFile):
            # A folder that cannot be entered hides what is in it, and takes nothing away.
            unread.append(f"{file.path}/")
            continue
        present.add(file.article_path)
        before = stamps.get(file.article_path)
        if any(_arrived(corpus, record) > saved for record in corpus.records(file)):
            return True
        if before is None or before.mtime_ns == UNSETTLED:
            # It had just changed when it was read, or gave no article; or it came later.
            if _arrived(corpus, file.path) > saved:
                return True
        elif (before.size, before.mtime_ns) != (file.size, file.mtime_ns):
            return True
    return any(not path.startswith(tuple(unread)) for path in stamps.keys() - present)


def _arrived(corpus: Corpus, path: str) -> int:
    """The moment when the file was written or named, whatever time it claims."""
    try:
        state = os.lstat(corpus.root / path)
    except OSError:
        return 0
    return max(state.st_ctime_ns, state.st_mtime_ns)
