"""The names that programs and people give to the fields of an article, in JSON and front matter.

Clippers, read-later lists, scrapers and newsrooms have names of their own; what they mean is the
same wherever they stand. When something was saved, made or changed is never when it was published.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from searchkit import quick_re as re
from searchkit.corpus.formats.author_names import author_names
from searchkit.corpus.formats.moments import day_of_serial, read_stamp
from searchkit.corpus.reader import Stated
from searchkit.quick_dataclass import dataclass

#: Field → the keys that may hold it, the best first, as `key_of` gives them.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": (
        *("title", "headline", "webtitle", "fulltitle", "articletitle", "pagetitle", "name"),
        *("resolvedtitle", "giventitle"),
        *("subject", "titel", "titre", "título", "titulo", "titolo", "заголовок"),
    ),
    "source": (
        *("sitename", "publication", "publicationname", "publisher", "medianame", "sourcename"),
        *("sourcehostname", "outlet", "newspaper", "journal", "metasitename", "ogsitename"),
        *("feedtitle", "sourcetitle", "publicationtitle", "containertitle", "websitetitle"),
        *("quelle", "medium", "source", "site", "website", "channel", "uploader"),
    ),
    "authors": (
        *("authors", "author", "byline", "bylines", "creator", "creators", "writer", "writers"),
        *("authorname", "authornames", "publishedby", "reporter", "journalist", "dccreator"),
        *("autor", "autoren", "autores", "auteur", "auteurs", "autore"),
    ),
    "date": (
        *("datepublished", "datetimepub", "publishedat", "published", "publishedon", "publishdate"),
        *("publisheddate", "publicationdate", "datepublish", "publishedtime", "publishtime"),
        *("publishedtimestamp", "webpublicationdate", "firstpublicationdate", "firstpublished"),
        *(
            "firstpublishedat",
            "publishingdate",
            "pubdate",
            "pubtime",
            "pubdatetime",
            "dateissued",
            "issued",
        ),
        *("datepublication", "dateposted", "postedat", "posted", "postdate", "articledate"),
        *("releasedate", "date", "dategmt", "datum", "fecha", "uploaddate"),
        # The keys of ninjs, the format of the IPTC.
        *("firstcreated", "contentcreated", "versioncreated"),
    ),
    "agency": ("agency", "newsagency", "wireservice", "creditline"),
    "url": (
        *("canonicalurl", "canonicallink", "canonical", "sourceurl", "originalurl", "url", "link"),
        *("weburl", "permalink", "articleurl", "pageurl", "webpageurl", "resolvedurl", "givenurl"),
        "uri",
        *("urlsource", "source"),
    ),
    "language": ("language", "lang", "inlanguage", "languagecode", "langcode"),
}
KNOWN = frozenset(name for names in NAMES.values() for name in names)
# Of a post in a network besides.
_NAMES_OF_POSTS = {
    "date": ("createdat", "createdutc", "timestamp"),
    "authors": ("user", "account"),
}

#: Keys that say when something else was done with the article. A `date` that equals one is theirs.
SAVED = frozenset(
    """created createdat createddate datecreated saved savedat saveddate datesaved clipped
    clippedat dateclipped added addedat addeddate dateadded retrieved retrievedat accessed
    accessedat dateaccessed downloaded downloadedat datedownload filedate crawledat scrapedat
    datearchived archivedat importedat""".split()
)

#: Every key that tells of what the fields hold.
TELLING = KNOWN.union(SAVED, *_NAMES_OF_POSTS.values())

_SEPARATORS = re.compile(r"[\W_]+")
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LINK = re.compile(r"<(https?://[^<>\s]+)>|\[[^\[\]]*\]\((https?://[^()\s]+)\)")
# `published: false` is a draft; `author: 5` is a number in another table.
_SAYS_NOTHING = re.compile(r"true|false|yes|no|on|off|draft|none|null|n/?a|unknown|-|\d{1,3}", re.I)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key as it is written, the value that stands there, and the characters that state it."""

    key: str
    value: str | tuple[str, ...] | None
    evidence: str


@lru_cache(4_096)
def key_of(name: str) -> str:
    """A key as `NAMES` has it: `date_published`, `datePublished` and `Date published` are one."""
    # Names of some systems have their accents as characters of their own.
    return _SEPARATORS.sub("", unicodedata.normalize("NFC", name).lower())


