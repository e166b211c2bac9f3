"""What searchkit asks of servers takes no more rights than docs/servers.md says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from proxy import Proxy, Request
from samples import write_corpus
from servers import project, update
from story_texts import CUT, WIRE

from searchkit import Library
from searchkit.engines.address import Address

#: The right that Elasticsearch has for a request, by its method and path; `#` is an index or alias.
RIGHTS = {
    "GET /": "cluster:monitor/main",
    "POST #/_search": "read",
    "POST #/_msearch": "read",
    "POST #/_mget": "read",
    "GET #/_doc": "read",
    "POST /_search": "read",
    "POST #/_search/point_in_time": "read",
    "DELETE /_search/point_in_time": "read",
    "GET #": "view_index_metadata",
    "GET #/_mapping": "view_index_metadata",
    "GET #/_stats/store": "monitor",
    "POST #/_bulk": "write",
    "PUT #/_doc": "write",
    "POST #/_refresh": "maintenance",
    "PUT #": "create_index",
    "DELETE #": "delete_index",
    "POST /_aliases": "indices:admin/aliases",
}
DOCS = Path(__file__).parents[2] / "docs" / "servers.md"


def rights(requests: Iterable[Request], index: str) -> set[str]:
    """The rights that requests take; they name no index but those of a name."""
    taken = set()
    for request in requests:
        path = request.path.partition("?")[0]
        path = re.sub(rf"^/{index}([-.][^/]*)?(?=/|$)", "#", path)
        taken.add(RIGHTS[f"{request.method} {re.sub('(?<=/_doc)/.*', '', path)}"])
    return taken


def told(row: str) -> set[str]:
    """The rights on Elasticsearch in a row of the table."""
    (line,) = (line for line in DOCS.read_text("utf-8").splitlines() if line.startswith(row))
    return set(re.findall("`([^`]+)`", line.split("|")[2]))


def test_the_rights_are_those_that_are_told(tmp_path: Path, address: Address, proxy: Proxy) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    write_corpus(home, {"wire.txt": f"Port Strike\n\n{WIRE}", "cut.txt": f"Docks\n\n{CUT}"})
    update(home)
    (home / "corpus" / "cut.txt").unlink()
    update(home)
    with Library.open(home) as library:
        # The second removes what the first has put out of use.
        library.rebuild()
        library.rebuild()
        to_write = rights(proxy.requests, address.index)
        proxy.requests.clear()
        library.close()
        library.search("harbour strike", explain=True, group="story")
        library.suggest("har")
        library.similar("old/fish.txt")
        assert len(list(library.hits(""))) == 5
        library.status()
        library.check()
    to_read = rights(proxy.requests, address.index)
    main = {"cluster:monitor/main"}
    assert to_read == told("| to search") | main
    assert to_write | {"monitor"} == told("| to search") | told("| to `index`") | main


@pytest.mark.parametrize("path", ["/_all/_search", "/news2/_search", "/other", "/_cluster/health"])
def test_other_requests_would_be_noticed(path: str) -> None:
    with pytest.raises(KeyError):
        rights([Request("POST", path, {})], "news")
