"""The metadata that a web page declares: every value it states, the best first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from searchkit import quick_re as re
from searchkit.corpus.formats.html.authors import NO_NAME, stated_authors
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.dates import stated_dates
from searchkit.corpus.formats.html.jsonld import Said
from searchkit.corpus.formats.html.page import Page, Tag, absolute
from searchkit.corpus.formats.html.site_names import inferred_sources
from searchkit.corpus.formats.html.surroundings import surroundings
from searchkit.corpus.formats.html.titles import stated_titles
from searchkit.corpus.reader import Stated

_MAX_EVIDENCE_LENGTH = 300

_SOURCE_METAS = (
    "og:site_name", "citation_journal_title", "sitename", "dc.publisher", "dcterms.publisher",
    "citation_publisher", "publisher", "application-name", "apple-mobile-web-app-title",
    "cre",  # what pages of the New York Times have had for years, and no other
)  # fmt: skip
_LANGUAGE_METAS = ("content-language", "dc.language", "dcterms.language", "og:locale")

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-_]+)?")
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
    authors = stated_authors(page, around, {folded(str(stated.value)) for stated in sources})
    statements: list[Stated] = [
        *titles,
        *sources,
        *authors,
        *stated_dates(page, around),
        *_agencies(authors),
        *_urls(page),
        *_languages(page),
    ]
    return tuple(dict.fromkeys(statements))


#: What their programs write as the publisher of everybody's pages.
_PLATFORMS = frozenset("blogger blogspot wordpress wordpress.com tumblr wix wix.com".split())


def _stated(name: str, value: object, method: str, evidence: str) -> Stated:
    return Stated(name, value, method, evidence[:_MAX_EVIDENCE_LENGTH])


def _sources(page: Page) -> list[Stated]:
    """The publishers as stated; first the name of the site, if only that is like its address."""
    sources = list(_all_sources(page)) or list(inferred_sources(page))
    hosts = [urlsplit(tag.value).netloc.replace("-", "") for tag in page.addresses()]

    def is_like(stated: Stated) -> bool:
        name = folded(str(stated.value)).replace(" ", "").removeprefix("the")
        return bool(name) and any(
            name in host or host.split(".")[-2] in name for host in hosts if "." in host
        )

    site = next((stated for stated in sources if stated.method == "meta og:site_name"), None)
    if site is not None and is_like(site) and not is_like(sources[0]):
        return [site, *(stated for stated in sources if stated is not site)]
    return sources


def _all_sources(page: Page) -> Iterator[Stated]:
    linked = page.linked
    for kind, values in (
        ("isPartOf", linked.periodicals),
        ("publisher", _under(page, "publisher")),
    ):
        for node in linked.articles:
            for said in values(node):
                is_name = not NO_NAME.search(said.text) or said.text.isalpha()
                if is_name and said.text.lower() not in _PLATFORMS:
                    yield _stated("source", said.text, f"JSON-LD {kind}", said.evidence)
    titles = {folded(tag.value) for tag in page.stated(("og:title", "twitter:title"))}
    for tag in page.stated(_SOURCE_METAS):
        # Some sites write the headline into each of these.
        if not tag.value.startswith(("http", "@", "/")) and folded(tag.value) not in titles:
            yield _stated("source", tag.value, tag.method, tag.value)


def _under(page: Page, key: str) -> Callable[[dict[str, object]], Iterator[Said]]:
    return lambda node: page.linked.names(node, key)


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
    addresses = [(tag, evidence) for tag, evidence in tags if tag.value]
    # The address of the whole site is no address of the article.
    deep = [address for address in addresses if urlsplit(address[0].value).path.strip("/")]
    return [_stated("url", tag.value, tag.method, evidence) for tag, evidence in deep or addresses]


def _languages(page: Page) -> Iterator[Stated]:
    tags = [Tag(page.tree.get(key) or "", "html lang") for key in ("lang", "xml:lang")]
    for node in page.linked.articles:
        for said in page.linked.strings(node, "inLanguage"):
            tags.append(Tag(said.text, "JSON-LD inLanguage"))
    for tag in (*tags, *page.stated(_LANGUAGE_METAS)):
        if match := _LANGUAGE.fullmatch(tag.value.strip()):
            yield _stated("language", match[1].lower(), tag.method, tag.value)
