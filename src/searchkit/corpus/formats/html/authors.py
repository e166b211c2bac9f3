"""The authors that a web page states: in its metadata, in markup made for them, in a byline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from lxml.html import HtmlElement

from searchkit import quick_re as re
from searchkit.corpus.formats.author_names import author_names, without_byline_mark
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.page import Page, text_of
from searchkit.corpus.formats.html.surroundings import Surroundings
from searchkit.corpus.plain.bylines import is_person, read_byline
from searchkit.corpus.reader import Stated

_METAS = (
    "author", "article:author", "article:author_name", "og:author", "sailthru.author",
    "parsely-author", "citation_author", "dc.creator", "dcterms.creator", "byl", "byline",
)  # fmt: skip
_MAX_EVIDENCE_LENGTH = 300
_MAX_NAME_LENGTH = 200
_MAX_PEN_NAME_LENGTH = 40
#: The most authors of one article that are links.
_MAX_LINKS = 3

#: What is an address, a user name or no name at all.
NO_NAME = re.compile(r"https?:|www\.|@|^\(|^[a-z0-9]+(?:[-_.][a-z0-9]+)*$|^\W*$|^\d+$")
_NOBODY = re.compile(
    r"(?:site|web|wordpress|wp|blog)?[\s_-]?"
    r"(?:admin|administrator|editor|staff|newsroom|webmaster|super user)s?"
    r"|(?:unknown|anonymous|anonym|anónimo|anonyme|no author|guest|gast)",
    re.IGNORECASE,
)
_MARKED_AUTHOR = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:en|zeile)?|auteurs?|verfasser|redakteur)"
    r"(?:[\s_-]{0,2}(?:names?|links?|infos?|text|line|items?))?(?:-\d|-txt|--?[a-z0-9]{5,9})?(?:$|\s)",
    re.IGNORECASE,
)
_MAY_BE_BYLINE = frozenset({"p", "div", "span", "a", "address", "li"})
_COMPANY = re.compile(
    r"\b(?:Condé Nast|GmbH|AG|e\.\s?V|Ltd|LLC|Inc|S\.A|SpA|KG|Redaktion|Redacción|Rédaction"
    r"|Redazione|Редакция|Editorial Team|Staff|Newsroom|News|Online|Magazin|Zeitung|Team|Verlag"
    r"|Media)\b"
    r"|\.(?:com|de|org|net|ch|at|fr|it|es|ru|uk)\b|©",
)
# A heading or a label, and no name.
_NO_AUTHOR = re.compile(
    r"[→»©]|\d{2}|^(?:der|die|das|the|les|los|las)\s"
    r"|\b(?:archives?|anzeigen|view|visit|alle|posts|profile?|unknown|anonymous|beiträge|artikel"
    r"|articles|artículos|inhalte|kommentare?|comments?|forum|moderator|mitglied|member"
    r"|themenstarter|image|title|related|recent|latest|neueste|ähnliche|sponsored|gesponserte"
    r"|categor(?:y|ies)|kategorien?|newsletter|login|zur person)\b",
    re.I,
)
# A day with its hour or an address of mail, which stands beside a name in a byline.
_CLOCK = r"(?:[^\W\d_]+\.? ?)?\d{1,2}(?:st|nd|rd|th|\.)?(?:[ ,:./-]+(?:[^\W\d_]+\.?|\d+)){0,12}"
_WEEKDAY = r"(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tues?|Wed|Thu(?:rs)?|Fri|Sat|Sun)\b\.?"
_MAIL = r"[^\s@]{1,64}@\S{1,250}"
_BEHIND_NAMES = re.compile(
    rf"(?<!\s)(?:(?:\s+{_WEEKDAY})?\s*(?:\||•|·|[-–—]\s|,)\s*(?:{_CLOCK}|{_MAIL})|\s+{_MAIL})$"
)
_BEFORE_MARK = re.compile(
    r"^(?=[^\d]*\d).{6,60}?\s(?=(?:by|By|von|par|por|af|av|door) [^\W\d_a-z])"
)
_SMALL_MARK = re.compile(r"^(?i:(?:by ?)?(?:by|von|par|por|af|av|door|di)) (?=[^\W\d_a-z])")
# `Opinion By Anna Berg`, a section and its author in one element.
_SECTION = re.compile(
    r"^[^\d.,;:]{2,40}?\s"
    r"(?=(?:By|BY|Von|VON) (?!D(?:er|en|em)\b)[^\W\d_a-z]\S{0,40} [^\W\d_a-z])"
)
_ONE_NAME = re.compile(r"(?:By|Von|Par|Por|Af|Av|Door) \S+")
_DAY_LINE = re.compile(r"\d{4}|\d{1,2}[./:]\d\d")
_MAX_DAY_LINE_LENGTH = 60
#: What a writer signs with: a first name, initials, the name of a user.
_SIGNED = re.compile(r"(?<!\w)(?:\w+ )?(?:by|von|par|por|af|av|door|di) ", re.IGNORECASE)
_PEN_NAME = re.compile(r"[^\W\d_][\w.'’&-]*(?: [\w.'’&-]+){0,2}")
_LABEL = re.compile(
    r"(?:by|von|author|autor(?:in)?|auteur|name|about|über|kommentar\w*|comments?|admin\w*|beitrag"
    r"|(?:(?:visit|view|my|full) ){0,2}profile?|editors?|login|follow|e-?mail|twitter|facebook"
    r"|website|share|team"
    r"|(?:posted|published|written|updated|filed)(?: (?:on|in|by|under|at))?)\W*",
    re.IGNORECASE,
)
# Who made the program that shows the page, and whom a letter greets.
_OTHER_MAKER = re.compile(
    r"(?:proudly )?(?:powered|designed|hosted|built|made|created|sponsored|developed|translated"
    r"|photo(?:graph)?s?|theme|template|website)\s+by\b",
    re.IGNORECASE,
)
_GREETING = re.compile(r"(?:hi|hello|dear|hallo|hey|bonjour|hola|ciao|liebe[rs]?)\b", re.IGNORECASE)


def stated_authors(page: Page, around: Surroundings, sources: set[str]) -> list[Stated]:
    """The authors as stated; a place that only names the site or nobody comes after the others."""
    stated = (*_declared(page), *_marked(page, around), *_bylines(around))
    authors = [_undivided(one, sources) for one in stated]

    def is_weak(stated: Stated) -> bool:
        names = stated.value if isinstance(stated.value, tuple) else ()
        return all(
            folded(name) in sources or _NOBODY.fullmatch(name) or _COMPANY.search(name)
            for name in names
        )

    return sorted((author for author in authors if not _is_nobody(author)), key=is_weak)


def _undivided(stated: Stated, sources: set[str]) -> Stated:
    """A site that signs with its name, which is no two people for its `&`: `Mac & i`."""
    if folded(stated.evidence) not in sources:
        return stated
    return _stated((stated.evidence,), stated.method, stated.evidence)


def _is_nobody(stated: Stated) -> bool:
    names = stated.value if isinstance(stated.value, tuple) else ()
    return all(map(_NOBODY.fullmatch, names))


def _stated(names: tuple[str, ...], method: str, evidence: str) -> Stated:
    return Stated("authors", names, method, evidence[:_MAX_EVIDENCE_LENGTH])


def _declared(page: Page) -> Iterator[Stated]:
    linked = page.linked
    for node in linked.articles:
        for key in ("author", "creator"):
            said = list(linked.names(node, key))
            if names := _names([person.text for person in said]):
                yield _stated(names, f"JSON-LD {key}", linked.evidence(said))
    for meta in _METAS:
        stated = [tag.value for tag in page.stated((meta,)) if not NO_NAME.search(tag.value)]
        inverted = meta.startswith(("citation", "dc"))
        if names := _names([_turned(name) if inverted else name for name in stated]):
            yield _stated(names, f"meta {meta}", stated[0])
    items = [tag.value for tag in page.items("author")]
    if names := _names(items):
        yield _stated(names, "itemprop author", items[0])


def _marked(page: Page, around: Surroundings) -> Iterator[Stated]:
    """Names in markup made for them, unless there are as many as in a list of links.

    Full names come before what else a writer may sign with, which only such markup tells.
    """
    links = [
        element
        for element in page.elements
        if element.get("rel") == "author" and not _is_aside(element, around)
    ]
    if len(links) > _MAX_LINKS:
        # A page of many articles links the author of each.
        links = [link for link in links if around.headline is not None and around.is_near(link)]
    by_link = list(dict.fromkeys(map(text_of, links)))
    unmarked = [_SMALL_MARK.sub("", name) if name.count(" ") > 1 else name for name in by_link]
    names = tuple(name for name in _names(unmarked) if not _NO_AUTHOR.search(name))
    if names and len(names) <= _MAX_LINKS:
        yield _stated(names, "rel author", by_link[0])
    marked = [
        element
        for element in page.elements
        if (classes := element.get("class"))
        and _marks_author(classes)
        and element.tag in _MAY_BE_BYLINE
        and len(text_of(element)) <= _MAX_NAME_LENGTH
        and not _is_aside(element, around)
    ]
    for element in marked:
        line = text_of(element)
        people = _each_in_its_own(element) or _people(_BEHIND_NAMES.sub("", line))
        if people and not any(map(_NO_AUTHOR.search, people)):
            yield _stated(people, "byline markup", line)
            return
    for element in () if names else (*links, *marked):
        if name := _pen_name(element):
            yield _stated((name,), "byline markup", name)
            return


def _each_in_its_own(element: HtmlElement) -> tuple[str, ...]:
    """The people in a byline that has an element for each name, and nothing between them."""
    texts = [text_of(node) for node in element.iter("a", "span", "li") if not len(node)]
    parts = tuple(dict.fromkeys(filter(None, texts)))
    names = tuple(name for name in parts if not _NO_AUTHOR.search(name))
    return names if len(parts) > 1 and all(map(is_person, names)) else ()


def _pen_name(element: HtmlElement) -> str:
    """The name in an element that is marked as the author's: that of its link, or all of it."""
    inner = element.xpath(".//*[contains(concat(' ', @class, ' '), ' fn ')] | .//a")
    for node in (*inner, element):
        name = _SIGNED.sub("", without_byline_mark(text_of(node)), count=1)
        if (
            len(name) <= _MAX_PEN_NAME_LENGTH
            and _PEN_NAME.fullmatch(name)
            and not _LABEL.fullmatch(name)
            and not _NOBODY.fullmatch(name)
        ):
            return name
    return ""


