"""The state of an index, kept in the index itself.

Each has a document of its own beside those of its articles, which tells what made it and how the
last runs went: a machine that knows the name needs nothing else.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import field, fields, replace
from typing import Any, NamedTuple

from searchkit.analysis import FINGERPRINT
from searchkit.engines.opensearch.owned import MARK
from searchkit.engines.opensearch.story_state import StoriesState
from searchkit.engines.ranking import Ranking
from searchkit.errors import IndexOutdated
from searchkit.quick_dataclass import dataclass
from searchkit.reports import PartRunRecord
from searchkit.schema import SCHEMA_VERSION

#: The number of a version that is not known: no document has it.
UNKNOWN = -1

#: The record of the last run over each part.
Runs = Mapping[str, PartRunRecord]


class StateVersion(NamedTuple):
    """The version of a state: its index, and the numbers that change with each change of it."""

    name: str
    sequence: int
    term: int

    @property
    def is_known(self) -> bool:
        """Tell if the state itself has answered, and not only what every node knows of it."""
        return self.sequence != UNKNOWN


@dataclass(frozen=True, slots=True)
class State:
    """The settings that an index was made with, and the records of its last runs.

    `scale` is what its scores are times those of `ranking`; `commits` counts, and `runs` are by the
    part of the corpus that they were of. `created` is ISO 8601 in UTC. `stories` are None until
    a pass over them counts; `begun` is the number of the last one, whether it counts or not.
    """

    created: str
    k1: float
    b: float
    scale: float
    commits: int = 0
    runs: Runs = field(default_factory=dict)
    stories: StoriesState | None = None
    begun: int = 0
    schema: int = SCHEMA_VERSION
    analysis: str = FINGERPRINT

    @classmethod
    def parse(cls, values: Mapping[str, Any]) -> State:
        """The state that was kept so. Raises `ValueError`, `TypeError` or `KeyError` for others.

        What another version keeps beside is left out, and the stories that it tells.
        """
        apart = (MARK, "runs", "stories")
        own = {name: value for name, value in values.items() if name not in apart}
        if (own.get("schema"), own.get("analysis")) != (SCHEMA_VERSION, FINGERPRINT):
            names = [field.name for field in fields(cls)]
            own = {name: own[name] for name in names if name in own}
            values = {**values, "stories": None}
        runs = {part: PartRunRecord.from_json(run) for part, run in values.get("runs", {}).items()}
        stories = values.get("stories")
        parsed = None if stories is None else StoriesState.parse(stories)
        state = cls(**own, runs=runs, stories=parsed)
        _check_moment(state.created)
        if not all(0 <= float(number) < math.inf for number in (state.k1, state.b, state.scale)):
            raise ValueError("no ranking")
        if state.scale == 0 or not all(
            isinstance(number, int) for number in (state.commits, state.begun)
        ):
            raise ValueError("no state")
        return state

    @property
    def ranking(self) -> Ranking:
        return Ranking(self.k1, self.b)

    @property
    def last_pass(self) -> int:
        """The number of the last pass over the stories that was begun."""
        return self.begun if self.stories is None else max(self.begun, self.stories.through)

    def check(self) -> None:
        """Raise `IndexOutdated` if this version cannot read the index as it was meant."""
        if self.schema != SCHEMA_VERSION:
            raise IndexOutdated(f"schema {self.schema}, not {SCHEMA_VERSION}")
        if self.analysis != FINGERPRINT:
            raise IndexOutdated("other analysis")


def committed(state: State) -> State:
    """The state after a commit."""
    return replace(state, commits=state.commits + 1)


def _check_moment(text: str) -> None:
    if dt.datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment of no time zone")
