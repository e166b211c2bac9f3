"""Compare an index on OpenSearch servers with those of Tantivy and Whoosh, of the same articles.

    python benchmarks/scale.py ARTICLES --url URL [--shards N] [--replicas N] [--queries N]
                               [--most ARTICLES] [--export]

ARTICLES are a file of JSON lines (.jsonl or .jsonl.gz) or a folder. Of a fixed list of random
queries by the rules of the grammar, those that are not refused must find the same articles on all
of them, in the same order by date, counted alike by facets; a difference ends the run with 1.
Prints articles a second, bytes, how long a first page takes, and which nodes the queries have.
"""

from __future__ import annotations

import argparse
import gzip
import math
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from searchkit import Library
from searchkit.analysis import Analyzer
from searchkit.binding import bind
from searchkit.engines import (
    REMOTE,
    Deadline,
    Engine,
    SearchOptions,
    open_engine,
    open_indices,
    open_remote,
)
from searchkit.engines.address import Address
from searchkit.errors import QueryError, SearchTooSlow
from searchkit.index.folder import IndexFolder
from searchkit.query import Query
from searchkit.settings import Settings
from searchkit.syntax import MatchAll, parse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from query_texts import query_texts  # noqa: E402 - of the tests, found by the line above

INDEX = "searchkit-scale"
#: So many of the hits are compared in their order, and all of them as a set.
MAX_COMPARED = 200
#: To be measured, not stopped (seconds).
LONGEST = 60.0
COUNTED = ("source", "year", "month")


def write_corpus(folder: Path, articles: Path, most: int | None) -> None:
    """Write the first of these articles, or all of a folder."""
    if articles.is_dir():
        shutil.copytree(articles, folder)
        return
    folder.mkdir()
    opened = gzip.open if articles.suffix == ".gz" else open
    with opened(articles, "rt", encoding="utf-8") as lines:
        taken = islice(lines, most)
        number = 0
        # A file of the corpus is read whole.
        while some := list(islice(taken, 2_000)):
            (folder / f"{number:04}.jsonl").write_text("".join(some), "utf-8")
            number += 1


def built(home: Path, settings: str) -> Settings:
    """The settings of a project over the corpus beside it, which is indexed."""
    home.mkdir()
    (home / "searchkit.toml").write_text(f'corpus = "../corpus"\n{settings}')
    with Library.open(home, trust=True) as library:
        build(library)
        return library.settings


def opened(settings: Settings) -> Engine:
    """The engine over the index of a project."""
    if settings.address is not None:
        return open_remote(settings.address)
    return open_engine(settings.engine, IndexFolder(settings.index).current().engine_folder)


def build(library: Library) -> None:
    """Index everything, and print what it took."""
    begun = time.perf_counter()
    report = library.rebuild(allow_shrink=True)
    seconds = time.perf_counter() - begun
    status = library.status()
    print(
        f"{status.library}: {report.added:,} articles in {seconds:.1f} s, "
        f"{report.added / seconds:,.0f} a second; {status.size:,} bytes, "
        f"{status.size / max(1, report.added):,.0f} an article; {len(report.failed)} failed",
        flush=True,
    )


def understood(engine: Engine, analyzer: Analyzer, text: str) -> Query:
    """What a text asks an engine. Raises `QueryError`."""
    return bind(parse(text) or MatchAll(), text, analyzer, engine.terms).query


def asked(engine: Engine, count: int) -> list[str]:
    """So many random texts that an engine does not refuse; prints the nodes that they have."""
    rows = engine.term_dictionary("body_exact", "", 1 << 31)
    words = sorted(rows, key=lambda row: -row[1])[:2_000]
    texts = query_texts(1 << 31, random.Random(2016), [term for term, _ in words])
    analyzer = Analyzer()
    taken: list[str] = []
    kinds: Counter[str] = Counter()
    refused = 0
    while len(taken) < count:
        text = next(texts)
        try:
            query = understood(engine, analyzer, text)
        except QueryError:
            refused += 1
            continue
        kinds.update(nodes(query))
        taken.append(text)
    told = ", ".join(f"{kind} {having}" for kind, having in sorted(kinds.items()))
    print(f"{count} queries, {refused} refused beside them; with these nodes: {told}", flush=True)
    return taken


