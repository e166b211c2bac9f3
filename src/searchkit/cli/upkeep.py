"""The commands that look after the index: `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from searchkit.cli.common import EXIT_DAMAGED, EXIT_DIFFERENT

if TYPE_CHECKING:
    from searchkit.library import Library


@click.command()
@click.option("--deep", is_flag=True, help="Also read the corpus and compare every article.")
@click.pass_obj
def check(library: Library, deep: bool) -> int:
    """Tell whether the index is what was committed, file by file.

    Exit status: 0 sound, 1 sound but the corpus has changed since (--deep), 4 missing or damaged.
    """
    from searchkit.cli.output import print_check
    from searchkit.cli.terminal import progress_bar

    with progress_bar("comparing") as progress:
        report = library.check(deep=deep, progress=progress)
    print_check(report)
    if report.damaged:
        return EXIT_DAMAGED
    return EXIT_DIFFERENT if report.differing else 0
