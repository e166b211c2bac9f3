"""The command that everything else is for: `query`, for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit.cli.common import (
    COLOR,
    EXIT_NO_HITS,
    QueryCommand,
    advise,
    ensure_index,
    pass_library,
    query_of,
)

if TYPE_CHECKING:
    from searchkit import Group, Hit, KwicLine, Library, Results, Searcher, SearchRequest

_WORD = re.compile(r"\w+")


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="QUERY...")
@click.option("-n", "--limit", type=click.IntRange(1), help="Hits a page (10).")
@click.option("--page", type=click.IntRange(1), help="Which page (1).")
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
@click.option("--jsonl", "form", flag_value="jsonl", help="All hits, one a line as JSON.")
@click.option("--csv", "form", flag_value="csv", help="All hits as a table.")
@click.option("--bibtex", "form", flag_value="bibtex", help="All hits as BibTeX.")
@click.option("--markdown", "form", flag_value="markdown", help="All hits as Markdown.")
@click.option("--count", "form", flag_value="count", help="Only how many articles match.")
@click.option("--paths", "form", flag_value="paths", help="Only the files of all hits.")
@click.option("-0", "nul", is_flag=True, help="With --paths: end each path with NUL.")
@click.option("--facets", is_flag=True, help="Also count the hits by source, author, year, …")
@click.option(
    "--group",
    type=click.Choice(["story", "new"]),
    help="One hit of each story, the others under it; or only what was first of its story.",
)
@click.option("--explain", is_flag=True, help="Add up the score of each hit, term by term.")
@COLOR
@pass_library
def query(
    library: Library,
    /,
    words: tuple[str, ...],
    form: str | None,
    nul: bool,
    facets: bool,
    explain: bool,
    color: str,
    any_word: bool,
    limit: int | None,
    page: int | None,
    group: Group | None,
    **options: Any,
) -> int:
    """Search, and print the hits, best first.

    \b
    Examples:
      searchkit query tajik army              both words
      searchkit query '"useless events"'      exactly these words, side by side
      searchkit query 'title:(taliban OR kabul) -moscow date:2016..2020'
      searchkit query kabulov --csv > kabulov.csv       all hits, not only ten
      searchkit query kabulov --group story   one hit of each story

    Exit status: 0 hits, 1 no hits, 2 a query or option that cannot be understood.
    """
    from searchkit import DEFAULT_FACETS, FACETS, SearchRequest
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal, write

    request = SearchRequest(
        text=query_of(words),
        limit=limit or 10,
        page=page or 1,
        operator="or" if any_word else "and",
        facets=FACETS if facets else DEFAULT_FACETS,
        explain=explain,
        group=group or "article",
        **options,
    )
    if request.is_blank:
        raise click.UsageError("name what to search for; * is everything")
    if facets and form not in (None, "json", "count"):
        raise click.UsageError(f"--facets counts beside hits, --json or --count, not --{form}")
    if explain and form not in (None, "json"):
        raise click.UsageError(f"--explain adds up beside hits or --json, not --{form}")
    ensure_index(library)
    advise(library)
    with library.searcher() as searcher:
        if form not in (None, "json", "count"):
            hits = _all_hits(searcher, request, one_page=bool(limit or page))
            return _export(hits, form, library.settings.corpus, "\0" if nul else "\n")
        results = searcher.search(request)
    match form:
        case "json":
            _warn(results)
            output.write_json(results.to_dict())
        case "count":
            _warn(results)
            write(f"{results.total}\n")
            if facets:
                output.print_facets(Terminal(color), results)
        case _:
            terminal = Terminal(color)
            output.print_hits(terminal, results)
            if facets:
                output.print_facets(terminal, results)
            output.print_summary(results)
    return 0 if results.total else EXIT_NO_HITS


def _all_hits(searcher: Searcher, request: SearchRequest, *, one_page: bool) -> Iterable[Hit]:
    """All hits, or those of one page."""
    if not one_page:
        return searcher.hits(request)
    results = searcher.search(request)
    _warn(results)
    return results.hits


def _warn(results: Results) -> None:
    """Say, beside an answer for a program, what is missing in it."""
    from searchkit.cli.terminal import hint

    if results.partial:
        hint(f"searchkit: {results.notes[0]}")


def _export(hits: Iterable[Hit], form: str, corpus: Path, ending: str) -> int:
    from searchkit import export
    from searchkit.cli.terminal import write

    ahead = iter(hits)
    first = next(ahead, None)
    whole = ahead if first is None else chain((first,), ahead)
    if form == "paths":
        pieces = export.paths(whole, corpus, ending=ending)
    else:
        pieces = export.FORMATS[form](whole)
    for piece in pieces:
        write(piece, is_json=form == "jsonl")
    return EXIT_NO_HITS if first is None else 0


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option("--width", type=click.IntRange(1, 500), default=40, help="Characters a side (40).")
@click.option(
    "--sort",
    type=click.Choice(["text", "left", "right"]),
    default="text",
    help="By article and place, or by the words before or after the match.",
)
@click.option("--any", "any_word", is_flag=True, help="Any of the words instead of all.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="One match a line as JSON.")
@COLOR
@pass_library
def kwic(
    library: Library,
    /,
    words: tuple[str, ...],
    width: int,
    sort: str,
    any_word: bool,
    as_jsonl: bool,
    color: str,
) -> int:
    """Print key words in context: one line for every match in every article.

    \b
    Examples:
      searchkit kwic 'tajik army'
      searchkit kwic =taliban --sort right
    """
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal, write

    ensure_index(library)
    lines: Iterable[KwicLine] = library.kwic(
        query_of(words), width=width, operator="or" if any_word else "and"
    )
    if sort != "text":
        lines = sorted(lines, key=_before if sort == "left" else _after)
    count = 0
    terminal = None if as_jsonl else Terminal(color)
    for count, line in enumerate(lines, start=1):  # noqa: B007 - the last count is the answer
        if terminal is None:
            write(json.dumps(line.to_dict(), ensure_ascii=False) + "\n", is_json=True)
        else:
            output.print_kwic_line(terminal, line, width)
    return 0 if count else EXIT_NO_HITS


def _before(line: KwicLine) -> list[str]:
    """The words left of the match, the nearest first."""
    return _WORD.findall(line.left.casefold())[::-1]


def _after(line: KwicLine) -> list[str]:
    """The words right of the match, the nearest first."""
    return _WORD.findall(line.right.casefold())
