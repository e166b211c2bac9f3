"""The one facade over a project: everything that the shell, the page and Python call."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from searchkit.article import METADATA
from searchkit.editing import EditFacade
from searchkit.engines import AUTO, REMOTE
from searchkit.engines.auto import SMALL, advice
from searchkit.engines.base import MAX_COUNTED_FORMS
from searchkit.engines.ranking import DEFAULT_RANKING
from searchkit.errors import IndexLocked, IndexUnusable, SettingsError
from searchkit.index.folder import IndexFolder
from searchkit.index.progress import RunProgress, published_progress, run_progress
from searchkit.local_index import LocalIndex
from searchkit.project_index import Index
from searchkit.reports import CheckReport, IndexStatus, Progress, RunOptions, UpdateReport
from searchkit.search.facade import SearchFacade
from searchkit.search.fields import status_counts
from searchkit.settings import Settings

if TYPE_CHECKING:
    # A search must not wait for the import of what only an index run needs.
    from searchkit.corpus import Corpus
    from searchkit.corpus.adding import Left
    from searchkit.search.saved_searches import FollowedSearch, SavedSearch
    from searchkit.search.searcher import Searcher


class Library(SearchFacade, EditFacade):
    """A folder of articles and its index.

    Threads may share one, and search at the same time as far as the engine lets them. A commit by
    another process is seen by the next call.

        with Library.open("my-project") as library:
            results = library.search("tajik army", limit=10)
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._corpus_place = os.path.realpath(settings.corpus)
        self._folder = IndexFolder(settings.index)
        self._index = self._opened_index()
        self._lock = threading.RLock()
        self._searcher: Searcher | None = None

    @classmethod
    def open(
        cls,
        home: str | os.PathLike[str] | None = None,
        *,
        insecure_http: bool = False,
        trust: bool = False,
    ) -> Library:
        """The library of the project in `home` (see `Settings.load`). Raises `SettingsError`."""
        return cls(Settings.load(home, insecure_http=insecure_http, trust=trust))

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index, as soon as no thread asks it any more."""
        with self._lock:
            if self._searcher is not None:
                self._searcher.snapshot.retire()
                self._searcher = None
            self._index.close()

    @property
    def has_index(self) -> bool:
        """Tell if there is an index to search. Raises `IndexUnavailable`."""
        return self._index.exists

    @property
    def revision(self) -> str:
        """Another text after every commit; empty without an index."""
        return "-".join(map(str, self._index.stamp()))

    @contextmanager
    def searcher(self, *, quick: bool = False) -> Iterator[Searcher]:
        """Answers to several requests from one state of the index, whatever is committed meanwhile.

        A `quick` one may be of the state of some seconds ago, where a server would have to be asked
        for the newest. Raises `IndexUnusable`.
        """
        with self._lock:
            searcher = self._current(quick=quick)
            holder = searcher.snapshot.acquire()
        try:
            yield searcher
        finally:
            searcher.snapshot.release(holder)

    def update(
        self,
        *,
        dry: bool = False,
        verify: bool = False,
        allow_shrink: bool = False,
        wait: bool = False,
        progress: Progress | None = None,
    ) -> UpdateReport:
        """Bring the index up to the corpus; build it if there is none.

        One commit for up to 10,000 articles, a commit for every 10,000 of more: readers see all of
        it or nothing. With `dry` nothing is written; with `verify` every file is read, also those
        whose size and time are as before. Raises `CorpusMissing`,
        `CorpusShrunk`, `IndexLocked` and `IndexUnusable`.
        """
        corpus = self._corpus()
        corpus.check()
        options = RunOptions(verify=verify, allow_shrink=allow_shrink, dry=dry, progress=progress)
        if dry:
            return self._index.dry_run(corpus, options)
        with self._writing(options, wait=wait) as options:
            if not self.has_index:
                return self._index.rebuild(corpus, self._engine(), options)
            return self._index.update(corpus, options)

    def rebuild(
        self,
        *,
        engine: str | None = None,
        allow_shrink: bool = False,
        wait: bool = False,
        progress: Progress | None = None,
    ) -> UpdateReport:
        """Build the index anew; the old one answers until the new one is whole.

        What the old one has of files that cannot be read now stays. Raises `CorpusMissing`,
        `CorpusShrunk`, `IndexLocked`, `EngineUnavailable` and `SettingsError`.
        """
        corpus = self._corpus()
        corpus.check()
        options = RunOptions(allow_shrink=allow_shrink, progress=progress)
        with self._writing(options, wait=wait) as options:
            return self._index.rebuild(corpus, self._engine(engine), options)

    def run_progress(self) -> RunProgress | None:
        """The progress of the update or rebuild that runs now, here or elsewhere, if any."""
        return run_progress(self._folder.path)

    @property
    def advice(self) -> str | None:
        """The command to run for an engine that fits the articles, if it is left to `auto`.

        None also where there is no index that can be read.
        """
        if self._engine() != AUTO:
            return None
        try:
            generation = self._folder.named()
        except IndexUnusable:
            return None
        manifest = generation.manifest
        size = generation.size() if manifest.engine == SMALL else 0
        return advice(manifest.engine, manifest.articles, size)

    def add(self, paths: Sequence[Path], *, left: Left | None = None) -> list[Path]:
        """Copy articles, and folders of them, into the corpus; where they are now.

        `left` is told of each file that was not taken: what is no article, too large, a link.
        A file that is there already with the same content stays; raises `SettingsError` before
        anything is copied if one of that name has other content, or a path does not exist.
        """
        # A search must not wait for the import of the readers.
        from searchkit.corpus.adding import copy_into

        return copy_into(
            self.settings.corpus,
            paths,
            largest=self.settings.largest_file,
            left=left or (lambda failure: None),
            ocr_languages=self.settings.ocr_languages,
        )

    def build(self, waiting: Callable[[], None], progress: Progress | None) -> UpdateReport | None:
        """Build the first index, or wait while another process does; None if it did.

        `waiting` is called before the wait. Raises as `rebuild` does.
        """
        try:
            return self._build(progress, wait=False)
        except (IndexLocked, FileNotFoundError):
            # Without a file it is that two processes made the folder of the index at once.
            waiting()
        return self._build(progress, wait=True)

    def _build(self, progress: Progress | None, *, wait: bool) -> UpdateReport | None:
        corpus = self._corpus()
        corpus.check()
        with self._writing(RunOptions(progress=progress), wait=wait) as options:
            # Another process may have built it just before this one got the lock.
            return None if self.has_index else self._index.rebuild(corpus, self._engine(), options)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches of `searches.toml`, in their order. Raises `SettingsError`."""
        from searchkit.search.saved_searches import saved_searches

        return tuple(saved_searches(self.settings.home).values())

    @property
    def saved_stamp(self) -> str:
        """Another text after every change of the saved searches, and of what was seen of them."""
        from searchkit.search.saved_searches import stamp

        return stamp(self.settings.home)

    @property
    def names_stamp(self) -> str:
        """Another text after every change of the corrections of names."""
        from searchkit.search.name_corrections import NamesFile

        return str(NamesFile(self.settings.home).stamp)

    @property
    def variants_stamp(self) -> str:
        """Another text after every change of the words of equal meaning."""
        from searchkit.search.variants import stamp

        return str(stamp(self.settings.home))

    def follow(
        self, names: Sequence[str] = (), *, seconds: float | None = None
    ) -> tuple[FollowedSearch, ...]:
        """The saved searches of these names, or all, with what they find that was not seen.

        With `seconds`, those that are left when the time is over say so. Raises `SettingsError`
        and `IndexUnusable`.
        """
        from searchkit.search.saved_searches import followed, read_seen

        saved = {search.name: search for search in self.saved_searches()}
        for name in names:
            if name not in saved:
                raise SettingsError(
                    f"no saved search is called {name}",
                    advice=f"saved searches are {', '.join(saved) or 'none'}",
                )
        chosen = [saved[name] for name in names or saved]
        with self.searcher() as searcher:
            seen = read_seen(self.settings.home)
            return tuple(followed(searcher, chosen, seen, seconds=seconds))

    def mark_seen(self, searches: Sequence[FollowedSearch]) -> None:
        """Count what these searches found as seen. Raises `SettingsError` and `OSError`."""
        from searchkit.search.saved_searches import mark_seen

        # Two at once must not lose what one of them has seen.
        with self._folder.locked(wait=True):
            mark_seen(self.settings.home, searches)

    def check_corpus(self) -> None:
        """Raise `CorpusMissing` if there is no corpus that can be read."""
        self._corpus().check()

    def check(self, *, deep: bool = False, progress: Progress | None = None) -> CheckReport:
        """Compare the index with what was committed; if `deep`, its articles with the corpus.

        Raises `IndexUnusable`, and `CorpusMissing` if it is `deep`.
        """
        if deep:
            # Without the version of a model, every article would seem to have changed.
            self.settings.name_models.check()
        return self._index.check(self._corpus() if deep else None, progress)

    def status(self) -> IndexStatus:
        """The status of the index. Raises `IndexUnusable`."""
        # It takes long to import.
        from importlib.metadata import version

        from searchkit.reports import age_of

        with self.searcher() as searcher:
            engine, facts = searcher.snapshot.engine, searcher.snapshot.facts
            articles, terms = engine.size()
            updated = facts.run.updated or facts.created
            servers = facts.servers() if facts.servers else None
            return IndexStatus(
                home=str(self.settings.home),
                corpus=str(self.settings.corpus),
                index=str(self.settings.address or self.settings.index),
                engine=engine.name,
                library=facts.library(),
                version=version("searchkit"),
                generation=facts.generation,
                articles=articles,
                terms=terms,
                size=facts.size(),
                created=facts.created,
                updated=updated,
                age=age_of(updated),
                provenance={name: status_counts(engine, name) for name in METADATA},
                failed=facts.run.failed,
                ignored=dict(facts.run.ignored),
                fields=searcher.snapshot.fields,
                estimates=("terms",) if servers and terms > MAX_COUNTED_FORMS else (),
                servers=servers,
            )

    def _opened_index(self) -> Index:
        if self.settings.address is None:
            return LocalIndex(self._folder, self.settings)
        # Most indexes are on this machine, and need no network.
        from searchkit.remote_index import RemoteIndex

        return RemoteIndex(self.settings.address, self.settings)

    def _engine(self, name: str | None = None) -> str:
        """The engine to build with; only one can rank otherwise than by default."""
        set_up = self.settings.engine
        if name is not None and REMOTE in (name, set_up) and name != set_up:
            raise SettingsError(
                "where the index is must be known to every command",
                advice=f"write engine = {name!r} into searchkit.toml"
                + (", and the url of a server" if name == REMOTE else ""),
            )
        name = name or set_up
        return SMALL if name == AUTO and self.settings.ranking != DEFAULT_RANKING else name

    def is_behind(self) -> bool:
        """Tell if files of the corpus are new, changed or gone since the index was made of it.

        Compares names, sizes and times. Raises `CorpusMissing` and `IndexUnusable`.
        """
        return self._index.is_behind(self._corpus())

    @contextmanager
    def _writing(self, options: RunOptions, *, wait: bool) -> Iterator[RunOptions]:
        """Hold the lock; the progress of a run with these options is published."""
        self.settings.name_models.check()
        with (
            self._folder.locked(wait=wait),
            published_progress(self._folder.path, options.progress) as progress,
        ):
            yield replace(options, progress=progress)

    def _editing(self) -> AbstractContextManager[None]:
        return self._folder.editing()

    def _corpus(self) -> Corpus:
        from searchkit.corpus import Corpus

        if os.path.realpath(self.settings.corpus) != self._corpus_place:
            # A link may have been put in its place, which nobody has trusted.
            raise SettingsError(
                f"the corpus {self.settings.corpus} leads elsewhere than before",
                advice="start again",
            )
        return Corpus(
            self.settings.corpus,
            largest=self.settings.largest_file,
            excluded=(self.settings.index,),
            ocr_languages=self.settings.ocr_languages,
            fields=self.settings.fields,
            analysis=self.settings.name_models.fingerprint,
        )

    def _current(self, *, quick: bool) -> Searcher:
        """The searcher over the index as it is now; another one after every commit."""
        # An index run must not wait for the import of what only a search needs.
        from searchkit.search.searcher import Searcher

        index = self._index
        while self._searcher is None or self._searcher.snapshot.stamp != index.stamp(quick=quick):
            self.close()
            snapshot = self._index.open()
            self._searcher = Searcher(
                snapshot, self.settings.search_seconds, home=self.settings.home
            )
        return self._searcher
