"""What the user says of an article: corrections that go before anything the file says.

They stand in `NAME.meta.toml` beside the file, or in one `metadata.toml` in the corpus folder, with
a table for each article id:

    ["old/harbour.txt"]
    date = "2016-02"
    authors = ["Ada Lind", "Bo Berg"]
    source = "unknown"          # the file's own source is wrong, and nobody knows the right one
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from searchkit.analysis import clean
from searchkit.article import METADATA
from searchkit.corpus.reader import Stated
from searchkit.errors import ArticleUnreadable, SettingsError
from searchkit.schema import UNKNOWN_VALUE

TOGETHER = "metadata.toml"
SUFFIX = ".meta.toml"
_LARGEST = 1_000_000


class Corrections:
    """The corrections of one corpus folder.

    Those beside a file are read when they are asked for. Raises `SettingsError` if the common file
    cannot be understood.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            data = _bytes(f"{folder}/{TOGETHER}")
            self._together = {} if data is None else _parsed(data, TOGETHER)
            for table in self._together.values():
                list(_stated(table, TOGETHER))
        except ArticleUnreadable as error:
            # Going on without it would silently undo every correction in it.
            raise SettingsError(error.reason) from error

    def of(self, article_id: str, beside: str | None) -> tuple[Stated, ...]:
        """What is said of an article, one value a field; `beside` is the file that it is alone in.

        Raises `ArticleUnreadable` if the corrections beside the file cannot be understood.
        """
        stated: dict[str, Stated] = {}
        for name, table in self._tables(article_id, beside):
            stated.update((one.field, one) for one in _stated(table, name))
        return tuple(stated.values())

    def fingerprint(self, article_path: str, path: str) -> bytes:
        """Changes whenever what is said of the articles of a file does; empty if nothing is."""
        alone = _bytes(f"{self._folder}/{path}{SUFFIX}") or b""
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
        if beside is not None and (data := _bytes(f"{self._folder}/{beside}{SUFFIX}")) is not None:
            name = clean(Path(beside + SUFFIX).name)
            yield name, _parsed(data, name)


def correct(folder: Path, article_id: str, beside: str | None, values: Mapping[str, Any]) -> Path:
    """Write corrections for one article; where they are now.

    They go beside the file that it is alone in, or else into the common file.

    A value of None takes a correction back. Other corrections and the comments in the file stay.
    Raises `SettingsError` for a value that cannot be used.
    """
    import tomlkit

    for one in _stated({name: value for name, value in values.items() if value is not None}, ""):
        _check(one)
    target = folder / (TOGETHER if beside is None else beside + SUFFIX)
    try:
        document = (
            tomlkit.parse(target.read_text("utf-8")) if target.exists() else tomlkit.document()
        )
    except (OSError, ValueError) as error:
        raise SettingsError(f"{target}: {error}") from error
    table: Any = document if beside else document.setdefault(article_id, tomlkit.table())
    for name, value in values.items():
        if value is None:
            table.pop(name, None)
        else:
            table[name] = list(value) if isinstance(value, tuple) else value
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(tomlkit.dumps(document))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
    return target


def _check(stated: Stated) -> None:
    from searchkit.corpus.metadata import usable

    if stated.evidence == UNKNOWN_VALUE:
        return
    value, doubt = usable(stated)
    if value is None or doubt:
        raise SettingsError(doubt or f"{stated.field} has no value")


def _stated(table: Any, name: str) -> Iterator[Stated]:
    """What a table says. The word `unknown` says that a field has no value."""
    if not isinstance(table, Mapping):
        raise ArticleUnreadable(f'{name}: write a table for each article, as in ["a.txt"]')
    for field, value in table.items():
        if field not in METADATA:
            known = ", ".join(METADATA)
            raise ArticleUnreadable(f"{name}: no field {field!r}; fields are {known}")
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


def _bytes(file: str) -> bytes | None:
    name = file.rpartition("/")[2]
    try:
        # Asked for every article: a `Path` would take longer than the answer.
        state = os.stat(file)  # noqa: PTH116
        data = Path(file).read_bytes() if stat.S_ISREG(state.st_mode) else None
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ELOOP):
            return None
        raise ArticleUnreadable(f"{name}: {(error.strerror or str(error)).lower()}") from error
    if data is None or len(data) > _LARGEST:
        raise ArticleUnreadable(f"{name}: no file of corrections")
    return data


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except ValueError as error:
        raise ArticleUnreadable(f"{name}: {error}") from error
