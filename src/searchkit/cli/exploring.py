"""The commands that lead on: `similar` from an article, `suggest` from the first letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import COLOR, EXIT_NO_HITS, ensure_index, pass_library

if TYPE_CHECKING:
    from searchkit.library import Library


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("-n", "--limit", type=click.IntRange(1), default=10, help="At most so many (10).")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@COLOR
@pass_library
def similar(library: Library, /, article_id: str, limit: int, as_json: bool, color: str) -> int:
    """Print the articles most like one, and the words that each shares with it.

    Exit status: 0 there are some, 1 no article shares a telling word, or no article has the id.
    """
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal, hint

    ensure_index(library)
    found = library.similar(article_id, limit=limit)
    if as_json:
        output.write_json(found.to_dict())
    else:
        output.print_similar(Terminal(color), found)
        if not found.hits:
            hint(f"no article is like {article_id}")
    return 0 if found.hits else EXIT_NO_HITS


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="PREFIX...")
@click.option(
    "-n", "--limit", type=click.IntRange(1, 100), default=10, help="At most so many of a kind (10)."
)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@COLOR
@pass_library
def suggest(
    library: Library, /, words: tuple[str, ...], limit: int, as_json: bool, color: str
) -> int:
    """Print how a query may go on: words, phrases and titles, as articles write them.

    \b
    Examples:
      searchkit suggest kab
      searchkit suggest 'tajik a'

    Exit status: 0 there are some, 1 nothing goes on so.
    """
    from searchkit.cli import output
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    found = library.suggest(" ".join(words), limit=limit)
    if as_json:
        output.write_json(found.to_dict())
    else:
        output.print_suggestions(Terminal(color), found)
    return 0 if found.words or found.phrases or found.titles else EXIT_NO_HITS
