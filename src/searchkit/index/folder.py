"""The index folder: generations, the one that counts, and the lock of its writer.

index/
    searchkit-index     marks the folder as ours
    CURRENT             the generation that answers, and the digest of its manifest
    LOCK                held by the process that writes, with its pid and start in it
    EDITS               held by who writes beside the articles
    PROGRESS            how far that process is
    000002/             the generation that answered before
    000003/             a generation
        manifest.json   what made it, and the digests of its files
        run.json        how the last run went
        seen.json       the files of the corpus as they were read
        families.json   which articles are one story; stories.json has what is told of them
        records.sqlite  what the next run needs to tell that anew; also shingles-0.bin and so on
        whoosh/         the files of its engine
    000004.draft/       what the running or a killed process was making
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from searchkit import platform_support
from searchkit import quick_re as re
from searchkit.errors import (
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexUnusable,
    SettingsError,
)
from searchkit.index.generation import DraftGeneration, Generation, is_folder, remove
from searchkit.index.manifest import DRAFT, GENERATION, MAX_GENERATION, SEALED
from searchkit.index.progress import PROGRESS
from searchkit.platform_support import move, sync_folder
from searchkit.regular_file import (
    NotRegularFile,
    is_replacement,
    read_regular_file,
    replace_file,
)

MARKER = "searchkit-index"
MARK = "An index of searchkit; derived data.\n"
CURRENT = "CURRENT"
LOCK = "LOCK"
EDITS = "EDITS"
#: In the folder for the index that searchkit comes with.
SHIPPED_IGNORE = (
    b"# The built index lives here; it is derived from corpus/ and never committed.\n"
    b"*\n!.gitignore\n"
)
#: What may lie in a folder that becomes an index folder.
HARMLESS = frozenset({".gitignore", ".gitkeep", "README.md", ".DS_Store"})

_CURRENT = re.compile(rf"{SEALED.pattern}\n")
_HOLDER = re.compile(r"([0-9]{1,10})(?: ([0-9:+T-]{1,40}))?")
# Longer than any of these small files.
_MAX_BYTES = 1_000


class IndexFolder:
    """The folder of a project's index."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last_draft = 0

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
            text = self._text(CURRENT)
        except (FileNotFoundError, NotADirectoryError):
            raise IndexMissing(self.path) from None
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"{CURRENT}: {error}") from error
        match = _CURRENT.fullmatch(text)
        if match is None:
            raise IndexDamaged(f"{CURRENT} names no generation")
        return self.sealed(match[1], match[2])

    def sealed(self, name: str, seal: str) -> Generation:
        """The generation in a folder, which was sealed so. Raises `IndexDamaged`."""
        generation = Generation.read(self.path / name)
        if generation.seal != seal:
            raise IndexDamaged(f"generation {name}: its manifest was changed")
        return generation

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever another process has committed; empty without an index."""
        try:
            state = os.lstat(self.path / CURRENT)
        except OSError:
            return ()
        return state.st_ino, state.st_mtime_ns, state.st_size

    @contextmanager
    def locked(self, *, wait: bool = False) -> Iterator[None]:
        """Hold the folder for writing; made if it is not there, and swept of what killed runs left.

        Raises `IndexLocked` at once unless `wait`, and `SettingsError` for a foreign folder.
        """
        self._claim()
        lock = self._opened_lock(LOCK)
        try:
            if not platform_support.lock(lock, wait=wait):
                raise IndexLocked(_holder(os.read(lock, 100)))
            if os.fstat(lock).st_nlink == 1:
                # Else it is some other file as well, which is not written into.
                os.truncate(lock, 0)
                now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                os.lseek(lock, 0, os.SEEK_SET)
                os.write(lock, f"{os.getpid()} {now}\n".encode())
            self._sweep()
            try:
                yield
            finally:
                # What was drafted and does not answer has failed.
                self._sweep()
        finally:
            os.close(lock)

    @contextmanager
    def editing(self) -> Iterator[None]:
        """Let nobody else write beside the articles; an index run goes on meanwhile."""
        self._claim()
        lock = self._opened_lock(EDITS)
        try:
            platform_support.lock(lock, wait=True)
            yield
        finally:
            os.close(lock)

    def begin(self, engine: str, base: Generation | None) -> DraftGeneration:
        """A draft, with the files of `base` in it. For the holder of the lock."""
        taken = {
            int(match[1])
            for path in self.path.iterdir()
            if (match := GENERATION.fullmatch(path.name))
        }
        # No path of a draft is used twice: threads of one that failed may still write there.
        number = max(taken | {self._last_draft}) + 1
        if number > MAX_GENERATION:
            number = next(free for free in count(1) if free not in taken)
        self._last_draft = number
        return DraftGeneration(self.path / f"{number:06d}{DRAFT}", engine, base)

    def switch(
        self, draft: DraftGeneration, *, created: str, articles: int, before: Generation | None
    ) -> Generation:
        """Let a draft answer from now on; the generation `before` stays, older ones go."""
        name = draft.folder.name.removesuffix(DRAFT)
        draft.seal(int(name), created, articles, before.name if before else "")
        generation = Generation.read(move(draft.folder, self.path / name))
        # The name of the folder must be on disk before the one that leads to it.
        sync_folder(self.path)
        passed = self._recorded()
        replace_file(self.path / CURRENT, f"{generation.name}\n".encode("ascii"))
        sync_folder(self.path)
        self._sweep(passed)
        return generation

    @property
    def exists(self) -> bool:
        """Tell if there is one, sound or not."""
        return os.path.lexists(self.path / CURRENT)

    def strays(self) -> set[str]:
        """The names of what killed runs have left."""
        kept = self._kept()
        names = {path.name for path in self._generations() if path.name not in kept}
        return names | {path.name for path in self.path.iterdir() if _is_replacement(path)}

    def foreign(self) -> set[str]:
        """The names of what lies in the folder and is no part of the index."""
        ours = {MARKER, CURRENT, LOCK, EDITS, PROGRESS} | HARMLESS | self._kept() | self.strays()
        return {path.name for path in self.path.iterdir()} - ours

    def _sweep(self, passed: Collection[str] = ()) -> None:
        """Remove what killed runs have left, and the generations before the last two.

        Those that have `passed` are ours, however damaged.
        """
        names = self.strays().union(passed) - self._kept()
        for name in names:
            if is_replacement(name):
                (self.path / name).unlink()
            elif name.endswith(DRAFT):
                remove(self.path / name)
        drafts = []
        for name in filter(str.isdigit, names):
            draft = self.path / (name + DRAFT)
            if not os.path.lexists(draft):
                # So that a sweep that is broken off leaves nothing that looks whole.
                drafts.append((self.path / name).rename(draft))
        if drafts:
            sync_folder(self.path)
        for draft in drafts:
            remove(draft)

    def _recorded(self) -> set[str]:
        """The generations that CURRENT tells of, as far as it does."""
        names: set[str] = set()
        with suppress(OSError, ValueError, IndexUnusable):
            names.update(match[1] for match in _CURRENT.finditer(self._text(CURRENT)))
            names.add(self.named().manifest.before.partition(" ")[0])
        return {name for name in names if name and is_folder(self.path / name)}

    def _kept(self) -> set[str]:
        """The names of the generation that answers and of the one before it."""
        try:
            generation = self.named()
        except IndexMissing:
            return set()
        except IndexDamaged:
            # Which generation is which cannot be told. A rebuild will tell.
            return {path.name for path in self._generations() if not path.name.endswith(DRAFT)}
        return {generation.folder.name, generation.manifest.before.partition(" ")[0]}

    def _generations(self) -> list[Path]:
        """The folders of generations and drafts, and nothing that is only called so."""
        named = [
            path
            for path in self.path.iterdir()
            if GENERATION.fullmatch(path.name) and is_folder(path)
        ]
        return [path for path in named if path.name.endswith(DRAFT) or _is_generation(path)]

    def _claim(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise SettingsError(f"the index {self.path} is a file, not a folder")
        # One that is there already is somebody's, and keeps its mode.
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in (CURRENT, LOCK, EDITS, MARKER):
            if is_folder(self.path / name):
                raise SettingsError(
                    f"{self.path / name} is a folder in the place of a file",
                    advice="remove or rename it",
                )
        names = {path.name for path in self.path.iterdir()}
        if self.is_marked or self._names_generation:
            self._refuse_strangers()
        elif foreign := {
            name for name in names - HARMLESS - {LOCK, EDITS} if not is_replacement(name)
        }:
            raise SettingsError(
                f"{self.path} holds other things than an index ({min(foreign)})",
                advice="name another folder for the index",
            )
        else:
            self._refuse_strangers(modes=not self._is_shipped())
            if self._is_shipped():
                self.path.chmod(0o700)
        if not self.is_marked:
            replace_file(self.path / MARKER, MARK.encode("ascii"))

    def _is_shipped(self) -> bool:
        """Tell if the folder is as searchkit comes with it, which a clone may make writable."""
        try:
            return read_regular_file(self.path / ".gitignore", max_bytes=1_000) == SHIPPED_IGNORE
        except OSError:
            return False

    @property
    def is_marked(self) -> bool:
        """Tell if the folder says that it is ours."""
        with suppress(OSError, ValueError):
            return self._text(MARKER) == MARK
        return False

    @property
    def _names_generation(self) -> bool:
        # Others call a file CURRENT as well.
        with suppress(OSError, ValueError):
            return _CURRENT.fullmatch(self._text(CURRENT)) is not None
        return False

    def _text(self, name: str) -> str:
        """The content of one of the small files of the folder."""
        path = self.path / name
        return read_regular_file(path, max_bytes=_MAX_BYTES, follow_symlinks=False).decode("ascii")

    def _opened_lock(self, name: str) -> int:
        """One of the two locks, for whose name nothing but a regular file is opened."""
        try:
            return _regular_lock(self.path / name)
        except NotRegularFile:
            # Nobody can hold it. Two who find it so must not both put a new one there.
            folder = platform_support.lock_folder(self.path)
            try:
                with suppress(NotRegularFile):
                    return _regular_lock(self.path / name)
                (self.path / name).unlink()
                return _regular_lock(self.path / name)
            finally:
                if folder is not None:
                    os.close(folder)

    def _refuse_strangers(self, *, modes: bool = True) -> None:
        """Raise `SettingsError` if others could write to the index, whose answers are trusted."""
        state = self.path.stat()
        if not platform_support.is_own(state):
            raise SettingsError(f"the index {self.path} belongs to another user")
        modes = modes and platform_support.has_modes()
        if modes and state.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise SettingsError(
                f"others may write to the index {self.path}",
                advice=f"if it is sound, run: chmod 700 {self.path}",
            )


def _regular_lock(path: Path) -> int:
    try:
        flags = os.O_RDWR | os.O_CREAT
        lock = platform_support.open_descriptor(path, flags, 0o600, follow_symlinks=False)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO):
            raise NotRegularFile(path) from error
        raise
    if not stat.S_ISREG(os.fstat(lock).st_mode):
        os.close(lock)
        raise NotRegularFile(path)
    return lock


def _is_replacement(path: Path) -> bool:
    return is_replacement(path.name) and not is_folder(path)


def _holder(written: bytes) -> str:
    """The holder of the lock, by what it wrote into it."""
    match = _HOLDER.fullmatch(written.decode("ascii", "replace").strip())
    if match is None:
        return "a process"
    pid, since = match.groups()
    return f"process {pid}, since {since}" if since else f"process {pid}"


def _is_generation(folder: Path) -> bool:
    try:
        Generation.read(folder)
    except IndexDamaged:
        return False
    return True
