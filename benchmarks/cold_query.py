"""How long one `searchkit query` takes from a cold start, beside the same work by bare Whoosh.

    python benchmarks/cold_query.py [--corpus DIR] [--query TEXT] [--runs N]

Each run is a new process. The peer is whoosh-reloaded alone: its own English analyzer, parser,
BM25F and highlighter over the bodies of the same articles, printing the same number of hits.
Runs are interleaved; the table gives medians in milliseconds, the spread from the 10th to the 90th
percentile, and the ratio of the medians to the peer.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PEER_INDEX = """
import sys
from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer
from searchkit import Library
with Library.open(sys.argv[1]) as library:
    hits = library.search("", limit=100_000).hits
text = fields.TEXT(StemmingAnalyzer(), stored=True)
schema = fields.Schema(id=fields.ID(stored=True), title=text, body=text)
writer = index.create_in(sys.argv[2], schema).writer()
for hit in hits:
    writer.add_document(id=hit.id, title=hit.title, body=hit.article.body)
writer.commit()
"""

PEER_QUERY = """
import sys
from whoosh import index
from whoosh.qparser import MultifieldParser
from whoosh.highlight import UppercaseFormatter
found = index.open_dir(sys.argv[1])
with found.searcher() as searcher:
    parser = MultifieldParser(["title", "body"], found.schema)
    results = searcher.search(parser.parse(sys.argv[2]), limit=10)
    results.formatter = UppercaseFormatter()
    for hit in results:
        print(hit["title"], hit["id"], hit.highlights("body"), sep="\\n")
"""


def seconds(command: Sequence[str]) -> float:
    """Wall time of a process that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def measure(commands: dict[str, Sequence[str]], runs: int) -> dict[str, list[float]]:
    """Seconds by command, interleaved, after one warm-up each."""
    for command in commands.values():
        seconds(command)
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return times


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options.add_argument("--query", default="Tajik Army")
    options.add_argument("--runs", type=int, default=20)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home, peer = Path(folder, "home"), Path(folder, "peer")
        shutil.copytree(chosen.corpus, home / "corpus")
        peer.mkdir()
        searchkit = [sys.executable, "-m", "searchkit", "--home", str(home)]
        subprocess.run([*searchkit, "index"], check=True)
        subprocess.run([sys.executable, "-c", PEER_INDEX, str(home), str(peer)], check=True)
        times = measure(
            {
                "whoosh-reloaded alone": [
                    sys.executable, "-c", PEER_QUERY, str(peer), chosen.query,
                ],
                "searchkit query": [*searchkit, "query", chosen.query],
                "searchkit --help": [*searchkit, "--help"],
                "python -c pass": [sys.executable, "-c", "pass"],
            },
            chosen.runs,
        )  # fmt: skip
    base = statistics.median(times["whoosh-reloaded alone"])
    print(f"\n{'':24}{'median':>9}{'10 %':>9}{'90 %':>9}{'ratio':>8}")
    for name, taken in times.items():
        tenths = statistics.quantiles(taken, n=10)
        median = statistics.median(taken)
        print(
            f"{name:24}{median * 1000:6.0f} ms{tenths[0] * 1000:6.0f} ms"
            f"{tenths[-1] * 1000:6.0f} ms{median / base:8.2f}"
        )


if __name__ == "__main__":
    main()
