"""Corrections by the user, which come before anything the file says.

They stand in `NAME.meta.toml` beside the file, or in one `metadata.toml` in the corpus folder, with
a table for each article id:

    ["old/harbour.txt"]
    date = "2016-02"
    authors = ["Ada Lind", "Bo Berg"]
    source = "unknown"          # the file's own source is wrong, and nobody knows the right one
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from searchkit.analysis import clean
from searchkit.article import METADATA
from searchkit.corpus.control_files import check_control_file, read_control_file, reason
from searchkit.corpus.reader import Stated
from searchkit.errors import ArticleUnreadable, ControlFileUnusable, SettingsError
from searchkit.regular_file import replace_file
from searchkit.schema import UNKNOWN_VALUE
from searchkit.toml_text import parse_toml

TOGETHER = "metadata.toml"
SUFFIX = ".meta.toml"
#: Some 300 bytes for each of 100,000 articles.
MAX_TOGETHER = 32_000_000
MAX_BESIDE = 1_000_000
#: An edit keeps the comments of the file, which takes a hundred times as long as to read it.
MAX_EDITED = 2_000_000
#: In bytes, of a name; a sidecar whose name would be longer has no place.
MAX_NAME = 255


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
                list(_stated(table, TOGETHER))
        except ArticleUnreadable as error:
            # Going on without it would silently undo every correction in it.
            raise ControlFileUnusable(error.reason) from error

    def of(self, article_id: str, beside: str | None) -> tuple[Stated, ...]:
        """The corrections of an article, one value a field; `beside` is the file it is alone in.

        Raises `ArticleUnreadable` if the corrections beside the file cannot be understood.
        """
        stated: dict[str, Stated] = {}
        for name, table in self._tables(article_id, beside):
            stated.update((entry.field, entry) for entry in _stated(table, name))
        return tuple(stated.values())

    def fingerprint(self, article_path: str, path: str) -> bytes:
        """Changes whenever what is said of the articles of a file does; empty if nothing is."""
        alone = _bytes(self._folder, path + SUFFIX, MAX_BESIDE) or b""
        together = [
            (article_id, table)
            for article_id, table in sorted(self._together.items())
            if article_id == article_path or article_id.startswith(f"{article_path}#")
        ]
        if not alone and not together:
            return b""
        return hashlib.blake2b(alone + repr(together).encode(), digest_size=16).digest()

    def _tables(
        self, article_id: str, beside: str | None
    ) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The tables about an article, with the names of their files, the last to be believed."""
        if article_id in self._together:
            yield TOGETHER, self._together[article_id]
        if beside is None:
            return
        data = _bytes(self._folder, beside + SUFFIX, MAX_BESIDE)
        if data is not None:
            name = clean(Path(beside + SUFFIX).name)
            yield name, _parsed(data, name)


def correct(folder: Path, article_id: str, beside: str | None, values: Mapping[str, Any]) -> Path:
    """Write corrections for one article; where they are now.

    They go beside the file that it is alone in, or else into the common file.

    A value of None takes a correction back. Other corrections and the comments in the file stay.
    Raises `SettingsError` for a value that cannot be used.
    """
    import tomlkit

    values = {name: _cleaned(value) for name, value in values.items()}
    for entry in _stated({name: value for name, value in values.items() if value is not None}, ""):
        _check(entry)
    path = TOGETHER if beside is None else beside + SUFFIX
    if len(os.fsencode(PurePosixPath(path).name)) > MAX_NAME:
        # The name of the file leaves no room for that of a sidecar.
        path, beside = TOGETHER, None
    target = folder / path
    try:
        most = MAX_EDITED if beside is None else MAX_BESIDE
        data = read_control_file(folder, path, max_bytes=most) or b""
        before = parse_toml(data)
        for said in (before,) if beside else before.values():
            list(_stated(said, path))
        # Nothing of what is left, without tables in tables, takes it long.
        document = tomlkit.parse(data.decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{target}: {reason(error)}") from error
    except ArticleUnreadable as error:
        raise SettingsError(error.reason) from error
    except ValueError as error:
        raise SettingsError(f"{target}: {error}") from error
    table: Any = document if beside else document.setdefault(article_id, tomlkit.table())
    for name, value in values.items():
        if value is None:
            table.pop(name, None)
        else:
            table[name] = list(value) if isinstance(value, tuple) else value
    replace_file(target, tomlkit.dumps(document).encode())
    return target


def _cleaned(value: Any) -> Any:
    """A value as a text may hold it: an argument of the shell can be any bytes."""
    if isinstance(value, str):
        return clean(value)
    return tuple(map(clean, value)) if isinstance(value, tuple | list) else value


def _check(stated: Stated) -> None:
    from searchkit.corpus.metadata import usable

    if stated.evidence == UNKNOWN_VALUE:
        return
    value, doubt = usable(stated)
    if value is None or doubt:
        advice = "; write it as 2016-02-20, 2016-02 or 2016" if stated.field == "date" else ""
        raise SettingsError((doubt or f"{stated.field} has no value") + advice)


def _stated(table: Any, name: str) -> Iterator[Stated]:
    """The values of a table. The word `unknown` says that a field has none."""
    if not isinstance(table, Mapping):
        raise ArticleUnreadable(f'{name}: write a table for each article, as in ["a.txt"]')
    for field, value in table.items():
        if field not in METADATA:
            known = ", ".join(METADATA)
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
