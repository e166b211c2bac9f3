"""Kill a node of a real cluster while it is searched and while an index is updated.

    python benchmarks/node_failures.py

With a copy of every part of the index, no answer may be wrong and no article that was told to be
indexed may be lost; without one, what is missing must be told. Starts three nodes of its own.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from cluster import Cluster
from fuzz_queries import write_articles

from searchkit import Library
from searchkit.engines.opensearch.bulk import Bulk, Change
from searchkit.errors import SearchkitError

ARTICLES = 3_000
SEARCHES = 100
TEXTS = ("ka", '"ka lo"', "ka NEAR/5 lo", "the bar*", "ka OR lo OR mi", "-ka date:1987-03")
#: The node that is killed; the first is the one that is asked first.
VICTIM = 1


def project(home: Path, cluster: Cluster, replicas: int) -> Path:
    """A project with generated articles, whose index has its parts on every node."""
    (home / "corpus").mkdir(parents=True)
    write_articles(home / "corpus" / "first.jsonl", ARTICLES)
    urls = ",".join(cluster.url(node) for node in cluster.nodes)
    (home / "searchkit.toml").write_text(
        f'url = "{urls}"\nindex = "failures-{replicas}"\nshards = 3\nreplicas = {replicas}\n'
        "search_seconds = 20\n"
    )
    with Library.open(home, trust=True) as library:
        library.update()
    return home


def searched(library: Library, expected: dict[str, int], kill: threading.Thread) -> Counter[str]:
    """What became of the searches; the node is killed in the midst of them."""
    outcomes: Counter[str] = Counter()
    for number in range(SEARCHES):
        if number == SEARCHES // 3:
            kill.start()
        text = TEXTS[number % len(TEXTS)]
        try:
            found = library.search(text)
        except SearchkitError as error:
            outcomes[f"refused: {error}"] += 1
            continue
        if found.partial:
            outcomes["told to be partial"] += 1
            assert found.total <= expected[text]
        else:
            outcomes["right" if found.total == expected[text] else "WRONG"] += 1
    return outcomes


def search_while_killing(home: Path, cluster: Cluster) -> Counter[str]:
    with Library.open(home, trust=True) as library:
        expected = {text: library.search(text).total for text in TEXTS}
        kill = threading.Thread(target=cluster.kill, args=(VICTIM,))
        outcomes = searched(library, expected, kill)
        kill.join()
    return outcomes


def update_while_killing(home: Path, cluster: Cluster) -> str:
    """Update until it is told to be done, with a kill in the midst; what is there then."""
    more = home / "corpus" / "more.jsonl"
    write_articles(more, 2 * ARTICLES)
    kill = threading.Thread(target=cluster.kill, args=(VICTIM,))
    deliver, sent = Bulk._deliver, count()

    def killing(bulk: Bulk, changes: Sequence[Change]) -> None:
        if next(sent) == 2:
            kill.start()
        deliver(bulk, changes)

    Bulk._deliver = killing  # type: ignore[method-assign]
    cut_off = 0
    while True:
        try:
            with Library.open(home, trust=True) as library:
                report = library.update()
            break
        except SearchkitError as error:
            cut_off += 1
            print(f"  update: {error}", flush=True)
    kill.join()
    Bulk._deliver = deliver  # type: ignore[method-assign]
    with Library.open(home, trust=True) as library:
        total = library.search("*").total
        compared = library.check(deep=True)
    assert not report.failed
    assert total == 3 * ARTICLES, total
    assert not compared.differing, compared.differing[:3]
    assert not compared.damaged, compared.damaged[:3]
    return f"{total:,} articles, all as in the corpus; the update was cut off {cut_off} times"


def restarted(cluster: Cluster) -> None:
    cluster.start(VICTIM)
    cluster.wait(VICTIM)


def main() -> int:
    with Cluster() as cluster, tempfile.TemporaryDirectory() as folder:
        kept = project(Path(folder, "kept"), cluster, 1)
        cluster.settle()
        outcomes = search_while_killing(kept, cluster)
        print(f"one copy, a node killed in {SEARCHES} searches: {dict(outcomes)}", flush=True)
        failed = outcomes.keys() - {"right"}
        restarted(cluster)
        cluster.settle()
        print(
            f"one copy, a node killed in an update: {update_while_killing(kept, cluster)}",
            flush=True,
        )
        restarted(cluster)
        cluster.settle()
        bare = project(Path(folder, "bare"), cluster, 0)
        outcomes = search_while_killing(bare, cluster)
        print(f"no copy, a node killed in {SEARCHES} searches: {dict(outcomes)}", flush=True)
    return bool(failed or "WRONG" in outcomes or not outcomes["told to be partial"])


if __name__ == "__main__":
    sys.exit(main())
