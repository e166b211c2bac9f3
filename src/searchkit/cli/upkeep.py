"""The commands that look after the index: `status`, `check`, `watch`."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import click

from searchkit.cli.common import AS_JSON, EXIT_DAMAGED, EXIT_DIFFERENT, pass_library

if TYPE_CHECKING:
    from searchkit import Library, UpdateReport


@click.command()
@AS_JSON
@click.option("--failures", is_flag=True, help="Print only the files that failed, with reasons.")
@pass_library
def status(library: Library, /, as_json: bool, failures: bool) -> None:
    """Show the state of the index and the files that failed."""
    from searchkit import CorpusMissing, IndexMissing
    from searchkit.cli import index_output, printing
    from searchkit.cli.terminal import Terminal

    run = library.run_progress()
    try:
        status = library.status()
    except IndexMissing:
        if run is not None:
            Terminal().table([("running", run.text)])
        elif not library.settings.corpus.is_dir():
            # To index, as the message of the other error advises, would not help.
            raise CorpusMissing.at(library.settings.corpus) from None
        raise
    if as_json:
        printing.write_json({**status.to_dict(), "run": run.to_dict() if run else None})
    elif failures:
        index_output.print_failures(Terminal(), status)
    else:
        index_output.print_status(Terminal(), status, run)


@click.command()
@click.option("--deep", is_flag=True, help="Also read the corpus and compare every article.")
@pass_library
def check(library: Library, deep: bool) -> int:
    """Verify the files of the index.

    Compares every file with its checksum. Changes nothing.

    Exit status: 0 if the index is intact, 1 if it is intact but the corpus has changed since
    (--deep), 4 if it is missing or damaged.
    """
    from searchkit.cli.index_output import print_check
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
    """Keep the index up to date while articles change.

    Runs until Ctrl-C and prints a line for each update that changed something.
    """
    from searchkit.cli.terminal import hint
    from searchkit.watching import watch as follow

    library.check_corpus()
    hint(f"searchkit: watching {library.settings.corpus} (Ctrl-C to stop)")
    stop = threading.Event()
    try:
        follow(library, _print_outcome, stop)
    except KeyboardInterrupt:
        stop.set()


@contextmanager
def watching(library: Library) -> Iterator[None]:
    """Follow the folder in a thread while the block runs."""
    from searchkit import Library
    from searchkit.watching import watch as follow

    stop = threading.Event()
    # Its own, since an update must not keep searches waiting.
    with Library(library.settings) as writer:
        thread = threading.Thread(target=follow, args=(writer, _try_to_print, stop), name="watch")
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def _try_to_print(outcome: UpdateReport | str) -> None:
    """As `_print_outcome`, in a thread that goes on when nobody reads standard output."""
    with suppress(OSError):
        _print_outcome(outcome)


def _print_outcome(outcome: UpdateReport | str) -> None:
    from searchkit.cli.index_output import update_counts
    from searchkit.cli.terminal import hint, hint_failure, write_line

    if isinstance(outcome, str):
        hint(f"searchkit: {outcome}")
        return
    for failure in outcome.failed:
        hint_failure(failure)
    write_line(update_counts(outcome))
