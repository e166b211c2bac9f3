"""The commands for tags and notes of one's own: `tag`, `note`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from searchkit import quick_re as re
from searchkit.cli.common import (
    EXIT_NO_HITS,
    WAIT,
    QueryCommand,
    complete_id,
    ensure_index,
    pass_library,
    query_text,
    typed,
)
from searchkit.cli.common import update as run_update

if TYPE_CHECKING:
    from searchkit import Library


class _TagCommand(QueryCommand):
    """A command in which `-0` and `-n5` are tags to remove too."""

    short_options = re.compile("-h|-")


@click.command(cls=_TagCommand)
@click.argument(
    "words",
    nargs=-1,
    required=True,
    metavar="[ID]... [+TAG]... [-TAG]...",
    shell_complete=complete_id,
)
@click.option("--query", "text", metavar="QUERY", help="Tag the 10 best results of a query.")
@click.option("--all-hits", is_flag=True, help="With --query: tag all of its results. Asks first.")
@click.option("--yes", is_flag=True, help="With --all-hits: do not ask.")
@WAIT
@pass_library
def tag(
    library: Library,
    /,
    words: tuple[str, ...],
    text: str | None,
    all_hits: bool,
    yes: bool,
    wait: bool,
) -> int:
    """Add tags to articles, or remove them.

    \b
    Examples:
      searchkit tag wire/0412.txt +important -todo
      searchkit tag a.txt b.txt "+to check"
      searchkit tag --query kabulov +envoy              the 10 best results
      searchkit tag --query kabulov +envoy --all-hits   all of them
      searchkit query tag:envoy

    Tags are saved next to the file, in NAME.meta.toml. A tag has at most 40 characters; upper
    and lower case are the same.

    Exit status: 0 if done, 1 if no article was found or the answer was no.
    """
    from searchkit.cli.terminal import hint

    add, remove, ids = _sorted(map(typed, words))
    if not add and not remove:
        raise click.UsageError("no tags; write them as in +important or -todo")
    if bool(ids) == (text is not None):
        raise click.UsageError("give the ids of articles, or --query")
    if all_hits and text is None:
        raise click.UsageError("--all-hits needs --query")
    ensure_index(library)
    if text is not None:
        text = query_text([text], library)
        ids, total = _found(library, text, all_hits=all_hits)
        if not ids:
            hint(f"no articles match {text}")
            return EXIT_NO_HITS
        if all_hits and not yes and not _is_confirmed(len(ids), add, remove):
            hint("nothing was changed")
            return EXIT_NO_HITS
        if len(ids) < total:
            hint(f"the {len(ids):,} best of {total:,} results; --all-hits takes all")
    ids = list(map(library.resolve_id, ids)) if text is None else ids
    written = library.tag(ids, add=add, remove=remove)
    if not written:
        hint("nothing to change")
        return 0
    about = library.article(ids[0]).article.path if len(ids) == 1 else None
    return run_update(library, wait=wait, about=about)


@click.command()
@click.argument("article_id", metavar="ID", shell_complete=complete_id)
@click.argument("text", metavar="TEXT")
@WAIT
@pass_library
def note(library: Library, /, article_id: str, text: str, wait: bool) -> int:
    """Write a note on an article.

    \b
    Examples:
      searchkit note wire/0412.txt "The minister denied it."
      searchkit note wire/0412.txt ""                  remove the note
      searchkit query note:minister

    A note is saved next to the file, in NAME.meta.toml, and replaces an earlier one. It has at most
    2,000 characters.
    """
    from searchkit.cli.terminal import hint

    ensure_index(library)
    article_id = library.resolve_id(article_id)
    path = library.article(article_id).article.path
    if not library.note(article_id, text):
        hint("nothing to change")
        return 0
    return run_update(library, wait=wait, about=path)


def _sorted(words: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """The tags to add, those to remove, and the ids."""
    add: list[str] = []
    remove: list[str] = []
    ids: list[str] = []
    for word in words:
        if word[:1] in ("+", "-"):
            (add if word[0] == "+" else remove).append(word[1:])
        else:
            ids.append(word)
    return add, remove, ids


def _found(library: Library, text: str, *, all_hits: bool) -> tuple[list[str], int]:
    """The ids of the best results of a query, or of all, and the number of all."""
    from searchkit import SearchRequest

    request = SearchRequest(text=text)
    if request.is_blank:
        raise click.UsageError("missing query; use * to match all articles")
    with library.searcher() as searcher:
        if all_hits:
            ids = [record.article.id for record in searcher.records(request)]
            return ids, len(ids)
        results = searcher.search(request)
        return [hit.id for hit in results.hits], results.total


def _is_confirmed(count: int, add: list[str], remove: list[str]) -> bool:
    from searchkit.cli.printing import counted
    from searchkit.cli.terminal import one_line

    tags = one_line(" ".join([*(f"+{tag}" for tag in add), *(f"-{tag}" for tag in remove)]))
    return click.confirm(f"Change the tags of {counted(count, 'article')}: {tags}?", err=True)
