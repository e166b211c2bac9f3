"""The address of an index on servers, and the credentials for it."""

from __future__ import annotations

from dataclasses import field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from searchkit import quick_re as re
from searchkit.errors import SettingsError
from searchkit.quick_dataclass import dataclass

INDEX = "searchkit"
#: No server has more in an index.
MAX_SHARDS = 1_024

# What OpenSearch takes, and what can stand in the path of a URL as it is.
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_PART = re.compile(r"[\w.-]{1,100}")
# Stricter than URLs are: what two readers could take for two hosts is none.
_HOST = r"[a-z0-9_](?:[a-z0-9._-]{0,252}[a-z0-9_])?|\[[0-9a-f:.]{2,45}\]"
_URL = re.compile(rf"https?://(?i:{_HOST})(?::\d{{1,5}})?(?:/[\w.~/-]*)?", re.ASCII)
_HOST_AND_PORT = re.compile(rf"(?:{_HOST}):[1-9]\d{{0,4}}", re.ASCII)
#: Of a URL that names none; those of the client library.
_PORTS = {"https": 443, "http": 9200}


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user of the server."""

    user: str
    password: str = field(repr=False)


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
        if not self.urls:
            raise SettingsError("the engine opensearch needs the url of a server")
        for url in self.urls:
            check_url(url)
            parts = urlsplit(url)
            if parts.scheme == "http" and not (self.insecure_http or _is_loopback(parts)):
                raise SettingsError(
                    f"{url} would send articles and passwords unencrypted",
                    advice="use https, or allow it with --insecure-http",
                )
        if not _NAME.fullmatch(self.index):
            raise SettingsError(
                f"{self.index!r} is not the name of an index",
                advice="on servers, the setting index is a name there, of small letters, digits, "
                "- and _, such as news",
            )
        if self.part and not _PART.fullmatch(self.part):
            raise SettingsError("the name of a part is of letters, digits, -, _ and .")
        if not (1 <= self.shards <= MAX_SHARDS and 0 <= self.replicas <= MAX_SHARDS):
            raise SettingsError(
                f"shards must be from 1 to {MAX_SHARDS:,}, and replicas from 0 to {MAX_SHARDS:,}"
            )
        if self.authority is not None and not self.authority.is_file():
            raise SettingsError(f"there is no file {self.authority}")

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that requests go to, each with its port as in `search.example.org:443`."""
        return tuple(map(_host_and_port, self.urls))

    def __str__(self) -> str:
        return f"{self.urls[0]}/{self.index}"


def check_url(url: str) -> None:
    """Raise `SettingsError` for what is not the plain URL of a server; it may then be shown."""
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = None
    # Never printed whole: what is no URL can still hold a password.
    if not sound:
        raise SettingsError("url must be like https://search.example.org:9200")
    if "@" in parts.netloc:
        raise SettingsError(
            "url must not contain a user or a password",
            advice="put them in the user's configuration, or in SEARCHKIT_OPENSEARCH_USER and "
            "SEARCHKIT_OPENSEARCH_PASSWORD",
        )
    if parts.query or parts.fragment:
        raise SettingsError("url must end before any ? or #")
    if not _URL.fullmatch(url):
        raise SettingsError("url must be like https://search.example.org:9200")


def is_host(text: str) -> bool:
    """Tell if a text names a host and a port as `Address.hosts` does."""
    return bool(_HOST_AND_PORT.fullmatch(text))


def _host_and_port(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    return f"[{host}]:{_port(parts)}" if ":" in host else f"{host}:{_port(parts)}"


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS[parts.scheme]


def _is_loopback(parts: SplitResult) -> bool:
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
