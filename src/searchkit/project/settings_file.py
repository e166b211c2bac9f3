"""The file of settings, of a project or of the user: its names, types and bounds."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from searchkit.errors import ControlFileUnusable, SettingsError
from searchkit.project.field_settings import FIELDS, field_rules
from searchkit.regular_file import NotRegularFile, read_regular_file
from searchkit.toml_text import parse_toml

MAX_BYTES = 16_384
#: No system has longer paths.
MAX_TEXT = 4_096
MAX_NAME_BYTES = 255
MAX_SHOWN = 300

_TYPES: Mapping[str, type] = {
    "corpus": str,
    "index": str,
    "engine": str,
    "largest_file": int,
    "k1": float,
    "b": float,
    "search_seconds": float,
    "index_memory": int,
    "url": str,
    "shards": int,
    "replicas": int,
    "part": str,
    "authority": str,
    "insecure_http": bool,
    "ocr.languages": str,
    "names.model": str,
}
#: Settings that stand in a table of their own.
_TABLES = ("ocr", "names")
_FOLDERS = ("corpus", "index")
_PATHS = (*_FOLDERS, "authority")


def shown(text: object) -> str:
    """A value as it may be printed: in quotes, on one line, harmless, and not too long."""
    quoted = repr(text)
    return quoted if len(quoted) <= MAX_SHOWN else f"{quoted[:MAX_SHOWN]}…"


def shown_path(path: str | os.PathLike[str]) -> str:
    """A path as it may be printed: as it is, or in quotes if a terminal would not show it so."""
    text = os.fspath(path)
    return text if text.isprintable() and len(text) <= MAX_SHOWN else shown(text)


def read_toml(path: Path, *, follow_symlinks: bool) -> dict[str, Any]:
    """The tables of a file; nothing if it is not there. Raises `SettingsError`."""
    return _tables(path, shown_path(path), MAX_BYTES, follow_symlinks=follow_symlinks)


def read_control_tables(path: Path, *, max_bytes: int) -> dict[str, Any]:
    """The tables of a file that a project may have. Raises `ControlFileUnusable`."""
    try:
        return _tables(path, path.name, max_bytes, follow_symlinks=False)
    except SettingsError as error:
        raise ControlFileUnusable(error.message) from error


def _tables(path: Path, name: str, max_bytes: int, *, follow_symlinks: bool) -> dict[str, Any]:
    if not follow_symlinks and path.is_symlink():
        raise SettingsError(f"{name} is a link, which is not followed")
    try:
        data = read_regular_file(path, max_bytes=max_bytes, follow_symlinks=follow_symlinks)
        return parse_toml(data)
    except FileNotFoundError:
        return {}
    except NotRegularFile as error:
        raise SettingsError(f"{name} is not a regular file") from error
    except OSError as error:
        raise SettingsError(f"{name} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{name}: {shown(str(error))[1:-1]}") from error


def check_settings(path: Path, written: Mapping[str, Any]) -> dict[str, Any]:
    """The settings in a table, each of its type. Raises `SettingsError`."""
    flat: dict[str, Any] = {}
    for name, value in written.items():
        if name == FIELDS:
            continue
        if name in _TABLES and isinstance(value, dict):
            flat.update({f"{name}.{inner}": inner_value for inner, inner_value in value.items()})
        else:
            flat[name] = value
    checked = {name: _checked(shown_path(path), name, value) for name, value in flat.items()}
    if FIELDS in written:
        checked[FIELDS] = field_rules(shown_path(path), written[FIELDS])
    return checked


def _checked(path: str, name: str, value: Any) -> Any:
    kind = _TYPES.get(name)
    if kind is None:
        raise SettingsError(
            f"{path}: no setting {shown(name)}",
            advice=f"settings are {', '.join((*_TYPES, FIELDS))}",
        )
    if kind is float and type(value) is int:
        try:
            value = float(value)
        except OverflowError:
            value = math.inf
    if type(value) is not kind:
        raise SettingsError(f"{path}: {name} must be of type {kind.__name__}")
    if isinstance(value, str):
        _check_text(f"{path}: {name}", name, value)
    return value


def _check_text(where: str, name: str, value: str) -> None:
    if "\0" in value:
        raise SettingsError(f"{where} holds a NUL character")
    if len(value) > MAX_TEXT:
        raise SettingsError(f"{where} has more than {MAX_TEXT:,} characters")
    if name in _FOLDERS and not value:
        raise SettingsError(f"{where} must not be empty")
    if name in _PATHS and any(len(part.encode()) > MAX_NAME_BYTES for part in value.split("/")):
        raise SettingsError(f"{where} has a name of more than {MAX_NAME_BYTES} bytes")
