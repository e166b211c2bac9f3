"""The index folder: generations, the one that counts, and the lock of its writer.

index/
    searchkit-index     marks the folder as ours
    CURRENT             the number of the generation that answers
    LOCK                held by the process that writes, with its pid in it
    000001/             a generation
        manifest.json   what made it
        run.json        how the last update went; replaced after every commit
        lexicon.json    word → stem, for speed only
        whoosh/         the files of its engine
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from searchkit.analysis import FINGERPRINT
from searchkit.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    SettingsError,
)
from searchkit.schema import SCHEMA_VERSION

_MARKER = "searchkit-index"
_CURRENT = "CURRENT"
_LOCK = "LOCK"
_MANIFEST = "manifest.json"
_RUN = "run.json"
_LEXICON = "lexicon.json"
_SEEN = "seen.json"
# What may lie in a folder that becomes an index folder.
_HARMLESS = {".gitignore", ".gitkeep", "README.md", ".DS_Store"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What made a generation. `created` is ISO 8601 in UTC."""

    engine: str
    generation: int
    created: str
    schema: int = SCHEMA_VERSION
    analysis: str = FINGERPRINT

    def check(self) -> None:
        """Raise `IndexOutdated` if this version cannot read the generation as it was meant."""
        if self.schema != SCHEMA_VERSION:
            raise IndexOutdated(f"schema {self.schema}, not {SCHEMA_VERSION}")
        if self.analysis != FINGERPRINT:
            raise IndexOutdated("other analysis")


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index."""

    folder: Path
    manifest: Manifest

    @property
    def engine_folder(self) -> Path:
        return self.folder / self.manifest.engine

    def run(self) -> dict[str, Any]:
        """How the last update went, as it was saved."""
        return self._load(_RUN)

    def save_run(self, run: Mapping[str, Any]) -> None:
        self._save(_RUN, run)

    def lexicon(self) -> dict[str, str]:
        """Word → stem."""
        return self._load(_LEXICON)

    def save_lexicon(self, lexicon: Mapping[str, str]) -> None:
        self._save(_LEXICON, lexicon)

    def seen(self) -> dict[str, Any]:
        """Path → size, time and digest of the files that were read."""
        return self._load(_SEEN)

    def save_seen(self, seen: Mapping[str, Any]) -> None:
        self._save(_SEEN, seen)

    def _load(self, name: str) -> dict[str, Any]:
        """An object that is kept for comfort or speed: empty if it cannot be read."""
        try:
            return _object(self.folder / name)
        except (OSError, ValueError):
            return {}

    def _save(self, name: str, value: Mapping[str, Any]) -> None:
        if self._load(name) != value:
            _write(self.folder / name, json.dumps(value))

    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())


class IndexFolder:
    """The folder of a project's index."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Generation:
        """The generation that answers.

        Raises `IndexMissing`, `IndexDamaged` or `IndexOutdated`.
        """
        try:
            number = (self.path / _CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            raise IndexMissing(self.path) from None
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{_CURRENT}: {error}") from error
        folder = self.path / number
        try:
            manifest = Manifest(**_object(folder / _MANIFEST))
        except (OSError, ValueError, TypeError) as error:
            raise IndexDamaged(f"generation {number!r}: {error}") from error
        manifest.check()
        return Generation(folder, manifest)

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever another process has committed; empty without an index."""
        try:
            number = (self.path / _CURRENT).read_text("ascii").strip()
            run = (self.path / number / _RUN).stat()
            # The engine's own folder too: a run may have been killed after its commit.
            folders = [one for one in (self.path / number).iterdir() if one.is_dir()]
            commits = [one.stat().st_mtime_ns for one in folders]
        except (OSError, ValueError):
            return ()
        generation = int(number) if number.isdigit() else -1
        return generation, run.st_ino, run.st_mtime_ns, *commits

    @contextmanager
    def locked(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the folder for writing; made if it is not there.

        Raises `IndexLocked` at once unless `wait`, and `SettingsError` for a foreign folder.
        """
        self._claim()
        lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                holder = os.read(lock, 64).decode("ascii", "replace").strip()
                raise IndexLocked(f"process {holder}" if holder else "a process") from None
            os.truncate(lock, 0)
            os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
            yield
        finally:
            os.close(lock)

    def begin(self, engine: str, created: str) -> Generation:
        """A new generation, which nobody sees before `switch`. For the holder of the lock."""
        numbers = [int(one.name) for one in self._generations()]
        number = max(numbers, default=0) + 1
        folder = self.path / f"{number:06d}"
        folder.mkdir(mode=0o700)
        manifest = Manifest(engine, number, created)
        _write(folder / _MANIFEST, json.dumps(asdict(manifest), indent=1))
        return Generation(folder, manifest)

    def switch(self, generation: Generation) -> None:
        """Let a complete generation answer from now on; the one before it stays, older ones go."""
        before = (self.path / _CURRENT).read_text("ascii").strip() if self.exists else None
        sync(generation.folder)
        _write(self.path / _CURRENT, f"{generation.folder.name}\n")
        for folder in self._generations():
            if folder.name not in (generation.folder.name, before):
                shutil.rmtree(folder, ignore_errors=True)

    def discard(self, generation: Generation) -> None:
        """Remove a generation that was begun and not finished."""
        shutil.rmtree(generation.folder, ignore_errors=True)

    @property
    def exists(self) -> bool:
        return (self.path / _CURRENT).is_file()

    def _generations(self) -> list[Path]:
        return [one for one in self.path.iterdir() if one.is_dir() and one.name.isdigit()]

    def _claim(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise SettingsError(f"the index {self.path} is a file, not a folder")
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = {one.name for one in self.path.iterdir()}
        if _MARKER in names:
            return
        if foreign := names - _HARMLESS:
            raise SettingsError(
                f"{self.path} holds other things than an index ({min(foreign)}); "
                "name another folder for the index"
            )
        (self.path / _MARKER).write_text("An index of searchkit; derived data.\n")


def sync(folder: Path) -> None:
    """Have the names in a folder on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _object(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text("utf-8"))
    if not isinstance(found, dict):
        raise ValueError(f"{path.name} holds no object")
    return found


def _write(path: Path, text: str) -> None:
    """Replace a file whole: a reader sees the old text or the new."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync(path.parent)
