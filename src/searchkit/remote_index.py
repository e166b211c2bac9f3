"""The index of one project or of several, on servers.

All that a search needs is there, beside the articles: what made the index, and how the last run
over each folder went. So a machine that knows the address needs nothing else, and nothing can get
out of step with it. What lies here is the lock of the project, and which files were read with which
sizes and times: without that, they are read again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from searchkit.analysis import Analyzer
from searchkit.engines import library_version, open_indices, open_remote
from searchkit.engines.address import Address
from searchkit.errors import IndexMissing, IndexOvertaken
from searchkit.reports import Progress, UpdateReport
from searchkit.search.opened import Facts, Opened
from searchkit.search.stories import NO_STORIES
from searchkit.settings import Settings

if TYPE_CHECKING:
    # A search must not wait for the import of what only an index run needs.
    from searchkit.corpus import Corpus
    from searchkit.engines.opensearch import OpenSearchEngine
    from searchkit.engines.opensearch.state import Indices
    from searchkit.indexer.checking import CheckReport

#: In the folder of the project's index: size, time and digest of the files that were read.
SEEN = "seen.json"

# So often the first index is begun beside others that begin theirs, and after such pauses at
# random (seconds).
_MAX_TRIES = 10
_LONGEST_PAUSE = 1.0


class RemoteIndex:
    """See `index.Index`."""

    tells_stories: ClassVar[bool] = False

    def __init__(self, address: Address, settings: Settings) -> None:
        self._address = address
        self._settings = settings
        self._seen = settings.index / SEEN
        self._connected: Indices | None = None

    def close(self) -> None:
        if self._connected is not None:
            self._connected.close()
            self._connected = None

    @property
    def exists(self) -> bool:
        try:
            return bool(self.stamp())
        except IndexOvertaken:
            # Others are at making the first.
            return False

    def stamp(self) -> tuple[Any, ...]:
        if self._connected is None:
            self._connected = open_indices(self._address)
        return self._connected.state_version() or ()

    def open(self, analyzer: Analyzer | None) -> Opened:
        engine = open_remote(self._address)
        runs = engine.state.runs
        facts = Facts(
            engine.number,
            engine.state.created,
            sum(int(run["articles"]) for run in runs.values()),
            _joined(runs),
            engine.bytes,
            partial(_library, engine),
        )
        seconds = self._settings.search_seconds
        return Opened(
            engine, engine.state_version, facts, analyzer or Analyzer(), seconds, NO_STORIES
        )

    def update(
        self, corpus: Corpus, *, verify: bool, allow_shrink: bool, progress: Progress | None
    ) -> UpdateReport:
        from searchkit.indexer import remote_runs

        return remote_runs.update(
            self._address,
            corpus,
            self._seen,
            memory=self._settings.index_memory,
            verify=verify,
            allow_shrink=allow_shrink,
            progress=progress,
        )

    def dry_run(
        self, corpus: Corpus, *, verify: bool, allow_shrink: bool, progress: Progress | None
    ) -> UpdateReport:
        from searchkit.indexer import remote_runs

        return remote_runs.dry_run(
            self._address,
            corpus,
            self._seen,
            verify=verify,
            allow_shrink=allow_shrink,
            progress=progress,
        )

    def rebuild(
        self, corpus: Corpus, engine: str, *, allow_shrink: bool, progress: Progress | None
    ) -> UpdateReport:
        from searchkit.indexer import remote_runs

        existed = self.exists
        for _ in range(_MAX_TRIES):
            try:
                return remote_runs.rebuild(
                    self._address,
                    corpus,
                    self._seen,
                    ranking=self._settings.ranking,
                    memory=self._settings.index_memory,
                    allow_shrink=allow_shrink,
                    progress=progress,
                )
            except IndexOvertaken:
                if existed:
                    raise
            # Another folder builds the index too: this one's articles are added to it.
            time.sleep(random.uniform(0, _LONGEST_PAUSE))
            with suppress(IndexMissing, IndexOvertaken):
                return self.update(
                    corpus, verify=False, allow_shrink=allow_shrink, progress=progress
                )
        raise IndexOvertaken()

    def check(self, corpus: Corpus | None, progress: Progress | None) -> CheckReport:
        from searchkit.indexer import remote_runs

        return remote_runs.check(self._address, corpus, progress)

    def is_behind(self, corpus: Corpus) -> bool:
        from searchkit.indexer.freshness import is_behind
        from searchkit.indexer.remote_runs import read_seen

        try:
            saved = self._seen.lstat().st_mtime_ns
        except OSError:
            saved = 0
        seen = read_seen(self._seen)
        # Of what another machine has read, nothing is known here.
        return seen is not None and is_behind(corpus, seen, saved)


def _joined(runs: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The last runs over all parts, told as one."""
    ignored: dict[str, int] = {}
    for run in runs.values():
        for suffix, count in run["ignored"].items():
            ignored[suffix] = ignored.get(suffix, 0) + count
    joined: dict[str, Any] = {
        "failed": [
            {**failure, "path": f"{part}:{failure['path']}" if part else failure["path"]}
            for part, run in runs.items()
            for failure in run["failed"]
        ],
        "ignored": ignored,
    }
    if runs:
        joined["updated"] = max(run["updated"] for run in runs.values())
    return joined


def _library(engine: OpenSearchEngine) -> str:
    return f"OpenSearch {engine.version()}, {library_version(engine.name)}"
