"""One JSON object as an article: which of its keys say what, under the names that exports use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from searchkit import quick_re as re
from searchkit.corpus.formats.column_names import TEXT_NAMES, USUAL
from searchkit.corpus.formats.field_names import (
    KNOWN,
    TELLING,
    TEXT_KEYS,
    TEXTS,
    Entry,
    declared,
    key_of,
)
from searchkit.corpus.formats.html_text import without_tags
from searchkit.corpus.formats.posts import unwrapped
from searchkit.corpus.reader import ParsedDocument, Stated

#: What stands for a text that is not there.
SUMMARIES = (
    *("hlead", "openingtext", "leadparagraph", "abstract", "standfirst", "trailtext"),
    *("description", "excerpt", "summary", "snippet", "selection", "abstractnote"),
    *("shortdescription", "dek", "deck", "teaser", "intro", "subheadline", "subtitle"),
)
#: The keys below which services put an article, or more of what they know of it.
_WRAPPERS = (
    *("fields", "article", "_source", "attributes", "data", "post", "node", "document", "item"),
    *("record", "metadata", "meta", "properties", "opengraph"),
)
_WRAPPERS_OF_MORE = frozenset({"metadata", "meta", "properties", "opengraph"})
#: An object that has one of these is a post in a network.
_OF_POSTS = frozenset(
    """idstr authorid conversationid retweetcount publicmetrics favoritecount likecount quotecount
    reblogscount replycount subreddit account tweetid inreplytostatusid""".split()
)
_WITH_TEXT = frozenset((*TEXTS, *SUMMARIES))
#: What is no text: a number or code of a program.
_CODE = re.compile(r"(?=\D*\d)[\w-]{16,64}", re.ASCII)
_IDS = ("id", "uid", "uuid", "guid")
_MAX_ID_LENGTH = 100
#: Where exports put the value of a key that is an object itself, such as `{"name": "Reuters"}`.
_INNER = (
    *("rendered", "name", "displayname", "fullname", "title", "text", "value", "#text", "@value"),
    *("$date", "$oid", "main", "original", "default", "en", "content", "href", "literal"),
)
_DEEPEST = 5
#: Characters of what is a further field; more is a text.
_MAX_FIELD_LENGTH = 200
_NO_FIELDS = frozenset((*TEXTS, *SUMMARIES, *_IDS, *_WRAPPERS))
_MAX_EVIDENCE = 500
_CUT_OFF = re.compile(r"(?:…|\.\.\.)?(?<!\s)\s*+\[\+?(\d{1,9}) chars\]\s*+$")
#: What services write in the place of what only those get who pay.
_WITHHELD = re.compile(
    r"\W*(?:only\s)?available\s(?:only\s)?(?:in|on|for|to|with)\s[\w ,]{0,60}"
    r"\b(?:plans?|subscribers?|subscriptions?)\W*",
    re.IGNORECASE,
)
#: Characters and words of what is taken for the text where no key says that it is one.
_MIN_PROSE, _MIN_PROSE_WORDS = 300, 40
#: The keys below which an object is whose name is that of a source.
_SOURCES = frozenset({"origin", "provider"})


class Unsuitable(ValueError):
    """A record that is no article; `str()` says why."""


def document_of(record: object, encoding: str, *, place: str = "JSON key") -> ParsedDocument:
    """The article that a JSON value is; raises `Unsuitable`. `place` is what its keys are called.

    One that has a title and no text, as a flash of an agency, is its title.
    """
    if not isinstance(record, dict):
        raise Unsuitable("not a JSON object")
    values = _values(unwrapped(record))
    if values.keys().isdisjoint(_WITH_TEXT):
        values = {_usual(key): value for key, value in reversed(values.items())}
    stated = _stated(values, place)
    text, warnings = _text(values, stated)
    return ParsedDocument(
        text,
        stated,
        encoding,
        warnings=warnings,
        prepared=True,
        fields=tuple(_further(values)),
    )


def _usual(key: str) -> str:
    """The usual name of a key in the language of a newsroom."""
    return "text" if key in TEXT_NAMES else USUAL.get(key, key)


def metadata_of(record: Mapping[str, object], *, place: str) -> ParsedDocument:
    """What an object states of an article, with the text that it has of its own, if any."""
    values = _values(record)
    return ParsedDocument(
        _first_prose(values, TEXTS), _stated(values, place), fields=tuple(_further(values))
    )


def _stated(values: Mapping[str, tuple[str, object]], place: str) -> tuple[Stated, ...]:
    return tuple(
        declared(
            {key: _entry(*values[key]) for key in TELLING & values.keys()},
            lambda entry: f"{place} {entry.key}",
            is_post=not _OF_POSTS.isdisjoint(values),
        )
    )


def id_of(record: object) -> str | None:
    """The id that an object states, if it can be the end of an article's id."""
    if not isinstance(record, dict):
        return None
    post = unwrapped(record)
    names = {key.lower().lstrip("_"): value for key, value in reversed(list(post.items()))}
    for name in _IDS:
        text = _one(names[name]).strip() if name in names else ""
        if 0 < len(text) <= _MAX_ID_LENGTH and text.isprintable() and "#" not in text:
            return text
    return None


