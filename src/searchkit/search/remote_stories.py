"""The stories of an index on servers, as the last pass has found them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from searchkit.article import Failure
from searchkit.engines import SearchOptions
from searchkit.errors import IndexDamaged, IndexUnavailable
from searchkit.index.kept import Kept, kept_from_json
from searchkit.query import MatchAll
from searchkit.search.stories import NO_STORIES, Stories

if TYPE_CHECKING:
    from searchkit.engines.opensearch import OpenSearchEngine


_MISSING = Stories(
    {}, None, known=False, missing="the part of the index that tells stories did not answer"
)


class RemoteKept:
    """What a pass tells of the families beside their articles; the engine closes the connection."""

    def __init__(self, engine: OpenSearchEngine) -> None:
        self._engine = engine

    def close(self) -> None:
        """Nothing is open."""

    def load(self) -> dict[str, Any]:
        return _result(self._engine, "stories")


def remote_stories(engine: OpenSearchEngine) -> Stories:
    """The stories of an index. Raises `IndexDamaged` if they are not as they are written."""
    state = engine.state.stories
    if state is None:
        return NO_STORIES if engine.state_version.is_known else _MISSING
    as_of = state.as_of if state.commits < engine.state.commits else None
    try:
        return Stories(_result(engine, "families"), RemoteKept(engine), as_of=as_of)
    except IndexUnavailable:
        # The rest of the index may answer all the same.
        return _MISSING


def damaged_stories(engine: OpenSearchEngine) -> Iterator[Failure]:
    """Tell if the stories of an index are not as written, or of articles that are not there.

    Raises `IndexUnavailable`.
    """
    try:
        stories = remote_stories(engine)
        if stories.missing:
            raise IndexUnavailable(stories.missing)
        stories.listed("newest", None)
    except IndexDamaged as error:
        yield Failure("stories", str(error))
        return
    # An article may have gone since they were told.
    if stories.as_of is None and stories.members:
        options = SearchOptions(members=stories.members)
        lost = stories.members.difference(engine.members(MatchAll(), options))
        if lost:
            named = ", ".join(sorted(lost)[:3])
            yield Failure("stories", f"of articles that are not there: {named}")


def _result(engine: OpenSearchEngine, kind: Kept) -> dict[str, Any]:
    state = engine.state.stories
    assert state is not None
    count = state.families if kind == "families" else state.stories
    value: dict[str, Any] = {}
    try:
        for part in engine.story_index.documents(state).result(kind, count):
            value |= part
        return kept_from_json(kind, value)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IndexDamaged(f"{kind}: {error}") from error
