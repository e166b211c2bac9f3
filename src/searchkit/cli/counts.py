"""The commands that count: `counts` by period or value, `terms` by what tells articles apart."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from searchkit.cli.common import (
    ANY,
    AS_JSON,
    COLOR,
    EXIT_NO_HITS,
    SINCE,
    SOURCE,
    UNTIL,
    QueryCommand,
    advise,
    ensure_index,
    pass_library,
    query_text,
)

if TYPE_CHECKING:
    from searchkit import CountTable, Library, TermList

#: What a table is most often counted by.
_PERIODS = frozenset({"day", "week", "month", "quarter", "year", "source", "author", "language"})


@click.command(cls=QueryCommand)
@click.argument("queries", nargs=-1, metavar="[QUERY]...")
@click.option(
    "--queries",
    "file",
    type=click.File(encoding="utf-8", errors="replace"),
    metavar="FILE",
    help="Read the queries from a file: one per line, or a name, a tab and a query.",
)
@click.option(
    "--by",
    default="month",
    metavar="FIELD[,FIELD]",
    help="day, week, month, quarter, year, source, author, agency, language, date_status, or any "
    "field that articles declare (month). Two of them, such as source,month, make a cross table.",
)
@click.option(
    "--share", is_flag=True, help="Also show each count as a share of all articles in its row."
)
@click.option(
    "-n", "--limit", type=click.IntRange(1), metavar="N", help="Maximum number of values (50)."
)
@ANY
@SOURCE
@SINCE
@UNTIL
@click.option("--csv", "form", flag_value="csv", help="Print CSV, a row for each value and query.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.option(
    "--svg",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Draw a chart as SVG.",
)
@click.option(
    "--png",
    type=click.Path(dir_okay=False, writable=True),
    metavar="FILE",
    help="Draw it as PNG. Needs: pip install 'searchkit[png]'",
)
@COLOR
@pass_library
def counts(
    library: Library,
    /,
    queries: tuple[str, ...],
    file: Any,
    by: str,
    form: str | None,
    svg: str | None,
    png: str | None,
    color: str,
    any_word: bool,
    **options: Any,
) -> int:
    """Count articles by period or value.

    Each argument is a query with a column of its own; put quotation marks around a query of several
    words. Without a query, all articles are counted. Periods without articles are shown too, long
    runs of them in one line; articles without a date have a row of their own.

    \b
    Examples:
      searchkit counts 'tajik army' kabulov --by year
      searchkit counts afghanistan --by source
      searchkit counts kabulov --by source,year
      searchkit counts kabulov --by month --share --csv > counts.csv
      searchkit counts kabulov taliban --by year --svg chart.svg

    Exit status: 0 if there are results, 1 if there are none, 2 for a bad query or option.
    """
    from searchkit import SettingsError, chart

    if png is not None and not chart.can_draw_png():
        raise SettingsError(
            "no package that draws PNG is installed, or no font that it can use",
            command="pip install 'searchkit[png]'",
        )
    if file is not None and queries:
        raise click.UsageError("--queries takes the place of queries; use only one of them")
    ensure_index(library)
    advise(library)
    table = _table(library, queries, file, by, {**options, "any_word": any_word})
    if svg is not None:
        with click.open_file(svg, "w", encoding="utf-8") as picture:
            picture.write(chart.svg(table))
    if png is not None:
        with click.open_file(png, "wb") as drawn:
            drawn.write(chart.png(chart.svg(table)))
    _print(table, color, form)
    _tell_of_by(queries)
    return 0 if any(column.total.articles for column in table.columns) else EXIT_NO_HITS


def _table(
    library: Library,
    queries: Sequence[str],
    file: Any,
    by: str,
    options: Mapping[str, Any],
) -> CountTable:
    from searchkit import CountRequest, NamedQuery, SearchRequest, named_queries

    if file is not None:
        named = list(named_queries(file))
    else:
        texts = [query_text([text]) for text in queries] or ["*"]
        named = [NamedQuery(text, query_text([text], library)) for text in texts]
    filters = {name: options[name] for name in ("source", "since", "until")}
    operator: Any = "or" if options["any_word"] else "and"
    request = CountRequest(
        searches=tuple(
            (query.name, SearchRequest(text=query.text, operator=operator, **filters))
            for query in named
        ),
        by=tuple(name.strip().lower() for name in by.split(",")),
        share=options["share"],
        **({"limit": options["limit"]} if options["limit"] else {}),
    )
    with library.searcher() as searcher:
        return searcher.count_table(request)


def _print(table: CountTable, color: str, form: str | None) -> None:
    from searchkit import export
    from searchkit.cli import printing
    from searchkit.cli.count_output import print_table
    from searchkit.cli.terminal import hint, write

    notes = [
        *table.notes,
        *(f"{column.name}: {note}" for column in table.columns for note in column.notes),
    ]
    for note in dict.fromkeys(notes):
        hint(note)
    if form == "json":
        printing.write_json(table.to_dict())
    elif form == "csv":
        for piece in export.rows(table.record_columns, table.records()):
            write(piece)
    else:
        print_table(table, color)


def _tell_of_by(queries: Sequence[str]) -> None:
    """Say that `by month` among the words is two more of them, and how to count so."""
    from searchkit.cli.terminal import hint

    words = " ".join(queries).split()
    if len(words) > 1 and words[-2].lower() == "by" and words[-1].lower() in _PERIODS:
        period, query = words[-1].lower(), " ".join(words[:-2])
        hint(f"“by” and “{words[-1]}” were searched for as words; to count by {period}:")
        asked = f"{shlex.quote(query)} " if query else ""
        hint(f"  searchkit counts {asked}--by {period}")


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option("--against", metavar="QUERY", help="Compare with the articles of another query.")
@click.option(
    "--within",
    type=click.IntRange(1, 50),
    metavar="N",
    help="Only words at most N words from a match, compared with the rest of the same articles.",
)
@click.option(
    "-n", "--limit", type=click.IntRange(1, 100), default=20, metavar="N", help="Terms (20)."
)
@ANY
@AS_JSON
@COLOR
@pass_library
def terms(
    library: Library, /, words: tuple[str, ...], as_json: bool, color: str, **options: Any
) -> int:
    """Show the words that set these articles apart.

    Words and pairs of words, by log-likelihood, with the number of articles that have them here and
    in the others. The words of the query itself are left out.

    \b
    Examples:
      searchkit terms tajik
      searchkit terms talks --against army
      searchkit terms taliban --within 5

    Exit status: 0 if there are terms, 1 if there are none.
    """
    from searchkit.cli import printing

    within = options["within"]
    if options["against"] is not None and within is not None:
        raise click.UsageError("--against and --within cannot be used together")
    ensure_index(library)
    found = library.terms(
        query_text(words, library),
        against=options["against"],
        within=within,
        limit=options["limit"],
        operator="or" if options["any_word"] else "and",
    )
    if as_json:
        printing.write_json(found.to_dict())
    else:
        _print_terms(found, color, is_near=bool(within))
    return 0 if found.terms else EXIT_NO_HITS


def _print_terms(found: TermList, color: str, *, is_near: bool) -> None:
    from searchkit.cli.printing import counted
    from searchkit.cli.terminal import Terminal, hint

    terminal = Terminal(color)
    if found.terms:
        terminal.line(terminal.styled("   score    here  others  term", "bold"))
    for term in found.terms:
        numbers = f"{term.score:>8,.1f} {term.here:>7,} {term.there:>7,}"
        terminal.line(terminal.styled(f"{numbers}  {term.text}"))
    units = ("word near a match", "words near a match") if is_near else ("article", "articles")
    hint(f"{counted(found.here, *units)}, compared with {counted(found.there, 'other')}")
    for note in found.notes:
        hint(note)
