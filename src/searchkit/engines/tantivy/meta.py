"""Tantivy's own list of its files, checked before it is believed.

It removes what `.managed.json` names and no segment has, and makes room for as many documents as
`meta.json` says that there are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from searchkit import quick_re as re
from searchkit.regular_file import read_regular_file

#: Written last in a commit.
META = "meta.json"
MANAGED = ".managed.json"

_MAX_BYTES = 100_000_000
_SEGMENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FILE = re.compile(r"[0-9a-f]{32}(\.[0-9]{1,20})?\.[a-z]{1,16}")


def verify(folder: Path) -> None:
    """Raise `ValueError`, `TypeError`, `LookupError` or `OSError` for what Tantivy never wrote."""
    for name in _read(folder / MANAGED):
        if name != META and not _FILE.fullmatch(name):
            raise ValueError(f"{MANAGED} names what is no file of the index")
    sizes: dict[str, int] = {}
    for path in folder.iterdir():
        if _FILE.fullmatch(path.name):
            segment = path.name.partition(".")[0]
            sizes[segment] = sizes.get(segment, 0) + path.lstat().st_size
    for segment in _read(folder / META)["segments"]:
        segment_id, documents = segment["segment_id"], segment["max_doc"]
        if not _SEGMENT.fullmatch(segment_id):
            raise ValueError(f"{META} names what is no segment")
        # Each has an id of its own, of a byte at least.
        if type(documents) is not int or not 0 <= documents <= sizes[segment_id.replace("-", "")]:
            raise ValueError(f"{META} tells of more documents than a segment can hold")


def _read(path: Path) -> Any:
    return json.loads(read_regular_file(path, max_bytes=_MAX_BYTES, follow_symlinks=False))
