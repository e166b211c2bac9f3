"""The command about quotations: `quotes`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    ANY,
    COLOR,
    COLUMNS,
    EXCEL,
    EXIT_NO_HITS,
    PAGE,
    QueryCommand,
    check_excel,
    ensure_index,
    list_forms,
    pass_library,
    query_text,
)

if TYPE_CHECKING:
    from searchkit import Library, Operator


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@click.option("--speaker", metavar="NAME", help="Only quotations by this person.")
@click.option(
    "-n", "--limit", type=click.IntRange(1), metavar="N", help="Quotations per page (10)."
)
@PAGE
@ANY
@list_forms
@COLUMNS
@EXCEL
@COLOR
@pass_library
def quotes(
    library: Library,
    /,
    words: tuple[str, ...],
    speaker: str | None,
    limit: int | None,
    page: int | None,
    any_word: bool,
    form: str | None,
    columns: str | None,
    excel: bool,
    color: str,
) -> int:
    """Find quotations, their speakers and the articles that have them.

    Searches all articles, or those that match the query; matches inside quotations come first.
    Wordings of the same quotation are listed together, with what each of them leaves out.

    \b
    Examples:
      searchkit quotes --speaker kabulov
      searchkit quotes 'quote:"useless events"'
      searchkit quotes afghanistan --csv > quotations.csv

    Exit status: 0 if there are quotations, 1 if there are none.
    """
    from searchkit import SearchRequest
    from searchkit.cli import printing
    from searchkit.cli.quote_output import print_quotes, write_quotes
    from searchkit.cli.terminal import Terminal, hint

    check_excel(form, excel=excel, columns=columns)
    ensure_index(library)
    operator: Operator = "or" if any_word else "and"
    text = query_text(words or ("*",), library)
    if form in ("csv", "jsonl") and limit is page is None:
        request = SearchRequest(text=text, operator=operator)
        quotes = library.all_quotes(request, speaker=speaker)
        for note in quotes.notes:
            hint(note)
        return (
            0 if write_quotes(quotes.clusters, form, excel=excel, columns=columns) else EXIT_NO_HITS
        )
    found = library.quotes(
        text, speaker=speaker, limit=limit or 10, page=page or 1, operator=operator
    )
    if form == "json":
        printing.write_json(found.to_dict())
    elif form is not None:
        write_quotes(found.clusters, form, excel=excel, columns=columns)
    else:
        print_quotes(Terminal(color), found)
    return 0 if found.clusters else EXIT_NO_HITS
