"""How well searchkit ranks, beside BM25 of a peer library, on collections with judged queries.

    python benchmarks/ranking.py FOLDER [FOLDER ...] [--engines NAMES] [--misses N]

A collection is a folder with corpus.jsonl (id, title, body), queries.jsonl (id, text) and qrels.tsv
(query, document, grade); `judged_collections.py` makes such folders. Each text is asked as it is,
with `--any`; one that the query language refuses is asked as its words, and counted. The peers are
bm25s with Lucene's BM25 (k1 1.2, b 0.75) and the Porter stemmer over title and body joined, once
with all words and once without bm25s's English stop words; SQLite's FTS5 with its porter tokenizer,
the title twice as heavy; and Xapian with its English stemmer, titles twice, if it is installed.
The table gives nDCG@10, MAP and recall@100 as ir-measures computes them, and the difference in
nDCG@10 to the better bm25s with its p in a paired test of 10,000 random exchanges. `--misses` names
the queries on which that one does better by most.

Needs: pip install -e '.[bench]'
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s
import ir_measures
import regex
import Stemmer
from ir_measures import AP, R, nDCG

from searchkit.analysis import FUNCTION_WORDS, Analyzer
from searchkit.article import Article
from searchkit.binding import Bound, bind
from searchkit.corpus.plain.language_detection import detect
from searchkit.engines import ENGINES, Engine, SearchOptions, open_engine
from searchkit.errors import QueryError
from searchkit.syntax import parse
from searchkit.syntax.bounds import MAX_TERMS
from searchkit.syntax.parser import MAX_QUERY_LENGTH

MEASURES = (nDCG @ 10, AP, R @ 100)
DEPTH = 100
# What means something to the query language is no part of a plain text.
# With the marks that are letters of Hindi and Thai.
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{M}\p{N}]+)*")

#: Query id → document id → score.
Run = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents, queries by id, and judgements."""

    folder: Path
    documents: Sequence[Mapping[str, str]]
    queries: Mapping[str, str]
    judgements: Sequence[Any]

    @classmethod
    def load(cls, folder: Path) -> Collection:
        """The collection in a folder."""
        queries = {one["id"]: one["text"] for one in _rows(folder / "queries.jsonl")}
        judged = [line.split("\t") for line in (folder / "qrels.tsv").read_text().splitlines()]
        return cls(
            folder,
            list(_rows(folder / "corpus.jsonl")),
            queries,
            [ir_measures.Qrel(query, document, int(grade)) for query, document, grade in judged],
        )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def as_words(text: str) -> str:
    """The words of a text in small letters, as many as a query may have.

    A longer text loses its function words first.
    """
    words = _WORD.findall(text.lower())
    if len(words) > MAX_TERMS:
        words = [word for word in words if word not in FUNCTION_WORDS][:MAX_TERMS]
    while len(" ".join(words)) > MAX_QUERY_LENGTH:
        words.pop()
    return " ".join(words)


@contextmanager
def indexed(collection: Collection, name: str) -> Iterator[Engine]:
    """A new index of the documents; a title alone is its own text, as the reader has it."""
    analyzer = Analyzer()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_engine(name, Path(folder, name), create=True)) as engine,
    ):
        with engine.writer() as writer:
            for one in collection.documents:
                title = one.get("title") or ""
                body = one.get("body") or title
                if body:
                    found = detect(body)
                    article = Article(
                        one["id"], one["id"], body, title,
                        language=found.language if found else None,
                        passages=found.passages if found else (),
                    )  # fmt: skip
                    writer.add(analyzer.analyse(article, ""))
        yield engine


def ranked(collection: Collection, engine: Engine) -> tuple[Run, int]:
    """What an engine ranks for the queries as typed, and how many had to be asked as words."""
    analyzer = Analyzer()
    run: Run = {}
    refused = 0
    for query, text in collection.queries.items():
        try:
            bound = _bound(text, analyzer, engine)
        except QueryError:
            refused += 1
            bound = _bound(as_words(text), analyzer, engine)
        found = engine.search(bound.query, SearchOptions(limit=DEPTH))
        run[query] = {one.record.article.id: one.score for one in found.page}
    return run, refused


def _bound(text: str, analyzer: Analyzer, engine: Engine) -> Bound:
    tree = parse(text, operator="or")
    assert tree is not None, f"{text!r} has no words"
    return bind(tree, text, analyzer, engine.terms)


def peer(collection: Collection, stop_words: str | None, algorithm: str = "porter") -> Run:
    """What bm25s ranks."""
    texts = [f"{one.get('title') or ''} {one.get('body') or ''}" for one in collection.documents]
    stemmer = Stemmer.Stemmer(algorithm)
    options: dict[str, Any] = {
        "stopwords": stop_words, "stemmer": stemmer, "show_progress": False,
    }  # fmt: skip
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    index.index(bm25s.tokenize(texts, **options), show_progress=False)
    ids = [one["id"] for one in collection.documents]
    run: Run = {}
    for query, text in collection.queries.items():
        (words,) = bm25s.tokenize([text], return_ids=False, **options)
        scores = index.get_scores(words) if words else []
        best = sorted(zip(scores, ids, strict=False), key=lambda row: -row[0])[:DEPTH]
        run[query] = {document: float(score) for score, document in best if score > 0}
    return run


