"""How well stories are told apart: near duplicates, identical articles, edits that we make.

    PYTHONPATH=tests/support python benchmarks/near_duplicates.py \\
        WIKINEWS.jsonl NEARDUP.jsonl PAIRS.tsv REUTERS.jsonl.gz

Every line of a file is an article with `id`, `body` and perhaps `title`.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from edits import changed, half_rewritten, quoting, trimmed

from searchkit.analysis import Analyzer, tokenize
from searchkit.article import Article, PartialDate
from searchkit.stories.alignment import Text
from searchkit.stories.candidates import candidates
from searchkit.stories.families import Family, TextStats, families
from searchkit.stories.links import link

_ANALYZER = Analyzer()


def read(path: Path) -> list[Article]:
    """The articles of a file that have a text, dated where a day is given."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Article(
            row["id"],
            row["id"],
            row["body"],
            row.get("title") or row["id"],
            date=_day(row.get("date") or ""),
        )
        for row in rows
        if (row.get("body") or "").strip()
    ]


def _day(text: str) -> PartialDate | None:
    found = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
    return PartialDate(*map(int, found.groups())) if found else None


def found_in(articles: Sequence[Article]) -> tuple[Family, ...]:
    """The families of articles, without an index."""
    documents = {one.id: _ANALYZER.analyse(one, "") for one in articles}
    stats, texts, shingles = {}, {}, {}
    for article_id, document in documents.items():
        made = document.fingerprint
        stats[article_id] = TextStats(made.digest, made.words, None)
        texts[made.digest] = document.record
        shingles[made.digest] = made.shingles
    known = {}
    read: dict[str, Text] = {}
    for pair in candidates(shingles):
        left, right = (read.setdefault(one, Text.of(texts[one])) for one in pair)
        known[pair] = link(left, right)
    return families(stats, known)


def joined(found: Sequence[Family]) -> set[tuple[str, str]]:
    """Every two articles of a family, in order."""
    return {pair for one in found for pair in combinations(sorted(one.members), 2)}


def edits(articles: Sequence[Article], carriers: Sequence[str]) -> None:
    """How many edited articles are in the family of what they were made of."""
    left = iter(carriers)
    kinds: Mapping[str, Callable[[str, random.Random], str]] = {
        "trimmed to 40 %": lambda text, _: trimmed(text),
        "half rewritten": half_rewritten,
        "a quarter of words changed": changed,
        "five sentences quoted": lambda text, chance: quoting(text, next(left), chance),
    }
    print(f"false links among the originals: {sorted(joined(found_in(articles)))}")
    for name, edit in kinds.items():
        chance = random.Random(name)
        made = [
            Article(f"{one.id}-edit", one.id, edit(one.body, chance), f"{one.title} (edit)")
            for one in articles
        ]
        found = found_in([*articles, *made])
        pairs = joined(found)
        missing = [one.id for one in articles if (one.id, f"{one.id}-edit") not in pairs]
        wrong = sum(
            left.removesuffix("-edit") != right.removesuffix("-edit") for left, right in pairs
        )
        print(
            f"{name}: recall {1 - len(missing) / len(articles):.3f}, pairs of others {wrong}; "
            f"missing {missing[:8]}"
        )


def near_duplicates(articles: Sequence[Article], pairs: Path) -> None:
    """The planted pairs against those that are found."""
    planted = {tuple(sorted(line.split())) for line in pairs.read_text().splitlines()}
    found = joined(found_in(articles))
    print(f"planted {len(planted)}, found {len(found & planted)}, others {len(found - planted)}")


def identical(articles: Sequence[Article]) -> None:
    """Articles with the same body, and how many of them are in one family.

    Counted twice: with white space folded, and by the words that a search compares.
    """
    start = time.perf_counter()
    found = found_in(articles)
    took = time.perf_counter() - start
    family_of = {member: one.representative for one in found for member in one.members}
    print(
        f"{len(articles)} articles, {len(found)} families of {len(family_of)} articles in "
        f"{took:.1f} s"
    )
    ways: Mapping[str, Callable[[str], Sequence[str]]] = {
        "as written": str.split,
        "by words": lambda body: list(filter(None, tokenize(body))),
    }
    for name, parts in ways.items():
        groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in articles:
            groups[tuple(parts(one.body))].append(one.id)
        same = [ids for ids in groups.values() if len(ids) > 1]
        apart = [ids for ids in same if len({family_of.get(one, one) for one in ids}) > 1]
        print(
            f"identical {name}: {len(same)} texts of {sum(map(len, same))} articles, "
            f"{len(same) - len(apart)} of them whole in a family; apart {apart}"
        )


def main(arguments: Sequence[str]) -> None:
    wikinews, neardup, pairs, reuters = map(Path, arguments)
    near_duplicates(read(neardup), pairs)
    wire = read(reuters)
    # Pieces of about the length of an article.
    carriers = [one.body for one in wire if 200 < len(one.body.split()) < 600]
    edits(read(wikinews), carriers)
    identical(wire)


if __name__ == "__main__":
    main(sys.argv[1:])
