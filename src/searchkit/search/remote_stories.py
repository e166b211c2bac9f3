"""The stories of an index on servers, as the last pass has told them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searchkit.errors import IndexDamaged
from searchkit.index.kept import Kept, kept_from_json
from searchkit.search.stories import NO_STORIES, Stories

if TYPE_CHECKING:
    from searchkit.engines.opensearch import OpenSearchEngine


class RemoteKept:
    """What a pass tells of the families beside their articles; the engine closes the connection."""

    def __init__(self, engine: OpenSearchEngine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Nothing is open."""

    def load(self) -> dict[str, Any]:
        return _told(self._engine, "stories")


def remote_stories(engine: OpenSearchEngine) -> Stories:
    """The stories of an index. Raises `IndexDamaged` if they are not as they are written."""
    told = engine.state.stories
    if told is None:
        return NO_STORIES
    as_of = told.as_of if told.commits < engine.state.commits else None
    return Stories(_told(engine, "families"), RemoteKept(engine), as_of=as_of)


def _told(engine: OpenSearchEngine, kind: Kept) -> dict[str, Any]:
    told = engine.state.stories
    assert told is not None
    count = told.families if kind == "families" else told.stories
    value: dict[str, Any] = {}
    try:
        for part in engine.story_index.documents(told).told(kind, count):
            value |= part
        return kept_from_json(kind, value)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IndexDamaged(f"{kind}: {error}") from error