def nodes(query: object) -> set[str]:
    """The kinds of nodes in a query."""
    found = {type(query).__name__} if is_dataclass(query) else set()
    inner = query if isinstance(query, tuple) else ()
    if is_dataclass(query):
        inner = tuple(getattr(query, one.name) for one in fields(query))
    return found.union(*map(nodes, inner))


def measured(engine: Engine, texts: Sequence[str]) -> tuple[list[object], list[float]]:
    """What each query finds, None if that takes too long; the seconds until its first page."""
    analyzer = Analyzer()
    found: list[object] = []
    took = []
    for number, text in enumerate(texts, start=1):
        if number % 20 == 0:
            print(f"{engine.name}: {number} queries asked", file=sys.stderr, flush=True)
        begun = time.perf_counter()
        try:
            query = understood(engine, analyzer, text)
            answer = engine.search(query, SearchOptions(deadline=Deadline(LONGEST)))
            took.append(time.perf_counter() - begun)
            found.append(compared(engine, query, answer.total))
        except SearchTooSlow:
            took.append(math.inf)
            found.append(None)
    return found, took


def compared(engine: Engine, query: Query, total: int) -> object:
    """What must be the same on every engine. Raises `SearchTooSlow`."""
    ids = engine.ids(query, deadline=Deadline(LONGEST))
    rest = engine.search(
        query,
        SearchOptions(
            limit=MAX_COMPARED, order="oldest", facets=COUNTED, deadline=Deadline(LONGEST)
        ),
    )
    page = [match.record.article.id for match in rest.page]
    # A server does not tell of which sources the articles are that have a value.
    counts = {name: [row[:2] for row in rows] for name, rows in rest.facets.items()}
    return total, blake2b("\n".join(ids).encode()).digest(), len(ids), page, counts


def tell(engine: Engine, took: Sequence[float]) -> None:
    ordered = sorted(one for one in took if one < math.inf)
    at = {share: ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.75, 0.9, 0.99)}
    shares = ", ".join(f"p{share * 100:.0f} {taken:.0f} ms" for share, taken in at.items())
    print(
        f"{engine.name}: {len(ordered)} of {len(took)} queries answered, {shares}, "
        f"the slowest {ordered[-1] * 1000:.0f} ms; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def export(engine: Engine, query: Query) -> None:
    begun = time.perf_counter()
    count = sum(1 for _ in engine.scan(query))
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
    with tempfile.TemporaryDirectory() as folder, ExitStack() as block:
        write_corpus(Path(folder, "corpus"), chosen.articles, chosen.most)
        setups = {name: f'engine = "{name}"\n' for name in ("tantivy", "whoosh")}
        setups[REMOTE] = servers
        block.callback(removed, chosen.url)
        engines = [
            block.enter_context(closing(opened(built(Path(folder, name), settings))))
            for name, settings in setups.items()
        ]
        texts = asked(engines[0], chosen.queries)
        answers = []
        for engine in engines:
            found, took = measured(engine, texts)
            answers.append(found)
            tell(engine, took)
            if chosen.export:
                export(engine, understood(engine, Analyzer(), "*"))
    return judged(texts, answers)


def removed(url: str) -> None:
    with closing(open_indices(Address((url,), INDEX))) as indices:
        indices.remove(f"{INDEX}-*")


def judged(texts: Sequence[str], answers: Sequence[Sequence[object]]) -> int:
    """Print how many queries found the same everywhere; 1 if one did not."""
    outcomes: Counter[str] = Counter()
    for text, *found in zip(texts, *answers, strict=True):
        if None in found:
            outcomes["took one too long"] += 1
        elif all(one == found[0] for one in found):
            outcomes["found the same articles on all"] += 1
        else:
            outcomes["DIFFER"] += 1
            print(f"differs: {text!r}: {[one[0] for one in found]}")  # type: ignore[index]
    for outcome, count in outcomes.items():
        print(f"{count} of {len(texts)} queries {outcome}")
    return int(outcomes["DIFFER"] > 0)


if __name__ == "__main__":
    sys.exit(main())
