"""The layers of a project's settings, and those that reach out of the project.

Defaults ← the user's configuration ← `searchkit.toml` ← environment ← flags.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from searchkit.engines import AUTO, REMOTE
from searchkit.engines.address import check_url
from searchkit.errors import SettingsError
from searchkit.project.home import CORPUS, FILE, project_home
from searchkit.project.settings_file import check_settings, read_toml, shown, shown_path
from searchkit.project.trust import Claim
from searchkit.project.user_config import CREDENTIALS, UserConfig, user_config_folder
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import read_regular_file

INDEX = "index"
MAX_AUTHORITY_BYTES = 1_000_000
MAX_URLS = 64

_EFFECTS = {
    "url": "articles and queries are sent to this server",
    "authority": "these certificates decide which servers are genuine",
    "insecure_http": "articles and passwords are sent unencrypted",
    "names.model": "this model, which is installed on this machine, is loaded and run",
    "engine": "the index is on a server",
    "index": "the index on the server that is read and written",
    "part": "the part of the index on the server that is replaced",
    "shards": "of a new index on the server",
    "replicas": "of a new index on the server",
}
_ON_SERVERS = ("index", "part", "shards", "replicas")


@dataclass(frozen=True, slots=True)
class Layers:
    """The settings of a project by where they are written; `passed_over` see `project_home`."""

    home: Path
    passed_over: tuple[str, ...]
    user: UserConfig
    project: Mapping[str, Any]
    environment: Mapping[str, str]
    insecure_http: bool

    @classmethod
    def read(
        cls,
        home: str | os.PathLike[str] | None,
        environment: Mapping[str, str],
        *,
        insecure_http: bool,
    ) -> Layers:
        """All layers of the project in `home`, or in the one found. Raises `SettingsError`."""
        folder, passed_over = project_home(home, environment)
        user = UserConfig.load(environment)
        path = folder / FILE
        # Even to read a file outside can be harm.
        written = read_toml(path, follow_symlinks=False)
        if CREDENTIALS in written:
            raise SettingsError(
                f"{shown_path(path)}: credentials do not belong to a project",
                advice='write user and password under [credentials."HOST:PORT"] in '
                f"{_config_name(environment)}, or set SEARCHKIT_OPENSEARCH_USER and "
                "SEARCHKIT_OPENSEARCH_PASSWORD",
            )
        project = check_settings(path, written)
        return cls(folder, passed_over, user, project, environment, insecure_http)

    def value(self, name: str, default: Any) -> Any:
        """The value of a setting in the project, else of the user, else the default."""
        return self.project.get(name, self.user.settings.get(name, default))

    @property
    def url(self) -> str:
        """The servers, separated by commas; empty if none is named."""
        return self.environment.get("SEARCHKIT_OPENSEARCH_URL") or str(self.value("url", ""))

    @property
    def engine(self) -> str:
        """The engine that is named; a url names one too."""
        named = (
            self.environment.get("SEARCHKIT_ENGINE") or self.project.get("engine"),
            self.environment.get("SEARCHKIT_OPENSEARCH_URL") and REMOTE,
            self.project.get("url") and REMOTE,
            self.user.settings.get("engine"),
            self.url and REMOTE,
        )
        return next((str(engine) for engine in named if engine), AUTO)

    @property
    def corpus(self) -> Path:
        """The folder of the articles."""
        return self._path("corpus", CORPUS)

    @property
    def index(self) -> Path:
        """The folder of the index, or of what is kept here of one on servers."""
        return self.home / INDEX if self.engine == REMOTE else self._path("index", INDEX)

    @property
    def authority(self) -> Path | None:
        """The file of certificates, from where it is named."""
        if written := self.project.get("authority"):
            return _joined(self.home, "authority", written)
        if written := self.user.settings.get("authority"):
            return _joined(user_config_folder(self.environment), "authority", written)
        return None

    def claims(self) -> tuple[Claim, ...]:
        """The claims of the project's settings. Opens no file outside of the project."""
        written = self.project
        claims = []
        for url in split_urls(written.get("url", "")):
            # What is shown must hold no password.
            check_url(url)
            claims.append(_claim("url", url))
        if written.get("authority"):
            claims.append(self._authority_claim())
        if written.get("insecure_http"):
            claims.append(_claim("insecure_http", True))
        if written.get("names.model"):
            claims.append(_claim("names.model", written["names.model"]))
        if written.get("engine") == REMOTE:
            claims.append(_claim("engine", REMOTE))
        if self.engine == REMOTE or any(claim.name in ("url", "engine") for claim in claims):
            claims += [_claim(name, written[name]) for name in _ON_SERVERS if name in written]
        if claim := self._folder_claim("corpus", CORPUS, "articles are read and written there"):
            claims.append(claim)
        local = "index" if self.engine != REMOTE else ""
        if claim := self._folder_claim(local, INDEX, "an index is read and written there"):
            claims.append(claim)
        return tuple(claims)

    def _folder_claim(self, name: str, default: str, effect: str) -> Claim | None:
        """The claim of a folder that is outside of the project, unless the user named it."""
        written = self.value(name, default) if name else default
        path = self._path(name, default)
        if name not in self.project and Path(os.path.expanduser(written)).is_absolute():  # noqa: PTH111
            return None
        target = os.path.realpath(path)
        if self._is_inside(target):
            return None
        if Path(os.path.normpath(path)).is_relative_to(os.path.normpath(self.home)):
            effect = f"a link; {effect}"
        return Claim(name or f"{default}/", written, effect, target)

    def _authority_claim(self) -> Claim:
        path = self.authority
        assert path is not None
        target = os.path.realpath(path)
        seal = ""
        if self._is_inside(target):
            try:
                data = read_regular_file(Path(target), max_bytes=MAX_AUTHORITY_BYTES)
            except FileNotFoundError:
                data = b""
            except OSError as error:
                raise SettingsError(
                    f"authority: {shown_path(path)} cannot be read: {error.strerror}"
                ) from error
            seal = hashlib.sha256(data).hexdigest()
        value = self.project["authority"]
        return Claim("authority", value, _EFFECTS["authority"], target, seal)

    def _is_inside(self, path: str) -> bool:
        return Path(path).is_relative_to(os.path.realpath(self.home))

    def _path(self, name: str, default: str) -> Path:
        return _joined(self.home, name, self.value(name, default) if name else default)


def _joined(base: Path, name: str, written: str) -> Path:
    """A path that is written in a file of that folder; `~` is the home of a user."""
    try:
        return base / Path(written).expanduser()
    except RuntimeError as error:
        raise SettingsError(f"{name}: there is no home folder for {shown(written)}") from error


def split_urls(urls: str) -> tuple[str, ...]:
    """The servers that are named, separated by commas. Raises `SettingsError` for too many."""
    named = tuple(filter(None, (url.strip().rstrip("/") for url in urls.split(","))))
    if len(named) > MAX_URLS:
        raise SettingsError(f"url may name at most {MAX_URLS} servers")
    return named


def _claim(name: str, value: str | int) -> Claim:
    return Claim(name, value, _EFFECTS[name])


def _config_name(environment: Mapping[str, str]) -> str:
    try:
        return shown_path(user_config_folder(environment) / "config.toml")
    except SettingsError:
        return "the user's config.toml"
