"""The state of an index, kept in the index itself, and the one that answers to its name.

An index NAME is an alias of NAME-000003, say; a rebuild fills NAME-000004 and moves the alias in
one call. Each has a document of its own beside those of its articles, which tells what made it and
how the last runs went: a machine that knows the name needs nothing else.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, field, fields, replace
from typing import Any, NamedTuple

from searchkit.analysis import FINGERPRINT
from searchkit.engines.address import Address
from searchkit.engines.opensearch.layout import STATE, layout
from searchkit.engines.opensearch.owned import MARK, Owned
from searchkit.engines.opensearch.server import NoSuchIndex, Refused, Server, understood
from searchkit.engines.opensearch.story_state import StoriesState
from searchkit.engines.ranking import Ranking
from searchkit.errors import (
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    IndexOvertaken,
    IndexUnavailable,
    SettingsError,
)
from searchkit.quick_dataclass import dataclass
from searchkit.reports import PartRunRecord
from searchkit.schema import SCHEMA_VERSION

# The name of the document; those of articles are hexadecimal digests.
_DOCUMENT = "state"
_CONFLICT = 409
_REFUSED = 400
# No document has this number.
_UNKNOWN = -1
# A change of the state that others forestalled so often is given up.
_MAX_TRIES = 100

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
        return self.sequence != _UNKNOWN


@dataclass(frozen=True, slots=True)
class State:
    """The settings that an index was made with, and the records of its last runs.

    `scale` is what its scores are times those of `ranking`; `commits` counts, and `runs` are by the
    part of the corpus that they were of. `created` is ISO 8601 in UTC. `stories` are None until
    they have been told for the first time.
    """

    created: str
    k1: float
    b: float
    scale: float
    commits: int = 0
    runs: Runs = field(default_factory=dict)
    stories: StoriesState | None = None
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
        told = values.get("stories")
        state = cls(**own, runs=runs, stories=None if told is None else StoriesState.parse(told))
        _check_moment(state.created)
        if not all(0 <= float(number) < math.inf for number in (state.k1, state.b, state.scale)):
            raise ValueError("no ranking")
        if state.scale == 0 or not isinstance(state.commits, int):
            raise ValueError("no state")
        return state

    @property
    def ranking(self) -> Ranking:
        return Ranking(self.k1, self.b)

    def check(self) -> None:
        """Raise `IndexOutdated` if this version cannot read the index as it was meant."""
        if self.schema != SCHEMA_VERSION:
            raise IndexOutdated(f"schema {self.schema}, not {SCHEMA_VERSION}")
        if self.analysis != FINGERPRINT:
            raise IndexOutdated("other analysis")


class Indices:
    """The indices of one name on a server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._name = server.address.index
        self._owned = Owned(server)
        self._known = ""
        self._before: str | None = None

    @classmethod
    def at(cls, address: Address) -> Indices:
        """The indices of the name at an address. Raises `SettingsError`."""
        address.check()
        return cls(Server(address))

    def close(self) -> None:
        self._server.close()

    def current(self) -> tuple[State, StateVersion]:
        """The state of the index that answers to the name.

        Raises `IndexMissing`; `SettingsError` if it is of others.
        """
        index = self._answering()
        if index is None:
            raise IndexMissing(self._server.address)
        return self.state(index)

    def state_version(self) -> StateVersion | None:
        """The version of that state; None if no index answers. Raises as `current` does."""
        self._server.product()
        version = self._quick_version() if self._known else None
        if version is not None and version.name == self._known:
            return version
        index = self._answering()
        return None if index is None else self.state(index)[1]

    def state(self, index: str) -> tuple[State, StateVersion]:
        """The state of an index; without runs if its part does not answer."""
        try:
            return self._kept(index)
        except Refused:
            return self._made(index)
        except NoSuchIndex as error:
            raise IndexDamaged(f"{index} has no state") from error

    def still_kept(self, index: str) -> tuple[State, StateVersion]:
        """The state of an index. Raises `IndexOvertaken` if a rebuild has removed it."""
        try:
            return self._kept(index)
        except NoSuchIndex as error:
            raise IndexOvertaken() from error

    def change(self, index: str, changed: Callable[[State], State]) -> StateVersion:
        """Change the state of an index, whoever else does at the same time.

        Raises `IndexOvertaken` if a rebuild has removed it.
        """
        for _ in range(_MAX_TRIES):
            before, version = self.still_kept(index)
            try:
                return self._put(index, changed(before), version)
            except IndexUnavailable as error:
                if not _is_conflict(error):
                    raise
        raise IndexUnavailable("other machines keep changing it")

    def create(self, ranking: Ranking) -> str:
        """A new index, which does not answer to the name yet. Raises `SettingsError`."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        scale = self._server.product().scale(ranking.k1)
        state = State(now, ranking.k1, ranking.b, scale)
        self._answering()
        for _ in range(_MAX_TRIES):
            # Another machine can take the next number first.
            if (index := self._made_next(state)) is not None:
                return index
        raise IndexOvertaken()

    def publish(self, index: str, others: Runs) -> None:
        """Let an index answer to the name from now on.

        `others` are the runs over other parts whose articles it has. Raises `IndexOvertaken` if
        there were more meanwhile, or if what answers was begun later.
        """
        before = self._answering()
        if before is not None:
            self._check_replaced(before, index, others)
        self._move(before, index)
        try:
            if before is not None:
                # What came between the look and the move; nothing can come any more.
                self._check_replaced(before, index, others)
            self._check_alone(index)
        except BaseException:
            self._move(index, before)
            raise
        self._before = before

    def sweep(self, index: str) -> None:
        """Remove what was made before an index that was published, but for the one before.

        So go those that rebuilds have begun earlier and not ended.
        """
        for old in self.all():
            if old < index and old != self._before:
                self.discard(old)

    def discard(self, index: str) -> None:
        """Remove an index that does not answer to the name, if it is there and searchkit's."""
        if self._owned.is_own(index, spare=self._name):
            self._delete(index)

    def all(self) -> list[str]:
        """All indices that were made of the name, whether one answers or not."""
        return self._owned.all()

    def remove(self, index: str) -> None:
        """Remove an index, if it is there and searchkit made it."""
        if self._owned.is_own(index):
            self._delete(index)

    def refresh(self, index: str) -> None:
        """Let searches see what was written, on every copy."""
        answer = self._written("POST", f"/{index}/_refresh")
        with understood(self._server.address):
            if failed := int(answer["_shards"]["failed"]):
                raise IndexUnavailable(f"{failed} parts of the index did not accept the changes")

    def size(self, index: str) -> int:
        """Bytes on disk, without the replicas."""
        answer = self._server.ask("GET", f"/{index}/_stats/store")
        with understood(self._server.address):
            return int(answer["_all"]["primaries"]["store"]["size_in_bytes"])

    def version(self) -> str:
        """The product that the server is, with its version."""
        product = self._server.product()
        return f"{product.name} {product.number}"

    def _answering(self) -> str | None:
        self._server.product()
        index = self._owned.answering()
        self._known = "" if index is None else index.name
        return self._known or None

    def _quick_version(self) -> StateVersion | None:
        """The version that a search asks for each time, of an index that was searchkit's before."""
        try:
            return self._version_in(self._get(self._name, {"_source": "false"}))
        except IndexUnavailable:
            # It is looked at more closely.
            return None

    def _delete(self, index: str) -> None:
        self._server.ask("DELETE", f"/{index}", options={"ignore_unavailable": "true"})

    def _next(self) -> str:
        """The name of the next index."""
        number = max((int(name[-6:]) for name in self.all()), default=0) + 1
        index = f"{self._name}-{number:06d}"
        self._owned.check_free(index)
        self._owned.check_free(writing(index))
        return index

    def _made_next(self, state: State) -> str | None:
        """The next index; None if there is one of its name by now."""
        index, address = self._next(), self._server.address
        more = self._server.product().settings
        body = layout(state.ranking, address.shards, address.replicas, more)
        # Changes are sent to the first: an index that is gone is not made anew by a late change.
        body["aliases"] = {writing(index): {}, self._owned.made: {}}
        body["mappings"]["_meta"] = {MARK: self._owned.mark(index), **asdict(state)}
        try:
            self._server.ask("PUT", f"/{index}", body)
        except IndexUnavailable as error:
            if getattr(error.__cause__, "error", "") == "resource_already_exists_exception":
                return None
            if getattr(error.__cause__, "status_code", None) == _REFUSED:
                what = f"the server refused to create the index {index} ({error.cause})"
                raise SettingsError(what) from error
            raise
        try:
            self._owned.check_made(index, set(body["aliases"]))
            self._put(index, state)
        except BaseException:
            self.discard(index)
            raise
        return index

    def _check_replaced(self, before: str, index: str, others: Runs) -> None:
        runs = self.still_kept(before)[0].runs
        part = self._server.address.part
        if before > index or others != {name: run for name, run in runs.items() if name != part}:
            raise IndexOvertaken()

    def _check_alone(self, index: str) -> None:
        try:
            answering = self._owned.answering()
        except SettingsError as error:
            raise IndexOvertaken() from error
        if answering is None or answering.name != index:
            raise IndexOvertaken()

    def _move(self, old: str | None, new: str | None) -> None:
        """Move the name, in one step; changes go to the new index alone.

        Raises `IndexOvertaken` if the old one has not got it any more.
        """
        name, actions = self._name, []
        if old is not None:
            actions.append({"remove": {"index": old, "alias": name, "must_exist": True}})
            if new is not None:
                actions.append({"remove": {"index": old, "alias": writing(old)}})
        if new is not None:
            actions += [{"add": {"index": new, "alias": alias}} for alias in (name, writing(new))]
        try:
            self._server.ask("POST", "/_aliases", {"actions": actions})
        except NoSuchIndex as error:
            raise IndexOvertaken() from error

    def _kept(self, index: str) -> tuple[State, StateVersion]:
        answer = self._get(index)
        with understood(self._server.address):
            return State.parse(answer["_source"][STATE]), self._version_in(answer)

    def _made(self, index: str) -> tuple[State, StateVersion]:
        """The settings that an index was made with, which every node knows."""
        answer = self._server.ask("GET", f"/{index}/_mapping")
        with understood(self._server.address):
            settings = answer[index]
            return State.parse(settings["mappings"]["_meta"]), StateVersion(
                index, _UNKNOWN, _UNKNOWN
            )

    def _get(self, index: str, options: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        answer = self._server.ask("GET", f"/{index}/_doc/{_DOCUMENT}", None, options or {})
        with understood(self._server.address):
            assert isinstance(answer, Mapping)
        return answer

    def _version_in(self, answer: Mapping[str, Any]) -> StateVersion:
        with understood(self._server.address):
            version = answer["_index"], int(answer["_seq_no"]), int(answer["_primary_term"])
            assert isinstance(version[0], str)
        return StateVersion(*version)

    def _put(self, index: str, state: State, before: StateVersion | None = None) -> StateVersion:
        options = {"op_type": "create"}
        if before is not None:
            options = {"if_seq_no": str(before.sequence), "if_primary_term": str(before.term)}
        options |= {"require_alias": "true"}
        path = f"/{writing(index)}/_doc/{_DOCUMENT}"
        return self._version_in(self._written("PUT", path, {STATE: asdict(state)}, options))

    def _written(
        self, method: str, path: str, body: Any = None, options: Mapping[str, str] | None = None
    ) -> Any:
        try:
            return self._server.ask(method, path, body, options or {})
        except NoSuchIndex as error:
            raise IndexOvertaken() from error


def writing(index: str) -> str:
    """The name under which changes of an index are sent."""
    return f"{index}.writing"


def committed(state: State) -> State:
    """The state after a commit."""
    return replace(state, commits=state.commits + 1)


def _check_moment(text: str) -> None:
    if dt.datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment of no time zone")


def _is_conflict(error: IndexUnavailable) -> bool:
    return getattr(error.__cause__, "status_code", None) == _CONFLICT
