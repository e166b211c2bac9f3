"""The commands that look after the index: `check`, `watch`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from searchkit.cli.common import EXIT_DAMAGED, EXIT_DIFFERENT, pass_library

if TYPE_CHECKING:
    from searchkit.library import Library
    from searchkit.reports import UpdateReport


@click.command()
@click.option("--deep", is_flag=True, help="Also read the corpus and compare every article.")
@pass_library
def check(library: Library, deep: bool) -> int:
    """Tell whether the index is what was committed, file by file.

    Exit status: 0 sound, 1 sound but the corpus has changed since (--deep), 4 missing or damaged.
    """
    from searchkit.cli.output import print_check
    from searchkit.cli.terminal import progress_bar

    with progress_bar("comparing") as progress:
        report = library.check(deep=deep, progress=progress)
    print_check(report)
    if report.damaged:
        return EXIT_DAMAGED
    return EXIT_DIFFERENT if report.differing else 0


@click.command()
@pass_library
def watch(library: Library) -> None:
    """Follow the folder until Ctrl-C: each change is in the index a moment after it is made.

    One line tells of each update that changed something.
    """
    from searchkit.cli.terminal import hint
    from searchkit.watching import watch as follow

    library.check_corpus()
    hint(f"searchkit: watching {library.settings.corpus} (Ctrl-C ends it)")
    stop = threading.Event()
    try:
        follow(library, _tell, stop)
    except KeyboardInterrupt:
        stop.set()


@contextmanager
def watching(library: Library) -> Iterator[None]:
    """Follow the folder in a thread while the block runs."""
    from searchkit.library import Library
    from searchkit.watching import watch as follow

    stop = threading.Event()
    # Its own, since an update must not keep searches waiting.
    with Library(library.settings) as writer:
        thread = threading.Thread(target=follow, args=(writer, _told, stop), name="watch")
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def _told(outcome: UpdateReport | str) -> None:
    """As `_tell`, in a thread that goes on when nobody reads standard output."""
    with suppress(OSError):
        _tell(outcome)


def _tell(outcome: UpdateReport | str) -> None:
    from searchkit.cli.output import counts
    from searchkit.cli.terminal import hint, hint_failure, write_line

    if isinstance(outcome, str):
        hint(f"searchkit: {outcome}")
        return
    for failure in outcome.failed:
        hint_failure(failure)
    write_line(counts(outcome))
