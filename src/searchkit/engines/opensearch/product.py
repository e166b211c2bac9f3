"""The two products that an index can be on, OpenSearch and Elasticsearch, and how they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from searchkit import quick_re as re

#: The first versions that answer as the engine needs it.
OLDEST: Mapping[str, tuple[int, int]] = MappingProxyType(
    {"OpenSearch": (2, 19), "Elasticsearch": (8, 15)}
)
# From this version of OpenSearch on, BM25 is no longer times k1 + 1.
_PLAIN_BM25 = (3, 0)
_VERSION = re.compile(r"([0-9]{1,4})\.([0-9]{1,4})(\.[0-9A-Za-z.-]{1,40})?")
_NO_PIPELINES = {"default_pipeline": "_none", "final_pipeline": "_none"}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask a server for."""

    method: str
    path: str
    body: Any = None
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Product:
    """What a server is, by its `name`, the `number` of its version, and the first two of that."""

    name: str
    number: str
    version: tuple[int, int]

    @classmethod
    def of(cls, answer: Any) -> Product:
        """The product that introduces itself so. Raises `LookupError` and such for no answer."""
        number = str(answer["version"]["number"])
        parts = _VERSION.fullmatch(number)
        assert parts is not None
        distribution = str(answer["version"].get("distribution", "Elasticsearch"))[:40]
        name = "OpenSearch" if distribution == "opensearch" else distribution
        return cls(name, number, (int(parts[1]), int(parts[2])))

    @property
    def is_supported(self) -> bool:
        """Tell if it is one that the engine knows, and new enough."""
        return self.name in OLDEST and self.version >= OLDEST[self.name]

    @property
    def _is_opensearch(self) -> bool:
        return self.name == "OpenSearch"

    @property
    def settings(self) -> Mapping[str, str]:
        """Of an index: nothing is done to documents or answers that nobody here asked for."""
        if self._is_opensearch:
            return {**_NO_PIPELINES, "search.default_pipeline": "_none"}
        return _NO_PIPELINES

    def scale(self, k1: float) -> float:
        """What its scores are times those of `ranking`."""
        is_plain = self._is_opensearch and self.version >= _PLAIN_BM25
        return 1.0 if is_plain else 1 + k1

    def hold(self, index: str, time: str) -> Request:
        """For a state of an index that is held for some time; see `held`."""
        place = "_search/point_in_time" if self._is_opensearch else "_pit"
        return Request("POST", f"/{index}/{place}", options={"keep_alive": time})

    def held(self, answer: Any) -> str:
        """The name of the state that is held."""
        return str(answer["pit_id" if self._is_opensearch else "id"])

    def release(self, state: str) -> Request:
        """For letting go of such a state."""
        if self._is_opensearch:
            return Request("DELETE", "/_search/point_in_time", {"pit_id": [state]})
        return Request("DELETE", "/_pit", {"id": state})
