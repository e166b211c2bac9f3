"""The metadata that a web page declares: every value it states, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from searchkit.corpus.formats.author_names import author_names, without_byline_mark
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.dates import stated_dates
from searchkit.corpus.formats.html.jsonld import Said
from searchkit.corpus.formats.html.page import Page, Tag, absolute, text_of
from searchkit.corpus.formats.html.surroundings import Surroundings, surroundings
from searchkit.corpus.formats.html.titles import stated_titles
from searchkit.corpus.plain.bylines import is_person, read_byline
from searchkit.corpus.reader import Stated

_MAX_EVIDENCE_LENGTH = 300
_MAX_NAME_LENGTH = 200

_SOURCE_METAS = (
    "og:site_name", "citation_journal_title", "sitename", "dc.publisher", "dcterms.publisher",
    "citation_publisher", "publisher", "application-name", "apple-mobile-web-app-title",
)  # fmt: skip
_AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "og:author", "sailthru.author",
    "parsely-author", "citation_author", "dc.creator", "dcterms.creator", "byl", "byline",
)  # fmt: skip
_LANGUAGE_METAS = ("content-language", "dc.language", "dcterms.language", "og:locale")

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?")
_NO_NAME = re.compile(r"https?:|www\.|@|^\(|^[a-z0-9]+(?:[-_.][a-z0-9]+)*$|^\W*$|^\d+$")
_NOBODY = re.compile(
    r"(?:site|web)?\s?(?:admin|administrator|editor|staff|newsroom|webmaster)s?", re.I
)
_MARKED_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:byline|author)(?:[\s_-]?names?)?(?:$|\s)", re.IGNORECASE
)
_COMPANY = re.compile(
    r"\b(?:GmbH|AG|e\.\s?V|Ltd|LLC|Inc|S\.A|SpA|KG|Redaktion|Redacción|Rédaction|Redazione|Редакция"
    r"|Editorial Team|Staff|Newsroom|News|Online|Magazin|Zeitung|Team|Verlag|Media)\b"
    r"|\.(?:com|de|org|net|ch|at|fr|it|es|ru|uk)\b|©",
)
_NO_AUTHOR = re.compile(
    r"[→»©]|\d{2}|\b(?:archive?|anzeigen|view|alle|posts|unknown|anonymous)\b", re.I
)
_AGENCIES = {
    "ap": "Associated Press", "associated press": "Associated Press", "reuters": "Reuters",
    "thomson reuters": "Reuters", "afp": "Agence France-Presse",
    "agence france presse": "Agence France-Presse", "pa": "PA Media", "pa media": "PA Media",
    "press association": "PA Media", "dpa": "dpa", "upi": "United Press International",
    "united press international": "United Press International", "efe": "EFE", "ansa": "ANSA",
    "tass": "TASS", "interfax": "Interfax", "ria novosti": "RIA Novosti", "xinhua": "Xinhua",
    "kyodo": "Kyodo News", "kyodo news": "Kyodo News", "yonhap": "Yonhap", "aap": "AAP",
    "australian associated press": "AAP", "canadian press": "The Canadian Press",
    "press trust of india": "Press Trust of India", "pti": "Press Trust of India",
    "ani": "ANI", "ians": "IANS", "anadolu agency": "Anadolu Agency",
}  # fmt: skip


def declared(page: Page) -> tuple[Stated, ...]:
    """All that a page states about its article, for each field the best first."""
    sources = _sources(page)
    names = [str(stated.value) for stated in sources]
    titles = stated_titles(page, names)
    around = surroundings(page.tree, [str(stated.value) for stated in titles])
    authors = _authors(page, around, {folded(str(stated.value)) for stated in sources})
    found: list[Stated] = [
        *titles,
        *sources,
        *authors,
        *stated_dates(page, around),
        *_agencies(authors),
        *_urls(page),
        *_languages(page),
    ]
    return tuple(dict.fromkeys(found))


def _stated(name: str, value: object, method: str, evidence: str) -> Stated:
    return Stated(name, value, method, evidence[:_MAX_EVIDENCE_LENGTH])


def _sources(page: Page) -> list[Stated]:
    """The publishers as stated; first the name of the site, if only that is like its address."""
    found = list(_all_sources(page))
    hosts = [urlsplit(tag.value).netloc.replace("-", "") for tag in page.addresses()]

    def is_like(stated: Stated) -> bool:
        name = folded(str(stated.value)).replace(" ", "").removeprefix("the")
        return bool(name) and any(
            name in host or host.split(".")[-2] in name for host in hosts if "." in host
        )

    site = next((stated for stated in found if stated.method == "meta og:site_name"), None)
    if site is not None and is_like(site) and not is_like(found[0]):
        return [site, *(stated for stated in found if stated is not site)]
    return found


def _all_sources(page: Page) -> Iterator[Stated]:
    linked = page.linked
    for kind, values in (
        ("isPartOf", linked.periodicals),
        ("publisher", _under(page, "publisher")),
    ):
        for node in linked.articles:
            for said in values(node):
                if not _NO_NAME.search(said.text) or said.text.isalpha():
                    yield _stated("source", said.text, f"JSON-LD {kind}", said.evidence)
    for tag in page.stated(_SOURCE_METAS):
        if not tag.value.startswith(("http", "@", "/")):
            yield _stated("source", tag.value, tag.method, tag.value)


def _under(page: Page, key: str) -> Callable[[dict[str, object]], Iterator[Said]]:
    return lambda node: page.linked.names(node, key)


def _authors(page: Page, around: Surroundings, sources: set[str]) -> list[Stated]:
    """The authors as stated; a place that only names the site or nobody comes after the others."""
    found = [*_all_authors(page), *_marked_authors(page, around), *_bylines(around)]

    def is_weak(stated: Stated) -> bool:
        names = stated.value if isinstance(stated.value, tuple) else ()
        return all(
            folded(name) in sources or _NOBODY.fullmatch(name) or _COMPANY.search(name)
            for name in names
        )

    return sorted(found, key=is_weak)


def _all_authors(page: Page) -> Iterator[Stated]:
    linked = page.linked
    for node in linked.articles:
        for key in ("author", "creator"):
            said = list(linked.names(node, key))
            if names := _names([each.text for each in said]):
                yield _stated("authors", names, f"JSON-LD {key}", linked.evidence(said))
    for meta in _AUTHOR_METAS:
        stated = [tag.value for tag in page.stated((meta,)) if not _NO_NAME.search(tag.value)]
        inverted = meta.startswith(("citation", "dc"))
        if names := _names([_turned(each) if inverted else each for each in stated]):
            yield _stated("authors", names, f"meta {meta}", stated[0])
    items = [tag.value for tag in page.items("author")]
    if names := _names(items):
        yield _stated("authors", names, "itemprop author", items[0])


def _marked_authors(page: Page, around: Surroundings) -> Iterator[Stated]:
    """Names in markup that is made for them, if there are not so many as in a list of links."""
    links = [link for link in page.tree.xpath("//*[@rel='author']") if not _is_aside(link, around)]
    by_link = list(dict.fromkeys(map(text_of, links)))
    names = tuple(name for name in _names(by_link) if not _NO_AUTHOR.search(name))
    if names and len(names) <= 3:
        yield _stated("authors", names, "rel author", by_link[0])
    lines = [
        line
        for element in page.tree.iter("p", "div", "span", "a", "address")
        if _MARKED_AUTHOR.search(element.get("class") or "")
        and len(line := text_of(element)) <= _MAX_NAME_LENGTH
        and not _is_aside(element, around)
    ]
    for line in dict.fromkeys(lines):
        if names := _people(line):
            yield _stated("authors", names, "byline markup", line)
            return


def _bylines(around: Surroundings) -> Iterator[Stated]:
    """The names in a line near the headline that says `By` in some language."""
    for line in (*around.below, *around.above):
        bare = without_byline_mark(line.text)
        if bare == line.text or len(line.text) > _MAX_NAME_LENGTH:
            continue
        if not around.is_elsewhere(line.element, in_list=True) and (names := _people(line.text)):
            yield Stated("authors", names, "byline", line.text, inferred=True)
            return


def _is_aside(element: HtmlElement, around: Surroundings) -> bool:
    return around.is_elsewhere(element, in_list=True)


def _people(line: str) -> tuple[str, ...]:
    """The people whom a line names, without what stands around their names."""
    names = author_names(line)
    return names if names and all(map(is_person, names)) else read_byline(f"By {line}")


def _names(texts: list[str]) -> tuple[str, ...]:
    """The people, or failing that the desks and agencies, that the texts name."""
    names: list[str] = []
    for text in texts:
        line = without_byline_mark(" ".join(text.split()))
        if len(line) <= _MAX_NAME_LENGTH and not _NO_NAME.search(line):
            names += author_names(line)
    return tuple(dict.fromkeys(names))


def _turned(name: str) -> str:
    """`Anna Berg` of `Berg, Anna`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _agencies(authors: list[Stated]) -> Iterator[Stated]:
    for stated in authors:
        for name in stated.value if isinstance(stated.value, tuple) else ():
            if agency := _AGENCIES.get(folded(name).removeprefix("the ")):
                yield _stated("agency", agency, stated.method, name)


def _urls(page: Page) -> list[Stated]:
    tags = [(tag, tag.value) for tag in page.addresses()]
    for node in page.linked.articles:
        for said in page.linked.addresses(node):
            tags.append((Tag(absolute(said.text), "JSON-LD url"), said.evidence))
    found = [(tag, evidence) for tag, evidence in tags if tag.value]
    # The address of the whole site is no address of the article.
    deep = [each for each in found if urlsplit(each[0].value).path.strip("/")]
    return [_stated("url", tag.value, tag.method, evidence) for tag, evidence in deep or found]


def _languages(page: Page) -> Iterator[Stated]:
    tags = [Tag(page.tree.get(key) or "", "html lang") for key in ("lang", "xml:lang")]
    for node in page.linked.articles:
        for said in page.linked.strings(node, "inLanguage"):
            tags.append(Tag(said.text, "JSON-LD inLanguage"))
    for tag in (*tags, *page.stated(_LANGUAGE_METAS)):
        if found := _LANGUAGE.fullmatch(tag.value.strip()):
            yield _stated("language", found[1].lower(), tag.method, tag.value)
