"""The engines: one interface, several search libraries behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.engines.base import (
    DEFAULT_MEMORY,
    Deadline,
    Engine,
    FacetValue,
    IndexReader,
    Match,
    Matches,
    Order,
    SearchOptions,
    Writer,
    facet_order,
)
from searchkit.engines.memory import MemoryEngine
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking
from searchkit.errors import EngineUnavailable, SettingsError

if TYPE_CHECKING:
    from searchkit.engines.address import Address
    from searchkit.engines.opensearch import OpenSearchEngine
    from searchkit.engines.opensearch.indices import Indices

__all__ = [
    "AUTO",
    "DEFAULT_MEMORY",
    "ENGINES",
    "REMOTE",
    "Deadline",
    "Engine",
    "FacetValue",
    "IndexReader",
    "Match",
    "Matches",
    "MemoryEngine",
    "Order",
    "SearchOptions",
    "Writer",
    "facet_order",
    "is_installed",
    "library_version",
    "open_engine",
    "open_indices",
    "open_remote",
]

# The distributions that the engines need.
_LIBRARIES = {
    "whoosh": "whoosh-reloaded",
    "tantivy": "tantivy",
    "opensearch": "opensearch-py",
}

#: Takes the engine that fits the size of the corpus.
AUTO = "auto"
#: The engine that keeps its index on servers.
REMOTE = "opensearch"
#: The engines that keep an index on disk.
ENGINES = tuple(name for name in _LIBRARIES if name != REMOTE)


def open_engine(
    name: str,
    folder: Path,
    *,
    create: bool = False,
    ranking: Ranking = DEFAULT_RANKING,
    memory: int = DEFAULT_MEMORY,
) -> Engine:
    """The engine `name` over the index in `folder`; with `create`, over a new empty one.

    `memory` is what a run may take that writes to it, in bytes.

    Raises `SettingsError` for an unknown name, `EngineUnavailable` when its library is not
    installed, `IndexMissing` or `IndexDamaged` when there is nothing sound to open.
    """
    if name not in ENGINES:
        raise SettingsError(
            f"there is no engine {name!r}", advice=f"engines are {', '.join(ENGINES)}"
        )
    try:
        if name == "tantivy":
            from searchkit.engines.tantivy import TantivyEngine

            return TantivyEngine(folder, create=create, ranking=ranking, memory=memory)
        from searchkit.engines.whoosh import WhooshEngine

        return WhooshEngine(folder, create=create, ranking=ranking, memory=memory)
    except ImportError as error:
        raise EngineUnavailable(
            f"the engine {name} needs its library", command=f"pip install {_LIBRARIES[name]}"
        ) from error


def open_remote(
    address: Address,
    *,
    create: bool = False,
    ranking: Ranking = DEFAULT_RANKING,
    memory: int = DEFAULT_MEMORY,
) -> OpenSearchEngine:
    """The engine over the index at an address; with `create`, over a new empty one.

    For `memory` see `open_engine`.

    Raises `EngineUnavailable` when its library is not installed, `SettingsError`, `IndexMissing`,
    `IndexOutdated` and `IndexUnavailable`.
    """
    with _remote_library():
        from searchkit.engines.opensearch import OpenSearchEngine
    return OpenSearchEngine(address, create=create, ranking=ranking, memory=memory)


def open_indices(address: Address) -> Indices:
    """The indices of that name on the servers. Raises as `open_remote` does."""
    with _remote_library():
        from searchkit.engines.opensearch.indices import Indices
    return Indices.at(address)


@contextmanager
def _remote_library() -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        raise EngineUnavailable(
            "the engine opensearch needs its library",
            command="pip install 'searchkit[opensearch]'",
        ) from error


def is_installed(name: str) -> bool:
    """Tell if the library of an engine is there, and made for this machine."""
    try:
        import_module(name)
    except ImportError:
        return False
    return True


def library_version(name: str) -> str:
    """The library that is installed for an engine, as in `tantivy 0.27.0`."""
    # It takes long to import, and only `status` and rebuilds ask.
    from importlib.metadata import version

    return f"{_LIBRARIES[name]} {version(_LIBRARIES[name])}"
