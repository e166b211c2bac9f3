"""What several commands share: exit statuses, options, queries, and the run of an index."""

from __future__ import annotations

import re
from collections.abc import Iterable
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


# `-word` in a query excludes the word; only these are options.
_SHORT_OPTIONS = re.compile(r"-(n\d*|0|h)|-")
_HELD = "\0"


class QueryCommand(click.Command):
    """A command whose arguments may begin with a minus, as `-putin` does."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        takes_value = {
            name for one in self.params if not getattr(one, "is_flag", False) for name in one.opts
        }
        held = [
            _HELD + one if _excludes(one) and before not in takes_value else one
            for before, one in zip(["", *args], args, strict=False)
        ]
        return super().parse_args(context, held)


def query_of(words: Iterable[str]) -> str:
    """The query whose words a `QueryCommand` was given."""
    return " ".join(word.removeprefix(_HELD) for word in words)


def _excludes(argument: str) -> bool:
    return argument[:1] == "-" != argument[1:2] and not _SHORT_OPTIONS.fullmatch(argument)


def ensure_index(library: Library) -> None:
    """Build the index of a corpus that has none, or wait for who does, and say so."""
    from searchkit.cli.output import counted
    from searchkit.cli.terminal import hint, progress_bar

    if library.has_index:
        return
    hint(f"searchkit: no index yet; building one of {library.settings.corpus}")
    with progress_bar("indexing") as progress:
        report = library.build(
            lambda: hint("searchkit: another process is building it; waiting (Ctrl-C ends this)"),
            progress,
        )
    if report is not None and report.failed:
        files = counted(len(report.failed), "file", "files")
        hint(f"searchkit: {files} could not be read; see: searchkit status --failures")


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


def rebuild(library: Library, **options: Any) -> int:
    """Build the index anew and report it; the exit status."""
    from searchkit.cli.output import print_report
    from searchkit.cli.terminal import progress_bar

    with progress_bar("indexing") as progress:
        report = library.rebuild(progress=progress, **options)
    print_report(report)
    advise(library)
    return EXIT_SOME_FAILED if report.failed else 0
