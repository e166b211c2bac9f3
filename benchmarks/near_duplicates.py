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
from itertools import combinations, product
from pathlib import Path

from edits import changed, half_rewritten, quoting, trimmed

from searchkit.analysis import Analyzer, tokenize
from searchkit.article import Article, PartialDate
from searchkit.stories.alignment import Text
from searchkit.stories.candidates import Pair, candidates
from searchkit.stories.families import Family, TextStats, families
from searchkit.stories.links import Link, Side, link

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
            source=row.get("source"),
            date=_day(row.get("date") or ""),
        )
        for row in rows
        if (row.get("body") or "").strip()
    ]


def _day(text: str) -> PartialDate | None:
    """The moment that a text begins with, or the day."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        found = re.match(r"(\d{4})-(\d\d)-(\d\d)", text)
        return PartialDate(*map(int, found.groups())) if found else None


def found_in(articles: Sequence[Article]) -> tuple[Family, ...]:
    """The families of articles, without an index."""
    return families(*compared(articles))


def linked(articles: Sequence[Article]) -> dict[Pair, Link]:
    """What every two articles share that were compared, by their ids in order."""
    stats, known = compared(articles)
    ids: defaultdict[str, list[str]] = defaultdict(list)
    for article_id, one in stats.items():
        ids[one.digest].append(article_id)
    found = {}
    for (left, right), shared in known.items():
        for one, other in product(ids[left], ids[right]):
            found[min(one, other), max(one, other)] = shared if one < other else shared.reversed
    for same in ids.values():
        if not stats[same[0]].words:
            continue
        whole = Side.whole(stats[same[0]].words)
        found.update(dict.fromkeys(combinations(sorted(same), 2), Link(whole, whole)))
    return found


def compared(articles: Sequence[Article]) -> tuple[dict[str, TextStats], dict[Pair, Link]]:
    """What families are made of."""
    stats, texts, shingles = {}, {}, {}
    for one in articles:
        document = _ANALYZER.analyse(one, "")
        made = document.fingerprint
        day = document.days[0] if document.days else None
        stats[one.id] = TextStats(made.digest, made.words, day)
        texts[made.digest] = document.record
        shingles[made.digest] = made.shingles
    known = {}
    read: dict[str, Text] = {}
    for pair in candidates(shingles):
        left, right = (read.setdefault(one, Text.of(texts[one])) for one in pair)
        shared = link(left, right)
        if shared.says_something:
            known[pair] = shared
    return stats, known


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
