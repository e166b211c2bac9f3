"""The commands. Each parses its options, makes one call to the library and prints the answer."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searchkit import errors
from searchkit.cli import serving, upkeep, writing
from searchkit.cli.common import (
    COLOR,
    EXIT_DAMAGED,
    EXIT_INTERRUPTED,
    EXIT_LOCKED,
    EXIT_NO_HITS,
    EXIT_UNUSABLE,
    ProjectOptions,
    ensure_index,
    pass_library,
)
from searchkit.cli.exploring import similar, suggest
from searchkit.cli.query import kwic, query
from searchkit.cli.quotes import quotes
from searchkit.cli.stories import compare, stories, story
from searchkit.cli.trust import trust

if TYPE_CHECKING:
    from searchkit.library import Library


#: Kind of an error → exit status; every other kind is `EXIT_UNUSABLE`.
_EXIT_BY_KIND: Mapping[errors.Kind, int] = {
    "not found": EXIT_NO_HITS,
    "missing": EXIT_DAMAGED,
    "damaged": EXIT_DAMAGED,
    "unavailable": EXIT_DAMAGED,
    "engine": EXIT_DAMAGED,
    "locked": EXIT_LOCKED,
}
#: In characters, of the text of an unexpected error.
MAX_MESSAGE = 500


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    from searchkit.cli.streams import discard_output, open_streams
    from searchkit.cli.terminal import OutputFailed, hint, writing

    open_streams()
    for stream in (sys.stdout, sys.stderr):
        # Text that the encoding of the terminal lacks must not stop the run.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = group.main(
            list(sys.argv[1:] if arguments is None else arguments),
            prog_name="searchkit",
            standalone_mode=False,
        )
        with writing():
            sys.stdout.flush()
    except click.ClickException as error:
        # It repeats what was typed, or what a program put there.
        shown = io.StringIO()
        error.show(shown)
        hint(shown.getvalue().rstrip("\n"))
        return error.exit_code
    except errors.SearchkitError as error:
        hint(f"searchkit: {error}")
        return _EXIT_BY_KIND.get(error.kind, EXIT_UNUSABLE)
    except (KeyboardInterrupt, click.Abort):
        hint("searchkit: interrupted")
        return EXIT_INTERRUPTED
    except (BrokenPipeError, _ReaderGone):
        # The reader, `head` perhaps, has seen enough.
        return 0
    except OSError as error:
        # A full disk or a folder that may not be written. The old index answers as before.
        hint(f"searchkit: {error.strerror if isinstance(error, OutputFailed) else error}")
        return EXIT_UNUSABLE
    except Exception as error:
        hint(_unexpected(error))
        return EXIT_UNUSABLE
    finally:
        discard_output()
    return status if isinstance(status, int) else 0


def _unexpected(error: Exception) -> str:
    """What is told of a fault in this program."""
    from searchkit.cli.terminal import one_line

    if os.environ.get("SEARCHKIT_TRACEBACK"):
        return "".join(traceback.format_exception(error)).rstrip("\n")
    told = one_line(f"{type(error).__name__}: {error}"[:MAX_MESSAGE].removesuffix(": "))
    return (
        f"searchkit: internal error ({told}); to report it, run the command again with "
        "SEARCHKIT_TRACEBACK=1 and send what it prints"
    )


class _ReaderGone(Exception):
    """Nobody reads standard output any more. Click would end the process with status 1."""


class _Group(click.Group):
    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BrokenPipeError as error:
            raise _ReaderGone from error


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _again(lost: sys.UnraisableHookArgs) -> None:
    """An interrupt that came while an object was deleted is lost; so it comes once more."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGTERM)).start()
    else:
        sys.__unraisablehook__(lost)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The project: the folder that holds corpus/. Default: SEARCHKIT_HOME, else the nearest "
    "folder upwards with a searchkit.toml or a corpus/.",
)
@click.option(
    "--insecure-http", is_flag=True, help="Let an index on servers be reached without encryption."
)
@click.version_option(package_name="searchkit", message="%(prog)s %(version)s")
@click.pass_context
def group(context: click.Context, home: Path | None, insecure_http: bool) -> None:
    """Search a folder of saved news articles.

    \b
    Examples:
      searchkit query "Tajik Army"                both words; side by side ranks higher
      searchkit query '"Tajik Army" since:2016'   the phrase, in articles dated 2016 or later
      searchkit query kabulov -putin --json       for a program
      searchkit add ~/Downloads/*.html            copy articles into corpus/ and index them
      searchkit index                             follow the folder after you changed it
      searchkit serve                             the search page, at http://127.0.0.1:8000
    """
    # A run that is asked to end leaves the index as it was.
    signal.signal(signal.SIGTERM, _interrupt)
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _again
    context.obj = ProjectOptions(home, insecure_http)


for _command in (
    query,
    kwic,
    similar,
    suggest,
    quotes,
    stories,
    story,
    compare,
    writing.index,
    writing.rebuild,
    writing.add,
    writing.edit,
    upkeep.check,
    upkeep.watch,
    trust,
    serving.serve,
    serving.password,
):
    group.add_command(_command)


@group.command()
@click.argument("article_id", metavar="ID")
@click.option("--query", "text", default="", metavar="QUERY", help="Mark what this query matches.")
@click.option("--json", "as_json", is_flag=True, help="The article and its provenance as JSON.")
@click.option("--metadata", is_flag=True, help="Only what is known of it, and where from.")
@click.option("--removed", is_flag=True, help="Only what of the file is no part of the article.")
@COLOR
@pass_library
def show(
    library: Library,
    /,
    article_id: str,
    text: str,
    as_json: bool,
    metadata: bool,
    removed: bool,
    color: str,
) -> None:
    """Print one article; its id is the path that `query` prints."""
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    found = library.article(article_id, text)
    if as_json:
        output.write_json(found.to_dict())
    elif metadata:
        output.print_provenance(Terminal(color), found.article)
    elif removed:
        output.print_removed(Terminal(color), found.article)
    else:
        output.print_article(Terminal(color), found)


@group.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--failures", is_flag=True, help="Only the files that failed, with the reasons.")
@pass_library
def status(library: Library, /, as_json: bool, failures: bool) -> None:
    """Print what the index holds, and the files that failed."""
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal

    run = library.run_progress()
    try:
        found = library.status()
    except errors.IndexMissing:
        if run is not None:
            Terminal().table([("running", run.text)])
        raise
    if as_json:
        output.write_json({**found.to_dict(), "run": run.to_dict() if run else None})
    elif failures:
        output.print_failures(Terminal(), found)
    else:
        output.print_status(Terminal(), found, run)
