"""One complete index on disk, and the draft that becomes one.

A generation is never changed once it is sealed: an update drafts the next one, which shares by hard
links the files that stay as they are. So what a kill or a power cut leaves is a draft that nobody
looks at, and the digests in a manifest hold for as long as the generation does.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, TypeVar

from searchkit import quick_re as re
from searchkit.engines import ENGINES
from searchkit.errors import IndexDamaged
from searchkit.index.file_stamps import FileStamp, FileStamps, stamps_from_json, stamps_to_json
from searchkit.index.kept import Kept, kept_from_json
from searchkit.index.manifest import MANIFEST, Manifest, Stamp, belongs, parsed_json
from searchkit.platform_support import share_file, sync_file, sync_folder
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import open_regular_file, read_regular_file
from searchkit.reports import RunRecord

#: Files that are no larger than this together (bytes) are compared with their digests whenever
#: the index is opened; of larger ones only the sizes.
ALWAYS_READ = 16_000_000
#: The reason given for a file that the index does not have.
FOREIGN = "no part of the index; move it elsewhere"

#: The names under which a generation keeps the last run and the files that it read.
RUN = "run"
STAMPS = "seen"

_BLOCK = 1 << 20
# The locks of the engines: they belong to who holds them, not to a generation.
_LOCK = re.compile(r"MAIN_WRITELOCK|\.tantivy-.*\.lock")
# Every file that searchkit or an engine makes in a generation or a draft, in any version, …
_OWN = re.compile(
    r"(manifest|run|lexicon|seen|families|stories)\.json|records\.sqlite|(runs|shingles)-\d+\.bin"
    r"|_?MAIN_.*|[0-9a-z]+\.(run|ctmp)|segments\.json(\.new)?"  # whoosh
    r"|[0-9a-f]{32}\..*|meta\.json|\.managed\.json|\.tantivy-.*|\.tmp\w+"  # tantivy
)
# … and every folder in one.
_OWN_FOLDERS = frozenset({*ENGINES, "MAIN.tmp"})
# So many folders are in each other.
_DEPTH = 2
_MAX_MANIFEST = 10_000_000

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index; `seal` is the digest of its manifest."""

    folder: Path
    manifest: Manifest
    seal: str

    @classmethod
    def read(cls, folder: Path) -> Generation:
        """The generation in a folder. Raises `IndexDamaged`."""
        try:
            if not is_folder(folder):
                raise NotADirectoryError("not a folder")
            path = folder / MANIFEST
            data = read_regular_file(path, max_bytes=_MAX_MANIFEST, follow_symlinks=False)
            return cls(folder, Manifest.parse(data), digest(data))
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamaged(f"generation {folder.name}: {error}") from error

    @property
    def name(self) -> str:
        """The name in CURRENT."""
        return f"{self.folder.name} {self.seal}"

    @property
    def engine_folder(self) -> Path:
        return self.folder / self.manifest.engine

    def load(self, name: Kept) -> dict[str, Any]:
        """The object under a name; empty if there is none. Raises `IndexDamaged`."""
        return self._parsed(name, partial(kept_from_json, name)) or {}

    def run_record(self) -> RunRecord | None:
        """The record of the last run, if there is one. Raises `IndexDamaged`."""
        return self._parsed(RUN, RunRecord.from_json)

    def file_stamps(self) -> dict[str, FileStamp]:
        """The files of the corpus as the last run read them. Raises `IndexDamaged`."""
        return self._parsed(STAMPS, stamps_from_json) or {}

    def open_kept(self, name: Kept) -> KeptFile | None:
        """The object under a name, to be read later; None if there is none.

        Raises `IndexDamaged`.
        """
        path = f"{name}.json"
        if path not in self.manifest.files:
            return None
        with self._open(path) as file:
            descriptor = os.dup(file.fileno())
        return KeptFile(descriptor, partial(self._parsed, name, partial(kept_from_json, name)))

    def _parsed(
        self, name: str, parse: Callable[[Any], _Value], file: BinaryIO | None = None
    ) -> _Value | None:
        path = f"{name}.json"
        if path not in self.manifest.files:
            return None
        try:
            return parse(parsed_json(self.read_file(path, file)))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise IndexDamaged(f"{path}: {error}") from error

    def read_file(self, path: str, file: BinaryIO | None = None) -> bytes:
        """The content of one of its files, open or not. Raises `IndexDamaged` if it was changed."""
        stamp = self.manifest.files[path]
        try:
            with nullcontext(file) if file else self._open(path) as opened:
                data = opened.read(stamp.size + 1)
        except OSError as error:
            raise IndexDamaged(f"{path}: {error.strerror}") from error
        if digest(data) != stamp.digest:
            raise IndexDamaged(f"{path} was changed")
        return data

    def _open(self, path: str) -> BinaryIO:
        try:
            return open_regular_file(self.folder / path, follow_symlinks=False)
        except OSError as error:
            raise IndexDamaged(f"{path}: {error.strerror}") from error

    def size(self) -> int:
        """Bytes on disk."""
        return sum(stamp.size for stamp in self.manifest.files.values())

    def check(self, *, whole: bool = False) -> None:
        """Raise `IndexDamaged` if a file lacks, has another size, or lies where an engine looks.

        Or has other content, if all are small or the `whole` shall be read.
        """
        for path, reason in self.differences(whole=whole or self.size() <= ALWAYS_READ):
            raise IndexDamaged(f"{path}: {reason}")

    def differences(self, *, whole: bool) -> Iterator[tuple[str, str]]:
        """Each file that is not as it was sealed, or misleads; if `whole`, all are read."""
        if not is_folder(self.engine_folder):
            yield self.manifest.engine, "missing"
            return
        for path, stamp in self.manifest.files.items():
            try:
                state = os.lstat(self.folder / path)
                if not stat.S_ISREG(state.st_mode):
                    yield path, "not a regular file"
                elif state.st_size != stamp.size:
                    yield path, f"{state.st_size:,} bytes, not {stamp.size:,}"
                elif whole and _digest_of(self.folder / path) != stamp.digest:
                    yield path, "its content was changed"
            except FileNotFoundError:
                yield path, "missing"
            except OSError as error:
                yield path, (error.strerror or str(error)).lower()
        for path in self._misleading():
            yield path, FOREIGN

    def _misleading(self) -> Iterator[str]:
        """Files that are no part of the generation, and that its engine could take for one."""
        if not is_folder(self.engine_folder):
            return
        for entry in list(os.scandir(self.engine_folder)):
            path = f"{self.manifest.engine}/{entry.name}"
            if _LOCK.fullmatch(entry.name):
                # An engine opens it for writing, whatever it leads to.
                state = entry.stat(follow_symlinks=False)
                if not stat.S_ISREG(state.st_mode) or state.st_nlink != 1:
                    yield path
            elif belongs(self.manifest.engine, path) and path not in self.manifest.files:
                yield path

    def extra(self) -> Iterator[str]:
        """The files that are no part of the generation, and that no engine looks at."""
        known = {MANIFEST, *self.manifest.files, *self._misleading()}
        yield from (path for path in _files(self.folder) if path not in known)


