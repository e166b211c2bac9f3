"""Snapshot an index on a real server, lose it, and restore it: it must be what it was.

    python benchmarks/snapshots.py

Starts one node of its own. The snapshot is taken by the server, as docs/servers.md says, while an
update runs; then all indices are removed and restored. The restored index must find the same, be
as the snapshot for `check --deep`, and be brought up to the corpus by one update.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from pathlib import Path

from cluster import Cluster
from fuzz_queries import write_articles
from shared_servers import Server, searchkit

from searchkit import Library

ARTICLES = 2_000
INDEX = "kept"
SNAPSHOT = "/_snapshot/backups/first"


def main() -> int:
    with Cluster(1) as cluster, tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder, "config"))
        home = Path(folder, "home")
        (home / "corpus").mkdir(parents=True)
        (home / "searchkit.toml").write_text(f'url = "{cluster.url()}"\nindex = "{INDEX}"\n')
        write_articles(home / "corpus" / "first.jsonl", ARTICLES)
        assert searchkit(home, "trust", str(home)).returncode == 0
        assert searchkit(home, "index").returncode == 0
        server = Server(cluster.url())
        place = {"type": "fs", "settings": {"location": str(cluster.backups)}}
        server.ask("PUT", "/_snapshot/backups", place)
        write_articles(home / "corpus" / "second.jsonl", ARTICLES // 10)
        update = threading.Thread(target=searchkit, args=(home, "index"))
        update.start()
        wanted = {"indices": f"{INDEX}-*", "include_global_state": False}
        taken = server.ask("PUT", f"{SNAPSHOT}?wait_for_completion=true", wanted)
        update.join()
        print(f"taken: {taken['snapshot']['state']}, {taken['snapshot']['indices']}", flush=True)
        server.ask("DELETE", f"/{INDEX}-000001")
        assert searchkit(home, "query", "ka").returncode == 4
        server.ask("POST", f"{SNAPSHOT}/_restore?wait_for_completion=true", wanted)
        with Library.open(home) as library:
            there = library.search("*").total
            families = library.search("ka").counts
            repaired = library.update()
            compared = library.check(deep=True)
            total = library.search("*").total
        print(
            f"restored: {there:,} articles, {families}; an update adds {repaired.added:,}; then "
            f"{total:,} articles, {len(compared.differing) + len(compared.damaged)} wrong"
        )
        well = there >= ARTICLES and total == ARTICLES + ARTICLES // 10
        return int(not well or bool(compared.differing or compared.damaged))


if __name__ == "__main__":
    sys.exit(main())
