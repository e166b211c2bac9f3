"""Write the manual page from the commands themselves: `make_man.py dist/searchkit.1`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version
from inspect import cleandoc
from pathlib import Path

from click import Command, Context, Group, Option

from searchkit.cli.main import COMMANDS, command, group

SEE = "The whole documentation is in the folder docs/ of the source, and begins with README.md."


def page() -> str:
    """The page, in the macros of man(7)."""
    context = Context(group, info_name="searchkit", **group.context_settings)
    lines = [
        f'.TH SEARCHKIT 1 "" "searchkit {version("searchkit")}" "User Commands"',
        ".SH NAME",
        r"searchkit \- search a folder of saved news articles",
        ".SH SYNOPSIS",
        r".B searchkit",
        escaped("[OPTIONS] COMMAND [ARGS]..."),
        ".SH DESCRIPTION",
        *description(group),
        ".SH OPTIONS",
        *options(group, context),
        ".SH COMMANDS",
    ]
    for name in sorted(COMMANDS):
        lines += subcommand(name, command(name), context)
    return "\n".join([*lines, ".SH SEE ALSO", escaped(SEE)]) + "\n"


def subcommand(name: str, command: Command, parent: Context) -> Iterator[str]:
    context = Context(command, info_name=name, parent=parent)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f'.SS "searchkit {escaped(name)} {escaped(usage)}"'
    if isinstance(command, Group):
        raise TypeError(f"{name} has commands of its own, which this page would leave out")
    yield from description(command)
    yield from options(command, context)


def description(command: Command) -> Iterator[str]:
    r"""The help of a command; a paragraph after `\b` keeps its lines."""
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield ".PP"
        if paragraph.startswith("\b"):
            yield from (".nf", escaped(paragraph.removeprefix("\b\n")), ".fi")
        else:
            yield escaped(" ".join(paragraph.split()))


def options(command: Command, context: Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, Option) and (record := parameter.get_help_record(context)):
            names, help_text = record
            yield from (".TP", rf"\fB{escaped(names)}\fR", escaped(help_text))


def escaped(text: str) -> str:
    r"""Text that roff prints as it is: no line is taken for a request.

    >>> print(escaped("--sort x\n.y"))
    \-\-sort x
    \&.y
    """
    safe = text.replace("\\", r"\e").replace("-", r"\-")
    return "\n".join(rf"\&{line}" if line[:1] in (".", "'") else line for line in safe.split("\n"))


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), "utf-8")
