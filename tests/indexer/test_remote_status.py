"""The status of an index on servers: how they hold it, and the last run over each part."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from proxy import Proxy, changed
from samples import write_corpus
from servers import project, update

from searchkit.cli import main
from searchkit.engines.address import Address

Change = Callable[[dict[str, Any]], None]


def as_it_is(_: dict[str, Any]) -> None:
    """One shard, and no further copy of it."""


def without_copies(body: dict[str, Any]) -> None:
    body["_shards"]["total"] = 4


def without_a_shard(body: dict[str, Any]) -> None:
    (index,) = body["indices"].values()
    index["shards"]["0"][0]["routing"]["state"] = "INITIALIZING"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(as_it_is, "green: 1 shard, 1 of 1 copies on 1 node, ", id="green"),
        pytest.param(without_copies, "yellow: 1 shard, 1 of 4 copies on 1 node, ", id="yellow"),
        pytest.param(without_a_shard, "red: 1 shard, 0 of 1 copies on 0 nodes, ", id="red"),
    ],
)
def test_the_status_tells_how_servers_hold_the_index_and_of_each_part(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    change: Change,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = project(tmp_path, replace(address, urls=(proxy.url,)), part="berlin")
    update(write_corpus(home, {"a.txt": "Ferry"}))
    proxy.fault = lambda request, forwarded: (
        changed(forwarded(), change) if "level=shards" in request.path else forwarded()
    )
    assert main(["--home", str(home), "status"]) == 0
    shown = capsys.readouterr().out
    assert told in shown
    assert ("1 shard lost" in shown) == told.startswith("red")
    assert f"berlin: 1 article of {socket.gethostname()}:{tmp_path}/corpus, updated" in shown
