"""The command `searchkit`: its options, its commands by section, and the exit status of errors."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from searchkit import errors
from searchkit.cli import (
    articles,
    assistants,
    browsing,
    counts,
    following,
    names,
    notes,
    query,
    quotes,
    records,
    serving,
    stories,
    trust,
    upkeep,
    writing,
)
from searchkit.cli.common import (
    EXIT_DAMAGED,
    EXIT_INTERRUPTED,
    EXIT_LOCKED,
    EXIT_NO_HITS,
    EXIT_UNUSABLE,
    ProjectOptions,
)

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
    """The message for a fault in this program."""
    from searchkit.cli.terminal import one_line

    if os.environ.get("SEARCHKIT_TRACEBACK"):
        return "".join(traceback.format_exception(error)).rstrip("\n")
    fault = one_line(f"{type(error).__name__}: {error}"[:MAX_MESSAGE].removesuffix(": "))
    return (
        f"searchkit: internal error ({fault}); to report it, run the command again with "
        "SEARCHKIT_TRACEBACK=1 and include the output"
    )


class _ReaderGone(Exception):
    """Standard output is no longer read. Click would end the process with status 1."""


#: The commands as the help lists them.
SECTIONS: Mapping[str, Sequence[click.Command]] = {
    "Search": (
        query.query,
        query.kwic,
        counts.counts,
        counts.terms,
        quotes.quotes,
        query.suggest,
        browsing.browse,
    ),
    "Names": (names.names, names.name),
    "Saved searches": (following.searches, following.new),
    "Records": (records.record, records.verify),
    "Articles": (articles.show, articles.similar, writing.add, writing.edit, notes.tag, notes.note),
    "Stories": (stories.stories, stories.story, stories.compare),
    "Index": (writing.index, writing.rebuild, upkeep.watch, upkeep.status, upkeep.check),
    "Search page": (serving.serve, serving.password),
    "Assistants": (assistants.mcp,),
    "Security": (trust.trust,),
}


class _Group(click.Group):
    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BrokenPipeError as error:
            raise _ReaderGone from error

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, self.commands))
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                rows = [(f"{command.name:{width}}", _summary(command)) for command in commands]
                formatter.write_dl(rows)


def _summary(command: click.Command) -> str:
    return (command.help or "").partition("\n")[0]


class _Interrupted(KeyboardInterrupt):
    """An interrupt; a bare one that comes while Python executes a string ends it by the signal."""


def _interrupt(*_: object) -> None:
    raise _Interrupted


def _again(lost: sys.UnraisableHookArgs) -> None:
    """An interrupt that came while an object was deleted is lost; so it comes once more."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGTERM)).start()
    else:
        sys.__unraisablehook__(lost)


def _print_version(context: click.Context) -> None:
    from importlib.metadata import version
    from importlib.util import find_spec

    # The module of what `setup.py` compiled.
    is_compiled = find_spec("searchkit__mypyc") is not None
    click.echo(f"searchkit {version('searchkit')}{' (compiled)' * is_compiled}")
    context.exit()


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Project folder, the one that holds corpus/. The default is $SEARCHKIT_HOME, or else the "
    "nearest folder from here upwards that holds searchkit.toml or corpus/.",
)
@click.option(
    "--insecure-http", is_flag=True, help="Allow unencrypted connections to an index on servers."
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=lambda context, _, asked: _print_version(context) if asked else None,
    help="Show the version and exit.",
)
@click.pass_context
def group(context: click.Context, home: Path | None, insecure_http: bool) -> None:
    """Search a folder of saved news articles.

    \b
    Examples:
      searchkit query "Tajik Army"                both words; side by side ranks higher
      searchkit query '"Tajik Army" since:2016'   the phrase, in articles since 2016
      searchkit query kabulov -putin --json       JSON, for scripts
      searchkit add ~/Downloads/*.html            add articles to the corpus
      searchkit index                             update the index after changes
      searchkit serve                             search page at http://127.0.0.1:8000
    """
    # A run that is asked to end leaves the index as it was.
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _again
    context.obj = ProjectOptions(home, insecure_http)


for _commands in SECTIONS.values():
    for _command in _commands:
        group.add_command(_command)
