"""The files of a Whoosh index: only regular ones are opened, and none is written that is there.

Whoosh would keep the directory of a segment's files as a pickle; here it is JSON.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from searchkit.regular_file import open_regular_file

#: Bytes that tell where the directory of a segment begins.
_HEAD = 8


class IndexFiles(FileStorage):  # type: ignore[misc]
    """The folder of an index.

    Its files are linked into the folders of other generations, so none may be written into.
    """

    def create_file(self, name: str, excl: bool = True, mode: str = "wb", **options: Any) -> Any:
        file = Path(self._fpath(name)).open(mode.replace("w", "x"))  # noqa: SIM115
        return StructFile(file, name=name, **options)

    def open_file(self, name: str, **options: Any) -> Any:
        file = open_regular_file(Path(self._fpath(name)), follow_symlinks=False)
        return StructFile(file, name=name, **options)

    def temp_storage(self, name: str | None = None) -> IndexFiles:
        path = Path(self._fpath(name))
        path.mkdir(exist_ok=True)
        return IndexFiles(str(path))


class SegmentFiles(CompoundStorage):  # type: ignore[misc]
    """The files that are in the one file of a segment."""

    def __init__(self, storage: IndexFiles, name: str) -> None:
        with storage.open_file(name) as file:
            self._source = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._file = None
        self._locks: dict[str, Any] = {}
        self.is_closed = False
        start = int.from_bytes(self._source[:_HEAD])
        self._dir: Mapping[str, Mapping[str, int]] = {
            name: {"offset": offset, "length": length}
            for name, (offset, length) in json.loads(self._source[start:]).items()
        }
        for entry in self._dir.values():
            if not 0 <= entry["offset"] <= entry["offset"] + entry["length"] <= len(self._source):
                raise ValueError("a segment ends before its files")


def join_files(storage: IndexFiles, name: str, parts: list[str]) -> None:
    """Move files into a new one, which `SegmentFiles` reads."""
    directory = {}
    with storage.create_file(name) as joined:
        joined.write(bytes(_HEAD))
        for part in parts:
            offset = joined.tell()
            with storage.open_file(part) as file:
                copyfileobj(file, joined)
            directory[part] = (offset, joined.tell() - offset)
        start = joined.tell()
        joined.write(json.dumps(directory).encode("ascii"))
        joined.seek(0)
        joined.write(start.to_bytes(_HEAD))
    for part in parts:
        storage.delete_file(part)