def _values(record: Mapping[str, object], depth: int = 0) -> dict[str, tuple[str, object]]:
    """Key → its name and its value; what an object wraps comes after what it has itself."""
    values: dict[str, tuple[str, object]] = {}
    embedded = record.get("_embedded")
    if isinstance(embedded, dict) and isinstance(embedded.get("author"), list):
        # Of WordPress, which has a number for the author elsewhere.
        values["author"] = ("_embedded.author", embedded["author"])
    for name, value in record.items():
        if value is not None and not (isinstance(value, str) and _WITHHELD.fullmatch(value[:200])):
            values.setdefault(key_of(name), (name, value))
            if name.lower() in _SOURCES and isinstance(value, dict | list):
                values.setdefault("sitename", (name, value))
    names = {name.lower(): name for name in record}
    for wrapper in _WRAPPERS:
        inner = record.get(names.get(wrapper, wrapper))
        if not isinstance(inner, dict) or depth == _DEEPEST:
            continue
        outer = names[wrapper]
        for key, (name, value) in _values(inner, depth + 1).items():
            # The date of what a program notes of a page is the day when it did.
            if wrapper not in _WRAPPERS_OF_MORE or key != "date":
                values.setdefault(key, (f"{outer}.{name}", value))
    return values


def _further(values: Mapping[str, tuple[str, object]]) -> Iterator[tuple[str, str]]:
    """What else an object says in few words, such as its section, tags or length."""
    for key, (name, value) in values.items():
        if key in KNOWN or key in _NO_FIELDS or name.startswith("_"):
            continue
        for element in value if isinstance(value, list) else [value]:
            text = _one(element)
            if text and len(text) <= _MAX_FIELD_LENGTH:
                yield name.rpartition(".")[2], text


def _text(
    values: Mapping[str, tuple[str, object]], stated: tuple[Stated, ...]
) -> tuple[str, tuple[str, ...]]:
    """The text, and a warning if it is not the whole of it; raises `Unsuitable` without any."""
    text = _first_prose(values, TEXTS)
    if text:
        cut = _CUT_OFF.search(text[-200:])
        return text, (f"the text is cut off: {cut[1]} more characters",) if cut else ()
    summary = _first_prose(values, SUMMARIES)
    name, text = _longest_prose(values)
    if len(text) > len(summary):
        return text, (f'no text under a usual name, so "{name[:40]}" is taken for it',)
    if summary:
        return summary, ("it has no text, so a summary is used",)
    title = next((str(entry.value) for entry in stated if entry.field == "title"), "")
    if title:
        return title, ("it has no text, so its title is used",)
    raise Unsuitable("no text under a key such as " + ", ".join(TEXT_KEYS[:4]))


