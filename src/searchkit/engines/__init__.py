"""The engines: one interface, several search libraries behind it."""

from __future__ import annotations

from pathlib import Path

from searchkit.engines.base import Deadline, Engine, Match, Matches, Order, Writer
from searchkit.engines.memory import MemoryEngine
from searchkit.engines.ranking import USUAL_RANKING, Ranking
from searchkit.errors import EngineUnavailable, SettingsError

__all__ = [
    "ENGINES",
    "Deadline",
    "Engine",
    "Match",
    "Matches",
    "MemoryEngine",
    "Order",
    "Writer",
    "open_engine",
]

#: The engines that keep an index on disk, the default first.
ENGINES = ("whoosh", "tantivy")


_LIBRARIES = {"whoosh": "whoosh-reloaded", "tantivy": "tantivy"}


def open_engine(
    name: str, folder: Path, *, create: bool = False, ranking: Ranking = USUAL_RANKING
) -> Engine:
    """The engine `name` over the index in `folder`; with `create`, over a new empty one.

    Raises `SettingsError` for an unknown name, `EngineUnavailable` when its library is not
    installed, `IndexMissing` or `IndexDamaged` when there is nothing sound to open.
    """
    if name not in ENGINES:
        raise SettingsError(f"there is no engine {name!r}; engines are {', '.join(ENGINES)}")
    try:
        if name == "tantivy":
            from searchkit.engines.tantivy import TantivyEngine

            return TantivyEngine(folder, create=create, ranking=ranking)
        from searchkit.engines.whoosh import WhooshEngine
    except ImportError as error:
        raise EngineUnavailable(
            f"the engine {name} needs its library; run: pip install {_LIBRARIES[name]}"
        ) from error
    return WhooshEngine(folder, create=create, ranking=ranking)
