"""The user's own configuration, which is trusted as no project folder is."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from searchkit import platform_support
from searchkit.engines.address import Credentials, is_host
from searchkit.errors import SettingsError
from searchkit.project.ownership import stranger
from searchkit.project.settings_file import check_settings, read_toml, shown, shown_path
from searchkit.quick_dataclass import dataclass

FILE = "config.toml"
CREDENTIALS = "credentials"


@dataclass(frozen=True, slots=True)
class UserConfig:
    """The user's settings for every project, and the credentials of each host."""

    settings: Mapping[str, Any]
    credentials: Mapping[str, Credentials] = field(repr=False)

    @classmethod
    def load(cls, environment: Mapping[str, str] = os.environ) -> UserConfig:
        """The content of `config.toml`; empty if it is not there. Raises `SettingsError`."""
        try:
            path = user_config_folder(environment) / FILE
        except SettingsError:
            return cls({}, {})
        refuse_strangers(path)
        written = read_toml(path, follow_symlinks=True)
        tables = written.pop(CREDENTIALS, {})
        if tables:
            refuse_readers(path)
        return cls(check_settings(path, written), _credentials(path, tables))


def user_config_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """`$XDG_CONFIG_HOME/searchkit`, else `~/.config/searchkit`; it need not be there.

    Source: XDG Base Directory Specification, which has relative paths ignored. Raises
    `SettingsError` if the user has no home.
    """
    base = Path(environment.get("XDG_CONFIG_HOME", ""))
    if not base.is_absolute():
        base = _home(environment) / ".config"
    return base / "searchkit"


def _home(environment: Mapping[str, str]) -> Path:
    home = Path(environment.get("HOME", ""))
    try:
        # An empty HOME would be the root folder.
        if environment.get("HOME") != "":
            return home if home.is_absolute() else Path.home()
    except RuntimeError:
        pass
    raise SettingsError("there is no home folder", advice="set HOME or XDG_CONFIG_HOME")


def refuse_strangers(path: Path) -> None:
    """Raise `SettingsError` if anybody but the user or root could have written a file.

    One that is not there is nobody's.
    """
    try:
        real = path.resolve()
        for checked in dict.fromkeys((path.parent, real.parent, real)):
            if reason := stranger(checked):
                name = shown_path(checked)
                raise SettingsError(
                    f"{name} is not safe: {reason}",
                    advice=f"make sure that only you can write to it, then run: chmod go-w {name}",
                )
    except FileNotFoundError:
        return
    except (OSError, RuntimeError) as error:
        raise SettingsError(f"{shown_path(path)} cannot be read") from error


def refuse_readers(path: Path) -> None:
    """Raise `SettingsError` if others may read a file that holds passwords."""
    others = stat.S_IRWXG | stat.S_IRWXO
    if platform_support.has_modes() and path.stat().st_mode & others:
        name = shown_path(path)
        raise SettingsError(f"others may read the passwords in {name}", command=f"chmod 600 {name}")


def _credentials(path: Path, tables: Any) -> dict[str, Credentials]:
    """The credentials by host and port."""
    name = shown_path(path)
    if not isinstance(tables, dict):
        raise SettingsError(f'{name}: credentials are tables, as [credentials."HOST:PORT"]')
    credentials = {}
    for host, table in tables.items():
        where = f"{name}: [credentials.{shown(host)}]"
        if not is_host(host):
            raise SettingsError(
                f"{where} must name host and port as in 'search.example.org:443', in small letters"
            )
        if not (
            isinstance(table, dict)
            and table.keys() == {"user", "password"}
            and all(isinstance(value, str) for value in table.values())
        ):
            raise SettingsError(f"{where} must have user and password, in quotes, and no more")
        if not table["user"] or ":" in table["user"]:
            raise SettingsError(f"{where} must have a user without a colon")
        credentials[host] = Credentials(table["user"], table["password"])
    return credentials
