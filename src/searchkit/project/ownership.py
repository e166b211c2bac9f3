"""Tells whether anybody but the user, or root, could have written a file."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from searchkit import platform_support


def stranger(path: Path) -> str | None:
    """A clause on who else could have written a file or folder; None if nobody could.

    A link is followed. Raises `OSError`.
    """
    state = path.stat()
    if not platform_support.is_own_or_of_root(state):
        return "it belongs to another user"
    if others_may_write(path, state):
        return "others may write to it"
    return None


def others_may_write(path: Path, state: os.stat_result) -> bool:
    """Tell if the mode of a file or folder lets anybody but its owner write to it.

    A group that has no member but the owner, as many systems give one to each user, is nobody.
    """
    if not platform_support.has_modes():
        return False
    if state.st_mode & stat.S_IWOTH:
        return True
    if not state.st_mode & stat.S_IWGRP:
        return False
    return platform_support.has_access_list(path) or not platform_support.is_own_group(
        state.st_gid, state.st_uid
    )
