"""The indices of one name on servers: the one that answers to it, those before it and after it.

An index NAME is an alias of NAME-000003, say; a rebuild fills NAME-000004 and moves the alias in
one call.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from searchkit.engines.address import Address
from searchkit.engines.opensearch.layout import STATE, layout
from searchkit.engines.opensearch.owned import MARK, Owned
from searchkit.engines.opensearch.server import NoSuchIndex, Refused, Server, understood
from searchkit.engines.opensearch.state import UNKNOWN, Runs, State, StateVersion
from searchkit.engines.ranking import Ranking
from searchkit.errors import (
    IndexBlocked,
    IndexDamaged,
    IndexMissing,
    IndexOvertaken,
    IndexUnavailable,
    SettingsError,
)

#: A server that has been sent a whole index takes long to show it (seconds).
REFRESH_PATIENCE = 600.0

# The name of the document with the state; those of articles are hexadecimal digests.
_DOCUMENT = "state"
_CONFLICT = 409
_REFUSED = 400
# A server waits so long until nodes have taken a new index.
_PLACING = "50s"
# A change of the state that others forestalled so often is given up.
_MAX_TRIES = 100


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
        answer = self._written("POST", f"/{index}/_refresh", timeout=REFRESH_PATIENCE)
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
            # The caller looks more closely.
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
            answer = self._server.ask("PUT", f"/{index}", body, {"timeout": _PLACING})
        except IndexUnavailable as error:
            if getattr(error.__cause__, "error", "") == "resource_already_exists_exception":
                return None
            if getattr(error.__cause__, "status_code", None) == _REFUSED:
                what = f"the server refused to create the index {index} ({error.cause})"
                raise SettingsError(what) from error
            raise
        try:
            self._owned.check_made(index, set(body["aliases"]))
            with understood(self._server.address):
                is_placed = answer["shards_acknowledged"]
            if not is_placed:
                raise IndexBlocked(
                    "no node accepts a new one, by a rule of the servers or of an index template",
                    advice="GET /_cluster/allocation/explain says which; then run this again",
                )
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
            return State.parse(settings["mappings"]["_meta"]), StateVersion(index, UNKNOWN, UNKNOWN)

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
        self,
        method: str,
        path: str,
        body: Any = None,
        options: Mapping[str, str] | None = None,
        *,
        timeout: float | None = None,
    ) -> Any:
        try:
            return self._server.ask(method, path, body, options or {}, timeout=timeout)
        except NoSuchIndex as error:
            raise IndexOvertaken() from error


def writing(index: str) -> str:
    """The name under which changes of an index are sent."""
    return f"{index}.writing"


def _is_conflict(error: IndexUnavailable) -> bool:
    return getattr(error.__cause__, "status_code", None) == _CONFLICT
