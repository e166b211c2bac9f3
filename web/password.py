"""The password of the page, kept as a hash in the user's own configuration."""

from __future__ import annotations

import stat
import unicodedata
from pathlib import Path

from werkzeug.security import generate_password_hash

from searchkit import SettingsError, platform_support
from searchkit import quick_re as re
from searchkit.project.user_config import user_config_folder
from searchkit.regular_file import read_regular_file, replace_file

#: In characters.
MIN_PASSWORD = 8
#: In bytes. What is longer is never hashed, so that a huge one costs nothing.
MAX_PASSWORD = 1_024

# About 0.3 s and 32 MB for each attempt; as strong as OWASP asks (Password Storage Cheat Sheet).
_METHOD = "scrypt:32768:8:3"
# No more than that work, whatever the file says.
_STORED = re.compile(r"scrypt:(?:16384|32768|65536):8:[1-9]\$[A-Za-z0-9]{8,64}\$[0-9a-f]{128}")
_MAX_FILE = 4_096
_COMMAND = "searchkit password"


def password_path() -> Path:
    """The file with the hash."""
    return user_config_folder() / "password"


def normalized(password: str) -> str:
    """The password as it is compared, in whichever form a keyboard composes its accents.

    Source: RFC 8265, OpaqueString.
    """
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in password)
    return unicodedata.normalize("NFC", spaced)


def is_too_long(password: str) -> bool:
    """Check whether it is longer than a password may be; what no encoding can hold is too."""
    if len(password) > MAX_PASSWORD:
        return True
    try:
        return len(normalized(password).encode()) > MAX_PASSWORD
    except UnicodeEncodeError:
        return True


def set_password(password: str) -> None:
    """Keep the hash of a new password. Raises `SettingsError` for one that is not good enough."""
    if is_too_long(password):
        raise SettingsError(f"the password is too long (at most {MAX_PASSWORD:,} bytes)")
    if len(password.strip()) < MIN_PASSWORD:
        raise SettingsError(f"the password is too short (at least {MIN_PASSWORD} characters)")
    if any(unicodedata.category(char) == "Cc" for char in password):
        raise SettingsError("the password must not contain control characters")
    path = password_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check(path.parent, writable=stat.S_IWGRP | stat.S_IWOTH)
    stored = f"{generate_password_hash(normalized(password), _METHOD)}\n"
    replace_file(path, stored.encode("ascii"), mode=0o600)


def remove_password() -> bool:
    """Forget the password; whether there was one."""
    try:
        password_path().unlink()
    except FileNotFoundError:
        return False
    return True


def stored_hash() -> str | None:
    """The hash of the password; None if none is set.

    Raises `SettingsError` for a file that others may read or change, or that holds no hash.
    """
    path = password_path()
    try:
        text = read_regular_file(path, max_bytes=_MAX_FILE).decode("ascii").strip()
        _check(path.parent, writable=stat.S_IWGRP | stat.S_IWOTH)
        _check(path, writable=stat.S_IRWXG | stat.S_IRWXO)
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        text = ""
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}", command=_COMMAND) from error
    if not _STORED.fullmatch(text):
        raise SettingsError(f"{path} holds no password", command=_COMMAND)
    return text


def _check(path: Path, *, writable: int) -> None:
    """Raise `SettingsError` if another user owns the path or has one of these rights to it."""
    state = path.stat()
    if not platform_support.is_own(state):
        raise SettingsError(f"{path} belongs to another user")
    if platform_support.has_modes() and state.st_mode & writable:
        mode = "700" if stat.S_ISDIR(state.st_mode) else "600"
        raise SettingsError(f"others have access to {path}", command=f"chmod {mode} {path}")
