"""The command about quotations: what articles quote, whose words it is, who carried it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    COLOR,
    EXIT_NO_HITS,
    QueryCommand,
    ensure_index,
    pass_library,
    query_of,
)

if TYPE_CHECKING:
    from searchkit.library import Library


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option("--speaker", metavar="NAME", help="Only what somebody of this name said.")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, help="Quotations a page (10).")
@click.option("--page", type=click.IntRange(1), default=1, help="Which page (1).")
@click.option("--any", "any_word", is_flag=True, help="Any of the words: OR instead of AND.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
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
    """Print what the articles that match quote: who said it, and who carried it, earliest first.

    What the query finds inside quotations comes first. Quotations that are the same but for a few
    words are one; each of its wordings says where it is cut.

    \b
    Examples:
      searchkit quotes afghanistan --speaker kabulov
      searchkit quotes 'quote:"useless events"'

    Exit status: 0 something is quoted, 1 nothing is.
    """
    from searchkit.cli import output
    from searchkit.cli.quote_output import print_quotes
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    found = library.quotes(
        query_of(words),
        speaker=speaker,
        limit=limit,
        page=page,
        operator="or" if any_word else "and",
    )
    if as_json:
        output.write_json(found.to_dict())
    else:
        print_quotes(Terminal(color), found)
    return 0 if found.clusters else EXIT_NO_HITS
