"""Where tests find OpenSearch: a small server of their own, or the one that is named to them."""

from __future__ import annotations

import json
import os
import urllib.request
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from osmem_server import OsmemServer

from searchkit import Library
from searchkit.engines import open_indices
from searchkit.engines.address import Address
from searchkit.project.layers import Layers
from searchkit.project.trust import TrustFile

#: A real server to be tested on; the address is no setting of any project of the tests.
REAL = os.environ.pop("SEARCHKIT_OPENSEARCH_URL", "") or None

#: The small server takes the root of how often a word occurs.
SCORES_AS_LUCENE = REAL is not None

_names = iter(range(1_000_000))


@cache
def _server() -> OsmemServer:
    # It ends when this process does.
    return OsmemServer.start(japanese=False)


def url() -> str:
    """A server that has room for any index."""
    return REAL or _server().url


def new_address() -> Address:
    """Where nothing is yet."""
    return Address((url(),), f"test-{os.getpid()}-{next(_names)}", replicas=0)


def ask(method: str, path: str, body: object = None) -> Any:
    """What the server answers to somebody who is not searchkit."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(url() + path, data, headers, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def clear(address: Address) -> None:
    """Remove what searchkit has made at an address."""
    with closing(open_indices(address)) as indices:
        for index in indices.all():
            indices.remove(index)


def project(home: Path, address: Address, **more: str) -> Path:
    """A project without articles, whose index is at the address, and which is trusted."""
    (home / "corpus").mkdir(parents=True, exist_ok=True)
    written = {"url": address.urls[0], "index": address.index, **more}
    lines = [f'{name} = "{value}"\n' for name, value in written.items()]
    (home / "searchkit.toml").write_text("".join(lines) + "replicas = 0\nsearch_seconds = 60\n")
    return trusted(home)


def trusted(home: Path) -> Path:
    """A project that may do what its settings say now."""
    TrustFile().trust(home, Layers.read(home, os.environ, insecure_http=False).claims())
    return home


def ids(home: Path) -> set[str]:
    with Library.open(home) as library:
        return {hit.article.id for hit in library.hits("")}


def update(home: Path, **options: bool) -> tuple[int, int, int]:
    """Articles added and removed, and files that failed."""
    with Library.open(home) as library:
        report = library.update(**options)
        return report.added, report.removed, len(report.failed)
