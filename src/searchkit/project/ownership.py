"""Tells whether anybody but the user, or root, could have written a file."""

from __future__ import annotations

import grp
import os
import pwd
import stat
import sys
from pathlib import Path


def stranger(path: Path) -> str | None:
    """Who besides the user could have written a file or folder, as a clause; None if nobody.

    A link is followed. Raises `OSError`.
    """
    state = path.stat()
    if state.st_uid not in (os.geteuid(), 0):
        return "it belongs to another user"
    if others_may_write(path, state):
        return "others may write to it"
    return None


def others_may_write(path: Path, state: os.stat_result) -> bool:
    """Whether the mode of a file or folder lets anybody but its owner write to it.

    A group that has no member but the owner, as many systems give one to each user, is nobody.
    """
    if state.st_mode & stat.S_IWOTH:
        return True
    if not state.st_mode & stat.S_IWGRP:
        return False
    return _has_access_list(path) or not _is_own_group(state.st_gid, state.st_uid)


def _is_own_group(gid: int, owner: int) -> bool:
    try:
        user, group = pwd.getpwuid(owner), grp.getgrgid(gid)
    except KeyError:
        return False
    members = {user.pw_name, *group.gr_mem}
    members.update(one.pw_name for one in pwd.getpwall() if one.pw_gid == gid)
    # A directory service need not list everybody; such a group is not named like a user.
    return group.gr_name == user.pw_name and members == {user.pw_name}


def _has_access_list(path: Path) -> bool:
    """Whether further users may be named, whose rights the mode shows as those of the group."""
    if sys.platform != "linux":
        return False
    try:
        return bool(os.getxattr(path, "system.posix_acl_access"))
    except OSError:
        return False
