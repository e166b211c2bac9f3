"""Corrections by the user, which come before anything the file says.

They stand in `NAME.meta.toml` beside the file, or in one `metadata.toml` in the corpus folder, with
a table for each article id:

    ["old/harbour.txt"]
    date = "2016-02"
    authors = ["Ada Lind", "Bo Berg"]
    source = "unknown"          # the file's own source is wrong, and nobody knows the right one
    tags = ["important"]        # see `corpus.notes`
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from searchkit.analysis import clean
from searchkit.article import METADATA
from searchkit.corpus.control_files import check_control_file, read_control_file, reason
from searchkit.corpus.notes import KEYS, noted_fields
from searchkit.corpus.reader import ParsedDocument, Stated
from searchkit.errors import ArticleUnreadable, ControlFileUnusable
from searchkit.platform_support import composed
from searchkit.quick_dataclass import dataclass
from searchkit.schema import UNKNOWN_VALUE
from searchkit.toml_text import parse_toml

TOGETHER = "metadata.toml"
SUFFIX = ".meta.toml"
#: Some 300 bytes for each of 100,000 articles.
MAX_TOGETHER = 32_000_000
MAX_BESIDE = 1_000_000


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of an article: one value a field, and further fields with their values."""

    corrections: tuple[Stated, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def with_fields(self, document: ParsedDocument) -> ParsedDocument:
        """The document with these fields before its own, of which only so many are kept."""
        if not self.fields:
            return document
        return replace(document, fields=(*self.fields, *document.fields))


@dataclass(frozen=True, slots=True)
class SaidOfFile:
    """Fingerprints of what is said of all articles of a file, and of single ones by their ids."""

    common: bytes
    own: Mapping[str, bytes]

    def __bool__(self) -> bool:
        return bool(self.common or self.own)

    def of(self, article_id: str) -> bytes:
        """Changes whenever what is said of an article does; empty if nothing is."""
        return self.common + (self.own.get(article_id) or self.own.get(composed(article_id), b""))


class Corrections:
    """The corrections of one corpus folder.

    Those beside a file are read when they are asked for. Raises `ControlFileUnusable` if the
    common file cannot be understood.
    """

    @staticmethod
    def check(folder: Path) -> None:
        """Raise `ControlFileUnusable` if there is a common file that cannot be read."""
        try:
            check_control_file(folder, TOGETHER, max_bytes=MAX_TOGETHER)
        except OSError as error:
            raise ControlFileUnusable(f"{TOGETHER}: {reason(error)}") from error

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            data = _bytes(folder, TOGETHER, MAX_TOGETHER)
            self._together = {} if data is None else _parsed(data, TOGETHER)
            for table in self._together.values():
                check_table(table, TOGETHER)
        except ArticleUnreadable as error:
            # Going on without it would silently undo every correction in it.
            raise ControlFileUnusable(error.reason) from error
        self._composed = {article_id: composed(article_id) for article_id in self._together}
        self._typed = {typed: article_id for article_id, typed in self._composed.items()}

    def of(self, article_id: str, beside: str | None) -> Said:
        """What is said of an article; `beside` is the file it is alone in.

        Raises `ArticleUnreadable` if what stands beside the file cannot be understood.
        """
        corrections: dict[str, Stated] = {}
        notes: dict[str, Any] = {}
        name = TOGETHER
        for name, table in self._tables(article_id, beside):
            corrections.update((entry.field, entry) for entry in stated(table, name))
            notes.update((key, table[key]) for key in KEYS if key in table)
        return Said(tuple(corrections.values()), _noted(notes, name))

    def fingerprint(self, article_path: str, path: str) -> SaidOfFile:
        """Changes whenever what is said of the articles of a file does; empty if nothing is."""
        alone = _bytes(self._folder, path + SUFFIX, MAX_BESIDE) or b""
        together: dict[str, bytes] = {}
        whole = composed(article_path)
        below = f"{whole}#"
        for article_id, typed in self._composed.items():
            if typed == whole or typed.startswith(below):
                together[article_id] = _fingerprint(repr(self._together[article_id]).encode())
                together.setdefault(typed, together[article_id])
        return SaidOfFile(_fingerprint(alone) if alone else b"", together)

    def _tables(
        self, article_id: str, beside: str | None
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The tables about an article, with the names of their files, the last to be believed."""
        typed = (
            article_id if article_id in self._together else self._typed.get(composed(article_id))
        )
        if typed is not None:
            yield TOGETHER, self._together[typed]
        if beside is None:
            return
        data = _bytes(self._folder, beside + SUFFIX, MAX_BESIDE)
        if data is not None:
            name = clean(Path(beside + SUFFIX).name)
            yield name, _parsed(data, name)


def check_table(table: Any, name: str) -> None:
    """Raise `ArticleUnreadable` if a table of the file `name` says something else of an article."""
    for _ in stated(table, name):
        pass
    _noted(table, name)


def stated(table: Any, name: str) -> Iterator[Stated]:
    """The corrections of a table. The word `unknown` says that a field has no value."""
    if not isinstance(table, Mapping):
        raise ArticleUnreadable(f'{name}: write a table for each article, as in ["a.txt"]')
    for field, value in table.items():
        if field in KEYS:
            continue
        if field not in METADATA:
            known = ", ".join((*METADATA, *KEYS))
            raise ArticleUnreadable(f"{name}: no field {field!r}; fields are {known}")
        if isinstance(value, Mapping) or (
            isinstance(value, list)
            and any(isinstance(element, Mapping | list) for element in value)
        ):
            raise ArticleUnreadable(f"{name}: {field} is a table; write a text")
        if isinstance(value, list):
            value = tuple(map(str, value))
        evidence = ", ".join(value) if isinstance(value, tuple) else str(value)
        if field == "authors" and isinstance(value, str):
            value = (value,)
        yield Stated(
            field,
            None if evidence == UNKNOWN_VALUE else value if isinstance(value, tuple) else evidence,
            name,
            evidence,
        )


def _fingerprint(said: bytes) -> bytes:
    return hashlib.blake2b(said, digest_size=16).digest()


def _noted(table: Mapping[str, Any], name: str) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(noted_fields(table))
    except ValueError as error:
        raise ArticleUnreadable(f"{name}: {error}") from error


def _bytes(folder: Path, path: str, max_bytes: int) -> bytes | None:
    try:
        return read_control_file(folder, path, max_bytes=max_bytes)
    except OSError as error:
        raise ArticleUnreadable(f"{clean(Path(path).name)}: {reason(error)}") from error


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        return parse_toml(data)
    except ValueError as error:
        raise ArticleUnreadable(f"{name}: {error}") from error