#: The keys that hold the text of an article, the first being preferred. Case, `_`, `-` are nothing.
TEXT_KEYS = (
    *("body", "articleBody", "maintext", "full_text", "text", "content", "article", "body_text"),
    *("fulltext", "bodytext", "article_text", "content_text", "content_html", "plaintext"),
    *("text_content", "cleaned_text", "html_content", "selftext", "story", "html", "raw_text"),
    *("body_html", "body_xhtml", "body_nitf", "post_content", "long_text"),
    *("article_html", "article_body_html", "story_html", "text_html", "markdown"),
    "content_markdown",
)
#: The same as `key_of` gives them.
TEXTS = tuple(dict.fromkeys(map(key_of, TEXT_KEYS)))


def has_text(record: Mapping[str, object], keys: Collection[str]) -> bool:
    """Tell if an object has a text of its own under one of the keys, not only a list of others."""
    return any(
        isinstance(value, str) and value.strip() and key_of(key) in keys
        for key, value in record.items()
    )


def declared(
    entries: Mapping[str, Entry], method: Callable[[Entry], str], *, is_post: bool = False
) -> Iterator[Stated]:
    """What a document states under keys that are known, for each field the best first.

    A post in a network `is_post`: its makers are its authors, and it was published when made.
    """
    for field in NAMES:
        stated = list(_of_field(field, entries, method, is_post=is_post))
        # The address of the whole site is none of the article.
        yield from sorted(stated, key=_is_of_site) if field == "url" else stated


def _of_field(
    field: str, entries: Mapping[str, Entry], method: Callable[[Entry], str], *, is_post: bool
) -> Iterator[Stated]:
    names = (*NAMES[field], *(_NAMES_OF_POSTS.get(field, ()) if is_post else ()))
    for name in filter(entries.__contains__, names):
        entry = entries[name]
        if field == "source" and name == "source" and is_post:
            continue  # the program with which it was written
        if name == "date" and not is_post and _is_of_saving(entry, entries):
            continue
        stated = _stated(field, entry, method(entry))
        if stated is not None:
            yield stated
            if field == "date":
                return  # the others are when something else was done with the article


def _is_of_saving(date: Entry, entries: Mapping[str, Entry]) -> bool:
    """Tell if a date is that of a key which says when something else was done."""
    saved = {_line(entries[key]) for key in SAVED & entries.keys()} - {""}
    return _line(date) in saved


def _line(entry: Entry) -> str:
    return entry.value.strip() if isinstance(entry.value, str) else ""


def _stated(field: str, entry: Entry, method: str) -> Stated | None:
    value = entry.value
    if field == "authors":
        return _authors(entry, method)
    if not isinstance(value, str):
        # The metadata step tells the user of a value that has the wrong shape.
        return None if field == "url" else Stated(field, None, method, entry.evidence)
    text = value.strip()
    if not text or (field != "title" and _SAYS_NOTHING.fullmatch(text)):
        return None
    address = _address(text)
    if field == "source" and address:
        return None  # clippers write the address there, and a site is no source
    if field == "url":
        named = key_of(entry.key) in ("source", "uri")
        return None if named and not address else Stated(field, address or text, method, text)
    if field == "date":
        if day := day_of_serial(text):
            # Excel for Mac once counted from four years later.
            return Stated(field, day, method, entry.evidence, inferred=True)
        return Stated(field, read_stamp(text) or value, method, entry.evidence)
    return Stated(field, value, method, entry.evidence)


def _authors(entry: Entry, method: str) -> Stated | None:
    if entry.value is None:
        return Stated("authors", None, method, entry.evidence)
    texts = (entry.value,) if isinstance(entry.value, str) else entry.value
    names = tuple(
        name
        for text in texts
        if not _WEB_ADDRESS.fullmatch(text.strip()) and not _SAYS_NOTHING.fullmatch(text.strip())
        for name in author_names(text)
    )
    return Stated("authors", tuple(dict.fromkeys(names)), method, entry.evidence) if names else None


def _address(text: str) -> str:
    """The web address that a text is, be it a link in Markdown; empty for any other text."""
    if match := _LINK.fullmatch(text):
        return match[1] or match[2]
    return text if _WEB_ADDRESS.fullmatch(text) else ""


def _is_of_site(stated: Stated) -> bool:
    try:
        return not urlsplit(str(stated.value)).path.strip("/")
    except ValueError:
        return True
