"""The commands about one article: `show`, `similar`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import (
    AS_JSON,
    COLOR,
    EXIT_NO_HITS,
    complete_id,
    ensure_index,
    pass_library,
)

if TYPE_CHECKING:
    from searchkit import Library


@click.command()
@click.argument("article_id", metavar="ID", shell_complete=complete_id)
@click.option("--query", "text", default="", metavar="QUERY", help="Highlight matches of a query.")
@AS_JSON
@click.option("--metadata", is_flag=True, help="Print only the metadata and where it comes from.")
@click.option("--removed", is_flag=True, help="Print only the text that was removed from the file.")
@COLOR
@pass_library
def show(
    library: Library,
    /,
    article_id: str,
    text: str,
    as_json: bool,
    metadata: bool,
    removed: bool,
    color: str,
) -> None:
    """Print an article.

    ID is the path that `searchkit query` prints below the title, or the beginning of one.
    """
    from searchkit.cli import article_output, printing
    from searchkit.cli.terminal import Terminal

    ensure_index(library)
    marked = library.article(library.resolve_id(article_id), text)
    if as_json:
        printing.write_json(marked.to_dict())
    elif metadata:
        article_output.print_provenance(Terminal(color), marked.article)
    elif removed:
        article_output.print_removed(Terminal(color), marked.article)
    else:
        article_output.print_article(Terminal(color), marked)


@click.command()
@click.argument("article_id", metavar="ID", shell_complete=complete_id)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(1),
    default=10,
    metavar="N",
    help="Maximum number of articles (10).",
)
@AS_JSON
@COLOR
@pass_library
def similar(library: Library, /, article_id: str, limit: int, as_json: bool, color: str) -> int:
    """List the articles most similar to one.

    Each is shown with the distinctive words that both articles share.

    Exit status: 0 if there are similar articles, 1 if there are none or the article does not exist.
    """
    from searchkit.cli import hit_output, printing
    from searchkit.cli.terminal import Terminal, hint

    ensure_index(library)
    similar = library.similar(library.resolve_id(article_id), limit=limit)
    if as_json:
        printing.write_json(similar.to_dict())
    else:
        hit_output.print_similar(Terminal(color), similar)
        if not similar.hits:
            hint(f"no articles similar to {article_id}")
    return 0 if similar.hits else EXIT_NO_HITS
