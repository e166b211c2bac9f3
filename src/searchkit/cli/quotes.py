"""The command about quotations: `quotes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    ANY,
    AS_JSON,
    COLOR,
    EXIT_NO_HITS,
    PAGE,
    QueryCommand,
    ensure_index,
    pass_library,
    query_text,
)

if TYPE_CHECKING:
    from searchkit import Library


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option("--speaker", metavar="NAME", help="Only quotations by this person.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1),
    default=10,
    metavar="N",
    help="Quotations per page (10).",
)
@PAGE
@ANY
@AS_JSON
@COLOR
@pass_library
def quotes(
    library: Library,
    /,
    words: tuple[str, ...],
    speaker: str | None,
    limit: int,
    page: int,
    any_word: bool,
    as_json: bool,
    color: str,
) -> int:
    """Find quotations, their speakers and the articles that have them.

    Searches the articles that match the query; matches inside quotations come first. Wordings of
    the same quotation are listed together, with what each of them leaves out.

    \b
    Examples:
      searchkit quotes afghanistan --speaker kabulov
      searchkit quotes 'quote:"useless events"'

    Exit status: 0 if there are quotations, 1 if there are none.
    """
    from searchkit.cli import printing
    from searchkit.cli.quote_output import print_quotes
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    page_of_quotes = library.quotes(
        query_text(words),
        speaker=speaker,
        limit=limit,
        page=page,
        operator="or" if any_word else "and",
    )
    if as_json:
        printing.write_json(page_of_quotes.to_dict())
    else:
        print_quotes(Terminal(color), page_of_quotes)
    return 0 if page_of_quotes.clusters else EXIT_NO_HITS