def _longest_prose(values: Mapping[str, tuple[str, object]]) -> tuple[str, str]:
    """The longest running text under a name that means nothing here, and the name; else empty."""
    found = [("", "")]
    for key, (name, value) in values.items():
        texts = value if isinstance(value, list) else [value]
        if key not in KNOWN and texts and all(isinstance(text, str) for text in texts):
            text = _prose(value)
            if len(text) >= _MIN_PROSE and len(text.split()) >= _MIN_PROSE_WORDS:
                found.append((name, text))
    return max(found, key=lambda one: len(one[1]))


def _first_prose(values: Mapping[str, tuple[str, object]], keys: tuple[str, ...]) -> str:
    texts = (_prose(values[key][1]) for key in keys if key in values)
    return next((text for text in texts if text and not _CODE.fullmatch(text.strip())), "")


def _entry(name: str, value: object) -> Entry:
    """The value of a key as one text, or as the texts of a list."""
    if isinstance(value, list) and len(value) != 1:
        texts = tuple(filter(None, (_one(element).strip() for element in value)))
        return Entry(name, texts, ", ".join(texts))
    text = _one(value)
    plain = without_tags(text)
    return Entry(name, plain, text if plain == text else text[:_MAX_EVIDENCE])


def _one(value: object, depth: int = 0) -> str:
    """The text of a value: its own, that under `name` and the like, or that of a list of one."""
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return json.dumps(value)
        case [inner] if depth < _DEEPEST:
            return _one(inner, depth + 1)
        case dict() if depth < _DEEPEST:
            inner = {str(key).lower().replace("_", ""): element for key, element in value.items()}
            if parted := _name_in_parts(inner) or _date_in_parts(inner):
                return parted
            return next(filter(None, (_one(inner.get(key), depth + 1) for key in _INNER)), "")
    return ""


def _name_in_parts(value: Mapping[str, object]) -> str:
    """The name of a person whose parts have keys of their own, as reference managers write it."""
    first = value.get("firstname") or value.get("given")
    last = value.get("lastname") or value.get("family")
    return " ".join(part for part in (first, last) if part and isinstance(part, str))


def _date_in_parts(value: Mapping[str, object]) -> str:
    """`[[2016, 2, 20]]` as a date is written elsewhere; of a period its first day."""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = [str(part) for part in first] if isinstance(first, list) else []
    if not numbers or not all(number.isascii() and number.isdigit() for number in numbers):
        return ""
    return "-".join(number.zfill(2) for number in numbers[:3])


def _prose(value: object) -> str:
    """The text of an article: one string, or a list of its paragraphs or sections."""
    if isinstance(value, str):
        text = without_tags(value)
        return text if text.strip() else ""
    if isinstance(value, list):
        return "\n\n".join(filter(str.strip, map(_paragraph, _flat(value))))
    if isinstance(value, dict) and isinstance(value.get("sections"), list):
        return "\n\n".join(_sections(value))
    return _prose(_one(value))


def _flat(paragraphs: list[object], depth: int = 0) -> Iterator[object]:
    """The paragraphs of a list, and those of the lists in it."""
    for paragraph in paragraphs:
        if isinstance(paragraph, list) and depth < _DEEPEST:
            yield from _flat(paragraph, depth + 1)
        else:
            yield paragraph


def _paragraph(value: object) -> str:
    if isinstance(value, dict):
        inner = next((value[key] for key in ("text", "content", "html") if value.get(key)), "")
        if isinstance(inner, list) and len(inner) > 1:
            # The words of a paragraph in several runs, of which some are links.
            return without_tags("".join(map(_one, inner)))
        return without_tags(_one(inner) or _one(value))
    return without_tags(_one(value))


def _sections(body: Mapping[str, object]) -> Iterator[str]:
    """The paragraphs of a body in sections, each with a headline of its own."""
    sections = body.get("sections")
    parts = [body.get("summary")]
    for section in sections if isinstance(sections, list) else []:
        if isinstance(section, dict):
            parts += [section.get("headline"), section.get("paragraphs")]
    for part in parts:
        texts = part if isinstance(part, list) else [part]
        yield from filter(str.strip, (without_tags(_one(text)) for text in texts))
