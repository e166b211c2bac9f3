"""The commands about stories: `stories`, `story`, `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    AS_JSON,
    COLOR,
    COLUMNS,
    EXCEL,
    EXIT_NO_HITS,
    PAGE,
    QueryCommand,
    check_excel,
    complete_id,
    ensure_index,
    list_forms,
    pass_library,
)

if TYPE_CHECKING:
    from searchkit import Library, StoryOrder


@click.command(cls=QueryCommand)
@click.option("-n", "--limit", type=click.IntRange(1), metavar="N", help="Stories per page (10).")
@PAGE
@click.option(
    "--sort",
    "order",
    type=click.Choice(["largest", "newest"]),
    default="largest",
    help="Sort by number of versions (largest) or by first publication (newest).",
)
@click.option("--since", metavar="DATE", help="Only stories that began on this date or later.")
@list_forms
@COLUMNS
@EXCEL
@COLOR
@pass_library
def stories(
    library: Library,
    /,
    limit: int | None,
    page: int | None,
    order: StoryOrder,
    since: str | None,
    form: str | None,
    columns: str | None,
    excel: bool,
    color: str,
) -> int:
    """List the stories that several articles share.

    \b
    Examples:
      searchkit stories
      searchkit stories --sort newest --since 2016-02
      searchkit stories --csv > stories.csv

    Exit status: 0 if there are stories, 1 if there are none.
    """
    from searchkit.cli import printing, story_output
    from searchkit.cli.terminal import Terminal

    check_excel(form, excel=excel, columns=columns)
    ensure_index(library)
    if form in ("csv", "jsonl") and limit is page is None:
        every = library.all_stories(order=order, since=since)
        return (
            0
            if story_output.write_stories(every, form, excel=excel, columns=columns)
            else EXIT_NO_HITS
        )
    found = library.stories(order=order, since=since, limit=limit or 10, page=page or 1)
    if form == "json":
        printing.write_json(found.to_dict())
    elif form is not None:
        story_output.write_stories(found.stories, form, excel=excel, columns=columns)
    else:
        story_output.print_stories(Terminal(color), found)
    return 0 if found.total else EXIT_NO_HITS


@click.command()
@click.argument("article_id", metavar="ID", shell_complete=complete_id)
@AS_JSON
@COLOR
@pass_library
def story(library: Library, /, article_id: str, as_json: bool, color: str) -> int:
    """Show all versions of an article's story.

    Lists the versions by date, says what each changed, and which one is the earliest in this
    folder.

    Exit status: 0 if there are other versions, 1 if there are none or the article does not exist.
    """
    from searchkit.cli import printing, story_output
    from searchkit.cli.terminal import Terminal, hint

    ensure_index(library)
    story = library.story(library.resolve_id(article_id))
    alone = len(story.members) == 1
    if as_json:
        printing.write_json(story.to_dict())
    elif alone:
        hint(f"no other versions of {article_id}")
    else:
        story_output.print_story(Terminal(color), story)
    return EXIT_NO_HITS if alone else 0


@click.command()
@click.argument("left", metavar="ID1", shell_complete=complete_id)
@click.argument("right", metavar="ID2", shell_complete=complete_id)
@AS_JSON
@COLOR
@pass_library
def compare(library: Library, /, left: str, right: str, as_json: bool, color: str) -> int:
    """Compare two articles sentence by sentence.

    Sentences in both articles are marked =, those in one of them < or >. A changed sentence is
    shown in both wordings, with the changes highlighted and the figures and names that differ.

    Exit status: 0 if they share sentences, 1 if they share none or an article does not exist.
    """
    from searchkit.cli import printing, story_output
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    comparison = library.compare(*map(library.resolve_id, (left, right)))
    if as_json:
        printing.write_json(comparison.to_dict())
    else:
        story_output.print_comparison(Terminal(color), comparison)
    return 0 if comparison.of("same") or comparison.of("changed") else EXIT_NO_HITS
