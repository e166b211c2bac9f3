"""Where a project is and how it is set up: flag, environment, `searchkit.toml`, default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from searchkit.engines import ENGINES, USUAL_MEMORY
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
    index takes about `index_memory` at most, in bytes.
    """

    home: Path
    corpus: Path
    index: Path
    engine: str = AUTO
    largest_file: int = LARGEST_FILE
    ranking: Ranking = USUAL_RANKING
    search_seconds: float = SEARCH_SECONDS
    index_memory: int = USUAL_MEMORY

    @classmethod
    def load(
        cls,
        home: str | os.PathLike[str] | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> Settings:
        """The settings of the project in `home`, or in the one that is found from here.

        Without `home`: the folder in SEARCHKIT_HOME, else the nearest folder upwards that has a
        `searchkit.toml` or a `corpus` folder, else this one. Raises `SettingsError`.
        """
        folder = Path(home or environment.get("SEARCHKIT_HOME") or _nearest()).absolute()
        if not folder.is_dir():
            raise SettingsError(f"there is no folder {folder}")
        written = _read(folder / FILE)
        engine = environment.get("SEARCHKIT_ENGINE") or written.get("engine", AUTO)
        settings = cls(
            folder,
            folder / written.get("corpus", CORPUS),
            folder / written.get("index", INDEX),
            engine,
            written.get("largest_file", LARGEST_FILE),
            Ranking(written.get("k1", USUAL_RANKING.k1), written.get("b", USUAL_RANKING.b)),
            written.get("search_seconds", SEARCH_SECONDS),
            written.get("index_memory", USUAL_MEMORY),
        )
        settings._check()
        return settings

    def _check(self) -> None:
        if self.engine not in (AUTO, *ENGINES):
            names = ", ".join((AUTO, *ENGINES))
            raise SettingsError(f"there is no engine {self.engine!r}; engines are {names}")
        corpus, index = self.corpus.resolve(), self.index.resolve()
        if index == corpus or corpus in index.parents:
            raise SettingsError(f"the index {self.index} must not lie inside the corpus")
        if not (0 <= self.ranking.k1 <= MOST_K1 and 0 <= self.ranking.b <= 1):
            raise SettingsError(f"k1 must be from 0 to {MOST_K1:g}, and b from 0 to 1")
        if not self.search_seconds > 0:
            raise SettingsError("search_seconds must be more than 0")
        if self.index_memory < LEAST_INDEX_MEMORY:
            raise SettingsError(f"index_memory must be at least {LEAST_INDEX_MEMORY:,} bytes")


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
