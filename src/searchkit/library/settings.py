"""Where a project is and how it is set up: flag, environment, `searchkit.toml`, default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchkit.engines import ENGINES, REMOTE, USUAL_MEMORY
from searchkit.engines.address import INDEX as REMOTE_INDEX
from searchkit.engines.address import Address, Credentials
from searchkit.engines.ranking import USUAL_RANKING, Ranking
from searchkit.errors import SettingsError

FILE = "searchkit.toml"
CORPUS = "corpus"
INDEX = "index"
#: Takes the engine that fits the size of the corpus.
AUTO = "auto"
LARGEST_FILE = 20_000_000
SEARCH_SECONDS = 2.0
#: With less, Tantivy's threads would have too little.
LEAST_INDEX_MEMORY = 256_000_000
#: Beyond it, BM25 is next to a count of words.
MOST_K1 = 100.0


@dataclass(frozen=True, slots=True)
class Settings:
    """A project: its folders, its engine, and its bounds.

    `largest_file` is in bytes; a search is stopped after `search_seconds`. A run that writes the
    index takes about `index_memory` at most, in bytes. With an `address`, the index is there, and
    the folder `index` keeps what makes the next run faster.
    """

    home: Path
    corpus: Path
    index: Path
    engine: str = AUTO
    largest_file: int = LARGEST_FILE
    ranking: Ranking = USUAL_RANKING
    search_seconds: float = SEARCH_SECONDS
    index_memory: int = USUAL_MEMORY
    address: Address | None = None

    @classmethod
    def load(
        cls,
        home: str | os.PathLike[str] | None = None,
        environment: Mapping[str, str] = os.environ,
        *,
        insecure_http: bool = False,
    ) -> Settings:
        """The settings of the project in `home`, or in the one that is found from here.

        Without `home`: the folder in SEARCHKIT_HOME, else the nearest folder upwards that has a
        `searchkit.toml` or a `corpus` folder, else this one. Raises `SettingsError`.
        """
        folder = Path(home or environment.get("SEARCHKIT_HOME") or _nearest()).absolute()
        if not folder.is_dir():
            raise SettingsError(f"there is no folder {folder}")
        written = _read(folder / FILE)
        if insecure_http:
            written["insecure_http"] = True
        url = environment.get("SEARCHKIT_OPENSEARCH_URL") or written.get("url", "")
        usual = REMOTE if url else AUTO
        engine = environment.get("SEARCHKIT_ENGINE") or written.get("engine", usual)
        address = _address(url, folder, written, environment) if engine == REMOTE else None
        settings = cls(
            folder,
            folder / written.get("corpus", CORPUS),
            folder / (INDEX if address else written.get("index", INDEX)),
            engine,
            written.get("largest_file", LARGEST_FILE),
            Ranking(written.get("k1", USUAL_RANKING.k1), written.get("b", USUAL_RANKING.b)),
            written.get("search_seconds", SEARCH_SECONDS),
            written.get("index_memory", USUAL_MEMORY),
            address,
        )
        settings._check()
        return settings

    def _check(self) -> None:
        if self.engine not in (AUTO, *ENGINES, REMOTE):
            names = ", ".join((AUTO, *ENGINES, REMOTE))
            raise SettingsError(f"there is no engine {self.engine!r}; engines are {names}")
        if self.address is not None:
            self.address.check()
        corpus, index = self.corpus.resolve(), self.index.resolve()
        if index == corpus or corpus in index.parents:
            raise SettingsError(f"the index {self.index} must not lie inside the corpus")
        if not (0 <= self.ranking.k1 <= MOST_K1 and 0 <= self.ranking.b <= 1):
            raise SettingsError(f"k1 must be from 0 to {MOST_K1:g}, and b from 0 to 1")
        if not self.search_seconds > 0:
            raise SettingsError("search_seconds must be more than 0")
        if self.index_memory < LEAST_INDEX_MEMORY:
            raise SettingsError(f"index_memory must be at least {LEAST_INDEX_MEMORY:,} bytes")


def _address(
    urls: str, folder: Path, written: Mapping[str, Any], environment: Mapping[str, str]
) -> Address:
    """Where the servers of the index are; what is secret never comes from `searchkit.toml`."""
    credentials = None
    if user := environment.get("SEARCHKIT_OPENSEARCH_USER"):
        credentials = Credentials(user, environment.get("SEARCHKIT_OPENSEARCH_PASSWORD", ""))
    elif file := written.get("credentials"):
        credentials = Credentials.read(folder / file)
    authority = written.get("authority")
    return Address(
        tuple(filter(None, (url.strip().rstrip("/") for url in urls.split(",")))),
        environment.get("SEARCHKIT_OPENSEARCH_INDEX") or written.get("index", REMOTE_INDEX),
        written.get("shards", 1),
        written.get("replicas", 1),
        written.get("part", ""),
        credentials,
        folder / authority if authority else None,
        written.get("insecure_http", False),
    )


def _nearest() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE).is_file() or (folder / CORPUS).is_dir():
            return folder
    return here


_TYPES: Mapping[str, type] = {
    "corpus": str,
    "index": str,
    "engine": str,
    "largest_file": int,
    "k1": float,
    "b": float,
    "search_seconds": float,
    "index_memory": int,
    "url": str,
    "shards": int,
    "replicas": int,
    "part": str,
    "credentials": str,
    "authority": str,
    "insecure_http": bool,
}


def _read(path: Path) -> dict[str, Any]:
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from error
    for name, value in written.items():
        if name not in _TYPES:
            raise SettingsError(f"{path}: no setting {name!r}; settings are {', '.join(_TYPES)}")
        if _TYPES[name] is float and type(value) is int:
            written[name] = float(value)
        elif type(value) is not _TYPES[name]:
            raise SettingsError(f"{path}: {name} must be of type {_TYPES[name].__name__}")
    return written
