"""The command line: arguments in, text or JSON and an exit status out."""

from searchkit.cli.main import main

__all__ = ["main"]
