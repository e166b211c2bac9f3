"""The index folder: generations, the one that counts, and the lock of its writer.

index/
    searchkit-index     marks the folder as ours
    CURRENT             the generation that answers, and the digest of its manifest
    LOCK                held by the process that writes, with its pid and start in it
    PROGRESS            how far that process is
    000002/             the generation that answered before
    000003/             a generation
        manifest.json   what made it, and the digests of its files
        run.json        how the last run went
        lexicon.json    word → stem, for speed only
        seen.json       the files of the corpus as they were read
        families.json   which articles are one story; stories.json has what is told of them
        records.sqlite  what the next run needs to tell that anew; also runs-0.bin and so on
        whoosh/         the files of its engine
    000004.draft/       what the running or a killed process was making
"""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import re
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from searchkit.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexUnusable,
    SettingsError,
)
from searchkit.library.generation import Draft, Generation, remove, sync, write
from searchkit.library.progress import FRESH, PROGRESS
from searchkit.regular_file import read_regular_file

MARKER = "searchkit-index"
MARK = "An index of searchkit; derived data.\n"
CURRENT = "CURRENT"
LOCK = "LOCK"
#: In the folder for the index that searchkit comes with.
SHIPPED_IGNORE = (
    b"# The built index lives here; it is derived from corpus/ and never committed.\n"
    b"*\n!.gitignore\n"
)
#: What may lie in a folder that becomes an index folder.
HARMLESS = frozenset({".gitignore", ".gitkeep", "README.md", ".DS_Store"})

_CURRENT = re.compile(r"(\d{6,}) ([0-9a-f]{32})\n")
_DRAFT = ".draft"
_GENERATION = re.compile(rf"(\d{{6,}})({re.escape(_DRAFT)})?")
_STRAY = f"{CURRENT}.new"


