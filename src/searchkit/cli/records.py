"""The commands about records of searches: `record`, `verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from searchkit.cli.common import (
    ANY,
    AS_JSON,
    EXIT_DIFFERENT,
    SINCE,
    SOURCE,
    UNTIL,
    QueryCommand,
    ensure_index,
    pass_library,
    query_text,
)

if TYPE_CHECKING:
    from searchkit import Library


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest", "added"]),
    default="relevance",
    help="Order of the results (relevance).",
)
@ANY
@SOURCE
@SINCE
@UNTIL
@click.option("--report", is_flag=True, help="Print a report to cite instead.")
@pass_library
def record(
    library: Library, /, words: tuple[str, ...], any_word: bool, report: bool, **options: Any
) -> None:
    """Record a search and all that it finds, to verify it later.

    The record holds the query, how it was understood, what was searched, and the id, digest and
    date of every result.

    \b
    Examples:
      searchkit record kabulov > kabulov.toml
      searchkit verify kabulov.toml
      searchkit record 'tajik navy' --report    what was searched, if nothing was found

    Exit status: 0, even if there are no results.
    """
    from searchkit import SearchRequest, record_as_toml
    from searchkit.cli.terminal import write

    request = SearchRequest(
        text=query_text(words, library), operator="or" if any_word else "and", **options
    )
    if request.is_blank:
        raise click.UsageError("missing query; use * to match all articles")
    ensure_index(library)
    if report:
        write("".join(f"{paragraph}\n" for paragraph in library.search_report(request)))
        return
    for line in record_as_toml(library.record(request)):
        write(line)


@click.command()
@click.argument("file", type=click.Path(allow_dash=True))
@AS_JSON
@pass_library
def verify(library: Library, /, file: str, as_json: bool) -> int:
    """Repeat a recorded search, and list what has changed.

    Each result that is new, gone, moved or changed is listed with the reason.

    Exit status: 0 if the search finds the same, 1 if not.
    """
    from searchkit import MAX_RECORD, record_from_toml
    from searchkit.cli import printing
    from searchkit.cli.terminal import hint, one_line, write_line

    try:
        with click.open_file(file, "rb") as source:
            data = source.read(MAX_RECORD + 1)
    except OSError as error:
        raise click.BadParameter(f"{file}: {error.strerror}", param_hint="FILE") from None
    if len(data) > MAX_RECORD:
        raise click.UsageError(f"a record has at most {MAX_RECORD:,} bytes")
    recorded = record_from_toml(data)
    ensure_index(library)
    verification = library.verify(recorded)
    if as_json:
        printing.write_json(verification.to_dict())
    else:
        for difference in verification.differences:
            write_line(one_line(f"{difference.change}: {difference.id}: {difference.reason}"))
        for note in verification.notes:
            hint(f"note: {note}")
        count = printing.counted(len(verification.differences), "difference")
        made = verification.recorded.made
        hint(f"equal to the record of {made}" if verification.is_equal else f"{count} since {made}")
    return 0 if verification.is_equal else EXIT_DIFFERENT
