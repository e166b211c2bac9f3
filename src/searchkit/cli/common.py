"""What several commands share: exit statuses, options, and the run of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from searchkit.library import Library

EXIT_NO_HITS = 1
EXIT_DIFFERENT = 1
EXIT_UNUSABLE = 2
EXIT_SOME_FAILED = 3
EXIT_DAMAGED = 4
EXIT_INTERRUPTED = 130

COLOR = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Whether marks are coloured; NO_COLOR is heeded.",
)
WAIT = click.option("--wait", is_flag=True, help="Wait while another process writes the index.")


def ensure_index(library: Library) -> None:
    """Build the index of a corpus that has none, and say so."""
    from searchkit.cli.terminal import hint

    if not library.has_index:
        hint(f"searchkit: no index yet; building one of {library.settings.corpus}")
        rebuild(library, quiet=True)


def advise(library: Library) -> None:
    """Say what to run when the index has outgrown its engine."""
    from searchkit.cli.terminal import hint

    if advice := library.advice:
        hint(f"searchkit: {advice}")


def update(library: Library, *, dry: bool = False, **options: Any) -> int:
    """Bring the index up to the corpus and report it; the exit status."""
    from searchkit.cli.output import print_report
    from searchkit.cli.terminal import progress_bar

    with progress_bar("indexing") as progress:
        report = library.update(dry=dry, progress=progress, **options)
    print_report(report, dry=dry)
    if library.has_index:
        advise(library)
    return EXIT_SOME_FAILED if report.failed else 0


def rebuild(library: Library, *, quiet: bool = False, **options: Any) -> int:
    """Build the index anew and report it, or when `quiet` only its failures; the exit status."""
    from searchkit.cli.output import print_report
    from searchkit.cli.terminal import hint, progress_bar

    with progress_bar("indexing") as progress:
        report = library.rebuild(progress=progress, **options)
    if not quiet:
        print_report(report)
        advise(library)
    else:
        for failure in report.failed:
            hint(f"{failure.path}: {failure.reason}")
    return EXIT_SOME_FAILED if report.failed else 0
