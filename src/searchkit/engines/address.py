"""Where an index on servers is, and what opens the door."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from searchkit.errors import SettingsError

INDEX = "searchkit"
#: No server has more in an index.
MOST_SHARDS = 1_024

# What OpenSearch takes, and what can stand in the path of a URL as it is.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_PART = re.compile(r"[\w.-]{1,100}")


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of the server."""

    user: str
    password: str = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> Credentials:
        """The user and the password in a file, as `user:password`. Raises `SettingsError`."""
        try:
            mode = path.stat().st_mode
            text = path.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            raise SettingsError(f"credentials: {path} cannot be read") from error
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise SettingsError(f"others may read the credentials; run: chmod 600 {path}")
        user, colon, password = text.partition(":")
        if not (user and colon):
            raise SettingsError(f"credentials: {path} must hold user:password")
        return cls(user, password)


@dataclass(frozen=True, slots=True)
class Address:
    """An index on servers.

    Any of the `urls` leads to it; `index` is its name there. A new one has so many `shards` and
    `replicas`. Of several folders in one index, each has its own `part`. `authority` is a file of
    certificates. Plain HTTP goes to this machine only, unless `insecure_http`.
    """

    urls: tuple[str, ...]
    index: str = INDEX
    shards: int = 1
    replicas: int = 1
    part: str = ""
    credentials: Credentials | None = None
    authority: Path | None = None
    insecure_http: bool = False

    def own_id(self, shown: str) -> str:
        """The id that the folder of the own part gives an article that is shown by an id."""
        return shown.removeprefix(f"{self.part}:") if self.part else shown

    def check(self) -> None:
        """Raise `SettingsError` for what cannot be reached, or not safely."""
        for url in self.urls:
            self._check_url(url)
        if not self.urls:
            raise SettingsError("the engine opensearch needs the url of a server")
        if not _NAME.fullmatch(self.index):
            raise SettingsError(
                f"{self.index!r} is not the name of an index: on servers, the setting index is a "
                "name there, of small letters, digits, - and _, such as news"
            )
        if self.part and not _PART.fullmatch(self.part):
            raise SettingsError("the name of a part is of letters, digits, -, _ and .")
        if not (1 <= self.shards <= MOST_SHARDS and 0 <= self.replicas <= MOST_SHARDS):
            raise SettingsError("an index has at least one shard, and no less than no replica")
        if self.authority is not None and not self.authority.is_file():
            raise SettingsError(f"there is no file {self.authority}")

    def _check_url(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            sound = None
        # Never printed whole: what is no URL can still hold a password.
        if not sound:
            raise SettingsError("url must be like https://search.example.org:9200")
        if parts.username or parts.password:
            raise SettingsError(
                "put user and password into SEARCHKIT_OPENSEARCH_USER and "
                "SEARCHKIT_OPENSEARCH_PASSWORD, not into the url"
            )
        if parts.query or parts.fragment:
            raise SettingsError("url must end before any ? or #")
        if parts.scheme == "http" and not (self.insecure_http or _is_loopback(parts)):
            raise SettingsError(
                f"{url} would send articles and passwords unencrypted; use https, or allow it "
                "with --insecure-http"
            )

    def __str__(self) -> str:
        return f"{self.urls[0]}/{self.index}"


def _is_loopback(parts: SplitResult) -> bool:
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