class KeptFile:
    """An object that a generation keeps, which can be read even when the generation is gone.

    Threads may share it. The file is closed with it, or when nobody has it any more.
    """

    def __init__(self, descriptor: int, read: Callable[[BinaryIO], dict[str, Any] | None]) -> None:
        self._descriptor = descriptor
        self._read = read
        self._lock = threading.Lock()
        self.close = weakref.finalize(self, os.close, descriptor)

    def load(self) -> dict[str, Any]:
        """The object. Raises `IndexDamaged`."""
        with self._lock, os.fdopen(self._descriptor, "rb", closefd=False) as file:
            file.seek(0)
            return self._read(file) or {}


class DraftGeneration:
    """The next generation while it is made, from nothing or from what another one has."""

    def __init__(self, folder: Path, engine: str, base: Generation | None) -> None:
        self.folder = folder
        self.engine = engine
        self._base = base
        folder.mkdir(mode=0o700)
        if base is not None:
            for path in base.manifest.files:
                _link(base.folder / path, folder / path)

    @property
    def engine_folder(self) -> Path:
        return self.folder / self.engine

    def save(self, name: Kept, value: Mapping[str, Any]) -> None:
        """Keep an object of JSON under a name."""
        self._save(name, value)

    def save_run(self, record: RunRecord, stamps: FileStamps) -> None:
        """Keep how a run went, and which files it read."""
        self._save(RUN, record.to_json())
        self._save(STAMPS, stamps_to_json(stamps))

    def _save(self, name: str, value: Mapping[str, Any]) -> None:
        self.write(f"{name}.json", json.dumps(value).encode("ascii"))

    def write(self, name: str, data: bytes) -> None:
        """Have a file of this name with these data."""
        path = self.folder / name
        stamp = self._base.manifest.files.get(name) if self._base else None
        if stamp is None or stamp.digest != digest(data):
            # Written into, it would change in the base as well.
            path.unlink(missing_ok=True)
            with path.open("xb") as file:
                file.write(data)

    def own(self, name: str) -> Path:
        """A file that may be written into: a copy of what the base has, or an empty one.

        Raises `IndexDamaged` if what the base has is not what was sealed.
        """
        path = self.folder / name
        path.unlink(missing_ok=True)
        stamp = self._base.manifest.files.get(name) if self._base else None
        with path.open("xb") as file:
            if self._base is not None and stamp is not None:
                copied = _digest_of(self._base.folder / name, copied_to=file)
                if copied != stamp.digest:
                    raise IndexDamaged(f"{name} was changed")
                # It may end with a hole.
                file.truncate()
        return path

    def remove(self, name: str) -> None:
        """Have no file of this name any more."""
        (self.folder / name).unlink()

    def seal(self, number: int, created: str, articles: int, before: str) -> None:
        """Have every file on disk and the manifest beside them.

        Raises `IndexDamaged` if what was merged away was not as it should be.
        """
        files = {path: self._stamp(path) for path in sorted(_files(self.folder))}
        if self._base is not None:
            # A damaged file that was merged into another must not get a digest that fits.
            for path, stamp in self._base.manifest.files.items():
                if path not in files and _digest_of(self._base.folder / path) != stamp.digest:
                    raise IndexDamaged(f"{path}: its content was changed")
        manifest = asdict(Manifest(self.engine, number, created, articles, files, before))
        with (self.folder / MANIFEST).open("x", encoding="utf-8") as file:
            json.dump(manifest, file, indent=1)
            on_disk(file)
        for folder in (self.engine_folder, self.folder):
            sync_folder(folder)

    def _stamp(self, path: str) -> Stamp:
        file = self.folder / path
        if self._base is not None and path in self._base.manifest.files:
            with suppress(OSError):
                if file.samefile(self._base.folder / path):
                    return self._base.manifest.files[path]
        return Stamp(file.stat().st_size, _digest_of(file, durable=True))


