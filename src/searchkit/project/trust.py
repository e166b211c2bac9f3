"""The projects that the user trusts, and with which of their settings.

A project folder may come from anybody. Its settings count at once as long as they stay inside it;
those that reach out count when the user has trusted this folder with exactly these settings.
"""

from __future__ import annotations

import hashlib
import json
import os
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from searchkit import platform_support
from searchkit.errors import SettingsError
from searchkit.project.settings_file import shown, shown_path
from searchkit.project.user_config import refuse_strangers, user_config_folder
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import read_regular_file, replace_file

FILE = "trusted.json"
LOCK = "trusted.lock"
MAX_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Claim:
    """A setting of a project that reaches out of its folder.

    `effect` is what it does, `target` the path that it leads to, `seal` the digest of a file that
    goes with it.
    """

    name: str
    value: str | int | bool
    effect: str
    target: str = ""
    seal: str = ""

    def __str__(self) -> str:
        value = "true" if self.value is True else shown(self.value)
        target = f" ({shown_path(self.target)})" if self.target else ""
        return f"{self.name} = {value}{target}: {self.effect}"


@dataclass(frozen=True, slots=True)
class TrustedProject:
    """A folder that the user trusts, and what it may do, a line each."""

    home: Path
    digest: str
    allows: tuple[str, ...]


class TrustFile:
    """The list of trusted projects, in the user's configuration."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        self._folder = user_config_folder(environment)
        self.path = self._folder / FILE

    def projects(self) -> list[TrustedProject]:
        """The projects that the user trusts, by folder. Raises `SettingsError`."""
        return [
            TrustedProject(Path(home), written["digest"], tuple(written["allows"]))
            for home, written in sorted(self._read().items())
        ]

    def digest(self, home: Path) -> str | None:
        """The digest of the settings that a project was trusted with. Raises `SettingsError`."""
        written = self._read().get(_key(home))
        return written["digest"] if written else None

    def trust(self, home: Path, claims: Sequence[Claim]) -> None:
        """Trust a project with what it claims. Raises `SettingsError`."""
        with self._changed() as projects:
            projects[_key(home)] = {
                "digest": digest_of(claims),
                "allows": [str(claim) for claim in claims],
            }

    def revoke(self, home: Path) -> bool:
        """Trust a project no longer; whether it was trusted. Raises `SettingsError`."""
        with self._changed() as projects:
            return projects.pop(_key(home), None) is not None

    @contextmanager
    def _changed(self) -> Iterator[dict[str, Any]]:
        """The projects, to be changed while nobody else does; written when the block ends."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        refuse_strangers(self.path)
        flags = os.O_RDWR | os.O_CREAT
        lock = platform_support.open_descriptor(self._folder / LOCK, flags, 0o600)
        try:
            platform_support.lock(lock, wait=True)
            projects = self._read()
            yield projects
            replace_file(self.path, json.dumps(projects, indent=1).encode("ascii"), mode=0o600)
        finally:
            os.close(lock)

    def _read(self) -> dict[str, Any]:
        refuse_strangers(self.path)
        try:
            written = json.loads(read_regular_file(self.path, max_bytes=MAX_BYTES))
            for project in written.values():
                if not (isinstance(project["digest"], str) and isinstance(project["allows"], list)):
                    raise ValueError(project)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise SettingsError(
                f"{shown_path(self.path)} cannot be read",
                advice="remove it and trust your projects again",
            ) from error
        return dict(written)


def digest_of(claims: Sequence[Claim]) -> str:
    """Changes with every name, value or target of what a project claims."""
    text = json.dumps(
        sorted((claim.name, claim.value, claim.target, claim.seal) for claim in claims)
    )
    return hashlib.sha256(text.encode()).hexdigest()


def check_trust(home: Path, claims: Sequence[Claim], environment: Mapping[str, str]) -> None:
    """Raise `SettingsError` unless the user has trusted a project with all that it claims."""
    if not claims:
        return
    known = TrustFile(environment).digest(home)
    if known == digest_of(claims):
        return
    name = shown_path(home)
    why = "is not trusted" if known is None else "has changed since it was trusted"
    listed = "\n".join(f"  {claim}" for claim in claims)
    raise SettingsError(
        f"{name} {why}, and its settings reach out of the folder:\n{listed}\n"
        "nothing was read or sent",
        advice=f"to allow this, run: {_command(home)}",
    )


def _command(home: Path) -> str:
    text = str(home)
    if text.isprintable():
        return f"searchkit trust {shlex.quote(text)}"
    return "searchkit trust (in that folder)"


def _key(home: Path) -> str:
    return os.path.realpath(home)
