"""The commands that take a query: `query`, `kwic`, `suggest`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from searchkit import quick_re as re
from searchkit.cli.common import (
    ANY,
    AS_JSON,
    COLOR,
    COLUMNS,
    EXCEL,
    EXIT_NO_HITS,
    SOURCE,
    UNTIL,
    QueryCommand,
    advise,
    check_excel,
    ensure_index,
    pass_library,
    query_text,
    saved_search,
)
from searchkit.cli.export_output import (
    check_columns,
    export_options,
    write_export,
    write_lines,
    write_paths,
    write_rows,
)

if TYPE_CHECKING:
    from searchkit import Hit, KwicLine, Library, Results, Searcher, SearchRequest

_WORD = re.compile(r"\w+")


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="QUERY...")
@click.option("-n", "--limit", type=click.IntRange(1), metavar="N", help="Results per page (10).")
@click.option("--page", type=click.IntRange(1), metavar="N", help="Page of results (1).")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest", "added"]),
    default="relevance",
    help="Order of the results (relevance); added puts the latest additions first.",
)
@ANY
@click.option(
    "--no-variants",
    "variants",
    is_flag=True,
    default=True,
    flag_value=False,
    help="Ignore the words of equal meaning in variants.txt.",
)
@click.option(
    "--queries",
    type=click.Path(allow_dash=True),
    metavar="FILE",
    help="Run many queries: one per line, or a name, a tab and a query; - reads standard input.",
)
@SOURCE
@click.option(
    "--since", metavar="DATE", help="Only articles from this date on: 2016, 2016-02 or 2016-02-20."
)
@UNTIL
@click.option(
    "--group",
    type=click.Choice(["story", "new"]),
    help="Show one result per story (story), or only the first article of each story (new).",
)
@click.option("--facets", is_flag=True, help="Also count the results by source, author, year, etc.")
@click.option("--explain", is_flag=True, help="Show how each score is computed, term by term.")
@click.option("--count", "form", flag_value="count", help="Print only the number of results.")
@click.option("--paths", "form", flag_value="paths", help="Print the paths of all matching files.")
@click.option("-0", "nul", is_flag=True, help="With --paths, end each path with a NUL byte.")
@click.option("--json", "form", flag_value="json", help="Print the results as JSON.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Export all results as JSON lines.")
@click.option("--csv", "form", flag_value="csv", help="Export all results as CSV.")
@click.option("--ris", "form", flag_value="ris", help="Export all results as RIS.")
@click.option("--bibtex", "form", flag_value="bibtex", help="Export all results as BibTeX.")
@click.option("--csl", "form", flag_value="csl", help="Export all results as CSL-JSON.")
@click.option("--markdown", "form", flag_value="markdown", help="Export all results as Markdown.")
@click.option("--text", "form", flag_value="text", help="Export all results as plain text.")
@click.option("--html", "form", flag_value="html", help="Export all results as an HTML report.")
@click.option(
    "--columns", metavar="NAMES", help="With --csv or --jsonl: which columns, as in date,title."
)
@EXCEL
@COLOR
@pass_library
def query(
    library: Library,
    /,
    words: tuple[str, ...],
    form: str | None,
    nul: bool,
    facets: bool,
    color: str,
    any_word: bool,
    queries: str | None,
    columns: str | None,
    excel: bool,
    **options: Any,
) -> int:
    """Search the articles.

    \b
    Examples:
      searchkit query tajik army              both words
      searchkit query '"useless events"'      the exact phrase
      searchkit query 'title:(taliban OR kabul) -moscow date:2016..2020'
      searchkit query kabulov --csv > kabulov.csv
      searchkit query kabulov --group story   one result per story
      searchkit query --queries names.txt     a table of counts, one row per query

    \b
    Fields:
      title, body, lead, source, author, agency, language, path, url,
      speaker, quote, person, organisation, place, name, date, since,
      until, after, before, added, words,
      and any other that articles declare

    Exit status: 0 if there are results, 1 if there are none, 2 for a bad query or option.
    """
    if queries is not None:
        return _batch(library, queries, words, form, any_word=any_word, options=options)
    request = _saved_request(library, words, facets=facets, options=options)
    if request is None:
        request = _request(words, any_word=any_word, facets=facets, options=options)
    _check_options(request, form, facets=facets)
    request = replace(request, roles=form in ("csv", "jsonl"))
    how = export_options(form, columns=columns, excel=excel, title=request.text)
    ensure_index(library)
    advise(library)
    with library.searcher() as searcher:
        if form not in (None, "json", "count"):
            check_columns(searcher, how)
            hits = _all_hits(searcher, request, one_page=bool(options["limit"] or options["page"]))
            if how is None:
                found = write_paths(hits, library.settings.corpus, "\0" if nul else "\n")
            else:
                found = write_export(hits, form, how)
            return 0 if found else EXIT_NO_HITS
        results = searcher.search(request)
    _print_results(results, form, color, facets=facets)
    return 0 if results.total else EXIT_NO_HITS


def _batch(
    library: Library,
    queries: str,
    words: tuple[str, ...],
    form: str | None,
    *,
    any_word: bool,
    options: Mapping[str, Any],
) -> int:
    from searchkit.cli.batch import run_batch

    if words:
        raise click.UsageError("--queries takes the place of a query; use only one of them")
    if form not in (None, "json", "jsonl", "csv"):
        raise click.UsageError(f"--queries cannot be used with --{form}; use --jsonl or --csv")
    for name in ("limit", "page", "group"):
        if options[name] is not None:
            raise click.UsageError(f"--queries cannot be used with --{name}")

    def request(text: str) -> SearchRequest:
        found = _request([text], any_word=any_word, facets=False, options=options)
        return replace(found, roles=form in ("csv", "jsonl"))

    try:
        lines = click.open_file(queries, encoding="utf-8", errors="replace")
    except OSError as error:
        raise click.BadParameter(f"{queries}: {error.strerror}", param_hint="--queries") from None
    ensure_index(library)
    advise(library)
    with lines:
        return run_batch(library, lines, form, request)


def _saved_request(
    library: Library, words: tuple[str, ...], *, facets: bool, options: Mapping[str, Any]
) -> SearchRequest | None:
    """The saved search that is meant by `@NAME`, with these options; None for another query."""
    saved = saved_search(library, words[0]) if len(words) == 1 else None
    if saved is None:
        return None
    from searchkit import FACETS

    usual = {"sort": "relevance", "explain": False, "variants": True}
    # What was not chosen is as the saved search has it.
    given = {
        key: value
        for key, value in options.items()
        if value is not None and value != usual.get(key)
    }
    request = replace(saved.request(), **given)
    return replace(request, facets=FACETS) if facets else request


def _request(
    words: Iterable[str], *, any_word: bool, facets: bool, options: Mapping[str, Any]
) -> SearchRequest:
    from searchkit import DEFAULT_FACETS, FACETS, SearchRequest

    return SearchRequest(
        text=query_text(words),
        operator="or" if any_word else "and",
        facets=FACETS if facets else DEFAULT_FACETS,
        **{name: value for name, value in options.items() if value is not None},
    )


def _check_options(request: SearchRequest, form: str | None, *, facets: bool) -> None:
    if request.is_blank:
        raise click.UsageError("missing query; use * to match all articles")
    if facets and form not in (None, "json", "count"):
        raise click.UsageError(f"--facets cannot be used with --{form}; use --json or --count")
    if request.explain and form not in (None, "json"):
        raise click.UsageError(f"--explain cannot be used with --{form}; use --json")


def _print_results(results: Results, form: str | None, color: str, *, facets: bool) -> None:
    from searchkit.cli import hit_output, printing
    from searchkit.cli.terminal import Terminal, write

    match form:
        case "json":
            _warn(results)
            printing.write_json(results.to_dict())
        case "count":
            _warn(results)
            hit_output.print_readings(results)
            write(f"{results.total}\n")
            if facets:
                hit_output.print_facets(Terminal(color), results)
        case _:
            terminal = Terminal(color)
            hit_output.print_hits(terminal, results)
            if facets:
                hit_output.print_facets(terminal, results)
            hit_output.print_summary(results)


def _all_hits(searcher: Searcher, request: SearchRequest, *, one_page: bool) -> Iterable[Hit]:
    """All hits, or those of one page."""
    if not one_page:
        return searcher.hits(request)
    results = searcher.search(request)
    _warn(results)
    return results.hits


def _warn(results: Results) -> None:
    """Warn of results that are not complete, beside output for a program."""
    from searchkit.cli.terminal import hint

    if results.partial:
        hint(f"searchkit: {results.notes[0]}")


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True, metavar="QUERY...")
@click.option(
    "--width",
    type=click.IntRange(1, 500),
    default=40,
    metavar="N",
    help="Characters of context on each side (40).",
)
@click.option(
    "--sort",
    type=click.Choice(["text", "left", "right"]),
    default="text",
    help="Sort by article (text), or by the words before (left) or after (right) the match.",
)
@ANY
@click.option("--jsonl", "form", flag_value="jsonl", help="Print JSON lines, one per match.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV, one row per match.")
@COLUMNS
@EXCEL
@COLOR
@pass_library
def kwic(
    library: Library,
    /,
    words: tuple[str, ...],
    width: int,
    sort: str,
    any_word: bool,
    form: str | None,
    columns: str | None,
    excel: bool,
    color: str,
) -> int:
    """Show every match in its context, one per line.

    \b
    Examples:
      searchkit kwic 'tajik army'
      searchkit kwic =taliban --sort right

    Exit status: 0 if there are matches, 1 if there are none.
    """
    from searchkit import export
    from searchkit.cli.hit_output import print_kwic_line
    from searchkit.cli.terminal import Terminal

    check_excel(form, excel=excel, columns=columns)
    ensure_index(library)
    lines: Iterable[KwicLine] = library.kwic(
        query_text(words, library), width=width, operator="or" if any_word else "and"
    )
    if sort != "text":
        lines = sorted(lines, key=_words_before if sort == "left" else _words_after)
    records = (line.to_dict() for line in lines)
    if form is not None:
        found = (
            write_rows(export.KWIC_COLUMNS, records, excel=excel, chosen=columns)
            if form == "csv"
            else write_lines(records)
        )
        return 0 if found else EXIT_NO_HITS
    count = 0
    terminal = Terminal(color)
    for count, line in enumerate(lines, start=1):  # noqa: B007 - the last count is the answer
        print_kwic_line(terminal, line, width)
    return 0 if count else EXIT_NO_HITS


def _words_before(line: KwicLine) -> list[str]:
    """The words left of the match, the nearest first."""
    return _WORD.findall(line.left.casefold())[::-1]


def _words_after(line: KwicLine) -> list[str]:
    """The words right of the match, the nearest first."""
    return _WORD.findall(line.right.casefold())


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="PREFIX...")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    metavar="N",
    help="Maximum number of words, of phrases, of names and of titles (10).",
)
@AS_JSON
@COLOR
@pass_library
def suggest(
    library: Library, /, words: tuple[str, ...], limit: int, as_json: bool, color: str
) -> int:
    """Suggest words, phrases, names and titles that begin with PREFIX.

    \b
    Examples:
      searchkit suggest kab
      searchkit suggest 'tajik a'

    Exit status: 0 if there are suggestions, 1 if there are none.
    """
    from searchkit.cli import hit_output, printing
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    suggestions = library.suggest(" ".join(words), limit=limit)
    if as_json:
        printing.write_json(suggestions.to_dict())
    else:
        hit_output.print_suggestions(Terminal(color), suggestions)
    has_any = any((suggestions.words, suggestions.phrases, suggestions.names, suggestions.titles))
    return 0 if has_any else EXIT_NO_HITS
