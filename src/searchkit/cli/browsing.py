"""The command of the reader in the terminal: `browse`."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from searchkit.cli.common import QueryCommand, ensure_index, pass_library, query_text

if TYPE_CHECKING:
    from searchkit import Library


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, metavar="[QUERY]...")
@pass_library
def browse(library: Library, /, words: tuple[str, ...]) -> None:
    """Read articles in the terminal.

    Lists the results of a query beside the text of each. Keys: / query, n and p next and previous
    highlight, f filter, s versions of the story, o pager, w original in the browser, q quit. Needs
    searchkit[browse].
    """
    from searchkit import SettingsError

    if find_spec("textual") is None:
        raise SettingsError(
            "the package textual is not installed",
            command="pip install 'searchkit[browse]'",
        )
    # Textual would wait for keys that never come.
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SettingsError("browse needs a terminal", command="searchkit query")
    from searchkit.cli.reader import ReaderApp

    ensure_index(library)
    ReaderApp(library, query_text(words, library)).run()
