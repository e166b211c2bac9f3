"""The commands about saved searches: `searches`, `new`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    AS_JSON,
    COLOR,
    EXIT_NO_HITS,
    EXIT_SOME_FAILED,
    ensure_index,
    pass_library,
)

if TYPE_CHECKING:
    from searchkit import FollowedSearch, Library


_HEADER = ("name", "articles", "stories", "new", "query")


@click.command()
@AS_JSON
@pass_library
def searches(library: Library, /, as_json: bool) -> int:
    """List the saved searches with their results, and how many are new.

    Saved searches are tables in searches.toml; searchkit query @NAME runs one of them. Prints a
    header, then a tab-separated line for each search.

    Exit status: 0, 1 if no search is saved, 3 if one of them cannot be run.
    """
    from searchkit.cli import printing
    from searchkit.cli.terminal import one_line, write

    ensure_index(library)
    followed = library.follow()
    if as_json:
        printing.write_json({"searches": [one.to_dict() for one in followed]})
        return _status(followed)
    if followed:
        write("\t".join(_HEADER) + "\n")
    for one in followed:
        counts = one.counts
        stories = "" if counts.stories is None else str(counts.stories)
        cells = [one.search.name, str(counts.articles), stories, str(len(one.new))]
        cells.append(str(one.search.values.get("query", "")))
        write("\t".join(map(one_line, cells)) + "\n")
    return _status(followed)


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--mark-seen", is_flag=True, help="Count what is printed as seen from now on.")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="Print JSON lines, one per article.")
@COLOR
@pass_library
def new(
    library: Library,
    /,
    names: tuple[str, ...],
    mark_seen: bool,
    as_jsonl: bool,
    color: str,
) -> int:
    """Show what saved searches find that has not been seen.

    An article that was moved or corrected stays seen.

    \b
    Examples:
      searchkit new
      searchkit index && searchkit new --mark-seen

    Exit status: 0 if there is something new, 1 if not, 3 if a search cannot be run.
    """
    from searchkit.cli.printing import counted, print_article_line
    from searchkit.cli.terminal import Terminal, hint, one_line, write

    ensure_index(library)
    followed = library.follow(names)
    terminal = None if as_jsonl else Terminal(color)
    for one in followed:
        if terminal is not None and one.new:
            label = f"{one_line(one.search.name)}: {counted(len(one.new), 'new article')}"
            terminal.line(terminal.styled(label, "bold"))
        for article in one.new:
            if terminal is None:
                facts = {"search": one.search.name, "id": article.id, "title": article.title}
                write(json.dumps(facts, ensure_ascii=False) + "\n", is_json=True)
            else:
                terminal.line(terminal.styled(one_line(article.title)), indent=2)
                print_article_line(terminal, article, indent=4)
    if mark_seen:
        library.mark_seen(followed)
    status = _status(followed)
    if status != EXIT_SOME_FAILED and not any(one.new for one in followed):
        hint("nothing new")
        return EXIT_NO_HITS
    return status


def _status(followed: tuple[FollowedSearch, ...]) -> int:
    from searchkit.cli.terminal import hint

    failed = [one for one in followed if one.error]
    for one in failed:
        hint(f"searchkit: saved search {one.search.name}: {one.error}")
    if not followed:
        hint("searchkit: no saved searches; write them into searches.toml")
        return EXIT_NO_HITS
    return EXIT_SOME_FAILED if failed else 0
