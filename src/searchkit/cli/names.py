"""The commands about names: `names` lists those of articles, `name` tells all about one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from searchkit.cli.common import (
    COLOR,
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
    from searchkit import Library


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@click.option(
    "--kind",
    type=click.Choice(["person", "organisation", "place", "other"]),
    help="Only names of this kind.",
)
@click.option("--find", metavar="TEXT", default="", help="Only names that contain this.")
@click.option(
    "-n", "--limit", type=click.IntRange(1, 10_000), metavar="N", help="Names per page (50)."
)
@PAGE
@list_forms
@click.option(
    "--graphml",
    "form",
    flag_value="graphml",
    help="Print which names share a sentence, as GraphML.",
)
@click.option(
    "--edges", "form", flag_value="edges", help="Print the same as CSV, one row per pair."
)
@EXCEL
@COLOR
@pass_library
def names(
    library: Library,
    /,
    words: tuple[str, ...],
    kind: Any,
    find: str,
    limit: int | None,
    page: int | None,
    form: str | None,
    excel: bool,
    color: str,
) -> int:
    """List the people, organisations and places that articles name.

    Takes all articles, or those that match a query, and shows how many articles, stories and
    sources have each name. The spellings of a person's name count as one.

    \b
    Examples:
      searchkit names --kind person
      searchkit names tajik army
      searchkit names --find kab
      searchkit names 'since:2016' --csv > names.csv
      searchkit names taliban --graphml > names.graphml

    Exit status: 0 if there are names, 1 if there are none.
    """
    from searchkit.cli import printing
    from searchkit.cli.name_output import print_names, write_graph, write_names
    from searchkit.cli.terminal import Terminal

    check_excel(form, excel=excel)
    ensure_index(library)
    text = query_text(words, library) if words else "*"
    if form in ("graphml", "edges"):
        return 0 if write_graph(library.name_graph(text), form) else EXIT_NO_HITS
    # A table in a file is of all names.
    most = 10_000 if form in ("csv", "jsonl") else 50
    found = library.names(text, kind=kind, containing=find, limit=limit or most, page=page or 1)
    if form == "json":
        printing.write_json(found.to_dict())
    elif form is not None:
        write_names(found, form, excel=excel)
    else:
        print_names(Terminal(color), found)
    return 0 if found.names else EXIT_NO_HITS


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="NAME...")
@list_forms
@EXCEL
@COLOR
@pass_library
def name(
    library: Library, /, words: tuple[str, ...], form: str | None, excel: bool, color: str
) -> int:
    """Show what the articles say about a name.

    Its spellings, its kind with the evidence, its articles by year and source, who stands in the
    same sentences and how often beyond chance, and what is quoted of a person. --csv has a row for
    each name beside it.

    \b
    Examples:
      searchkit name Zamir Kabulov
      searchkit name Taliban --json
      searchkit name Kabul --csv > beside-kabul.csv

    Exit status: 0 if there is the name, 1 if no article has it.
    """
    from searchkit.cli import printing
    from searchkit.cli.name_output import print_report, write_beside
    from searchkit.cli.terminal import Terminal

    check_excel(form, excel=excel)
    ensure_index(library)
    report = library.name(" ".join(words))
    if form == "json":
        printing.write_json(report.to_dict())
    elif form is not None:
        write_beside(report, form, excel=excel)
    else:
        print_report(Terminal(color), report)
    return 0 if report.counts.articles else EXIT_NO_HITS
