"""Corrections of names by the user, from `names.toml` in the project.

A table for each name, with the spellings that are the `same`, those that are `not`, and its kind:

    ["Zamir Kabulov"]
    same = ["Samir Kabulow", "Kabulov"]
    not = ["Zamir K. Kabulov"]
    kind = "person"
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any, TypeAlias

from searchkit.analysis import tokenize
from searchkit.errors import ControlFileUnusable
from searchkit.names import KINDS, Kind
from searchkit.quick_dataclass import dataclass

FILE = "names.toml"
MAX_NAMES = 10_000
#: In bytes, of the file; some seconds of a search are not for reading it.
MAX_FILE = 1_000_000
#: Spellings of one name, and characters of each.
MAX_SPELLINGS = 200
MAX_LENGTH = 300
_KEYS = ("same", "not", "kind")

#: The words of a name, folded.
Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the user says of names.

    `same` has the spellings of each name that is corrected, itself first; `names` leads from each
    of them to it. `others` are spellings that it is not, `kinds` the kinds by name, `written` how
    the file writes each.
    """

    same: Mapping[Words, Sequence[Words]] = field(default_factory=dict)
    names: Mapping[Words, Words] = field(default_factory=dict)
    others: Mapping[Words, frozenset[Words]] = field(default_factory=dict)
    kinds: Mapping[Words, Kind] = field(default_factory=dict)
    written: Mapping[Words, str] = field(default_factory=dict)


class NamesFile:
    """The file of a project, read again whenever it has changed; without a home, there is none."""

    def __init__(self, home: Path | None) -> None:
        self._path = None if home is None else home / FILE
        self._read: tuple[tuple[int, int] | None, Corrections] = None, Corrections()

    @property
    def stamp(self) -> tuple[int, int] | None:
        """The time and the size of the file; None if there is none."""
        if self._path is None:
            return None
        try:
            facts = self._path.lstat()
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size

    def current(self) -> Corrections:
        """The corrections as the file has them now. Raises `ControlFileUnusable`."""
        if self._path is None:
            return self._read[1]
        stamp = self.stamp
        if self._read[0] != stamp:
            self._read = stamp, Corrections() if stamp is None else _read(self._path)
        return self._read[1]


def _read(path: Path) -> Corrections:
    # Few projects have the file.
    from searchkit.project.settings_file import read_control_tables

    return corrections_of(read_control_tables(path, max_bytes=MAX_FILE))


def corrections_of(tables: Mapping[str, Any]) -> Corrections:
    """The corrections in the tables of a file. Raises `ControlFileUnusable` for what is none."""
    if len(tables) > MAX_NAMES:
        raise ControlFileUnusable(f"{FILE}: more than {MAX_NAMES:,} names")
    same: dict[Words, Sequence[Words]] = {}
    names: dict[Words, Words] = {}
    others: dict[Words, frozenset[Words]] = {}
    kinds: dict[Words, Kind] = {}
    for name, table in tables.items():
        own = _words(name, name)
        if not isinstance(table, dict) or not table.keys() <= set(_KEYS):
            raise ControlFileUnusable(f"{FILE}: {_shown(name)} needs a table of {', '.join(_KEYS)}")
        same[own] = (own, *_listed(name, table, "same"))
        others[own] = frozenset(_listed(name, table, "not"))
        for spelling in same[own]:
            if names.setdefault(spelling, own) != own or spelling in others[own]:
                raise ControlFileUnusable(f"{FILE}: {' '.join(spelling)} cannot be two names")
        if (kind := table.get("kind")) is not None:
            if kind not in KINDS:
                raise ControlFileUnusable(
                    f"{FILE}: kind of {_shown(name)} is one of {', '.join(KINDS)}"
                )
            kinds[own] = kind
    written = dict(zip(same, tables, strict=True))
    return Corrections(same, names, others, kinds, written)


def _listed(name: str, table: Mapping[str, Any], key: str) -> list[Words]:
    values = table.get(key, [])
    if not isinstance(values, list) or len(values) > MAX_SPELLINGS:
        raise ControlFileUnusable(
            f"{FILE}: {key} of {_shown(name)} is a list of at most {MAX_SPELLINGS} names"
        )
    return [_words(name, value) for value in values]


def _words(name: str, value: object) -> Words:
    words = tuple(filter(None, tokenize(value))) if isinstance(value, str) else ()
    if not words or len(str(value)) > MAX_LENGTH:
        raise ControlFileUnusable(f"{FILE}: {_shown(name)} has a name without words, or too long")
    return words


def _shown(name: str) -> str:
    return f"“{name[:60]}”"
