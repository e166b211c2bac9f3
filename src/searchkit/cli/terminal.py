"""Everything that is written to the terminal goes through here, harmless whatever it holds."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from searchkit import quick_re as re

if TYPE_CHECKING:
    from rich.console import Console

    from searchkit import Failure, Mark, Progress

#: Marks are set between these where there is no colour.
PLAIN_MARKS = ("**", "**")

_REPLACEMENT = "\ufffd"
# Controls move the cursor, bidirectional ones reorder what is read, the others hide. Each becomes
# one visible character, so that marks stay where they are.
_HARMLESS = (
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"}
    | {0x7F: "\u2421"}
    | dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT)
    | dict.fromkeys([0x034F, 0x061C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F], _REPLACEMENT)
    | dict.fromkeys([*range(0x2028, 0x202F), *range(0x2060, 0x2070), 0x3164, 0xFEFF], _REPLACEMENT)
    | dict.fromkeys([0xFFA0, *range(0xFFF9, 0xFFFC), *range(0x1D173, 0x1D17B)], _REPLACEMENT)
    # Tags and variation selectors, which can carry a text of their own.
    | dict.fromkeys(range(0xE0000, 0xE01F0), _REPLACEMENT)
    | dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT)
)
_LINE_BREAK = re.compile(r"[\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]")
_ONE_LINE = _HARMLESS | {ord("\n"): " ", ord("\t"): " "}


def harmless(text: str, *, lines: bool = False) -> str:
    """The text with every control and hidden character replaced by one visible one.

    Line breaks become spaces unless `lines`. The length does not change.
    """
    return text.translate(_HARMLESS if lines else _ONE_LINE)


class StyledText:
    """A text in pieces, each with a style of Rich, which is loaded only for a reader."""

    def __init__(self, text: str = "", style: str = "") -> None:
        self.pieces = [(text, style)] if text else []

    def append(self, text: str) -> StyledText:
        """This text, with more without a style behind it."""
        self.pieces.append((text, ""))
        return self

    def append_text(self, text: StyledText) -> StyledText:
        """This text, with another behind it."""
        self.pieces += text.pieces
        return self

    def __str__(self) -> str:
        return "".join(text for text, _ in self.pieces)


class Terminal:
    """Standard output for results, and standard error for all else.

    `color` is auto, always or never; NO_COLOR is heeded with auto.
    """

    def __init__(self, color: str = "auto") -> None:
        # Wrapped only for a reader: a pipe gets whole lines.
        self.wraps = sys.stdout.isatty()
        self.colored = color == "always" or (
            color == "auto" and self.wraps and "NO_COLOR" not in os.environ
        )
        self._out: Console | None = None

    def line(self, text: str | StyledText = "", *, indent: int = 0) -> None:
        """One paragraph of output; wrapped under its indent on a terminal."""
        with writing():
            if self.wraps or self.colored:
                self._print(text, indent)
            else:
                sys.stdout.write(f"{' ' * indent}{text}\n")

    def styled(self, text: str, style: str = "", *, lines: bool = False) -> StyledText:
        """Harmless text in one style."""
        return self._plain(harmless(text, lines=lines), style)

    def marked(
        self, text: str, marks: Sequence[Mark], style: str = "", *, lines: bool = False
    ) -> StyledText:
        """Harmless text with its marks: in colour, or between `PLAIN_MARKS`."""
        shown = harmless(text, lines=lines)
        whole = StyledText()
        at = 0
        for start, end in marks:
            whole.append_text(self._plain(shown[at:start], style))
            if self.colored:
                whole.append_text(StyledText(shown[start:end], f"{style} bold red".strip()))
            else:
                whole.append(shown[start:end].join(PLAIN_MARKS))
            at = end
        return whole.append_text(self._plain(shown[at:], style))

    def _plain(self, shown: str, style: str) -> StyledText:
        """A text that is harmless already, without marks."""
        return StyledText(shown, style if self.colored else "")

    def _print(self, text: str | StyledText, indent: int) -> None:
        from rich.padding import Padding
        from rich.text import Text

        if self._out is None:
            self._out = _console(self.colored, self.wraps)
        content = Text(text) if isinstance(text, str) else Text.assemble(*text.pieces)
        if self.wraps:
            self._out.print(Padding(content, (0, 0, 0, indent)))
        else:
            content.pad_left(indent)
            self._out.print(content, soft_wrap=True)

    def passage(self, text: str, marks: Sequence[Mark]) -> None:
        """A text of any length with its lines and its marks."""
        if not self.wraps and not self.colored:
            # Rich takes minutes for millions of words.
            shown = harmless(text, lines=True)
            ends = [0, *(at for mark in marks for at in mark), len(shown)]
            pieces = [shown[start:end] for start, end in pairwise(ends)]
            write(PLAIN_MARKS[0].join(pieces) + "\n")
            return
        start = number = 0
        for line in text.split("\n"):
            end = start + len(line)
            inside = []
            while number < len(marks) and marks[number][0] < end:
                first, last = marks[number]
                inside.append((max(first, start) - start, min(last, end) - start))
                if last > end:
                    break
                number += 1
            self.line(self.marked(line, [span for span in inside if span[0] < span[1]]))
            start = end + 1

    @staticmethod
    def cells(text: str) -> int:
        """The columns that a text takes: two for a wide character, none for a combining one."""
        from rich.cells import cell_len

        return cell_len(text)

    def table(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names and values in two columns."""
        kept = list(rows)
        width = max((len(name) for name, _ in kept), default=0)
        for name, value in kept:
            self.line(self.styled(f"{name:<{width}}  {value}"))


