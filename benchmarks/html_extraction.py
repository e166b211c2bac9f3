"""How well the HTML reader finds the article in saved news pages, next to trafilatura alone.

The folder has `pages/` and `gold.jsonl`: a line a page with `file`, `title`, `author` (names with
`; ` between them), `date`, `source`, `url` and `body`. Body: F1 over the multiset of words, mean
over the pages. Title: equal after folding, without the name of the site behind it. Date: equal to
the day. Authors: one name in common, or none on both sides. Source: equal after folding without
`The`, or one within the other. Both columns are measured in the same run with the same measures.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import trafilatura

from searchkit.article import Article
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.reader import HtmlReader
from searchkit.corpus.metadata import to_article
from searchkit.corpus.reader import ParsedDocument

WORD = re.compile(r"\w+")
SITE = re.compile(r"\s+[|–—-]\s+[^|]{1,40}$")


@dataclass(frozen=True)
class Found:
    """What one extractor says of one page."""

    body: str
    title: str
    date: str
    authors: tuple[str, ...]
    source: str
    declared_titles: tuple[str, ...] = ()
    date_status: str = "declared"


def ours(data: bytes, name: str) -> Found:
    """The article as searchkit indexes it."""
    (parsed,) = HtmlReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    article: Article = to_article(parsed, name)
    titles = tuple(str(each.value) for each in parsed.declared if each.field == "title")
    return Found(
        article.body,
        article.title,
        article.date.isoformat() if article.date else "",
        article.authors,
        article.source or "",
        titles,
        article.came_from("date").status,
    )


def trafilatura_alone(data: bytes, name: str) -> Found:
    """What trafilatura says with its own defaults, but for comments."""
    document = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    if document is None:
        return Found("", "", "", (), "")
    authors = tuple((document.author or "").split("; ")) if document.author else ()
    return Found(
        document.text or "",
        document.title or "",
        document.date or "",
        authors,
        document.sitename or "",
    )


def f1(found: str, wanted: str) -> float:
    """The harmonic mean of precision and recall over the multiset of words."""
    a, b = (Counter(WORD.findall(text.lower())) for text in (found, wanted))
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def same_title(found: str, wanted: str) -> bool:
    """Whether two titles are equal but for case, punctuation and the name of the site."""
    return bool(
        {folded(found), folded(SITE.sub("", found))}
        & {folded(wanted), folded(SITE.sub("", wanted))}
    )


def same_source(found: str, wanted: str) -> bool:
    """Whether two names of a publisher are forms of one name."""
    a, b = (folded(name).replace(" ", "").removeprefix("the") for name in (found, wanted))
    return bool(a and b) and (a in b or b in a)


def overlap(found: Iterable[str], wanted: str | None) -> bool:
    """Whether the authors have a name in common, or there are none on both sides."""
    names = {folded(name) for name in found} - {""}
    gold = {folded(name) for name in (wanted or "").split("; ")} - {""}
    return bool(names & gold) if gold else not names


def judged(found: Found, gold: dict[str, Any]) -> dict[str, float]:
    """The score of each measure for one page."""
    same_day = found.date[:10] == str(gold["date"])[:10]
    return {
        "body F1": f1(found.body, gold["body"]),
        "title": same_title(found.title, gold["title"]),
        "title among those declared": any(
            same_title(t, gold["title"]) for t in found.declared_titles
        ),
        "date, to the day": same_day,
        "wrong days stated": bool(found.date) and not same_day and found.date_status == "declared",
        "authors": overlap(found.authors, gold["author"]),
        "source": same_source(found.source, gold["source"]),
    }


def measure(
    extract: Callable[[bytes, str], Found], pages: list[tuple[dict[str, Any], bytes]]
) -> tuple[list[Found], list[dict[str, float]], float]:
    """What an extractor finds, its scores a page, and its speed in pages a second."""
    extract(pages[0][1], "warm-up.html")
    start = time.perf_counter()
    found = [extract(data, gold["file"]) for gold, data in pages]
    speed = len(pages) / (time.perf_counter() - start)
    return found, [judged(f, gold) for f, (gold, _) in zip(found, pages, strict=True)], speed


def show_misses(
    found: list[Found], scores: list[dict[str, float]], golds: list[dict[str, Any]]
) -> None:
    """Each page and measure that is not perfect: what was found, what was wanted."""
    for one, score, gold in zip(found, scores, golds, strict=True):
        if score["body F1"] < 0.97:
            print(f"body    {gold['file']}: {score['body F1']:.3f}")
        for name, got, wanted in (
            ("title", one.title, gold["title"]),
            ("date, to the day", one.date, gold["date"]),
            ("authors", one.authors, gold["author"]),
            ("source", one.source, gold["source"]),
        ):
            if not score[name]:
                print(f"{name[:7]:7} {gold['file']}\n        found  {got}\n        wanted {wanted}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path, help="with pages/ and gold.jsonl")
    options.add_argument("--misses", action="store_true", help="list what is not as in the gold")
    chosen = options.parse_args()
    with (chosen.folder / "gold.jsonl").open(encoding="utf-8") as lines:
        golds = [json.loads(line) for line in lines]
    pages = [(gold, (chosen.folder / "pages" / gold["file"]).read_bytes()) for gold in golds]
    theirs = measure(trafilatura_alone, pages)
    mine = measure(ours, pages)
    print(f"{len(pages)} pages{'':23}{'trafilatura':>12}{'searchkit':>12}")
    for name in mine[1][0]:
        sums = [sum(score[name] for score in each[1]) for each in (theirs, mine)]
        if name == "wrong days stated":
            print(f"{name:31}{sums[0]:12.0f}{sums[1]:12.0f}")
        else:
            alone = "" if name.startswith("title among") else f"{sums[0] / len(pages):.3f}"
            print(f"{name:31}{alone:>12}{sums[1] / len(pages):12.3f}")
    print(f"{'pages a second':31}{theirs[2]:12.1f}{mine[2]:12.1f}")
    if chosen.misses:
        show_misses(mine[0], mine[1], golds)


if __name__ == "__main__":
    main()