def fts5(collection: Collection) -> Run:
    """What SQLite ranks; its words joined by OR."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE articles USING fts5(title, body, tokenize=porter)")
    connection.executemany(
        "INSERT INTO articles VALUES (?, ?)",
        ((one.get("title") or "", one.get("body") or "") for one in collection.documents),
    )
    ids = [one["id"] for one in collection.documents]
    run: Run = {}
    for query, text in collection.queries.items():
        words = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        rows = connection.execute(
            "SELECT rowid, bm25(articles, 2.0, 1.0) AS score FROM articles "
            f"WHERE articles MATCH ? ORDER BY score LIMIT {DEPTH}",
            (words,),
        )
        run[query] = {ids[number - 1]: -score for number, score in rows}
    return run


def xapian_peer(collection: Collection) -> Run | None:
    """What Xapian ranks; None if it is not installed."""
    try:
        import xapian
    except ImportError:
        return None
    database = xapian.WritableDatabase("", xapian.DB_BACKEND_INMEMORY)
    generator, stemmer = xapian.TermGenerator(), xapian.Stem("en")
    generator.set_stemmer(stemmer)
    for one in collection.documents:
        document = xapian.Document()
        document.set_data(one["id"])
        generator.set_document(document)
        generator.index_text(one.get("title") or "", 2)
        generator.index_text(one.get("body") or "")
        database.add_document(document)
    parser = xapian.QueryParser()
    parser.set_stemmer(stemmer)
    parser.set_stemming_strategy(parser.STEM_SOME)
    parser.set_default_op(xapian.Query.OP_OR)
    run: Run = {}
    for query, text in collection.queries.items():
        enquire = xapian.Enquire(database)
        enquire.set_query(parser.parse_query(" ".join(_WORD.findall(text.lower())), 0))
        hits = enquire.get_mset(0, DEPTH)
        run[query] = {hit.document.get_data().decode(): hit.weight for hit in hits}
    return run


def by_query(collection: Collection, run: Run) -> dict[str, float]:
    """The nDCG@10 of every query."""
    rows = ir_measures.iter_calc([nDCG @ 10], collection.judgements, run)
    values = {row.query_id: row.value for row in rows}
    return {query: values.get(query, 0.0) for query in collection.queries}


def chance(differences: Sequence[float], rounds: int = 10_000) -> float:
    """The share of random exchanges of both sides that differ as much: a paired, two-sided test."""
    rng = random.Random(1)
    total = abs(sum(differences))
    told_apart = [one for one in differences if one]
    hits = 0
    for _ in range(rounds):
        signs = rng.getrandbits(len(told_apart)) if told_apart else 0
        both = sum(one if signs >> at & 1 else -one for at, one in enumerate(told_apart))
        hits += abs(both) >= total - 1e-12
    return hits / rounds


def print_table(collection: Collection, runs: Mapping[str, Run]) -> dict[str, float]:
    """A row for each run; the nDCG@10 of each."""
    print(f"\n{collection.folder.name}: {len(collection.documents):,} documents, "
          f"{len(collection.queries)} queries")  # fmt: skip
    print(f"{'':28}" + "".join(f"{measure!s:>10}" for measure in MEASURES) + f"{'±':>10}{'p':>8}")
    values = {name: by_query(collection, run) for name, run in runs.items()}
    means = {name: sum(rows.values()) / len(rows) for name, rows in values.items()}
    best = max((name for name in runs if name.startswith("bm25s")), key=means.__getitem__)
    for name, run in runs.items():
        found = ir_measures.calc_aggregate(MEASURES, collection.judgements, run)
        row = f"{name:28}" + "".join(f"{found[measure]:10.3f}" for measure in MEASURES)
        if name != best:
            differences = [values[name][query] - values[best][query] for query in values[best]]
            row += f"{means[name] - means[best]:+10.4f}{chance(differences):8.3f}"
        print(row, flush=True)
    return means


def print_misses(collection: Collection, ours: Run, theirs: Run, most: int) -> None:
    """The queries on which nDCG@10 is furthest behind."""
    ours_by, theirs_by = by_query(collection, ours), by_query(collection, theirs)
    behind = sorted(ours_by, key=lambda query: ours_by[query] - theirs_by.get(query, 0.0))
    for query in behind[:most]:
        print(f"  {ours_by[query]:.2f} against {theirs_by[query]:.2f}: "
              f"{collection.queries[query]}")  # fmt: skip


def main(arguments: Iterable[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options.add_argument("--engines", nargs="+", default=list(ENGINES), choices=ENGINES)
    options.add_argument("--misses", type=int, default=0)
    options.add_argument("--stemmer", default="porter", help="the peer's, such as russian")
    chosen = options.parse_args(arguments if arguments is None else list(arguments))
    leads: dict[str, list[float]] = defaultdict(list)
    for folder in chosen.folders:
        collection = Collection.load(folder)
        runs = {
            "bm25s, all words": peer(collection, None, chosen.stemmer),
            "bm25s, without stop words": peer(collection, "en", chosen.stemmer),
            "SQLite FTS5": fts5(collection),
        }
        if (run := xapian_peer(collection)) is not None:
            runs["Xapian"] = run
        for name in chosen.engines:
            with indexed(collection, name) as engine:
                runs[f"searchkit on {name}"], refused = ranked(collection, engine)
                if refused:
                    print(f"{folder.name}: {refused} queries were asked as their words")
        means = print_table(collection, runs)
        best = max(mean for name, mean in means.items() if name.startswith("bm25s"))
        for name, mean in means.items():
            leads[name].append(mean - best)
        if chosen.misses:
            ours, theirs = runs[f"searchkit on {chosen.engines[0]}"], runs["bm25s, all words"]
            print_misses(collection, ours, theirs, chosen.misses)
    print("\nmean difference in nDCG@10 to the better bm25s")
    for name, differences in leads.items():
        print(f"{name:28}{sum(differences) / len(differences):+10.4f}")


if __name__ == "__main__":
    main()
