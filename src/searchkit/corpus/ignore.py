"""Files left out of the corpus: `.searchkitignore`, in the syntax of gitignore."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from searchkit import quick_re as re
from searchkit.corpus.control_files import read_control_file, reason
from searchkit.errors import ControlFileUnusable
from searchkit.platform_support import composed, path_below
from searchkit.quick_dataclass import dataclass

FILE = ".searchkitignore"
MAX_BYTES = 1_000_000
#: Each pattern with wildcards is tried on each name; the others are looked up.
MAX_WILDCARDS = 1_000
#: No path is longer.
MAX_PATTERN = 4_096

_CLASS = re.compile(r"\[:([a-z]+):\]")
_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}
_NOTHING = "(?!)"
_ANYTHING = re.compile(".+", re.DOTALL)

#: What one part of a path matches: a literal, a pattern, or None for any parts (`**`).
_Part: TypeAlias = str | re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line of the file; of those that cover a path, the last counts."""

    number: int
    parts: tuple[_Part, ...]
    is_negated: bool
    folders_only: bool

    def covers(self, parts: list[str], *, folder: bool) -> bool:
        return (folder or not self.folders_only) and _fits(self.parts, parts)


class Ignore:
    """The patterns in the `.searchkitignore` of a corpus folder; none without one.

    Raises `ControlFileUnusable` for a file that cannot be understood: going on without it would
    index what shall not be.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wildcards: list[_Rule] = []
        #: By their last name: patterns that end with one.
        self._named: dict[str, list[_Rule]] = {}
        for number, line in enumerate(_lines(folder)):
            try:
                rule = _rule(number, line)
            except ValueError as error:
                raise ControlFileUnusable(f"{FILE}: {error} in {line[:80]!r}") from error
            if rule is None:
                continue
            last = rule.parts[-1]
            if isinstance(last, str):
                self._named.setdefault(last, []).append(rule)
            else:
                self._wildcards.append(rule)
        if len(self._wildcards) > MAX_WILDCARDS:
            raise ControlFileUnusable(
                f"{FILE}: more than {MAX_WILDCARDS:,} patterns with wildcards"
            )

    def covers(self, path: str, *, folder: bool) -> bool:
        """Tell if what lies at an absolute path, below the corpus folder, is left out.

        For a file or folder whose folders are not left out.
        """
        if not self._wildcards and not self._named:
            return False
        parts = composed(path_below(self._folder, path)).split("/")
        decision = max(
            (
                rule
                for rules in (self._named.get(parts[-1], ()), self._wildcards)
                for rule in rules
                if rule.covers(parts, folder=folder)
            ),
            key=lambda rule: rule.number,
            default=None,
        )
        return decision is not None and not decision.is_negated

    def covers_within(self, path: Path) -> bool:
        """Tell if a file below the corpus folder, or one of the folders around it, is left out."""
        around = [parent for parent in path.parents if self._folder in parent.parents]
        return self.covers(str(path), folder=path.is_dir()) or any(
            self.covers(str(parent), folder=True) for parent in around
        )


def _lines(folder: Path) -> list[str]:
    try:
        data = read_control_file(folder, FILE, max_bytes=MAX_BYTES) or b""
    except OSError as error:
        raise ControlFileUnusable(f"{FILE}: {reason(error)}") from error
    # As names of files are read, so that any name can be written.
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape").split("\n")


def _rule(number: int, line: str) -> _Rule | None:
    """The rule of a line; None for a comment or a blank one. Raises `ValueError`."""
    if len(line) > MAX_PATTERN:
        raise ValueError(f"a pattern longer than {MAX_PATTERN:,} characters")
    pattern = composed(_without_trailing_spaces(line.removesuffix("\r")))
    if not pattern or pattern.startswith("#"):
        return None
    is_negated = pattern.startswith("!")
    pattern = pattern[is_negated:]
    if not pattern:
        raise ValueError("nothing to keep")
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/").replace("\\/", "/")
    is_anchored = "/" in pattern
    names = pattern.removeprefix("/").split("/")
    if not any(names):
        return None
    parts: list[_Part] = [] if is_anchored else [None]
    for name in names:
        crosses = is_anchored and len(name) > 1 and not name.strip("*")
        part = None if crosses else _part(name)
        if part is not None or not parts or parts[-1] is not None:
            parts.append(part)
    if parts[-1] is None and is_anchored:
        # What is in the folder, not the folder itself.
        parts.append(_ANYTHING)
    return _Rule(number, tuple(parts), is_negated, folders_only)


def _without_trailing_spaces(line: str) -> str:
    kept = line.rstrip(" ")
    escapes = len(kept) - len(kept.rstrip("\\"))
    return kept + " " if escapes % 2 and len(kept) < len(line) else kept


def _part(name: str) -> str | re.Pattern[str]:
    """One part of a pattern: as it is if it has no wildcard, else a regular expression."""
    literal = ""
    # What stands between asterisks, each of a width of its own.
    pieces = [""]
    at = 0
    while at < len(name):
        char = name[at]
        at += 1
        if char == "*":
            pieces += [""] if pieces[-1] or len(pieces) == 1 else []
        elif char == "?":
            pieces[-1] += "."
        elif char == "[":
            piece, at = _bracket(name, at)
            pieces[-1] += piece
        else:
            if char == "\\":
                if at == len(name):
                    raise ValueError("a backslash before nothing")
                char = name[at]
                at += 1
            literal += char
            pieces[-1] += re.escape(char)
    if len(pieces) == 1 and pieces[0] == re.escape(literal):
        return literal
    first, *others = pieces
    # Where the first place of a piece does not do, no later one does: so nothing is tried twice.
    inner = "".join(f"(?>.*?{other})" for other in others[:-1])
    return re.compile(f"{first}{inner}.*{others[-1]}" if others else first, re.DOTALL)


def _bracket(name: str, at: int) -> tuple[str, int]:
    """The expression for the characters in brackets, of which the first opens, and where they end.

    What is not closed matches nothing.
    """
    is_negated = name[at : at + 1] in ("!", "^")
    at += is_negated
    kept: list[str] = []
    begun = at
    while at < len(name) and (name[at] != "]" or at == begun):
        if match := _CLASS.match(name, at):
            kept.append(_CLASSES.get(match[1], ""))
            at = match.end()
            continue
        first, at = _in_bracket(name, at)
        last = first
        if name[at : at + 1] == "-" and name[at + 1 : at + 2] not in ("", "]"):
            last, at = _in_bracket(name, at + 1)
        if first <= last:
            kept.append(f"{re.escape(first)}-{re.escape(last)}")
    if at >= len(name):
        return _NOTHING, at
    chars = "".join(kept)
    if is_negated:
        return (f"[^{chars}]" if chars else "."), at + 1
    return (f"[{chars}]" if chars else _NOTHING), at + 1


def _in_bracket(name: str, at: int) -> tuple[str, int]:
    at += name[at] == "\\" and at + 1 < len(name)
    return name[at], at + 1


def _fits(parts: Sequence[_Part], names: Sequence[str]) -> bool:
    """Tell if a path is one of those that the parts stand for."""
    at = number = 0
    # Where `**` was met last, and how far the names were then: the nearest end of it will do.
    again: tuple[int, int] | None = None
    while number < len(names):
        if at < len(parts) and parts[at] is None:
            at += 1
            again = (at, number)
        elif at < len(parts) and _is_part(parts[at], names[number]):
            at += 1
            number += 1
        elif again is not None:
            again = (again[0], again[1] + 1)
            at, number = again
        else:
            return False
    return at == len(parts)


def _is_part(part: _Part, name: str) -> bool:
    return part == name if isinstance(part, str) else bool(part and part.fullmatch(name))
