"""The commands. Each parses its options, makes one call to the library and prints the answer."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit import errors
from searchkit.article import METADATA

if TYPE_CHECKING:
    from searchkit.library import Library

EXIT_NO_HITS = 1
EXIT_UNUSABLE = 2
EXIT_SOME_FAILED = 3
EXIT_INTERRUPTED = 130

# The first class that an error belongs to decides.
_EXIT: tuple[tuple[type[errors.SearchkitError], int], ...] = (
    (errors.ArticleNotFound, EXIT_NO_HITS),
    (errors.IndexUnusable, 4),
    (errors.EngineUnavailable, 4),
    (errors.IndexLocked, 5),
    (errors.SearchkitError, EXIT_UNUSABLE),
)
# `-word` in a query excludes the word; only these are options.
_SHORT_OPTIONS = re.compile(r"-(n\d*|0|h)|-")
_HELD = "\0"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    from searchkit.cli.terminal import hint

    try:
        status = group.main(
            list(sys.argv[1:] if arguments is None else arguments),
            prog_name="searchkit",
            standalone_mode=False,
        )
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except errors.SearchkitError as error:
        hint(f"searchkit: {error}")
        return next(status for kind, status in _EXIT if isinstance(error, kind))
    except (KeyboardInterrupt, click.Abort):
        hint("searchkit: interrupted")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader, `head` perhaps, has seen enough. Python must not find out again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # A full disk or a folder that may not be written. The old index answers as before.
        hint(f"searchkit: {error}")
        return EXIT_UNUSABLE
    return status if isinstance(status, int) else 0


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The project: the folder that holds corpus/. Default: SEARCHKIT_HOME, else the nearest "
    "folder upwards with a searchkit.toml or a corpus/.",
)
@click.version_option(package_name="searchkit", message="%(prog)s %(version)s")
@click.pass_context
def group(context: click.Context, home: Path | None) -> None:
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
    from searchkit.library import Library

    # A run that is asked to end leaves the index as it was.
    signal.signal(signal.SIGTERM, _interrupt)
    context.obj = context.with_resource(Library.open(home))


class _QueryCommand(click.Command):
    """A command whose arguments may begin with a minus, as `-putin` does."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        held = [
            _HELD + one if one[:1] == "-" != one[1:2] and not _SHORT_OPTIONS.fullmatch(one) else one
            for one in args
        ]
        return super().parse_args(context, held)


_COLOR = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Whether marks are coloured; NO_COLOR is heeded.",
)
_WAIT = click.option("--wait", is_flag=True, help="Wait while another process writes the index.")


@group.command(cls=_QueryCommand)
@click.argument("words", nargs=-1, metavar="QUERY...")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, help="Hits a page (10).")
@click.option("--page", type=click.IntRange(1), default=1, help="Which page (1).")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    help="The order of the hits.",
)
@click.option("--any", "any_word", is_flag=True, help="Any of the words instead of all.")
@click.option("--source", metavar="NAME", help="Only from this source.")
@click.option(
    "--since", metavar="DATE", help="Only dated then or later: 2016, 2016-02, 2016-02-20."
)
@click.option("--until", metavar="DATE", help="Only dated then or earlier.")
@click.option("--json", "form", flag_value="json", help="The whole answer as JSON.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One hit a line as JSON.")
@click.option("--csv", "form", flag_value="csv", help="The hits as a table.")
@click.option("--count", "form", flag_value="count", help="Only how many articles match.")
@click.option("--paths", "form", flag_value="paths", help="Only the files of the hits.")
@click.option("-0", "nul", is_flag=True, help="With --paths: end each path with NUL.")
@click.option("--explain", is_flag=True, help="Say what matched where, and the score.")
@_COLOR
@click.pass_obj
def query(
    library: Library,
    /,
    words: tuple[str, ...],
    form: str | None,
    nul: bool,
    explain: bool,
    color: str,
    any_word: bool,
    **options: Any,
) -> int:
    """Search, and print the hits, best first.

    \b
    Examples:
      searchkit query tajik army              both words
      searchkit query '"useless events"'      exactly these words, side by side
      searchkit query 'title:(taliban OR kabul) -moscow date:2016..2020'
      searchkit query kabulov --count

    Exit status: 0 hits, 1 no hits, 2 a query or option that cannot be understood.
    """
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal, write

    text = " ".join(word.removeprefix(_HELD) for word in words)
    if not text.strip() and not any(options[name] for name in ("source", "since", "until")):
        raise click.UsageError("name what to search for; * is everything")
    _ensure_index(library)
    results = library.search(text, any=any_word, **options)
    match form:
        case "json":
            output.write_json(results.to_dict())
        case "jsonl":
            output.write_jsonl(results.hits)
        case "csv":
            output.write_csv(results.hits)
        case "count":
            write(f"{results.total}\n")
        case "paths":
            corpus = library.settings.corpus
            output.write_paths(results.hits, corpus, ending="\0" if nul else "\n")
        case _:
            output.print_hits(Terminal(color), results, explain=explain)
            output.print_summary(results)
    return 0 if results.total else EXIT_NO_HITS