def digest(data: bytes) -> str:
    """The digest that identifies bytes. Source: BLAKE2b, 128 bits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def on_disk(file: IO[Any]) -> None:
    """Have what was written to a file on disk."""
    file.flush()
    sync_file(file.fileno())


def is_folder(path: Path) -> bool:
    """Tell if there is a folder, and no link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError:
        return False


def remove(folder: Path, depth: int = _DEPTH) -> None:
    """Remove a generation or a draft; what is not of searchkit's making stays where it is.

    Threads of an engine that failed may still write files into a draft, until its name is gone.
    """
    with suppress(OSError):
        while not _is_gone(folder) and _emptied(folder, depth):
            continue


def _is_gone(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return not os.path.lexists(folder)
    return True


def _emptied(folder: Path, depth: int) -> bool:
    """Tell if something was removed from a folder."""
    removed = False
    for entry in list(os.scandir(folder)):
        path = Path(entry)
        if not entry.is_dir(follow_symlinks=False):
            if _OWN.fullmatch(entry.name):
                with suppress(OSError):
                    path.unlink()
                    removed = True
        elif entry.name in _OWN_FOLDERS and depth:
            remove(path, depth - 1)
            removed = removed or not os.path.lexists(path)
    return removed


def _link(source: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o700, exist_ok=True)
    try:
        share_file(source, target)
    except FileNotFoundError as error:
        raise IndexDamaged(f"{source.name}: missing") from error


def _files(folder: Path) -> Iterator[str]:
    """The paths of all that lies in a generation, without the locks of engines."""
    for entry in list(os.scandir(folder)):
        if entry.name in ENGINES and entry.is_dir(follow_symlinks=False):
            names = [file.name for file in os.scandir(entry)]
            yield from (f"{entry.name}/{name}" for name in names if not _LOCK.fullmatch(name))
        else:
            yield entry.name


def _digest_of(path: Path, *, durable: bool = False, copied_to: IO[bytes] | None = None) -> str:
    """The digest of a file, which is also brought to disk if it shall be `durable`.

    A copy has holes where the file has them: crafted, it may say that it is larger than the disk.
    """
    hashed = hashlib.blake2b(digest_size=16)
    with open_regular_file(path, follow_symlinks=False) as file:
        if durable:
            sync_file(file.fileno())
        while block := file.read(_BLOCK):
            hashed.update(block)
            if copied_to is None:
                continue
            if block == bytes(len(block)):
                copied_to.seek(len(block), os.SEEK_CUR)
            else:
                copied_to.write(block)
    return hashed.hexdigest()