def _console(colored: bool, wraps: bool) -> Console:
    from rich.console import Console

    class TerminalConsole(Console):
        def on_broken_pipe(self) -> None:
            # Rich would end the process with status 1; `main` knows better.
            raise BrokenPipeError

    return TerminalConsole(
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=colored or None,
        no_color=not colored,
        color_system="standard" if colored else None,
        soft_wrap=not wraps,
    )


def write(text: str, *, is_json: bool = False) -> None:
    """Data to standard output: as it is for a program, harmless on a terminal.

    JSON stays the same JSON there: what would be replaced is written as an escape.
    """
    if sys.stdout.isatty():
        text = text.translate(_json_escapes()) if is_json else harmless(text, lines=True)
    with writing():
        sys.stdout.write(text)


@cache
def _json_escapes() -> Mapping[int, str]:
    return {code: json.dumps(chr(code))[1:-1] for code in _HARMLESS}


def write_line(text: str) -> None:
    """A line of data at once, for a program that waits for it."""
    write(text + "\n")
    with writing():
        sys.stdout.flush()


@contextmanager
def writing() -> Iterator[None]:
    """Raises `OutputFailed` if standard output takes nothing in the block."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputFailed(error) from error


class OutputFailed(OSError):
    """Standard output is closed, or what it leads to is full."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.errno, f"cannot write to standard output: {error.strerror}")


def hint(text: str) -> None:
    """A line for the person at the terminal, to standard error, as long as it takes any."""
    with suppress(OSError, ValueError):
        sys.stderr.write(harmless(text, lines=True) + "\n")


def hint_failure(failure: Failure) -> None:
    """A line that names a file and why it failed; its name may hold a line break."""
    hint(f"{one_line(failure.path)}: {harmless(failure.reason)}")


def one_line(path: str) -> str:
    r"""A path with its line breaks written out.

    >>> print(one_line("two\nlines.txt"))
    two\nlines.txt
    """
    return harmless(_LINE_BREAK.sub(lambda match: repr(match[0])[1:-1], path))


@contextmanager
def progress_bar(what: str) -> Iterator[Progress | None]:
    """A bar on standard error while the block runs; None where nobody would see it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def tell(done: int, total: int, failed: int, records: int = 0) -> None:
            told = f"{what}, {failed} failed" if failed else what
            told += f", {records:,} records" if records else ""
            bar.update(task, completed=done, total=total, description=told)

        yield tell
