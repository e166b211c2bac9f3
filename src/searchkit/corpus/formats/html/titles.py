"""The headlines that a web page states, and which of them to take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from urllib.parse import urlsplit

from searchkit import quick_re as re
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.page import Page, text_of
from searchkit.corpus.formats.html.site_names import NAME_OF_CJK
from searchkit.corpus.reader import Stated

_METAS = (
    "og:title", "twitter:title", "headline", "parsely-title", "sailthru.title", "citation_title",
    "dc.title", "dcterms.title", "title",
)  # fmt: skip
_MARK = re.compile(r"(?<!\s)\s++[|\-–—*·•:»]++\s+|(?:(?<!\s)\s++)?\|\s*")
#: What the New York Times writes behind old headlines for searches.
_YEAR_BEHIND = re.compile(r"(?<=\S) \(Published \d{4}\)$")
_MAX_SITE_NAME_LENGTH = 6
_MAX_EVIDENCE_LENGTH = 500
#: A longer one is compared with nothing: it has too many places where it could end.
_MAX_TITLE = 500


def stated_titles(page: Page, site_names: Sequence[str]) -> list[Stated]:
    """The titles of the article without the name of the site behind them, the best first.

    The best is the headline in JSON-LD, or else the one for sharing. The one for sharing is better
    if the page shows it above the text, or if it is the other one cut to its main words: then what
    is left out was written for search engines.
    """
    headlines = list(_found(page))
    names = {_site_key(name) for name in site_names} - {""}
    for tag in page.addresses():
        names |= {_site_key(label) for label in urlsplit(tag.value).netloc.split(".")[-3:-1]}
    whole = {folded(stated.evidence) for stated in headlines if stated.method != "title element"}
    titles = []
    for stated in headlines:
        value = _without_site(str(stated.value), names, whole)
        titles.append(Stated("title", value, stated.method, stated.evidence[:_MAX_EVIDENCE_LENGTH]))
    return _ranked([title for title in titles if _site_key(str(title.value)) not in {"", *names}])


def _found(page: Page) -> Iterator[Stated]:
    yield from _linked(page, "headline")
    for tag in (*page.stated(_METAS[:1]), *page.items("headline"), *page.stated(_METAS[1:])):
        yield Stated("title", _line(tag.value), tag.method, tag.value)
    for heading in page.headings():
        yield Stated("title", heading, "h1", heading)
    titles = page.tree.iter("title")
    for element in islice((t for t in titles if next(t.iterancestors("svg"), None) is None), 1):
        text = text_of(element)
        yield Stated("title", text, "title element", text)
    yield from _linked(page, "name")
    yield from _linked(page, "alternativeHeadline")


def _linked(page: Page, key: str) -> Iterator[Stated]:
    for node in page.linked.articles:
        for said in page.linked.strings(node, key):
            yield Stated("title", _line(said.text), f"JSON-LD {key}", said.evidence)


def _line(text: str) -> str:
    return " ".join(text.split())


def _ranked(titles: list[Stated]) -> list[Stated]:
    headline = next((title for title in titles if title.method == "JSON-LD headline"), None)
    shared = next((title for title in titles if title.method == "meta og:title"), None)
    if headline is None:
        return _ranked_without_headline(titles)
    if shared is not None:
        shown = {folded(str(title.value)) for title in titles if title.method == "h1"}
        long, short = folded(str(headline.value)), folded(str(shared.value))
        better = short in shown and long not in shown
        if better or _is_abridged(short.split(), long.split()):
            return [shared, *(title for title in titles if title is not shared)]
    return titles


def _ranked_without_headline(titles: list[Stated]) -> list[Stated]:
    """Behind `og:title` and microdata comes the first-level heading, if it is clear which."""
    others = {folded(str(title.value)) for title in titles if title.method != "h1"}
    headings = [title for title in titles if title.method == "h1"]
    sure = [title for title in headings if folded(str(title.value)) in others]

    def rank(title: Stated) -> int:
        if title.method in ("meta og:title", "itemprop headline"):
            return 0
        if title.method == "h1":
            return 1 if title in sure or len(headings) == 1 else 3
        return 2

    return sorted(titles, key=rank)


def _is_abridged(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell if a title is a longer one with words left out, but not most of them."""
    words = iter(long)
    return len(long) > len(short) >= len(long) / 2 and all(word in words for word in short)


def _without_site(title: str, names: set[str], others: Collection[str]) -> str:
    """The title up to where the name of the site, or what another title has not, begins."""
    if len(title) > _MAX_TITLE:
        return title
    title = _YEAR_BEHIND.sub("", title)
    if named := NAME_OF_CJK.search(title):
        return title[: named.start()].rstrip()
    marks = list(_MARK.finditer(title))
    for mark in marks:
        start, rest = title[: mark.start()], title[mark.end() :]
        if folded(start) in others and folded(title) != folded(start):
            return start
        if mark is marks[-1] and len(rest.split()) <= _MAX_SITE_NAME_LENGTH:
            key = _site_key(rest)
            if key and any(key == name or (len(name) > 3 and name in key) for name in names):
                return start
    return title


def _site_key(name: str) -> str:
    """A name of a site as its address has it: `The Island Paper` and `islandpaper`."""
    words = folded(name.replace(".", " . ")).split()
    return "".join(words[1:] if words[:1] == ["the"] else words)
