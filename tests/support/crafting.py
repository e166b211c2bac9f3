"""Makes an index folder say something else, and its digests fit: what somebody else could send."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

from searchkit.index.generation import digest

#: What is done to the JSON of a manifest before it is sealed.
Change = Callable[[dict[str, Any]], None]


class Bomb:
    """What, pickled, makes a folder when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = str(marker)

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (self.marker,)


def bomb(marker: Path) -> bytes:
    return pickle.dumps(Bomb(marker), 2)


def generation(home: Path) -> Path:
    """The folder of the generation that answers."""
    return home / "index" / (home / "index" / "CURRENT").read_text().partition(" ")[0]


def reseal(home: Path, change: Change = lambda _: None) -> None:
    """Compute the digests of a generation anew, with other values in its manifest."""
    folder = generation(home)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for path in [*manifest["files"]]:
        if (folder / path).is_file():
            data = (folder / path).read_bytes()
            manifest["files"][path] = [len(data), digest(data)]
        else:
            del manifest["files"][path]
    change(manifest)
    seal(home, json.dumps(manifest).encode())


def seal(home: Path, manifest: bytes) -> None:
    """Let a generation have these bytes as its manifest."""
    folder = generation(home)
    (folder / "manifest.json").write_bytes(manifest)
    (home / "index" / "CURRENT").write_text(f"{folder.name} {digest(manifest)}\n")


def parts(segment: Path) -> dict[str, bytes]:
    """The files in the one file of a segment, by their ends."""
    data = segment.read_bytes()
    listed = json.loads(data[int.from_bytes(data[:8]) :])
    return {name.partition(".")[2]: data[at : at + length] for name, (at, length) in listed.items()}


def with_parts(segment: Path, files: dict[str, bytes]) -> None:
    """Put other files into a segment."""
    data, listed = bytes(8), {}
    for end, content in files.items():
        listed[f"{segment.stem}.{end}"] = (len(data), len(content))
        data += content
    start = len(data).to_bytes(8)
    segment.write_bytes(start + data[8:] + json.dumps(listed).encode())


def outside(home: Path) -> dict[str, tuple[Any, ...]]:
    """All that lies beside and above an index: kind, mode, time, and content or target."""
    found: dict[str, tuple[Any, ...]] = {}
    # The time of a folder tells whether something came or went.
    timeless = {str(home), str(home / "corpus")}
    folders = [str(home.parent)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.path == str(home / "index"):
                    continue
                state = entry.stat(follow_symlinks=False)
                content: object = None
                if entry.is_symlink():
                    content = Path(entry.path).readlink()
                elif entry.is_dir():
                    folders.append(entry.path)
                elif entry.is_file():
                    content = Path(entry.path).read_bytes()
                time = 0 if entry.path in timeless else state.st_mtime_ns
                found[entry.path] = (state.st_mode, time, content)
    return found
