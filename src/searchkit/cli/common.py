"""What several commands share: exit statuses, options, queries, and the run of an index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from searchkit.library import Library

EXIT_NO_HITS = 1
EXIT_DIFFERENT = 1
EXIT_UNUSABLE = 2
EXIT_SOME_FAILED = 3
EXIT_DAMAGED = 4
EXIT_LOCKED = 5
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


_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """The options before the command, which say which project is meant."""

    home: Path | None
    insecure_http: bool


def pass_library(
    command: Callable[Concatenate[Library, _Parameters], _Answer],
) -> Callable[_Parameters, _Answer]:
    """Give a command the library of the project, which is opened for it and closed after it."""

    def opened(*arguments: _Parameters.args, **options: _Parameters.kwargs) -> _Answer:
        from searchkit.cli.terminal import hint
        from searchkit.library import Library

        context = click.get_current_context()
        project = context.find_object(ProjectOptions)
        assert project is not None
        library = Library.open(project.home, insecure_http=project.insecure_http)
        for reason in library.settings.passed_over:
            hint(f"searchkit: {reason}")
        return command(context.with_resource(library), *arguments, **options)

    return update_wrapper(opened, command)


def ensure_index(library: Library) -> None:
    """Build the index of a corpus that has none, or wait for who does, and say so.

    One on servers is only searched.
    """
    from searchkit.cli.output import counted
    from searchkit.cli.terminal import hint, progress_bar

    if library.settings.address is not None or library.has_index:
        return
    library.check_corpus()
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
