"""The stories of one index on servers: what is known of them, and the right to update it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from searchkit.engines.base import DEFAULT_MEMORY
from searchkit.engines.opensearch.indices import Indices, writing
from searchkit.engines.opensearch.server import Server
from searchkit.engines.opensearch.state import State
from searchkit.engines.opensearch.story_documents import StoryDocuments
from searchkit.engines.opensearch.story_state import Lease, StoriesState


class PassGivenUp(Exception):
    """Another pass has counted meanwhile, or what this one has read is no longer so."""


class StoryIndex:
    """See the module; `memory` is what a run may take, in bytes."""

    def __init__(
        self, server: Server, indices: Indices, index: str, memory: int = DEFAULT_MEMORY
    ) -> None:
        self._server = server
        self._indices = indices
        self._index = index
        self._memory = memory

    def state(self) -> State:
        """The state of the index now. Raises `IndexOvertaken` if it is gone."""
        return self._indices.still_kept(self._index)[0]

    def documents(self, state: StoriesState | None) -> StoryDocuments:
        """The documents that count by this state of the stories."""
        return StoryDocuments(self._server, self._index, writing(self._index), state, self._memory)

    def lease(self, holder: str, before: str) -> Lease:
        """The right to tell the stories, for a holder of that name who had the one `before`."""
        return Lease(self._server, writing(self._index), holder, before)

    def begin(self, number: int) -> State:
        """The state of the index as a pass begins; earlier ones can no longer count.

        So none counts of which a later one has removed a part. Raises `PassGivenUp` if it is an
        earlier one itself.
        """
        begun: list[State] = []

        def after(state: State) -> State:
            if state.last_pass >= number:
                raise PassGivenUp
            begun.append(replace(state, begun=number))
            return begun[-1]

        self._indices.change(self._index, after)
        return begun[-1]

    def refresh(self) -> None:
        """Let searches see what was written."""
        self._indices.refresh(self._index)

    def tell(self, number: int, **results: Any) -> None:
        """Let what a pass has kept count from now on. Raises `PassGivenUp` if it came too late."""

        def after(state: State) -> State:
            if state.last_pass != number:
                raise PassGivenUp
            return replace(state, stories=StoriesState.after(state.stories, number, **results))

        self._indices.change(self._index, after)
