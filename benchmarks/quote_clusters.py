"""Which quotations are joined across articles, for a reader to judge.

    PYTHONPATH=tests/support python benchmarks/quote_clusters.py ARTICLES.jsonl… [--sample N]

Every line of a file is an article with `id`, `body` and perhaps `title` and `date`; `.gz` is read
too. Printed are pairs of distinct wordings that are one, each once: all of them, or so many drawn
with a fixed seed. How many there are goes to standard error.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path

from near_duplicates import read

from searchkit.analysis import Analyzer
from searchkit.article import Article
from searchkit.stories.quote_clusters import Key, QuoteMention, is_same_quote, quote_mentions

SEED = 9


def joined(articles: Sequence[Article]) -> Iterator[tuple[QuoteMention, QuoteMention]]:
    """Every two quotations of two articles that are one."""
    quoted = Analyzer().quoted
    found = [one for article in articles for one in quote_mentions(article, quoted)]
    having: defaultdict[Key, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        for key in set(one.keys()):
            having[key].append(number)
    pairs = {pair for numbers in having.values() for pair in combinations(numbers, 2)}
    for left, right in sorted(pairs):
        two = found[left], found[right]
        if two[0].article.id != two[1].article.id and is_same_quote(*two):
            yield two


def told(one: QuoteMention) -> str:
    date = one.article.date.isoformat() if one.article.date else "undated"
    speaker = one.speaker.name if one.speaker else "nobody named"
    return f"  {one.article.id}, {date}, {speaker}: “{' '.join(one.text.split())}”"


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", nargs="+", type=Path)
    parser.add_argument("--sample", type=int)
    options = parser.parse_args(arguments)
    articles = list(chain.from_iterable(map(read, options.articles)))
    count = 0
    distinct: dict[frozenset[tuple[str, ...]], tuple[QuoteMention, QuoteMention]] = {}
    for count, (left, right) in enumerate(joined(articles), start=1):  # noqa: B007
        if left.terms != right.terms:
            distinct.setdefault(frozenset((left.terms, right.terms)), (left, right))
    shown = list(distinct.values())
    print(f"{count} pairs are one, {len(shown)} of distinct wordings", file=sys.stderr)
    if options.sample is not None and options.sample < len(shown):
        shown = random.Random(SEED).sample(shown, options.sample)
    for number, pair in enumerate(shown, start=1):
        print(number, *map(told, pair), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
