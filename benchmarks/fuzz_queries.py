"""Fuzz the query language: engines against `matching`, and query texts against the whole library.

    python benchmarks/fuzz_queries.py [--pairs N] [--engine NAME] [--texts N] [--articles JSONL]
                                      [--most SECONDS] [--unbounded]

Pairs of a random corpus and a random query, on every engine on disk or the one named: they must
find, mark and score what `matching` and the memory engine do; a mismatch ends the run with the
smallest example that shows it. Query texts, most of them made by the rules of the grammar of the
commonest words there are, the others of its pieces and of random Unicode, must give an answer, a
`QueryError`, or `SearchTooSlow` at the usual limit of 2 s, none in more seconds than `--most`; the
ten slowest are printed. `--unbounded` switches the limit off. `--articles` is a JSONL file (or .gz)
that they are asked of; without it, of 2,000 generated ones.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from itertools import islice
from operator import itemgetter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit import Library
from searchkit.analysis import Document, tokenize
from searchkit.engines import ENGINES, REMOTE
from searchkit.errors import QueryError, SearchTooSlow
from searchkit.query import Query

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests")]

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


def fuzz_texts(library: Library, count: int) -> list[tuple[float, int | str, str]]:
    """Seconds, hits or what else came of it, and text of every query. Raises what must not come."""
    rows: list[tuple[float, int | str, str]] = []
    words = common_words(library)
    library.search("unheardof")  # What the first search imports is no part of the others.
    for text in query_texts(count, random.Random(2016), words):
        begun = time.perf_counter()
        total: int | str
        try:
            total = library.search(text, operator="and" if len(rows) % 5 else "or").total
        except QueryError as error:
            if not (error.advice and error.start < len(error.query)):
                raise
            total = "refused"
        except SearchTooSlow:
            total = "stopped"
        except BaseException:
            print(f"failed on {text!r}", file=sys.stderr)
            raise
        rows.append((time.perf_counter() - begun, total, text))
        if len(rows) % 1_000 == 0:
            spent, slowest = sum(row[0] for row in rows), max(row[0] for row in rows)
            print(f"{len(rows):,} texts, {spent:.0f} s, slowest {slowest:.2f} s", file=sys.stderr)
    return rows


def common_words(library: Library) -> list[str]:
    """The 200 commonest words of the articles, the commonest first."""
    counts: Counter[str] = Counter()
    for hit in islice(library.hits("*"), 2_000):
        counts.update(tokenize(hit.article.body))
    return [word for word, _ in counts.most_common(200) if word]


def write_articles(path: Path, count: int) -> None:
    """Articles of invented words, the same at every run, as common as words are in a language."""
    rng = random.Random(1987)
    syllables = "ka lo mi tu re sa no vi pe du gra sti mon tel bar the of in".split()
    words = list(
        {"".join(rng.choices(syllables, k=rng.randint(1, 5))): None for _ in range(30_000)}
    )
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(count):
            title, *sentences = (
                " ".join(rng.choices(words, weights, k=rng.randint(5, 25))).capitalize()
                for _ in range(rng.randint(2, 16))
            )
            date = f"1987-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            article = {"id": number, "title": title, "body": ". ".join(sentences), "date": date}
            lines.write(json.dumps(article) + "\n")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pairs", type=int, default=50_000)
    options.add_argument("--engine", choices=[*ENGINES, REMOTE])
    options.add_argument("--texts", type=int, default=20_000)
    options.add_argument("--articles", type=Path)
    # Beyond the limit, what it takes until a search has stopped.
    options.add_argument("--most", type=float, default=2.2)
    options.add_argument("--unbounded", action="store_true")
    chosen = options.parse_args()
    engines = [chosen.engine] if chosen.engine else list(ENGINES)
    for name in engines if chosen.pairs else ():
        begun = time.perf_counter()
        pairs = fuzz_pairs(name, chosen.pairs)
        print(f"{pairs:,} pairs on {name}: {time.perf_counter() - begun:.0f} s", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "corpus").mkdir()
        if chosen.unbounded:
            (home / "searchkit.toml").write_text("search_seconds = 600\n", "utf-8")
        if chosen.articles:
            shutil.copy(chosen.articles, home / "corpus")
        else:
            write_articles(home / "corpus" / "generated.jsonl", 2_000)
        with Library.open(home) as library:
            print(f"{library.update().added:,} articles indexed", flush=True)
            rows = fuzz_texts(library, chosen.texts)
    counts = Counter(
        row[1] if isinstance(row[1], str) else "hits" if row[1] else "none" for row in rows
    )
    print(f"{len(rows):,} texts, {sum(row[0] for row in rows):.0f} s: {dict(counts)}; the slowest:")
    for seconds, total, text in sorted(rows, key=itemgetter(0), reverse=True)[:10]:
        kept = "".join(char if unicodedata.category(char)[0] != "C" else "·" for char in text)
        print(f"{seconds * 1000:8.0f} ms {total:>8} {kept[:120]}")
    slow = sum(seconds > chosen.most for seconds, _, _ in rows)
    if slow:
        print(f"{slow} took more than {chosen.most:g} s")
    return bool(slow)


if __name__ == "__main__":
    sys.exit(main())
