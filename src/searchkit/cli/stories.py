"""The commands about stories: which there are, who is in one, what two articles share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import COLOR, EXIT_NO_HITS, ensure_index, pass_library

if TYPE_CHECKING:
    from searchkit.library import Library


@click.command()
@click.option("-n", "--limit", type=click.IntRange(1), default=10, help="Stories a page (10).")
@click.option("--page", type=click.IntRange(1), default=1, help="Which page (1).")
@click.option(
    "--sort",
    "order",
    type=click.Choice(["largest", "newest"]),
    default="largest",
    help="The most articles first, or the story that began last.",
)
@click.option("--since", metavar="DATE", help="Only stories that began then or later.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@COLOR
@pass_library
def stories(
    library: Library,
    /,
    limit: int,
    page: int,
    order: str,
    since: str | None,
    as_json: bool,
    color: str,
) -> int:
    """Print the stories that two articles or more tell in the same words.

    \b
    Examples:
      searchkit stories                           the most printed first
      searchkit stories --sort newest --since 2016-02

    Exit status: 0 there are some, 1 there are none.
    """
    from searchkit.cli import output, story_output
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    found = library.stories(order=order, since=since, limit=limit, page=page)  # type: ignore[arg-type]
    if as_json:
        output.write_json(found.to_dict())
    else:
        story_output.print_stories(Terminal(color), found)
    return 0 if found.total else EXIT_NO_HITS


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@COLOR
@pass_library
def story(library: Library, /, article_id: str, as_json: bool, color: str) -> int:
    """Print who else printed an article, what each changed, and who was first in this folder.

    Exit status: 0 others have it, 1 no other article shares its text, or no article has the id.
    """
    from searchkit.cli import output, story_output
    from searchkit.cli.terminal import Terminal, hint

    ensure_index(library)
    found = library.story(article_id)
    alone = len(found.members) == 1
    if as_json:
        output.write_json(found.to_dict())
    elif alone:
        hint(f"no other article is a version of {article_id}")
    else:
        story_output.print_story(Terminal(color), found)
    return EXIT_NO_HITS if alone else 0


@click.command()
@click.argument("left", metavar="ID")
@click.argument("right", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@COLOR
@pass_library
def compare(library: Library, /, left: str, right: str, as_json: bool, color: str) -> int:
    """Print two articles sentence by sentence: the same, changed, only in one of them.

    A sentence that was changed is printed as both have it, with the changes marked, and with the
    figures and names that differ.

    Exit status: 0 they share sentences, 1 they share none, or no article has an id.
    """
    from searchkit.cli import output, story_output
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    found = library.compare(left, right)
    if as_json:
        output.write_json(found.to_dict())
    else:
        story_output.print_comparison(Terminal(color), found)
    return 0 if found.of("same") or found.of("changed") else EXIT_NO_HITS
