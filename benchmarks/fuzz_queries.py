"""Fuzz the query language: engines against `matching`, and query texts against the whole library.

    python benchmarks/fuzz_queries.py [--pairs N] [--texts N] [--articles JSONL]

Pairs of a random corpus and a random query, on every engine on disk: they must find, mark and score
what `matching` and the memory engine do; a mismatch ends the run with the smallest example that
shows it. Query texts, half of them made of the grammar's pieces and half random Unicode, must give
an answer or a `QueryError`; the ten slowest are printed. `--articles` is a JSONL file (or .gz) that
they are asked of; without it, of the articles in corpus/.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit import Library
from searchkit.analysis import Document
from searchkit.engines import ENGINES
from searchkit.errors import QueryError
from searchkit.query import Query

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from differential import compare  # noqa: E402 - of the tests, found by the line above
from generators import corpora, queries  # noqa: E402
from query_texts import query_texts  # noqa: E402

ASKED = 8


def fuzz_pairs(name: str, pairs: int) -> int:
    """How many pairs were compared on an engine. Raises what Hypothesis does for a mismatch."""
    done = 0

    @settings(
        max_examples=-(-pairs // ASKED),
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(corpora(), st.lists(queries, min_size=ASKED, max_size=ASKED))
    def agrees(documents: list[Document], asked: list[Query]) -> None:
        nonlocal done
        compare(name, documents, asked)
        done += len(asked)

    agrees()
    return done


def fuzz_texts(library: Library, count: int) -> list[tuple[float, int, str]]:
    """Seconds, hits (-1 if refused) and text of every query. Raises all but `QueryError`."""
    rows = []
    for text in query_texts(count, random.Random(2016)):
        begun = time.perf_counter()
        try:
            total = library.search(text, any=len(rows) % 5 == 0).total
        except QueryError as error:
            if not (error.hint and error.start < len(error.query)):
                raise
            total = -1
        except BaseException:
            print(f"failed on {text!r}", file=sys.stderr)
            raise
        rows.append((time.perf_counter() - begun, total, text))
    return rows


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pairs", type=int, default=50_000)
    options.add_argument("--texts", type=int, default=20_000)
    options.add_argument("--articles", type=Path)
    chosen = options.parse_args()
    for name in ENGINES if chosen.pairs else ():
        begun = time.perf_counter()
        pairs = fuzz_pairs(name, chosen.pairs)
        print(f"{pairs:,} pairs on {name}: {time.perf_counter() - begun:.0f} s")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if chosen.articles:
            (home / "corpus").mkdir()
            shutil.copy(chosen.articles, home / "corpus")
        else:
            shutil.copytree(ROOT / "corpus", home / "corpus")
        with Library.open(home) as library:
            print(f"{library.update().added:,} articles indexed")
            rows = fuzz_texts(library, chosen.texts)
    counts = Counter("refused" if row[1] < 0 else "hits" if row[1] else "none" for row in rows)
    print(f"{len(rows):,} texts, {sum(row[0] for row in rows):.0f} s: {dict(counts)}; the slowest:")
    for seconds, total, text in sorted(rows, reverse=True)[:10]:
        kept = "".join(char if unicodedata.category(char)[0] != "C" else "·" for char in text)
        print(f"{seconds * 1000:8.0f} ms {total:8,} {kept[:120]}")


if __name__ == "__main__":
    main()