@group.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option(
    "--verify",
    is_flag=True,
    help="Read every file, also those whose size and time are as before.",
)
@click.option("--allow-shrink", is_flag=True, help="Even if over half of the articles are gone.")
@_WAIT
@click.pass_obj
def index(library: Library, dry_run: bool, verify: bool, allow_shrink: bool, wait: bool) -> int:
    """Bring the index up to the folder: new, changed and removed articles.

    \b
    Examples:
      searchkit index
      searchkit index --dry-run

    Exit status: 0 done, 3 done but some files failed.
    """
    return _update(library, dry=dry_run, verify=verify, allow_shrink=allow_shrink, wait=wait)


@group.command()
@click.option("--engine", metavar="NAME", help="The search library to use: auto, whoosh.")
@_WAIT
@click.pass_obj
def rebuild(library: Library, engine: str | None, wait: bool) -> int:
    """Build the index anew; the old one answers until the new one is whole."""
    return _rebuild(library, engine=engine, wait=wait)


@group.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@_WAIT
@click.pass_obj
def add(library: Library, paths: tuple[Path, ...], wait: bool) -> int:
    """Copy files or folders into the corpus, then index them."""
    library.add(paths)
    return _update(library, wait=wait)


@group.command()
@click.argument("article_id", metavar="ID")
@click.option("--query", "text", default="", metavar="QUERY", help="Mark what this query matches.")
@click.option("--json", "as_json", is_flag=True, help="The article and its provenance as JSON.")
@click.option("--metadata", is_flag=True, help="Only what is known of it, and where from.")
@click.option("--removed", is_flag=True, help="Only what of the file is no part of the article.")
@_COLOR
@click.pass_obj
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

    _ensure_index(library)
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
@click.argument("article_id", metavar="ID")
@click.option("--title", metavar="TEXT")
@click.option("--source", metavar="NAME")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Once for each author.")
@click.option("--date", metavar="DATE", help="2016, 2016-02, 2016-02-20, or unknown.")
@click.option("--agency", metavar="NAME")
@click.option("--url", metavar="URL")
@click.option("--language", metavar="CODE")
@click.option(
    "--take-back",
    multiple=True,
    type=click.Choice(METADATA),
    help="Believe the file again about this field.",
)
@_WAIT
@click.pass_obj
def edit(
    library: Library, /, article_id: str, take_back: tuple[str, ...], wait: bool, **said: Any
) -> int:
    """Correct what is known of an article, for good.

    \b
    Examples:
      searchkit edit wire/0412.txt --date 2016-02-20 --source "The Coast Herald"
      searchkit edit wire/0412.txt --date unknown       the file's date is wrong
      searchkit edit wire/0412.txt --take-back date     the file is right after all

    The correction stands beside the file, in NAME.meta.toml, and goes before what the file says.
    """
    from searchkit.cli.terminal import hint

    values = {name: value for name, value in said.items() if value}
    values.update(dict.fromkeys(take_back))
    if not values:
        raise click.UsageError("name what to correct, as in --date 2016-02-20")
    _ensure_index(library)
    hint(f"written to {library.edit(article_id, values)}")
    return _update(library, wait=wait)


@group.command()
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--failures", is_flag=True, help="Only the files that failed, with the reasons.")
@click.pass_obj
def status(library: Library, /, as_json: bool, failures: bool) -> None:
    """Print what the index holds, and the files that failed."""
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal

    found = library.status()
    if as_json:
        output.write_json(found.to_dict())
    elif failures:
        output.print_failures(Terminal(), found)
    else:
        output.print_status(Terminal(), found)


@group.command()
@click.option("--host", default="127.0.0.1", help="The address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="The port (8000).")
@click.pass_obj
def serve(library: Library, host: str, port: int) -> None:
    """Serve the search page on this machine, until Ctrl-C."""
    from searchkit.cli.terminal import hint
    from searchkit.web import serve as run

    _ensure_index(library)
    run(library, host, port, ready=lambda url: hint(f"searchkit: serving {url} (Ctrl-C ends it)"))


def _ensure_index(library: Library) -> None:
    """Build the index of a corpus that has none, and say so."""
    from searchkit.cli.terminal import hint

    if not library.has_index:
        hint(f"searchkit: no index yet; building one of {library.settings.corpus}")
        _rebuild(library, quiet=True)


def _update(library: Library, *, dry: bool = False, **options: Any) -> int:
    from searchkit.cli.output import print_report
    from searchkit.cli.terminal import progress_bar

    with progress_bar("indexing") as progress:
        report = library.update(dry=dry, progress=progress, **options)
    print_report(report, dry=dry)
    return EXIT_SOME_FAILED if report.failed else 0


def _rebuild(library: Library, *, quiet: bool = False, **options: Any) -> int:
    from searchkit.cli.output import print_report
    from searchkit.cli.terminal import hint, progress_bar

    with progress_bar("indexing") as progress:
        report = library.rebuild(progress=progress, **options)
    if not quiet:
        print_report(report)
    else:
        for failure in report.failed:
            hint(f"{failure.path}: {failure.reason}")
    return EXIT_SOME_FAILED if report.failed else 0
