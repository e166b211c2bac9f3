"""How well the HTML reader finds the article in saved pages, next to trafilatura alone.

Each folder is a collection of `html_collections`: `gold.jsonl` with `pages/`, or a copy of
scrapinghub/article-extraction-benchmark, mozilla/readability, adbar/htmldate, adbar/trafilatura.

Body: F1 over the multiset of words of the running text, mean over the pages; captions and embedded
posts, which searchkit keeps apart, do not count. Title: equal after folding, without the name of
the site behind it. Source: one name within the other, without `The`. Date: equal to the day.
Authors: one name in common. Both columns are measured in one run, and speed in processor time.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from html_collections import Page, pages_in

from searchkit.article import Article
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.reader import HtmlReader
from searchkit.corpus.metadata import to_article
from searchkit.corpus.reader import STANDFIRST, ParsedDocument
from searchkit.errors import ArticleUnreadable

WORD = re.compile(r"\w+")
SITE = re.compile(r"\s+[|–—-]\s+[^|]{1,40}$")


@dataclass(frozen=True)
class Found:
    """What one extractor says of one page."""

    body: str = ""
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    date_status: str = "declared"


def ours(page: Page) -> Found:
    """The article as searchkit indexes it."""
    try:
        (parsed,) = HtmlReader().read(page.data)
    except ArticleUnreadable:
        return Found()
    assert isinstance(parsed, ParsedDocument)
    article = to_article(parsed, "page.html")
    return Found(
        running_text(article),
        article.title,
        article.date.isoformat()[:10] if article.date else "",
        article.authors,
        article.source or "",
        article.came_from("date").status,
    )


def running_text(article: Article) -> str:
    """The body without its captions and embedded posts."""
    start, pieces = 0, []
    for inset in article.insets:
        if inset.kind != STANDFIRST:
            pieces.append(article.body[start : inset.start])
            start = inset.end
    return "".join([*pieces, article.body[start:]])


def trafilatura_alone(page: Page) -> Found:
    """What trafilatura says with its own defaults, but for comments."""
    document = trafilatura.bare_extraction(page.data, with_metadata=True, include_comments=False)
    if document is None:
        return Found()
    return Found(
        document.text or "",
        document.title or "",
        document.date or "",
        tuple((document.author or "").split("; ")) if document.author else (),
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


def date_verdict(found: Found, page: Page) -> str:
    """Whether a date is right, wrong or missing; empty if the page has none."""
    if not page.date:
        return ""
    if not found.date:
        return "dates missing"
    return "dates right" if found.date == page.date else "dates wrong"


def author_verdict(found: Found, page: Page) -> str:
    """Whether one of the authors is right, all are wrong or missing; empty if there is none."""
    if not page.authors:
        return ""
    names = {folded(name) for name in found.authors} - {""}
    if not names:
        return "authors missing"
    right = names & {folded(name) for name in page.authors}
    return "authors right" if right else "authors wrong"


def judged(found: Found, page: Page) -> Iterator[tuple[str, float]]:
    """The measures of one page that its collection has answers for."""
    if page.body is not None:
        yield "body F1", f1(found.body, page.body)
    if page.title is not None:
        yield "titles right", same_title(found.title, page.title)
    if page.source is not None:
        yield "sources right", same_source(found.source, page.source)
    verdict = date_verdict(found, page)
    for name in ("right", "wrong", "missing") if page.date else ():
        yield f"dates {name}", verdict == f"dates {name}"
    if page.date:
        yield (
            "dates wrong and declared",
            (verdict == "dates wrong" and found.date_status == "declared"),
        )
    verdict = author_verdict(found, page)
    for name in ("right", "wrong", "missing") if page.authors else ():
        yield f"authors {name}", verdict == f"authors {name}"


def measure(
    extract: Callable[[Page], Found], pages: Sequence[Page]
) -> tuple[list[Found], Counter[str], float]:
    """What an extractor finds, the sums of its measures, and its speed in pages a second."""
    extract(pages[0])
    start = time.process_time()
    found = [extract(page) for page in pages]
    speed = len(pages) / (time.process_time() - start)
    sums: Counter[str] = Counter()
    for one, page in zip(found, pages, strict=True):
        for name, value in judged(one, page):
            sums[name] += value  # type: ignore[assignment]
    return found, sums, speed


def show_misses(found: Sequence[Found], pages: Sequence[Page]) -> None:
    """Each page and measure that is not right: what was found, what was wanted."""
    for one, page in zip(found, pages, strict=True):
        scores = dict(judged(one, page))
        for name, got, wanted in (
            ("title", one.title, page.title),
            ("source", one.source, page.source),
            ("date", f"{one.date} {one.date_status}", page.date),
            ("author", one.authors, page.authors),
        ):
            if scores.get(f"{name}s right") == 0:
                print(f"{name:7} {page.name}\n        found  {got}\n        wanted {wanted}")
        if scores.get("body F1", 1) < 0.95:
            print(f"body    {page.name}: {scores['body F1']:.3f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", type=Path, nargs="+", help="a collection of pages")
    options.add_argument("--misses", action="store_true", help="list what is not right")
    chosen = options.parse_args()
    for folder in chosen.folder:
        pages = list(pages_in(folder))
        theirs, mine = measure(trafilatura_alone, pages), measure(ours, pages)
        print(f"\n{folder.name}: {len(pages)} pages{'':12}{'trafilatura':>12}{'searchkit':>12}")
        for name in mine[1]:
            sums = [each[1][name] for each in (theirs, mine)]
            if name == "body F1":
                print(f"{name:31}{sums[0] / len(pages):12.4f}{sums[1] / len(pages):12.4f}")
            else:
                print(f"{name:31}{sums[0]:12.0f}{sums[1]:12.0f}")
        print(f"{'pages a second of processor':31}{theirs[2]:12.1f}{mine[2]:12.1f}")
        if chosen.misses:
            show_misses(mine[0], pages)


if __name__ == "__main__":
    main()
