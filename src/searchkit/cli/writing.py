"""The commands that write: `index`, `rebuild`, `add`, `edit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit.article import METADATA, Failure
from searchkit.cli.common import EXIT_SOME_FAILED, WAIT, ensure_index, pass_library
from searchkit.cli.common import rebuild as run_rebuild
from searchkit.cli.common import update as run_update

if TYPE_CHECKING:
    from searchkit.library import Library

ALLOW_SHRINK = click.option(
    "--allow-shrink", is_flag=True, help="Even if over half of the articles are gone."
)


@click.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option(
    "--verify",
    is_flag=True,
    help="Read every file, also those whose size and time are as before.",
)
@ALLOW_SHRINK
@WAIT
@pass_library
def index(library: Library, dry_run: bool, verify: bool, allow_shrink: bool, wait: bool) -> int:
    """Bring the index up to the folder: new, changed, moved and removed articles.

    \b
    Examples:
      searchkit index
      searchkit index --dry-run

    Exit status: 0 done, 3 done but some files failed.
    """
    return run_update(library, dry=dry_run, verify=verify, allow_shrink=allow_shrink, wait=wait)


@click.command()
@click.option(
    "--engine", metavar="NAME", help="The search library to use: auto, whoosh, tantivy, opensearch."
)
@ALLOW_SHRINK
@WAIT
@pass_library
def rebuild(library: Library, engine: str | None, allow_shrink: bool, wait: bool) -> int:
    """Build the index anew; the old one answers until the new one is whole.

    What the old one has of files that cannot be read now stays.
    """
    return run_rebuild(library, engine=engine, allow_shrink=allow_shrink, wait=wait)


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@WAIT
@pass_library
def add(library: Library, paths: tuple[Path, ...], wait: bool) -> int:
    """Copy articles, or folders of them, into the corpus, then index them.

    What is no article, too large or behind a symbolic link stays where it is, and is named.

    Exit status: 0 done, 3 done but some files were left or failed.
    """
    from searchkit.cli.terminal import hint_failure

    left: list[Failure] = []
    added = library.add(paths, left=left.append)
    for one in left:
        hint_failure(one)
    status = run_update(library, wait=wait) if added or not left else 0
    return status or (EXIT_SOME_FAILED if left else 0)


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--title", metavar="TEXT")
@click.option("--source", metavar="NAME")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="Once for each author.")
@click.option("--date", metavar="DATE", help="2016, 2016-02, 2016-02-20, or unknown.")
@click.option("--agency", metavar="NAME")
@click.option("--url", metavar="URL")
@click.option("--language", metavar="CODE")
@click.option(
    "--take-back",
    multiple=True,
    type=click.Choice(METADATA),
    help="Believe the file again about this field.",
)
@WAIT
@pass_library
def edit(
    library: Library, /, article_id: str, take_back: tuple[str, ...], wait: bool, **said: Any
) -> int:
    """Correct what is known of an article, for good.

    \b
    Examples:
      searchkit edit wire/0412.txt --date 2016-02-20 --source "The Coast Herald"
      searchkit edit wire/0412.txt --date unknown       the file's date is wrong
      searchkit edit wire/0412.txt --take-back date     the file is right after all

    The correction stands beside the file, in NAME.meta.toml, and goes before what the file says.
    """
    from searchkit.cli.terminal import hint

    values = {name: value for name, value in said.items() if value}
    values.update(dict.fromkeys(take_back))
    if not values:
        raise click.UsageError("name what to correct, as in --date 2016-02-20")
    ensure_index(library)
    hint(f"written to {library.edit(article_id, values)}")
    return run_update(library, wait=wait)
