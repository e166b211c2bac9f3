"""An index that follows its corpus while files come and go."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import watchfiles
from watchfiles.main import FileChange

from searchkit.errors import SearchkitError
from searchkit.library import Library
from searchkit.quick_dataclass import dataclass
from searchkit.reports import UpdateReport

#: Files count as written when they were left alone for so long (s).
QUIET = 0.5
#: But after so long (s) the index follows all the same, what is still growing included.
PATIENCE = 60.0
# How often (s) is looked whether the corpus is still the folder that is watched.
_LOOK = 2.0
# What failed is tried again after so long (s), though nothing changed.
_AGAIN = 30.0

#: Called with the report of an update, or with the reason why there is none.
OnUpdate = Callable[[UpdateReport | str], None]


class Stopped(BaseException):
    """The watch was stopped in the middle of an update; nothing of that is committed."""


def watch(library: Library, on_update: OnUpdate, stop: threading.Event) -> None:
    """Keep the index up to the corpus until `stop` is set.

    An update that fails, be it that the corpus is gone, the disk full or the index damaged, is
    reported once and tried again.
    """
    failed = ""
    again = float("inf")
    for changed in _changes(library.settings.corpus, stop):
        if changed is None and time.monotonic() < again:
            continue
        _wait_until_written(changed or (), stop)
        outcome = _update(library, stop)
        if isinstance(outcome, str):
            again = time.monotonic() + _AGAIN
            if outcome != failed:
                on_update(outcome)
            failed = outcome
        else:
            # Looked at once more when all is quiet: a file can come before its folder is watched.
            idle = changed is None and not outcome.changes
            again, failed = float("inf") if idle else 0.0, ""
            if outcome.changes:
                on_update(outcome)


def _update(library: Library, stop: threading.Event) -> UpdateReport | str:
    def go_on(*_: int) -> None:
        if stop.is_set():
            raise Stopped

    try:
        return library.update(wait=True, progress=go_on)
    except (SearchkitError, OSError) as error:
        return str(error)
    except Stopped:
        return UpdateReport()


def _changes(corpus: Path, stop: threading.Event) -> Iterator[set[str] | None]:
    """The paths that changed, grouped; none for other folders, None when nothing happened."""
    corpus = Path(os.path.realpath(corpus))
    watched: _Folders | None = None
    polling = False
    while not stop.is_set():
        folders = _folders(corpus)
        yield None if folders == watched else set()
        watched = folders
        if folders.identity is None:
            stop.wait(_LOOK)
            continue
        try:
            for changed in _file_changes(folders.paths, stop, polling=polling):
                if changed:
                    yield {path for _, path in changed}
                if _identity(corpus) != folders.identity or (
                    changed and _folders(corpus) != folders
                ):
                    # Moved, deleted, made or unmounted: other folders have to be watched.
                    break
                yield None
        except OSError:
            # The kernel watches no more folders for this user, unless one has just gone.
            polling = polling or _folders(corpus) == folders


def _file_changes(
    folders: Iterable[Path], stop: threading.Event, *, polling: bool
) -> Iterator[set[FileChange]]:
    return watchfiles.watch(
        *folders,
        watch_filter=None,
        debounce=int(PATIENCE * 1000),
        step=int(QUIET * 1000),
        stop_event=stop,
        rust_timeout=int(_LOOK * 1000),
        yield_on_timeout=True,
        force_polling=polling,
        # It would follow links out of the corpus.
        recursive=False,
        ignore_permission_denied=True,
    )


@dataclass(frozen=True, slots=True)
class _Folders:
    """The folders of a corpus, and which one is its root; none while it is gone."""

    identity: tuple[int, int] | None
    paths: frozenset[Path]


def _folders(corpus: Path) -> _Folders:
    identity = _identity(corpus)
    if identity is None:
        return _Folders(None, frozenset())
    return _Folders(identity, frozenset(Path(path) for path, _, _ in os.walk(corpus)))


def _identity(folder: Path) -> tuple[int, int] | None:
    if os.path.realpath(folder) != os.fspath(folder):
        # A link took its place.
        return None
    try:
        state = folder.stat()
        # A mount that is gone can still be there to stat.
        next(folder.iterdir(), None)
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _wait_until_written(paths: Iterable[str], stop: threading.Event) -> None:
    """Wait while one of the files is growing."""
    end = time.monotonic() + PATIENCE
    sizes = _sizes(paths)
    while sizes and time.monotonic() < end and not stop.wait(QUIET):
        before, sizes = sizes, _sizes(sizes)
        if before == sizes:
            return


def _sizes(paths: Iterable[str]) -> dict[str, int]:
    sizes = {}
    for path in paths:
        try:
            sizes[path] = Path(path).stat().st_size
        except OSError:
            continue
    return sizes
