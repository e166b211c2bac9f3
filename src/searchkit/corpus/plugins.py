"""The readers that other packages name in their entry points.

`importlib.metadata` takes as long to import and to ask as a sixth of an index run over an unchanged
folder, and few people have such a package: so it is asked only where there is one.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: The entry point group in which other packages name their readers.
GROUP = "searchkit.readers"


def reader_entry_points() -> Iterable[EntryPoint]:
    """The entry points of the group."""
    if not any(map(_may_name_a_reader, sys.path)) and not any(map(_finds_others, sys.meta_path)):
        return ()
    from importlib.metadata import entry_points

    return entry_points(group=GROUP)


def _may_name_a_reader(place: str) -> bool:
    """Tell if one of the packages in a folder names the group, or if it is an archive or egg."""
    try:
        changed = Path(place).stat().st_mtime_ns
    except OSError:
        return False
    return _has_one_that_names_it(place, changed)


# A corpus is opened for every update of a folder that is watched, and packages seldom come or go.
@lru_cache(maxsize=256)
def _has_one_that_names_it(place: str, changed: int) -> bool:
    folder = Path(place)
    if not folder.is_dir():
        return True
    return place.endswith(".egg") or any(GROUP.encode() in entry for entry in _entries(folder))


def _entries(folder: Path) -> Iterator[bytes]:
    """The lists of entry points of the packages in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.lower().endswith((".dist-info", ".egg-info", ".egg")):
                with suppress(OSError):
                    yield Path(entry.path, "entry_points.txt").read_bytes()


def _finds_others(finder: object) -> bool:
    """Tell if a finder can find packages outside the folders of the path."""
    return finder is not PathFinder and hasattr(finder, "find_distributions")
