"""The commands that write: `index`, `rebuild`, `add`, `edit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit import METADATA, Failure
from searchkit.cli.common import EXIT_SOME_FAILED, WAIT, ensure_index, pass_library
from searchkit.cli.common import rebuild as run_rebuild
from searchkit.cli.common import update as run_update

if TYPE_CHECKING:
    from searchkit import Library

ALLOW_SHRINK = click.option(
    "--allow-shrink", is_flag=True, help="Proceed even if over half of the articles are gone."
)


@click.command()
@click.option("--dry-run", is_flag=True, help="Report what would change, and write nothing.")
@click.option(
    "--verify", is_flag=True, help="Read every file, even if its size and time are unchanged."
)
@ALLOW_SHRINK
@WAIT
@pass_library
def index(library: Library, dry_run: bool, verify: bool, allow_shrink: bool, wait: bool) -> int:
    """Update the index after changes in the folder.

    Finds articles that are new, changed, moved or removed.

    \b
    Examples:
      searchkit index
      searchkit index --dry-run

    Exit status: 0 if done, 3 if some files could not be read.
    """
    return run_update(library, dry=dry_run, verify=verify, allow_shrink=allow_shrink, wait=wait)


@click.command()
@click.option(
    "--engine",
    metavar="NAME",
    help="Search library to use: auto, whoosh, tantivy or opensearch.",
)
@ALLOW_SHRINK
@WAIT
@pass_library
def rebuild(library: Library, engine: str | None, allow_shrink: bool, wait: bool) -> int:
    """Rebuild the index from scratch.

    Searches use the old index until the new one is complete. Articles whose files cannot be read
    now are kept from the old index.

    Exit status: 0 if done, 3 if some files could not be read.
    """
    return run_rebuild(library, engine=engine, allow_shrink=allow_shrink, wait=wait)


@click.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH..."
)
@WAIT
@pass_library
def add(library: Library, paths: tuple[Path, ...], wait: bool) -> int:
    """Copy articles or folders into the corpus and index them.

    Creates the corpus folder if there is none. Skips files that are not articles, are too large or
    lie behind a symbolic link, and lists them. If the corpus has a different file of the same
    name, nothing is added.

    Exit status: 0 if done, 3 if some files were skipped or could not be read.
    """
    from searchkit.cli.terminal import hint, hint_failure, one_line

    corpus = library.settings.corpus
    is_new = not corpus.exists()
    skipped: list[Failure] = []
    added = library.add(paths, left=skipped.append)
    if is_new and corpus.exists():
        hint(f"created {one_line(str(corpus))}")
    for failure in skipped:
        hint_failure(failure)
    status = run_update(library, wait=wait) if added or not skipped else 0
    return status or (EXIT_SOME_FAILED if skipped else 0)


@click.command()
@click.argument("article_id", metavar="ID")
@click.option("--title", metavar="TEXT", help="Set the title.")
@click.option("--source", metavar="NAME", help="Set the source.")
@click.option(
    "--author", "authors", multiple=True, metavar="NAME", help="Set an author; repeatable."
)
@click.option("--date", metavar="DATE", help="Set the date: 2016, 2016-02, 2016-02-20 or unknown.")
@click.option("--agency", metavar="NAME", help="Set the news agency.")
@click.option("--url", metavar="URL", help="Set the address of the original.")
@click.option("--language", metavar="CODE", help="Set the language, such as en or ru.")
@click.option(
    "--undo",
    multiple=True,
    type=click.Choice(METADATA),
    help="Drop the correction of a field; repeatable.",
)
@WAIT
@pass_library
def edit(
    library: Library, /, article_id: str, undo: tuple[str, ...], wait: bool, **fields: Any
) -> int:
    """Correct the metadata of an article.

    \b
    Examples:
      searchkit edit wire/0412.txt --date 2016-02-20 --source "The Coast Herald"
      searchkit edit wire/0412.txt --date unknown       the date in the file is wrong
      searchkit edit wire/0412.txt --undo date          use the date in the file again

    Corrections are saved next to the file, in NAME.meta.toml, and override the file.
    """
    from searchkit.cli.terminal import hint

    values = {name: value for name, value in fields.items() if value}
    values.update(dict.fromkeys(undo))
    if not values:
        raise click.UsageError("nothing to correct; give a field, such as --date 2016-02-20")
    ensure_index(library)
    path = library.article(article_id).article.path
    hint(f"saved in {library.edit(article_id, values)}")
    # What is wrong with other files was told when they were indexed.
    return run_update(library, wait=wait, about=path)
