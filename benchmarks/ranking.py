"""How well searchkit ranks, beside BM25 of a peer library, on collections with judged queries.

    python benchmarks/ranking.py FOLDER [FOLDER ...] [--engines NAMES] [--misses N]

A collection is a folder with corpus.jsonl (id, title, body), queries.jsonl (id, text) and qrels.tsv
(query, document, grade). Each text is asked as plain words with `--any`. The peer is bm25s with
Lucene's BM25 (k1 1.2, b 0.75) and the Porter stemmer over title and body joined, once with all
words and once without bm25s's English stop words. The table gives nDCG@10, MAP and recall@100 as
ir-measures computes them. `--misses` names the queries on which the peer does better by most.

Needs: pip install -e '.[bench]'
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s
import ir_measures
import Stemmer
from ir_measures import AP, R, nDCG

from searchkit.analysis import FUNCTION_WORDS, Analyzer
from searchkit.article import Article
from searchkit.binding import bind
from searchkit.engines import ENGINES, Engine, SearchOptions, open_engine
from searchkit.syntax import parse
from searchkit.syntax.bounds import MAX_TERMS
from searchkit.syntax.parser import MAX_QUERY_LENGTH

MEASURES = (nDCG @ 10, AP, R @ 100)
DEPTH = 100
# What means something to the query language is no part of a plain text.
_WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")

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
                    writer.add(analyzer.analyse(Article(one["id"], one["id"], body, title), ""))
        yield engine


def ranked(collection: Collection, engine: Engine) -> Run:
    """What an engine ranks for the queries as searchkit understands them."""
    analyzer = Analyzer()
    run: Run = {}
    for query, text in collection.queries.items():
        words = as_words(text)
        tree = parse(words, operator="or")
        assert tree is not None, f"query {query} has no words"
        bound = bind(tree, words, analyzer, engine.terms)
        found = engine.search(bound.query, SearchOptions(limit=DEPTH))
        run[query] = {one.record.article.id: one.score for one in found.page}
    return run


def peer(collection: Collection, stop_words: str | None) -> Run:
    """What bm25s ranks."""
    texts = [f"{one.get('title') or ''} {one.get('body') or ''}" for one in collection.documents]
    stemmer = Stemmer.Stemmer("porter")
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


def print_table(collection: Collection, runs: Mapping[str, Run]) -> None:
    """A row for each run."""
    print(f"\n{collection.folder.name}: {len(collection.documents):,} documents, "
          f"{len(collection.queries)} queries")  # fmt: skip
    print(f"{'':28}" + "".join(f"{measure!s:>10}" for measure in MEASURES))
    for name, run in runs.items():
        found = ir_measures.calc_aggregate(MEASURES, collection.judgements, run)
        print(f"{name:28}" + "".join(f"{found[measure]:10.3f}" for measure in MEASURES))


def print_misses(collection: Collection, ours: Run, theirs: Run, most: int) -> None:
    """The queries on which nDCG@10 is furthest behind."""

    def by_query(run: Run) -> dict[str, float]:
        rows = ir_measures.iter_calc([nDCG @ 10], collection.judgements, run)
        return {row.query_id: row.value for row in rows}

    ours_by, theirs_by = by_query(ours), by_query(theirs)
    behind = sorted(ours_by, key=lambda query: ours_by[query] - theirs_by.get(query, 0.0))
    for query in behind[:most]:
        print(f"  {ours_by[query]:.2f} against {theirs_by[query]:.2f}: "
              f"{collection.queries[query]}")  # fmt: skip


def main(arguments: Iterable[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    options.add_argument("--engines", nargs="+", default=list(ENGINES), choices=ENGINES)
    options.add_argument("--misses", type=int, default=0)
    chosen = options.parse_args(arguments if arguments is None else list(arguments))
    for folder in chosen.folders:
        collection = Collection.load(folder)
        runs = {
            "bm25s, all words": peer(collection, None),
            "bm25s, without stop words": peer(collection, "en"),
        }
        for name in chosen.engines:
            with indexed(collection, name) as engine:
                runs[f"searchkit on {name}"] = ranked(collection, engine)
        print_table(collection, runs)
        if chosen.misses:
            ours, theirs = runs[f"searchkit on {chosen.engines[0]}"], runs["bm25s, all words"]
            print_misses(collection, ours, theirs, chosen.misses)


if __name__ == "__main__":
    main()
