"""The protocol of a project's index, here or on servers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from searchkit.reports import CheckReport, Progress, RunOptions, UpdateReport
from searchkit.search.snapshot import Snapshot

if TYPE_CHECKING:
    # A search must not wait for the import of what only an index run needs.
    from searchkit.corpus import Corpus


class Index(Protocol):
    """The index of a project."""

    def close(self) -> None:
        """Let go of whatever is open for `stamp`."""

    @property
    def exists(self) -> bool:
        """Tell if there is one to search."""

    def stamp(self, *, quick: bool = False) -> tuple[Any, ...]:
        """Changes whenever anybody has committed; empty without an index.

        A `quick` one may be that of some seconds ago, where a server would have to be asked.
        """

    def open(self) -> Snapshot:
        """The index as it is now. Raises `IndexUnusable`."""

    def update(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        """Bring the index up to the corpus. For the holder of the project's lock."""

    def dry_run(self, corpus: Corpus, options: RunOptions) -> UpdateReport:
        """Report what `update` would do; writes nothing, not even a lock."""

    def rebuild(self, corpus: Corpus, engine: str, options: RunOptions) -> UpdateReport:
        """Build the index anew, in one commit. For the holder of the project's lock."""

    def check(self, corpus: Corpus | None, progress: Progress | None) -> CheckReport:
        """Compare the index with what was committed, and with a corpus if there is one."""

    def is_behind(self, corpus: Corpus) -> bool:
        """Tell if files of the corpus are new, changed or gone since the index was made of it."""
