"""Compare an index on OpenSearch servers with one of Tantivy, of the same articles.

    python benchmarks/scale.py ARTICLES.jsonl[.gz] --url URL [--shards N] [--replicas N]
                               [--queries N] [--most ARTICLES] [--export]

Of a fixed list of random queries by the rules of the grammar, each must find the same articles on
both; a difference ends the run. Prints articles a second, bytes, and how long a first page takes.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from searchkit import Library
from searchkit.analysis import Analyzer
from searchkit.binding import bind
from searchkit.engines import Deadline, Engine, open_engine, open_remote
from searchkit.errors import QueryError, SearchTooSlow
from searchkit.expansion import expand_bound
from searchkit.library.folder import IndexFolder
from searchkit.query import Query
from searchkit.syntax import All, parse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from query_texts import query_texts  # noqa: E402 - of the tests, found by the line above

INDEX = "searchkit-scale"
#: Of more hits, only the first are compared one by one.
MOST_COMPARED = 200
#: To be measured, not stopped (seconds).
LONGEST = 60.0


def project(home: Path, articles: Path, most: int, settings: str) -> Path:
    """A project with the first of these articles in its corpus."""
    (home / "corpus").mkdir(parents=True)
    opened = gzip.open if articles.suffix == ".gz" else open
    with opened(articles, "rt", encoding="utf-8") as lines:
        taken = islice(lines, most)
        number = 0
        # A file of the corpus is read whole.
        while some := list(islice(taken, 2_000)):
            (home / "corpus" / f"{number:04}.jsonl").write_text("".join(some), "utf-8")
            number += 1
    (home / "searchkit.toml").write_text(settings)
    return home


def build(library: Library) -> None:
    """Index everything, and print what it took."""
    begun = time.perf_counter()
    report = library.rebuild(allow_shrink=True)
    seconds = time.perf_counter() - begun
    status = library.status()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{status.library}: {report.added:,} articles in {seconds:.1f} s, "
        f"{report.added / seconds:,.0f} a second; {status.size:,} bytes, "
        f"{status.size / max(1, report.added):,.0f} an article; {len(report.failed)} failed; "
        f"this process has had {peak:,.0f} MB",
        flush=True,
    )


def understood(engine: Engine, analyzer: Analyzer, text: str) -> Query:
    """What a text asks an engine. Raises `QueryError`."""
    bound = bind(parse(text) or All(), text, analyzer)
    return expand_bound(bound, text, engine.terms).query


def measured(engine: Engine, texts: Sequence[str]) -> tuple[list[object], list[float]]:
    """What each query finds, as far as it is compared, and the seconds until its first page."""
    analyzer = Analyzer()
    found: list[object] = []
    took = []
    for number, text in enumerate(texts, start=1):
        if number % 20 == 0:
            print(f"{engine.name}: {number} queries asked", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        try:
            query = understood(engine, analyzer, text)
            total = engine.search(query, deadline=Deadline(LONGEST)).total
        except (QueryError, SearchTooSlow) as error:
            found.append(type(error).__name__)
            continue
        took.append(time.perf_counter() - begun)
        page = engine.search(query, limit=MOST_COMPARED, order="oldest").page
        found.append((total, [match.record.article.id for match in page]))
    return found, sorted(took)


def export(engine: Engine, query: Query) -> None:
    begun = time.perf_counter()
    count = sum(1 for _ in engine.every(query))
    seconds = time.perf_counter() - begun
    print(f"{engine.name}: {count:,} articles exported in {seconds:.1f} s", flush=True)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("articles", type=Path)
    options.add_argument("--url", required=True)
    options.add_argument("--shards", type=int, default=1)
    options.add_argument("--replicas", type=int, default=0)
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--most", type=int)
    options.add_argument("--export", action="store_true")
    chosen = options.parse_args()
    servers = (
        f'engine = "opensearch"\nurl = "{chosen.url}"\nindex = "{INDEX}"\n'
        f"shards = {chosen.shards}\nreplicas = {chosen.replicas}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        remote = project(Path(folder, "remote"), chosen.articles, chosen.most, servers)
        local = project(Path(folder, "local"), chosen.articles, chosen.most, 'engine = "tantivy"\n')
        for home in (remote, local):
            with Library.open(home) as library:
                build(library)
                if library.settings.address is not None:
                    address = library.settings.address
        generation = IndexFolder(local / "index").current()
        with (
            closing(open_engine("tantivy", generation.engine_folder)) as one,
            closing(open_remote(address)) as other,
        ):
            words = [term for term, _ in sorted(one.vocabulary("body_exact", "", 1 << 31),
                                                key=lambda row: -row[1])[:2_000]]  # fmt: skip
            texts = list(query_texts(chosen.queries, random.Random(2016), words))
            answers = []
            for engine in (one, other):
                found, took = measured(engine, texts)
                answers.append(found)
                at = [took[int(len(took) * share)] * 1000 for share in (0.5, 0.9, 0.99)]
                print(
                    f"{engine.name}: {len(took)} of {len(texts)} queries answered, p50 {at[0]:.0f}"
                    f" ms, p90 {at[1]:.0f} ms, p99 {at[2]:.0f} ms, all {took[-1] * 1000:.0f} ms",
                    flush=True,
                )
                if chosen.export:
                    export(engine, understood(engine, Analyzer(), "*"))
    different = [text for text, *both in zip(texts, *answers, strict=True) if both[0] != both[1]]
    for text in different:
        print(f"differs: {text!r}")
    print(f"{len(texts) - len(different)} of {len(texts)} queries found the same articles")
    return bool(different)


if __name__ == "__main__":
    sys.exit(main())
