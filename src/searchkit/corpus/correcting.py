"""Writes corrections, tags and notes into the files that `corpus.corrections` reads."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from searchkit.analysis import clean
from searchkit.corpus.control_files import read_control_file, reason
from searchkit.corpus.corrections import (
    MAX_BESIDE,
    MAX_TOGETHER,
    SUFFIX,
    TOGETHER,
    check_table,
    stated,
)
from searchkit.corpus.notes import noted_fields
from searchkit.corpus.reader import Stated
from searchkit.errors import ArticleUnreadable, EditConflict, SettingsError
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import replace_file
from searchkit.schema import UNKNOWN_VALUE
from searchkit.toml_text import parse_toml

#: An edit keeps the comments of the file, which takes a hundred times as long as to read it.
MAX_EDITED = 2_000_000
#: In bytes, of a name; a sidecar whose name would be longer has no place.
MAX_NAME = 255

#: The values that come of what is said of an article; an empty one takes away what was said.
Change = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def correct(folder: Path, article_id: str, beside: str | None, values: Mapping[str, Any]) -> Path:
    """Write corrections for one article; where they are now.

    They go beside the file that it is alone in, or else into the common file.

    A value of None takes a correction back. Other corrections and the comments in the file stay.
    Raises `SettingsError` for a value that cannot be used.
    """
    values = {name: _cleaned(value) for name, value in values.items()}
    _check_values(values)
    file = _File(folder, _path_beside(beside) or TOGETHER)
    file.set(article_id, values)
    file.write()
    return file.target


def change(
    folder: Path, places: Iterable[tuple[str, str | None]], changed: Change
) -> tuple[Path, ...]:
    """Change what is said of many articles; the files that were written.

    Each of `places` is an id with the file that the article is alone in. The common file is written
    once for all of its articles. Raises `SettingsError`.
    """
    common = _File(folder, TOGETHER)
    written: list[Path] = []
    for article_id, beside in places:
        path = _path_beside(beside)
        file = common if path is None else _File(folder, path)
        inherited = common.said.get(article_id, {}) if file is not common else {}
        before = file.table(article_id)
        try:
            values = changed({**inherited, **before})
        except ValueError as error:
            raise SettingsError(f"{article_id}: {error}") from error
        # An empty value is written only where it silences the common file.
        values = {
            name: value or ("" if name in inherited else None) for name, value in values.items()
        }
        if all(_is_said(before, name, value) for name, value in values.items()):
            continue
        file.set(article_id, values)
        if file is not common:
            file.write()
            written.append(file.target)
    if common.is_changed:
        common.write()
        written.append(common.target)
    return tuple(written)


@dataclass(frozen=True, slots=True)
class SaidOfArticle:
    """What the user says of an article, by field, `tags` and `note`, as the files have it.

    `stamp` is another text after every change.
    """

    values: Mapping[str, Any]

    @property
    def stamp(self) -> str:
        text = json.dumps(self.values, sort_keys=True, default=str)
        return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def said_of(folder: Path, article_id: str, beside: str | None) -> SaidOfArticle:
    """What is said of an article now; see `say`. Raises `SettingsError`."""
    return _said(_files(folder, beside), article_id)


def say(
    folder: Path, article_id: str, beside: str | None, values: Mapping[str, Any], *, stamp: str
) -> SaidOfArticle:
    """Say this of an article if what is said of it is as it was at `stamp`; what is said then.

    Keys are fields of `METADATA`, `tags` and `note`; None takes back what was said, wherever it is.
    Raises `EditConflict`, and `SettingsError` for a value that cannot be used.
    """
    values = {name: _cleaned(value) for name, value in values.items()}
    _check_values(values)
    files = _files(folder, beside)
    if _said(files, article_id).stamp != stamp:
        raise EditConflict(article_id)
    *others, own = files
    for file in others:
        taken_back = {
            name: None
            for name, value in values.items()
            if value is None and name in file.table(article_id)
        }
        if taken_back:
            file.set(article_id, taken_back)
            file.write()
    before = own.table(article_id)
    values = {name: value for name, value in values.items() if value is not None or name in before}
    if values:
        own.set(article_id, values)
        own.write()
    return said_of(folder, article_id, beside)


def _files(folder: Path, beside: str | None) -> list[_File]:
    """The files that say something of an article, the last to be believed."""
    path = _path_beside(beside)
    return [_File(folder, TOGETHER), *([] if path is None else [_File(folder, path)])]


def _said(files: Iterable[_File], article_id: str) -> SaidOfArticle:
    values: dict[str, Any] = {}
    for file in files:
        values.update(file.table(article_id))
    return SaidOfArticle(values)


def _check_values(values: Mapping[str, Any]) -> None:
    """Raise `SettingsError` for what cannot be said."""
    said = {name: value for name, value in values.items() if value is not None}
    try:
        for entry in stated(said, ""):
            _check(entry)
        for _ in noted_fields(said):
            pass
    except ArticleUnreadable as error:
        raise SettingsError(error.reason) from error
    except ValueError as error:
        raise SettingsError(str(error)) from error


def _is_said(table: Mapping[str, Any], name: str, value: Any) -> bool:
    said = table.get(name)
    return bool(value == (tuple(said) if isinstance(said, list) else said))


def _path_beside(beside: str | None) -> str | None:
    """The path of a sidecar; None if there can be none."""
    if beside is None or len(os.fsencode(PurePosixPath(beside + SUFFIX).name)) > MAX_NAME:
        return None
    return beside + SUFFIX


class _File:
    """A file of corrections that is changed. Raises `SettingsError` if it cannot be read."""

    def __init__(self, folder: Path, path: str) -> None:
        self.target = folder / path
        self.is_changed = False
        self._is_common = path == TOGETHER
        try:
            most = MAX_TOGETHER if self._is_common else MAX_BESIDE
            self._data = read_control_file(folder, path, max_bytes=most) or b""
            self.said: Mapping[str, Any] = parse_toml(self._data)
            for table in self.said.values() if self._is_common else (self.said,):
                check_table(table, path)
        except OSError as error:
            raise SettingsError(f"{self.target}: {reason(error)}") from error
        except ArticleUnreadable as error:
            raise SettingsError(error.reason) from error
        except ValueError as error:
            raise SettingsError(f"{self.target}: {error}") from error

    def table(self, article_id: str) -> Mapping[str, Any]:
        """What the file says of an article."""
        return self.said.get(article_id, {}) if self._is_common else self.said

    def set(self, article_id: str, values: Mapping[str, Any]) -> None:
        """Say this of an article; None takes back what was said."""
        import tomlkit

        self.is_changed = True
        table: Any = self._document
        if self._is_common:
            table = table.setdefault(article_id, tomlkit.table())
        for name, value in values.items():
            if value is None:
                table.pop(name, None)
            else:
                table[name] = list(value) if isinstance(value, tuple) else value
        if self._is_common and _is_bare(table):
            del self._document[article_id]

    def write(self) -> None:
        """Put the changed file in the place of the one that was read.

        One beside an article in which nothing is left, no comment either, is taken away.
        """
        import tomlkit

        data = tomlkit.dumps(self._document).encode()
        if not self._is_common and not data.strip():
            self.target.unlink(missing_ok=True)
            return
        self._check_size(data)
        replace_file(self.target, data)

    @cached_property
    def _document(self) -> Any:
        import tomlkit

        self._check_size(self._data)
        try:
            # Nothing of what is in it, without tables in tables, takes it long.
            return tomlkit.parse(self._data.decode("utf-8-sig"))
        except ValueError as error:
            raise SettingsError(f"{self.target}: {error}") from error

    def _check_size(self, data: bytes) -> None:
        most = MAX_EDITED if self._is_common else MAX_BESIDE
        if len(data) > most:
            raise SettingsError(f"{self.target}: larger than {most:,} bytes")


def _is_bare(table: Any) -> bool:
    """Check whether nothing is left of a table, no comment either."""
    import tomlkit.items

    return (
        isinstance(table, tomlkit.items.Table)
        and not table.trivia.comment
        and not table.as_string().strip()
    )


def _cleaned(value: Any) -> Any:
    """A value as a text may hold it: an argument of the shell can be any bytes."""
    if isinstance(value, str):
        return clean(value)
    return tuple(map(clean, value)) if isinstance(value, tuple | list) else value


def _check(entry: Stated) -> None:
    from searchkit.corpus.metadata import usable

    if entry.evidence == UNKNOWN_VALUE:
        return
    value, doubt = usable(entry)
    if value is None or doubt:
        advice = "; write it as 2016-02-20, 2016-02 or 2016" if entry.field == "date" else ""
        raise SettingsError((doubt or f"{entry.field} has no value") + advice)
