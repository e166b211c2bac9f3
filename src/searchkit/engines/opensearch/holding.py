"""How servers hold an index: its shards, their copies, the nodes, and what they take."""

from __future__ import annotations

from searchkit.engines.opensearch.server import Server, understood
from searchkit.engines.opensearch.state import Runs
from searchkit.reports import PartStatus, ServersStatus

_THERE = ("STARTED", "RELOCATING")


def servers_status(server: Server, index: str, runs: Runs) -> ServersStatus:
    """The state of an index, of which the last runs are known; takes no right but `monitor`."""
    shown = {"filter_path": "*.settings.index.number_of_shards"}
    made = server.ask("GET", f"/{index}", options=shown)
    counted = server.ask("GET", f"/{index}/_stats/store", options={"level": "shards"})
    with understood(server.address):
        shards = int(made[index]["settings"]["index"]["number_of_shards"])
        copies = int(counted["_shards"]["total"])
        there = [
            [copy["routing"] for copy in same if copy["routing"]["state"] in _THERE]
            for same in counted["indices"][index]["shards"].values()
        ]
        return ServersStatus(
            shards=shards,
            lost=shards - sum(any(copy["primary"] for copy in same) for same in there),
            copies=copies,
            missing=copies - sum(map(len, there)),
            nodes=len({str(copy["node"]) for same in there for copy in same}),
            size=int(counted["_all"]["total"]["store"]["size_in_bytes"]),
            parts={name: PartStatus.of(run) for name, run in runs.items()},
        )