def _bylines(around: Surroundings) -> Iterator[Stated]:
    """The names in a line near the headline that says `By` in some language, or beside the day."""
    lines = (*around.below, *around.above)
    for line in lines:
        text = line.text
        if len(text) > _MAX_NAME_LENGTH or _OTHER_MAKER.match(text):
            continue
        cut = _BEHIND_NAMES.sub("", _BEFORE_MARK.sub("", text, count=1))
        bare = without_byline_mark(_SMALL_MARK.sub("", cut, count=1))
        if folded(bare) == folded(text) or _is_aside(line.element, around):
            continue
        if names := _people(bare):
            yield Stated("authors", names, "byline", text, inferred=True)
            return
    # Above a headline a topic stands beside the day.
    for line, other in pairwise(around.below):
        name, day = (other, line) if _is_day(line.text) else (line, other)
        is_other = _GREETING.match(name.text) or _NO_AUTHOR.search(name.text)
        if _is_day(day.text) and not is_other and not _is_aside(name.element, around):
            names = author_names(name.text)
            if names and all(map(is_person, names)):
                yield Stated("authors", names, "name beside the day", name.text, inferred=True)
                return


def _is_day(line: str) -> bool:
    return len(line) <= _MAX_DAY_LINE_LENGTH and _DAY_LINE.search(line) is not None


@lru_cache(1 << 12)
def _marks_author(classes: str) -> bool:
    return _MARKED_AUTHOR.search(classes) is not None


def _is_aside(element: HtmlElement, around: Surroundings) -> bool:
    """Tell if an element is about something else than the article: a teaser, a comment."""
    is_elsewhere = around.is_elsewhere(element, in_list=True, in_footer=True)
    return is_elsewhere and not around.is_with_headline(element)


def _people(line: str) -> tuple[str, ...]:
    """The people whom a line names, without what stands around their names."""
    line = without_byline_mark(_SECTION.sub("", line))
    if _ONE_NAME.fullmatch(line):
        return ()
    names = author_names(line)
    return names if names and all(map(is_person, names)) else read_byline(f"By {line}")


def _names(texts: list[str]) -> tuple[str, ...]:
    """The people, or failing that the desks and agencies, that the texts name."""
    names: list[str] = []
    for text in texts:
        line = without_byline_mark(" ".join(text.split()))
        if len(line) <= _MAX_NAME_LENGTH and not NO_NAME.search(line):
            names += author_names(line)
    return tuple(dict.fromkeys(names))


def _turned(name: str) -> str:
    """`Anna Berg` of `Berg, Anna`."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name