class IndexFolder:
    """The folder of a project's index."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Generation:
        """The generation that answers.

        Raises `IndexMissing`, `IndexDamaged` or `IndexOutdated`, and `SettingsError` for a folder
        that somebody else could have written to.
        """
        generation = self.named()
        generation.manifest.check()
        generation.check()
        return generation

    def named(self) -> Generation:
        """The generation that CURRENT names, whether or not it is sound or can be read."""
        try:
            self._refuse_strangers()
            text = (self.path / CURRENT).read_text("ascii")
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(self.path) from None
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{CURRENT}: {error}") from error
        found = _CURRENT.fullmatch(text)
        if found is None:
            raise IndexDamaged(f"{CURRENT} names no generation")
        return self.sealed(found[1], found[2])

    def sealed(self, name: str, seal: str) -> Generation:
        """The generation in a folder, which was sealed so. Raises `IndexDamaged`."""
        generation = Generation.read(self.path / name)
        if generation.seal != seal:
            raise IndexDamaged(f"generation {name}: its manifest was changed")
        return generation

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever another process has committed; empty without an index."""
        try:
            state = (self.path / CURRENT).stat()
        except OSError:
            return ()
        return state.st_ino, state.st_mtime_ns, state.st_size

    @contextmanager
    def locked(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the folder for writing; made if it is not there, and swept of what killed runs left.

        Raises `IndexLocked` at once unless `wait`, and `SettingsError` for a foreign folder.
        """
        self._claim()
        lock = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                raise IndexLocked(_holder(os.read(lock, 100))) from None
            os.truncate(lock, 0)
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            os.pwrite(lock, f"{os.getpid()} {now}\n".encode(), 0)
            self._sweep()
            try:
                yield
            finally:
                # What was drafted and does not answer has failed.
                self._sweep()
        finally:
            os.close(lock)

    def begin(self, engine: str, base: Generation | None) -> Draft:
        """A draft, with the files of `base` in it. For the holder of the lock."""
        taken = [_GENERATION.fullmatch(one.name) for one in self.path.iterdir()]
        number = max((int(match[1]) for match in taken if match), default=0) + 1
        return Draft(self.path / f"{number:06d}{_DRAFT}", engine, base)

    def switch(
        self, draft: Draft, *, created: str, articles: int, before: Generation | None
    ) -> Generation:
        """Let a draft answer from now on; the generation `before` stays, older ones go."""
        name = draft.folder.name.removesuffix(_DRAFT)
        draft.seal(int(name), created, articles, before.name if before else "")
        generation = Generation.read(draft.folder.rename(self.path / name))
        # The name of the folder must be on disk before the one that leads to it.
        sync(self.path)
        passed = self._recorded()
        write(self.path / CURRENT, f"{generation.name}\n")
        self._sweep(passed)
        return generation

    @property
    def exists(self) -> bool:
        return (self.path / CURRENT).is_file()

    def strays(self) -> set[str]:
        """What killed runs have left."""
        kept = self._kept()
        names = {path.name for path in self._generations() if path.name not in kept}
        return names | ({_STRAY} if (self.path / _STRAY).is_file() else set())

    def foreign(self) -> set[str]:
        """What lies in the folder and is no part of the index."""
        ours = {MARKER, CURRENT, LOCK, PROGRESS, FRESH} | HARMLESS | self._kept() | self.strays()
        return {one.name for one in self.path.iterdir()} - ours

    def _sweep(self, passed: Collection[str] = ()) -> None:
        """Remove what killed runs have left, and the generations before the last two.

        Those that have `passed` are ours, however damaged.
        """
        names = self.strays().union(passed) - self._kept()
        if _STRAY in names:
            (self.path / _STRAY).unlink()
        for name in names:
            if name.endswith(_DRAFT):
                remove(self.path / name)
        drafts = []
        for name in filter(str.isdigit, names):
            draft = self.path / (name + _DRAFT)
            if not draft.exists():
                # So that a sweep that is broken off leaves nothing that looks whole.
                drafts.append((self.path / name).rename(draft))
        if drafts:
            sync(self.path)
        for draft in drafts:
            remove(draft)

    def _recorded(self) -> set[str]:
        """The generations that CURRENT tells of, as far as it does."""
        names: set[str] = set()
        with suppress(OSError, ValueError, IndexUnusable):
            text = (self.path / CURRENT).read_text("ascii")
            names.update(match[1] for match in _CURRENT.finditer(text))
            names.add(self.named().manifest.before.partition(" ")[0])
        return {name for name in names if (self.path / name).is_dir() and name}

    def _kept(self) -> set[str]:
        """The names of the generation that answers and of the one before it."""
        try:
            generation = self.named()
        except IndexMissing:
            return set()
        except IndexDamaged:
            # Which generation is which cannot be told. A rebuild will tell.
            return {path.name for path in self._generations() if not path.name.endswith(_DRAFT)}
        return {generation.folder.name, generation.manifest.before.partition(" ")[0]}

    def _generations(self) -> list[Path]:
        """The folders of generations and drafts, and nothing that is only called so."""
        named = [
            one
            for one in self.path.iterdir()
            if _GENERATION.fullmatch(one.name) and one.is_dir() and not one.is_symlink()
        ]
        return [one for one in named if one.name.endswith(_DRAFT) or _is_generation(one)]

    def _claim(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise SettingsError(f"the index {self.path} is a file, not a folder")
        # One that is there already is somebody's, and keeps its mode.
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = {one.name for one in self.path.iterdir()}
        if names & {MARKER, CURRENT}:
            self._refuse_strangers()
        elif foreign := names - HARMLESS - {LOCK, f"{MARKER}.new"}:
            raise SettingsError(
                f"{self.path} holds other things than an index ({min(foreign)}); "
                "name another folder for the index"
            )
        else:
            self._refuse_strangers(modes=not self._is_shipped())
            if self._is_shipped():
                self.path.chmod(0o700)
        if MARKER not in names or (self.path / MARKER).read_bytes() != MARK.encode():
            write(self.path / MARKER, MARK)

    def _is_shipped(self) -> bool:
        """Whether the folder is as searchkit comes with it, which a clone may make writable."""
        try:
            return read_regular_file(self.path / ".gitignore", max_bytes=1_000) == SHIPPED_IGNORE
        except OSError:
            return False

    def _refuse_strangers(self, *, modes: bool = True) -> None:
        """Opening an index can run what is in it, so nobody else may be able to write to it."""
        state = self.path.stat()
        if state.st_uid != os.geteuid():
            raise SettingsError(f"the index {self.path} belongs to another user")
        if modes and state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise SettingsError(
                f"others may write to the index {self.path}; if it is sound, run: "
                f"chmod 700 {self.path}"
            )


def _holder(written: bytes) -> str:
    """Who holds the lock, by what he wrote into it."""
    pid, _, since = written.decode("ascii", "replace").strip().partition(" ")
    if not pid:
        return "a process"
    return f"process {pid}, since {since}" if since else f"process {pid}"


def _is_generation(folder: Path) -> bool:
    try:
        Generation.read(folder)
    except IndexDamaged:
        return False
    return True
