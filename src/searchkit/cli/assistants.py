"""The command for assistants: `mcp`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from searchkit.cli.common import EXIT_INTERRUPTED, pass_library

if TYPE_CHECKING:
    from searchkit import Library

DEFAULT_PAGE = "http://127.0.0.1:8000"


@click.command()
@click.option(
    "--page",
    default=DEFAULT_PAGE,
    metavar="URL",
    help=f"Address of the search page, for the link of each sentence ({DEFAULT_PAGE}).",
)
@pass_library
def mcp(library: Library, /, page: str) -> int:
    """Let an assistant search the articles.

    Speaks the Model Context Protocol on standard input and output; an assistant starts it. Its
    tools only read. Needs: pip install 'searchkit[mcp]'

    \b
    Put this in the assistant's configuration:
      {"mcpServers": {"articles":
        {"command": "searchkit", "args": ["--home", "/path/to/project", "mcp"]}}}
    """
    from searchkit import SettingsError
    from searchkit.cli.terminal import hint

    _check_address(page)
    try:
        from searchkit.assistants.server import serve
    except ImportError as error:
        raise SettingsError(
            "the package mcp, version 2.3 or later, is not installed",
            command="pip install 'searchkit[mcp]'",
        ) from error
    if sys.stdin.isatty():
        hint("searchkit: waiting for an assistant on standard input (Ctrl-C to stop)")
    try:
        serve(library, page)
    except KeyboardInterrupt:
        # A thread of the package reads on until the client ends, and Python would wait for it.
        hint("searchkit: interrupted")
        os._exit(EXIT_INTERRUPTED)
    return 0


def _check_address(page: str) -> None:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(page)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or not page.isprintable() or " " in page:
        raise click.BadParameter(
            "write an address such as https://desk.example", param_hint="--page"
        )
