"""Compare an index on OpenSearch servers with those of other engines, of the same articles.

    python benchmarks/scale.py ARTICLES --url URL [--shards N] [--replicas N] [--queries N]
                               [--each N] [--beside ENGINE ...] [--most ARTICLES] [--export]

ARTICLES are a file of JSON lines (.jsonl or .jsonl.gz) or a folder. Of a fixed list of random
queries by the rules of the grammar, those that are not refused must be answered alike by all: the
same articles, marks, facets with their stories and sources, by date and as stories. A difference
ends the run with 1. Prints articles a second, bytes, and how long a first page takes of the random
queries and of `--each` so many of every kind.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from searchkit import Library
from searchkit.analysis import Analyzer
from searchkit.binding import bind
from searchkit.engines import (
    ENGINES,
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
from searchkit.results import Results
from searchkit.settings import Settings
from searchkit.syntax import MatchAll, parse

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from query_texts import filled, query_texts  # noqa: E402 - of the tests, found by the line above

INDEX = f"scale-{os.getpid()}"
#: So many of the hits are compared as they are shown.
MAX_COMPARED = 20
#: Seconds.
LONGEST = 60
COUNTED = ("source", "year", "month", "author", "language", "person")
#: The kinds of queries: see `query_texts.RULES`.
KINDS = {
    "word": "{w}",
    "two words": "{w} {w}",
    "any of three": "{w} OR {w} OR {w}",
    "phrase": '"{w} {w}"',
    "sloppy phrase of three": '"{w} {w} {w}"~{n}',
    "prefix": "{p}*",
    "wildcard within": "{p}*{p}",
    "fuzzy": "{w}~",
    "regular expression": "/{p}.?s?/",
    "phrase with a prefix": '"{w} {p}*"',
    "title:": "title:{w}",
    "lead:": "lead:{w}",
    "month": "date:1987-03 {w}",
    "NEAR, words": "{w} NEAR/5 {w}",
    "NEAR, word and phrase": '{w} NEAR/5 "{w} {w}"',
    "NEAR, groups": "({w} OR {w}) NEAR/5 ({w} OR {w})",
    "NEAR, wildcard": "{p}* NEAR/5 {w}",
    "NEAR, three words": "{w} NEAR/5 {w} NEAR/5 {w}",
    "NEAR of NEARs": "({w} NEAR/3 {w}) NEAR/10 ({w} NEAR/3 {w})",
    "BEFORE, three words": "{w} BEFORE/5 {w} BEFORE/5 {w}",
    "NOT NEAR": "{w} NOT NEAR/5 {w}",
    "SENTENCE": "{w} SENTENCE {w}",
    "SENTENCE, exact": "={w} SENTENCE ={w}",
    "PARAGRAPH, three words": "{w} PARAGRAPH {w} NEAR/5 {w}",
    "ATLEAST": "ATLEAST/3 {w}",
    "ATLEAST, group": "ATLEAST/3 ({w} OR {w})",
    "random": "{query}",
}


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


def built(home: Path, settings: str) -> Library:
    """A project over the corpus beside it, which is indexed."""
    home.mkdir()
    # To be measured, not stopped.
    settings += f"search_seconds = {LONGEST}\n"
    (home / "searchkit.toml").write_text(f'corpus = "../corpus"\n{settings}')
    library = Library.open(home, trust=True)
    build(library)
    return library


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
    texts = query_texts(1 << 31, random.Random(2016), common_words(engine))
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


def common_words(engine: Engine) -> list[str]:
    """The commonest words of the articles, the commonest first."""
    rows = engine.term_dictionary("body_exact", "", 1 << 31)
    return [term for term, _ in sorted(rows, key=lambda row: -row[1])[:2_000]]


def nodes(query: object) -> set[str]:
    """The kinds of nodes in a query."""
    found = {type(query).__name__} if is_dataclass(query) else set()
    inner = query if isinstance(query, tuple) else ()
    if is_dataclass(query):
        inner = tuple(getattr(query, one.name) for one in fields(query))
    return found.union(*map(nodes, inner))


def answers(library: Library, texts: Sequence[str]) -> list[object]:
    """What each query is answered, every other one by story; None if that takes too long."""
    rows: list[object] = []
    for number, text in enumerate(texts, start=1):
        group = "story" if number % 2 else "article"
        try:
            found = library.search(
                text, sort="oldest", limit=MAX_COMPARED, facets=COUNTED, group=group
            )
            with library.searcher() as searcher:
                engine = searcher.snapshot.engine
                ids = engine.ids(understood(engine, Analyzer(), text), deadline=Deadline(LONGEST))
        except (SearchTooSlow, QueryError) as error:
            rows.append(None if isinstance(error, SearchTooSlow) else str(error))
        else:
            rows.append({**compared(found), "ids": blake2b("\n".join(ids).encode()).hexdigest()})
        if number % 100 == 0:
            print(f"{library.status().engine}: {number} answered", file=sys.stderr, flush=True)
    return rows


def compared(found: Results) -> dict[str, Any]:
    """What must be the same on every engine: all but scores."""
    answer = found.to_dict()
    del answer["engine"]
    for hit in answer["hits"]:
        del hit["score"]
    return answer


def time_each(engines: Sequence[Engine], count: int) -> None:
    """Print how long a first page of so many queries of each kind takes, engines by turns."""
    analyzer = Analyzer()
    words = common_words(engines[0])
    names = " | ".join(f"{engine.name}: p50 | p99" for engine in engines)
    print(f"| ms, load {os.getloadavg()[0]:.1f} | {names} |", flush=True)
    for kind, pattern in KINDS.items():
        rng = random.Random(kind)
        took: dict[str, list[float]] = {engine.name: [] for engine in engines}
        while len(took[engines[0].name]) < count:
            text = filled(pattern, rng, words)
            with suppress(QueryError):
                queries = [understood(engine, analyzer, text) for engine in engines]
                for engine, query in zip(engines, queries, strict=True):
                    took[engine.name].append(seconds_of(engine, query))
        cells = [
            " | ".join(f"{one[len(one) * share // 100] * 1000:.1f}" for share in (50, 99))
            for one in map(sorted, took.values())
        ]
        print(f"| {kind} | {' | '.join(cells)} |", flush=True)


def seconds_of(engine: Engine, query: Query) -> float:
    """The seconds until the first page of a query is there, at most `LONGEST`."""
    begun = time.perf_counter()
    with suppress(SearchTooSlow):
        engine.search(query, SearchOptions(deadline=Deadline(LONGEST)))
    return time.perf_counter() - begun


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
    options.add_argument("--each", type=int, default=0)
    options.add_argument("--beside", nargs="*", choices=ENGINES, default=["tantivy"])
    options.add_argument("--most", type=int)
    options.add_argument("--export", action="store_true")
    chosen = options.parse_args()
    servers = (
        f'engine = "opensearch"\nurl = "{chosen.url}"\nindex = "{INDEX}"\n'
        f"shards = {chosen.shards}\nreplicas = {chosen.replicas}\n"
    )
    with tempfile.TemporaryDirectory() as folder, ExitStack() as block:
        write_corpus(Path(folder, "corpus"), chosen.articles, chosen.most)
        setups = {name: f'engine = "{name}"\n' for name in chosen.beside} | {REMOTE: servers}
        block.callback(removed, chosen.url)
        libraries = [
            block.enter_context(built(Path(folder, name), settings))
            for name, settings in setups.items()
        ]
        engines = [block.enter_context(closing(opened(one.settings))) for one in libraries]
        if chosen.export:
            for engine in engines:
                export(engine, understood(engine, Analyzer(), "*"))
        if chosen.each:
            time_each(engines, chosen.each)
        texts = asked(engines[0], chosen.queries)
        return judged(texts, [answers(library, texts) for library in libraries])


def removed(url: str) -> None:
    with closing(open_indices(Address((url,), INDEX))) as indices:
        indices.remove(f"{INDEX}-*")


def judged(texts: Sequence[str], answers: Sequence[Sequence[object]]) -> int:
    """Print how many queries were answered alike by all; 1 if one was not."""
    outcomes: Counter[str] = Counter()
    for text, *found in zip(texts, *answers, strict=True):
        if None in found:
            outcomes["took one too long"] += 1
        elif all(one == found[0] for one in found):
            outcomes["were answered alike by all"] += 1
        else:
            outcomes["DIFFER"] += 1
            print(f"differs: {text!r}: {', '.join(differing(found))}")
    for outcome, count in outcomes.items():
        print(f"{count} of {len(texts)} queries {outcome}")
    return int(outcomes["DIFFER"] > 0)


def differing(found: Sequence[Any]) -> list[str]:
    """The parts of answers that are not the same; of errors, the errors."""
    if not all(isinstance(one, dict) for one in found):
        return [str(one)[:80] for one in found]
    return [
        f"{name} {[str(one[name])[:80] for one in found]}"
        for name in found[0]
        if any(one[name] != found[0][name] for one in found)
    ]


if __name__ == "__main__":
    sys.exit(main())
