"""Shared by several commands: exit statuses, options, queries, the library and index runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    from searchkit import Library, SavedSearch

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
    help="Colour the output (auto respects NO_COLOR).",
)
WAIT = click.option(
    "--wait", is_flag=True, help="Wait if another process is writing the index, instead of failing."
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
PAGE = click.option("--page", type=click.IntRange(1), metavar="N", help="Page of results (1).")
EXCEL = click.option("--excel", is_flag=True, help="With --csv: write for Excel.")
ANY = click.option(
    "--any", "any_word", is_flag=True, help="Match any of the words instead of all of them."
)
SOURCE = click.option("--source", metavar="NAME", help="Only articles from this source.")
SINCE = click.option("--since", metavar="DATE", help="Only articles from this date on.")
UNTIL = click.option("--until", metavar="DATE", help="Only articles up to this date.")

COLUMNS = click.option(
    "--columns", metavar="NAMES", help="With --csv: which columns, as in date,title."
)
_JSON = click.option("--json", "form", flag_value="json", help="Print JSON.")
_JSONL = click.option("--jsonl", "form", flag_value="jsonl", help="Export all as JSON lines.")
_CSV = click.option("--csv", "form", flag_value="csv", help="Export all as CSV.")


def list_forms(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the form of a list that can be exported."""
    return _JSON(_JSONL(_CSV(command)))


def check_excel(form: str | None, *, excel: bool, columns: str | None = None) -> None:
    """Refuse --excel and --columns without --csv."""
    if excel and form != "csv":
        raise click.UsageError("--excel needs --csv")
    if columns is not None and form != "csv":
        raise click.UsageError("--columns needs --csv")


# `-word` in a query excludes the word; only these are options.
_SHORT_OPTIONS = re.compile(r"-(n\d*|0|h)|-")
_ESCAPED = "\0"


class QueryCommand(click.Command):
    """A command whose arguments may begin with a minus, as `-putin` does."""

    #: What an argument with one minus is taken for an option by.
    short_options = _SHORT_OPTIONS

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        self._check_forms(args)
        takes_value = {
            name
            for parameter in self.params
            if not getattr(parameter, "is_flag", False)
            for name in parameter.opts
        }
        escaped = [
            _ESCAPED + word if self._excludes(word) and before not in takes_value else word
            for before, word in zip(["", *args], args, strict=False)
        ]
        return super().parse_args(context, escaped)

    def _check_forms(self, args: list[str]) -> None:
        """Refuse two forms of output at once: the last would silently win."""
        forms = {
            option
            for parameter in self.params
            if parameter.name == "form"
            for option in parameter.opts
        }
        words = args[: args.index("--")] if "--" in args else args
        given = sorted(forms.intersection(words))
        if len(given) > 1:
            raise click.UsageError(f"{' and '.join(given)} cannot be used together")

    def _excludes(self, word: str) -> bool:
        return word[:1] == "-" != word[1:2] and not self.short_options.fullmatch(word)


def typed(word: str) -> str:
    """An argument of a `QueryCommand` as it was typed."""
    return word.removeprefix(_ESCAPED)


def query_text(words: Iterable[str], library: Library | None = None) -> str:
    """The query whose words a `QueryCommand` was given; with a `library`, `@NAME` is a saved one.

    Raises `QueryError` and `SettingsError` for a saved search that cannot be used.
    """
    text = " ".join(map(typed, words))
    saved = None if library is None else saved_search(library, text)
    return text if saved is None else saved.text()


def saved_search(library: Library, text: str) -> SavedSearch | None:
    """The saved search that is meant by `@NAME`; None for another query."""
    if not text.startswith("@") or len(text.split()) != 1:
        return None
    from searchkit.cli.terminal import hint, one_line

    name = text[1:]
    saved = {search.name: search for search in library.saved_searches()}
    if name not in saved:
        names = f"; there are {', '.join(map(one_line, saved))}" if saved else ""
        hint(f"searchkit: no saved search is called {name}{names}; searching for the word")
    return saved.get(name)


_Parameters = ParamSpec("_Parameters")
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class ProjectOptions:
    """The options before the command, which choose the project."""

    home: Path | None
    insecure_http: bool


def pass_library(
    command: Callable[Concatenate[Library, _Parameters], _Answer],
) -> Callable[_Parameters, _Answer]:
    """Give a command the library of the project, which is opened for it and closed after it."""

    def opened(*arguments: _Parameters.args, **options: _Parameters.kwargs) -> _Answer:
        from searchkit import Library
        from searchkit.cli.terminal import hint

        context = click.get_current_context()
        project = context.find_object(ProjectOptions)
        assert project is not None
        library = Library.open(project.home, insecure_http=project.insecure_http)
        for reason in library.settings.passed_over:
            hint(f"searchkit: {reason}")
        return command(context.with_resource(library), *arguments, **options)

    return update_wrapper(opened, command)


def complete_id(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Ids that go on as typed, for the completion of a shell; none where there is no index."""
    from searchkit import Library, SearchkitError

    home = context.find_root().params.get("home")
    try:
        with Library.open(home) as library:
            if library.settings.address is not None or not library.has_index:
                return []
            return library.ids_that_begin(incomplete)
    except (SearchkitError, OSError):
        return []


def ensure_index(library: Library) -> None:
    """Build the index if there is none, or wait while another process does, and say so.

    An index on servers is only searched.
    """
    from searchkit.cli.printing import counted
    from searchkit.cli.terminal import hint, progress_bar

    if library.settings.address is not None or library.has_index:
        return
    library.check_corpus()
    hint(f"searchkit: no index yet; building one from {library.settings.corpus}")
    with progress_bar("indexing") as progress:
        report = library.build(
            lambda: hint(
                "searchkit: another process is building it; waiting (press Ctrl-C to stop)"
            ),
            progress,
        )
    if report is not None and report.failed:
        files = counted(len(report.failed), "file")
        hint(f"searchkit: {files} could not be read; see: searchkit status --failures")


def advise(library: Library) -> None:
    """Recommend another engine when the index has outgrown its own."""
    from searchkit.cli.terminal import hint

    if advice := library.advice:
        hint(f"searchkit: {advice}")


def update(library: Library, *, dry: bool = False, about: str | None = None, **options: Any) -> int:
    """Update the index and report the run, or only what is `about` one file; the exit status."""
    from searchkit.cli.index_output import print_report
    from searchkit.cli.terminal import hint, progress_bar

    with progress_bar("indexing") as progress:
        report = library.update(dry=dry, progress=progress, **options)
    if about is not None:
        report = report.about(about)
    print_report(report, dry=dry)
    if dry and report.shrinks:
        hint("over half of the articles are gone; searchkit index needs --allow-shrink")
    if library.has_index:
        advise(library)
    return EXIT_SOME_FAILED if report.failed else 0


def rebuild(library: Library, **options: Any) -> int:
    """Rebuild the index and report the run; the exit status."""
    from searchkit.cli.index_output import print_report
    from searchkit.cli.terminal import progress_bar

    with progress_bar("indexing") as progress:
        report = library.rebuild(progress=progress, **options)
    print_report(report)
    advise(library)
    return EXIT_SOME_FAILED if report.failed else 0
