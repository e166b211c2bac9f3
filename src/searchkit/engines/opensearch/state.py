"""What is told of an index in the index itself, and which index answers to its name.

An index NAME is an alias of NAME-000003, say; a rebuild fills NAME-000004 and moves the alias in
one call. Each has a document of its own beside those of its articles, which tells what made it and
how the last runs went: a machine that knows the name needs nothing else.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, NamedTuple

from searchkit.analysis import FINGERPRINT
from searchkit.engines.address import Address
from searchkit.engines.opensearch.layout import STATE, layout
from searchkit.engines.opensearch.server import NoSuchIndex, Refused, Server, understood
from searchkit.engines.ranking import Ranking
from searchkit.errors import IndexMissing, IndexOutdated, IndexUnavailable
from searchkit.schema import SCHEMA_VERSION

# The name of the document; those of articles are hexadecimal digests.
_DOCUMENT = "state"
_CONFLICT = 409
# No document has this number.
_UNKNOWN = -1
# From this version on, BM25 is no longer times k1 + 1.
_PLAIN_BM25 = 3


class Place(NamedTuple):
    """Where a state was read: the index, and what changes with each change of the document."""

    name: str
    sequence: int
    term: int


@dataclass(frozen=True, slots=True)
class State:
    """What made an index and how its last runs went.

    `scale` is what its scores are times those of `ranking`; `commits` counts, and `runs` are by the
    part of the corpus that they were of. `created` is ISO 8601 in UTC.
    """

    created: str
    k1: float
    b: float
    scale: float
    commits: int = 0
    runs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    schema: int = SCHEMA_VERSION
    analysis: str = FINGERPRINT

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

    @classmethod
    def at(cls, address: Address) -> Indices:
        """The indices of the name at an address. Raises `SettingsError`."""
        address.check()
        return cls(Server(address))

    def close(self) -> None:
        self._server.close()

    def current(self) -> tuple[State, Place]:
        """What answers to the name. Raises `IndexMissing`."""
        try:
            return self.state(self._name)
        except NoSuchIndex:
            raise IndexMissing(self._server.address) from None

    def place(self) -> Place | None:
        """Where the state of what answers is; None if nothing does."""
        try:
            return self._place(self._get(self._name, {"_source": "false"}))
        except NoSuchIndex:
            return None
        except Refused:
            return self._made(self._name)[1]

    def state(self, index: str) -> tuple[State, Place]:
        """The state of an index; without runs if its part does not answer. Raises `NoSuchIndex`."""
        try:
            return self._kept(index)
        except Refused:
            return self._made(index)

    def change(self, index: str, changed: Callable[[State], State]) -> Place:
        """Change the state of an index, whoever else does at the same time."""
        while True:
            before, place = self._kept(index)
            try:
                return self._put(index, changed(before), place)
            except IndexUnavailable as error:
                if not _is_conflict(error):
                    raise

    def create(self, ranking: Ranking) -> str:
        """A new index, which does not answer to the name yet."""
        address = self._server.address
        taken = [int(one[-6:]) for one in self.all()]
        index = f"{self._name}-{max(taken, default=0) + 1:06d}"
        body = layout(ranking, address.shards, address.replicas)
        # Changes are sent to this name: one that is gone is not made anew by a late change.
        body["aliases"] = {writing(index): {}}
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        scale = 1.0 if self._version() >= _PLAIN_BM25 else 1 + ranking.k1
        state = State(now, ranking.k1, ranking.b, scale)
        body["mappings"]["_meta"] = asdict(state)
        self._server.ask("PUT", f"/{index}", body)
        self._put(index, state)
        return index

    def publish(self, index: str) -> None:
        """Let an index answer to the name from now on; the one before stays, older ones go.

        So do those that rebuilds have begun earlier and not ended.
        """
        before = self.place()
        actions = [{"add": {"index": index, "alias": self._name}}]
        if before is not None and before.name != index:
            actions.insert(0, {"remove": {"index": before.name, "alias": self._name}})
        self._server.ask("POST", "/_aliases", {"actions": actions})
        kept = {index, before.name if before else index}
        for old in self.all():
            if old < index and old not in kept:
                self.remove(old)

    def remove(self, index: str) -> None:
        """Remove an index, if it is there."""
        self._server.ask("DELETE", f"/{index}", options={"ignore_unavailable": "true"})

    def refresh(self, index: str) -> None:
        """Let searches see what was written."""
        self._server.ask("POST", f"/{index}/_refresh")

    def size(self, index: str) -> int:
        """Bytes on disk, without the replicas."""
        answer = self._server.ask("GET", f"/{index}/_stats/store")
        with understood(self._server.address):
            return int(answer["_all"]["primaries"]["store"]["size_in_bytes"])

    def version(self) -> str:
        """The version of the server."""
        answer = self._server.ask("GET", "/")
        with understood(self._server.address):
            return str(answer["version"]["number"])

    def _version(self) -> int:
        with understood(self._server.address):
            return int(self.version().partition(".")[0])

    def all(self) -> list[str]:
        answer = self._server.ask("GET", f"/{self._name}-*/_alias")
        numbered = re.compile(rf"{re.escape(self._name)}-\d{{6}}")
        with understood(self._server.address):
            return sorted(filter(numbered.fullmatch, answer))

    def _kept(self, index: str) -> tuple[State, Place]:
        answer = self._get(index)
        with understood(self._server.address):
            return State(**answer["_source"][STATE]), self._place(answer)

    def _made(self, index: str) -> tuple[State, Place]:
        """What made an index, which every node knows, whatever part of the index is down."""
        answer = self._server.ask("GET", f"/{index}/_mapping")
        with understood(self._server.address):
            ((name, found),) = answer.items()
            return State(**found["mappings"]["_meta"]), Place(name, _UNKNOWN, _UNKNOWN)

    def _get(self, index: str, options: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        answer = self._server.ask("GET", f"/{index}/_doc/{_DOCUMENT}", None, options or {})
        with understood(self._server.address):
            assert isinstance(answer, Mapping)
        return answer

    def _place(self, answer: Mapping[str, Any]) -> Place:
        with understood(self._server.address):
            return Place(answer["_index"], answer["_seq_no"], answer["_primary_term"])

    def _put(self, index: str, state: State, before: Place | None = None) -> Place:
        options = {}
        if before is not None:
            options = {"if_seq_no": str(before.sequence), "if_primary_term": str(before.term)}
        body = {STATE: asdict(state)}
        return self._place(self._server.ask("PUT", f"/{index}/_doc/{_DOCUMENT}", body, options))


def writing(index: str) -> str:
    """The name under which changes of an index are sent."""
    return f"{index}.writing"


def committed(state: State) -> State:
    """The state after a commit."""
    return replace(state, commits=state.commits + 1)


def _is_conflict(error: IndexUnavailable) -> bool:
    return getattr(error.__cause__, "status_code", None) == _CONFLICT
