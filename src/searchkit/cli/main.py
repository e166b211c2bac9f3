"""The command `searchkit`: its options, its commands by section, and the exit status of errors."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from searchkit import errors
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
#: Errors behind an error that are looked at.
MAX_CHAIN = 100


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    from searchkit.cli.streams import discard_output, open_streams
    from searchkit.cli.terminal import hint, writing

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
    except (KeyboardInterrupt, click.Abort):
        hint("searchkit: interrupted")
        return EXIT_INTERRUPTED
    except (BrokenPipeError, _ReaderGone):
        # The reader, `head` perhaps, has seen enough.
        return 0
    except Exception as error:
        return _failed(error)
    finally:
        discard_output()
    return status if isinstance(status, int) else 0


def _failed(error: Exception) -> int:
    """Say what failed; the exit status."""
    from searchkit.cli.terminal import OutputFailed, hint

    if _is_of_interrupt(error):
        hint("searchkit: interrupted")
        return EXIT_INTERRUPTED
    if isinstance(error, errors.SearchkitError):
        hint(f"searchkit: {error}")
        return _EXIT_BY_KIND.get(error.kind, EXIT_UNUSABLE)
    if isinstance(error, OSError):
        # A full disk or a folder that may not be written. The old index answers as before.
        hint(f"searchkit: {error.strerror if isinstance(error, OutputFailed) else error}")
        return EXIT_UNUSABLE
    hint(_unexpected(error))
    return EXIT_UNUSABLE


def _is_of_interrupt(error: BaseException | None) -> bool:
    """Tell if an error came while an interrupt was on its way: what is left half done may fail."""
    seen = 0
    while error is not None and seen < MAX_CHAIN:
        if isinstance(error, KeyboardInterrupt):
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False


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


#: The commands as the help lists them, each with the module of `searchkit.cli` that has it.
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Search": {
        "query": "query",
        "kwic": "query",
        "counts": "counts",
        "terms": "counts",
        "quotes": "quotes",
        "suggest": "query",
        "browse": "browsing",
    },
    "Names": {"names": "names", "name": "names"},
    "Saved searches": {"searches": "following", "new": "following"},
    "Records": {"record": "records", "verify": "records"},
    "Articles": {
        "show": "articles",
        "similar": "articles",
        "add": "writing",
        "edit": "writing",
        "tag": "notes",
        "note": "notes",
    },
    "Stories": {"stories": "stories", "story": "stories", "compare": "stories"},
    "Index": {
        "index": "writing",
        "rebuild": "writing",
        "watch": "upkeep",
        "status": "upkeep",
        "check": "upkeep",
    },
    "Search page": {"serve": "serving", "password": "serving"},
    "Assistants": {"mcp": "assistants"},
    "Security": {"trust": "trust"},
}

COMMANDS: Mapping[str, str] = {
    name: module for section in SECTIONS.values() for name, module in section.items()
}


def command(name: str) -> click.Command:
    """A command by its name; its module is imported now."""
    found: click.Command = getattr(import_module(f"searchkit.cli.{COMMANDS[name]}"), name)
    return found


class _Group(click.Group):
    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BrokenPipeError as error:
            raise _ReaderGone from error

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in COMMANDS:
            return command(name)
        # Click offers those that are like it of the commands that it has.
        self.commands.update((known, command(known)) for known in COMMANDS)
        return None

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(map(len, COMMANDS))
        for section, names in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(f"{name:{width}}", _summary(command(name))) for name in names])


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
