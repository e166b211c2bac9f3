"""One JSON object as an article: which of its keys say what, under the names that exports use."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping

from searchkit.corpus.formats.moments import moment_of
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.reader import ParsedDocument, Stated

#: The keys that hold the text of an article, the first being preferred. Case, `_`, `-` are nothing.
TEXT_KEYS = (
    *("body", "articleBody", "maintext", "text", "content", "article", "full_text", "body_text"),
    *("fulltext", "bodytext", "article_text", "content_text", "content_html"),
)

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "name", "subject"),
    "source": ("source", "publisher", "sitename", "site", "outlet", "publication", "sourcename"),
    "authors": ("authors", "author", "byline", "creator", "writer", "writers"),
    "date": (
        *("datepublished", "publishedat", "published", "publishdate", "publisheddate"),
        *("publicationdate", "pubdate", "date", "created", "createdat"),
    ),
    "agency": ("agency", "newsagency"),
    "url": ("url", "link", "canonicalurl", "permalink", "sourceurl"),
    "language": ("language", "lang", "inlanguage"),
}
_TEXT = tuple(dict.fromkeys(re.sub("[_-]", "", name.lower()) for name in TEXT_KEYS))
_IDS = ("id", "uid", "uuid", "guid")
_MAX_ID_LENGTH = 100
#: Where exports put the value of a key that is an object itself, such as `{"name": "Reuters"}`.
_INNER = ("rendered", "name", "title", "text", "value", "#text", "@value", "$date", "$oid")
_DEEPEST = 5

_TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_IN_LINE = frozenset("a abbr b cite code em font i mark q s small span strong sub sup u".split())
_HIDDEN = re.compile(r"<(?P<name>script|style|noscript)\b[^<>]*>|<!--", re.IGNORECASE)
_HIDDEN_ENDS = {
    "": re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s*+>", re.IGNORECASE)
        for name in ("script", "style", "noscript")
    },
}
_SPACE = re.compile(r"\s+")
_BETWEEN_NAMES = re.compile(r"(?<!\s)\s++(?:and|&)\s+|(?:(?<!\s)\s++)?;\s*")


class Unsuitable(ValueError):
    """A record that is no article; `str()` says why."""


def document_of(found: object, encoding: str) -> ParsedDocument:
    """The article that a JSON value is; raises `Unsuitable`.

    One that has a title and no text, as a flash of an agency, is its title.
    """
    if not isinstance(found, dict):
        raise Unsuitable("not a JSON object")
    keys: dict[str, str] = {}
    for key in found:
        keys.setdefault(re.sub("[_-]", "", key.lower()), key)
    warnings: tuple[str, ...] = ()
    text = next(filter(None, (_prose(found[keys[name]]) for name in _TEXT if name in keys)), "")
    declared = tuple(_declared(found, keys))
    if not text:
        text = next((str(one.value) for one in declared if one.field == "title"), "")
        warnings = ("it has no text; the title stands for it",)
    if not text:
        raise Unsuitable("no text under a key such as " + ", ".join(TEXT_KEYS[:4]))
    return ParsedDocument(text, declared, encoding, warnings=warnings, prepared=True)


def id_of(found: object) -> str | None:
    """The id that an object states, if it can be the end of an article's id."""
    if not isinstance(found, dict):
        return None
    names = {key.lower().lstrip("_"): value for key, value in reversed(found.items())}
    for name in _IDS:
        text = _one(names[name]).strip() if name in names else ""
        if 0 < len(text) <= _MAX_ID_LENGTH and text.isprintable() and "#" not in text:
            return text
    return None


def _declared(found: Mapping[str, object], keys: Mapping[str, str]) -> Iterator[Stated]:
    for field, names in _NAMES.items():
        for name in names:
            if name not in keys or not (stated := _stated(field, keys[name], found[keys[name]])):
                continue
            yield stated
            if field == "date":
                break  # the others are when something else was done with the article


def _stated(field: str, key: str, found: object) -> Stated | None:
    value: object = _one(found)
    evidence = str(value)
    if field == "authors":
        value = _authors(found)
        evidence = evidence if isinstance(found, (str, dict)) else ", ".join(_authors(found))
    elif field == "date":
        value = moment_of(_one(found)) or value
    elif field == "title":
        value = _without_tags(evidence)
    return Stated(field, value, f"JSON key {key}", evidence) if value else None


def _one(found: object, depth: int = 0) -> str:
    """The text of a value: its own, that under `name` and the like, or that of a list of one."""
    match found:
        case str():
            return found
        case bool() | None:
            return ""
        case int() | float():
            return json.dumps(found)
        case [inner] if depth < _DEEPEST:
            return _one(inner, depth + 1)
        case dict() if depth < _DEEPEST:
            return next(filter(None, (_one(found.get(key), depth + 1) for key in _INNER)), "")
    return ""


def _prose(found: object) -> str:
    """The text of an article: one string, or a list of its paragraphs."""
    if isinstance(found, list):
        paragraphs = (_without_tags(_one(each)) for each in found)
        return "\n\n".join(filter(str.strip, paragraphs))
    text = _without_tags(_one(found))
    return text if text.strip() else ""


def _without_tags(text: str) -> str:
    """The text of what is HTML; any other text as it is."""
    tags = sum(1 for _ in zip(_TAG.finditer(text), range(2), strict=False))
    if tags < 2 and not _ENTITY.search(text):
        return text
    if tags >= 2:
        text = _without_hidden(text)
        text = _TAG.sub(lambda tag: "" if tag["name"].lower() in _IN_LINE else "\n\n", text)
        text = _SPACE.sub(_one_gap, text).strip()
    return html.unescape(text)


def _without_hidden(text: str) -> str:
    """The text with a blank in the place of each script, style and comment that ends."""
    parts: list[str] = []
    unended: set[str] = set()
    at = 0
    for opening in _HIDDEN.finditer(text):
        name = (opening["name"] or "").lower()
        if opening.start() < at or name in unended:
            continue
        if end := _HIDDEN_ENDS[name].search(text, opening.end()):
            parts.append(text[at : opening.start()])
            at = end.end()
        else:
            # Looked for once: what opens a thousand times and never ends takes no longer.
            unended.add(name)
    return " ".join([*parts, text[at:]])


def _one_gap(space: re.Match[str]) -> str:
    """Blank space with two line breaks or more, as the gap between two paragraphs."""
    found = space[0]
    if found.count("\n") < 2:
        return found
    return found[: found.index("\n")].rstrip(" \t") + "\n\n"


def _authors(found: object) -> tuple[str, ...]:
    """The names in a list, or in `A and B`."""
    if isinstance(found, list):
        return tuple(filter(None, (_one(each).strip() for each in found)))
    text = " ".join(_one(found).split())
    stated = text if text[:3].lower() == "by " else f"By {text}"
    if names := read_byline(stated):
        return names
    if text[:3].lower() == "by ":
        text = text[3:]
    parts = list(filter(None, _BETWEEN_NAMES.split(text)))
    commas = [name for part in parts for name in part.split(", ")]
    # `Berg, Anna` is one name, `Anna Berg, Tom Ode` are two.
    return tuple(commas if all(" " in name for name in commas) else parts)
