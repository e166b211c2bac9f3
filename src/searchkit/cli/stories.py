"""The commands about stories: `stories`, `story`, `compare`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    AS_JSON,
    COLOR,
    EXIT_NO_HITS,
    PAGE,
    complete_id,
    ensure_index,
    pass_library,
)

if TYPE_CHECKING:
    from searchkit import Library, StoryOrder


@click.command()
@click.option(
    "-n", "--limit", type=click.IntRange(1), default=10, metavar="N", help="Stories per page (10)."
)
@PAGE
@click.option(
    "--sort",
    "order",
    type=click.Choice(["largest", "newest"]),
    default="largest",
    help="Sort by number of versions (largest) or by first publication (newest).",
)
@click.option("--since", metavar="DATE", help="Only stories that began on this date or later.")
@AS_JSON
@COLOR
@pass_library
def stories(
    library: Library,
    /,
    limit: int,
    page: int,
    order: StoryOrder,
    since: str | None,
    as_json: bool,
    color: str,
) -> int:
    """List the stories that several articles share.

    \b
    Examples:
      searchkit stories
      searchkit stories --sort newest --since 2016-02

    Exit status: 0 if there are stories, 1 if there are none.
    """
    from searchkit.cli import printing, story_output
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    page_of_stories = library.stories(order=order, since=since, limit=limit, page=page)
    if as_json:
        printing.write_json(page_of_stories.to_dict())
    else:
        story_output.print_stories(Terminal(color), page_of_stories)
    return 0 if page_of_stories.total else EXIT_NO_HITS


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
