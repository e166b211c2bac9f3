"""How well articles of one event are put into stories, beside two usual ways to find copies.

    PYTHONPATH=tests/support python benchmarks/stories.py ARTICLES.jsonl [--pairs]

Every line of the file is an article with `id` and `body`, and perhaps `title`, `date` and `source`;
`.gz` is read too. Two articles are one story in fact if 40 words and 30 % of the shorter one's own
prose stand in both, in runs of six words or more. Quotations, tweets, captions and notices are no
own prose, nor is a paragraph that three texts of one source have. With `--pairs`, pairs that
are wrong or missing are printed. `containment` puts articles together that have 30 % of the
five-word shingles of the shorter one in common, MinHash LSH those in one of 32 bands of four
numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from near_duplicates import found_in, joined, linked, read

from searchkit.article import Article
from searchkit.quotes import quotations
from searchkit.stories.furniture import furniture, tweets
from searchkit.stories.roles import first_of, story

RUN, MIN_WORDS, MIN_SHARE = 6, 40, 0.3
SHINGLE, MIN_CONTAINED = 5, 0.3
BANDS, ROWS = 32, 4
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+")
Pairs = set[tuple[str, str]]


def own_prose(articles: Sequence[Article]) -> dict[str, list[str]]:
    """The words of each article that nobody is quoted with, without what its site always says."""
    # A text that a site has under several addresses is one text.
    texts = {(one.source, one.body) for one in articles if one.source}
    seen = Counter((source, part) for source, body in texts for part in set(_paragraphs(body)))
    return {
        one.id: [
            word
            for part in _paragraphs(_unquoted(one.body))
            if seen[one.source, part] < 3
            for word in (*_WORD.findall(part.lower()), "\n")
        ]
        for one in articles
    }


def _paragraphs(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n") if part.strip()]


def _unquoted(text: str) -> str:
    at, parts = 0, []
    spans = [(one.start, one.end) for one in quotations(text)]
    for start, end in sorted([*spans, *furniture(text), *tweets(text)]):
        parts += [text[at:start], "\n"]
        at = max(at, end)
    return "".join([*parts, text[at:]])


def gold(prose: dict[str, list[str]]) -> Pairs:
    """The pairs that are one story in fact."""
    having: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for article_id, words in prose.items():
        for run in _runs(words, RUN):
            having[run].add(article_id)
    often: Counter[tuple[str, str]] = Counter()
    for ids in having.values():
        often.update(combinations(sorted(ids), 2))
    return {pair for pair, count in often.items() if count > 5 and _is_one(*map(prose.get, pair))}


def _is_one(left: list[str] | None, right: list[str] | None) -> bool:
    assert left is not None
    assert right is not None
    less, more = sorted((left, right), key=len)
    runs = set(_runs(more, RUN))
    common = set()
    for at, run in enumerate(zip(*(less[shift:] for shift in range(RUN)), strict=False)):
        if run in runs:
            common.update(range(at, at + RUN))
    words = len(less) - less.count("\n")
    return len(common) >= MIN_WORDS and len(common) >= MIN_SHARE * words


def _runs(words: list[str], length: int) -> Iterator[tuple[str, ...]]:
    runs = zip(*(words[shift:] for shift in range(length)), strict=False)
    return (run for run in runs if "\n" not in run)


def contained(shingles: dict[str, set[int]]) -> Pairs:
    """The pairs by containment."""
    return {
        (left, right)
        for left, right in combinations(sorted(shingles), 2)
        if len(shingles[left] & shingles[right])
        >= MIN_CONTAINED * max(1, min(len(shingles[left]), len(shingles[right])))
    }


def banded(shingles: dict[str, set[int]]) -> Pairs:
    """The pairs by MinHash LSH."""
    chance = random.Random(1)
    hashes = [(chance.randrange(1, _PRIME), chance.randrange(_PRIME)) for _ in range(BANDS * ROWS)]
    buckets: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for article_id, own in sorted(shingles.items()):
        if not own:
            continue
        least = [min((a * one + b) % _PRIME for one in own) for a, b in hashes]
        for band in range(BANDS):
            buckets[band, *least[band * ROWS : (band + 1) * ROWS]].append(article_id)
    return {pair for ids in buckets.values() for pair in combinations(sorted(ids), 2)}


def _shingles(body: str) -> set[int]:
    words = _WORD.findall(body.lower())
    runs = zip(*(words[shift:] for shift in range(SHINGLE)), strict=False)
    return {
        int.from_bytes(hashlib.blake2b(" ".join(run).encode(), digest_size=7).digest())
        for run in runs
    }


def print_shares(name: str, found: Pairs, wanted: Pairs) -> None:
    """Print precision and recall."""
    right = len(found & wanted)
    print(
        f"{name}: {len(found)} pairs, precision {right / max(1, len(found)):.3f}, "
        f"recall {right / max(1, len(wanted)):.3f}"
    )


def roles_before(articles: Sequence[Article], families: Iterable[object]) -> Counter[str]:
    """The roles, and how many say that a text was made of one that is dated later."""
    by_id = {one.id: one for one in articles}
    counts: Counter[str] = Counter()
    for family in families:
        for member in story(family, by_id).members:  # type: ignore[arg-type]
            counts[member.role] += 1
            other = by_id.get(member.compared or "")
            if (
                member.role in ("trimmed", "reprint", "rewritten")
                and other is not None
                and first_of([member.article, other]).id == member.article.id
            ):
                counts["made of a later text"] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("--pairs", action="store_true")
    options = parser.parse_args()
    articles = read(options.articles)
    wanted = gold(own_prose(articles))
    shingles = {one.id: _shingles(one.body) for one in articles}
    links = linked(articles)
    families = found_in(articles)
    stories = joined(families)
    versions = {pair for pair, link in links.items() if link.is_version}
    print(f"{len(articles)} articles, {len(wanted)} pairs of one story in fact")
    print_shares("in one story", stories, wanted)
    print_shares("version links", versions, wanted)
    print_shares("containment", contained(shingles), wanted)
    print_shares("MinHash LSH", banded(shingles), wanted)
    members = {member for one in families for member in one.members}
    outside = {one for pair in versions for one in pair} - members
    print(
        f"{len(families)} stories of {len(members)} articles; outside with a version link: ", end=""
    )
    print(len(outside), sorted(outside)[:10])
    print(dict(roles_before(articles, families)))
    if options.pairs:
        for name, pairs in (("wrong", stories - wanted), ("missing", wanted - stories)):
            for left, right in sorted(pairs):
                print(name, left, right, links.get((left, right)))


if __name__ == "__main__":
    main()
