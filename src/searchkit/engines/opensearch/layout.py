"""The fields of an index on a server, and an article as they hold it.

A stream has a field of text, whose terms a server takes as they are, and one of keywords, which
lists the vocabulary. The scored text is a field of values: the body, and then the title as often as
it counts. What is in the body is in the text, and not in the title alone. What comes back of an
article is its record; the terms are not kept twice.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import Any

from searchkit.analysis import Document, Record
from searchkit.engines.base import source_of
from searchkit.engines.counts import MARK, often_counts, often_terms
from searchkit.engines.packing import packed, unpacked_record
from searchkit.engines.ranking import Ranking
from searchkit.errors import IndexDamaged
from searchkit.query import Unit
from searchkit.schema import (
    COLUMNS,
    NUMBERS,
    SCORED_STREAMS,
    STREAMS,
    TEXT,
    TEXT_FIELDS,
    TITLE_WEIGHT,
)

#: The most hits in one answer.
MAX_PAGE = 10_000
#: As all answers show it, see `shown_id`.
ID = "id"
DIGEST = "digest"
#: Which of several folders in one index an article is from.
PART = "part"
RECORD = "record"
#: What is told of the index itself, in a document of its own that has nothing else.
STATE = "state"
FIRST_DAY = "first_day"
LAST_DAY = "last_day"
#: The text of an article by its digest, and its words: what stories are told by.
TEXT_DIGEST = "story_text"
TEXT_WORDS = "story_words"
#: The fields of what is kept of stories, in documents of their own: see `story_documents`.
KIND = "story_kind"
KEY = "story_key"
PASS = "story_pass"
ENDS = "story_ends"
SHINGLES = "story_shingles"
KEPT = "story_kept"

#: Holds the place of a token that has no term. Analysis never makes this term.
NO_TERM = "="

#: What a server splits terms by: blank space, and nothing else.
ANALYZER = "whitespace"
_SIMILARITY = "ranked"
#: The source of an article, the same for all spellings that fold alike.
SOURCE_KEY = "source_key"
#: The length of a scored text.
LENGTH = "length"

_TITLE, _BODY = TEXT_FIELDS
#: The streams of the body, each with the stream of the text that it is looked for in.
BODY_STREAMS = {_BODY.name: TEXT.name, _BODY.exact: TEXT.exact}
#: Words of two values are further apart than any that are near each other.
APART = 1_000_000
_STREAMS = (TEXT.name, TEXT.exact, *(name for name in STREAMS if name not in BODY_STREAMS))


#: How often the terms of the text occur: see `counts`.
OFTEN = "often"
#: Stands before the first word of a text.
START = f"{MARK}{MARK}"
_UNITS: tuple[Unit, ...] = ("sentence", "paragraph")


#: An article of more sentences, or paragraphs, has no field of them: its positions would end.
MAX_UNITS = 2_000


def many_units(unit: Unit) -> str:
    """The entry beside how often terms occur of an article with more than `MAX_UNITS`."""
    return f"{START}{unit}"


def unit_field(unit: Unit) -> str:
    """The field whose values are the sentences, or the paragraphs, of a text, by their stems."""
    return f"by_{unit}"


def dictionary_field(stream: str) -> str:
    """The field that lists the distinct terms of a stream."""
    return f"{BODY_STREAMS.get(stream, stream)}_terms"


def only_title_field(stream: str) -> str:
    """The field that lists the terms of the title that a stream of the body does not have."""
    return f"not_in_{stream}"


def facet_field(name: str) -> str:
    """The field that holds the articles' values of a facet."""
    return f"facet_{name}"


def number_field(name: str) -> str:
    """The field that holds a number of `schema.NUMBERS`."""
    return f"number_{name}"


def shown_id(part: str, article_id: str) -> str:
    """The id of an article among those of all parts: `berlin:index.html`.

    The name of a part holds no colon, and so no two articles of parts are shown the same.
    """
    return f"{part}:{article_id}" if part else article_id


def stored_id(shown: str) -> str:
    """The server's id of an article: it takes no more than 512 bytes."""
    return hashlib.blake2b(shown.encode(), digest_size=16).hexdigest()


#: The most terms of one field that a query may name.
MAX_TERMS = 65_536
# What a search needs: the defaults of servers, which an index template could change.
_LIMITS: Mapping[str, Any] = {
    "max_result_window": MAX_PAGE,
    "max_terms_count": MAX_TERMS,
    "max_regex_length": 1_000,
    "max_docvalue_fields_search": 100,
    "mapping.total_fields.limit": 1_000,
    "mapping.field_name_length.limit": 100,
    "write.wait_for_active_shards": "1",
    "blocks.write": False,
}


def layout(ranking: Ranking, shards: int, replicas: int, more: Mapping[str, str]) -> dict[str, Any]:
    """The settings and mappings of a new index; `more` are settings of its own of a product."""
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "codec": "best_compression",
                # What was written is seen when a commit says so, not a second later.
                "refresh_interval": "-1",
                **_LIMITS,
                **more,
                "similarity": {_SIMILARITY: {"type": "BM25", "k1": ranking.k1, "b": ranking.b}},
            }
        },
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": True, "includes": [RECORD, PART, STATE, KEPT]},
            "_routing": {"required": False},
            "properties": _properties(),
        },
    }


def _properties() -> dict[str, Any]:
    """The mapping of each field."""
    keyword = {"type": "keyword"}
    unsearched = {"type": "keyword", "index": False}
    fields: dict[str, Any] = {ID: keyword, PART: keyword, DIGEST: unsearched}
    fields[RECORD] = {"type": "binary"}
    fields[STATE] = {"type": "object", "enabled": False}
    for name in (FIRST_DAY, LAST_DAY, *map(number_field, NUMBERS)):
        fields[name] = {"type": "integer"}
    for stream in _STREAMS:
        text = {"type": "text", "analyzer": ANALYZER, "position_increment_gap": APART}
        scored = stream in SCORED_STREAMS
        fields[stream] = text | ({"similarity": _SIMILARITY} if scored else {"norms": False})
        fields[dictionary_field(stream)] = unsearched
    for unit in _UNITS:
        text = {"type": "text", "analyzer": ANALYZER, "position_increment_gap": APART}
        fields[unit_field(unit)] = text | {"norms": False, "similarity": _SIMILARITY}
    fields[OFTEN] = {"type": "keyword", "doc_values": False}
    fields |= {only_title_field(stream): keyword for stream in BODY_STREAMS}
    fields[LENGTH] = {"type": "integer", "index": False}
    fields |= dict.fromkeys((TEXT_DIGEST, KIND, KEY, ENDS, SHINGLES), keyword)
    fields |= {TEXT_WORDS: fields[LENGTH], PASS: {"type": "integer"}, KEPT: {"type": "binary"}}
    fields |= dict.fromkeys((SOURCE_KEY, *map(facet_field, COLUMNS)), unsearched)
    return fields


def stored(document: Document, part: str) -> dict[str, Any]:
    """A document as an index takes it."""
    source: dict[str, Any] = {
        ID: shown_id(part, document.id),
        PART: part,
        DIGEST: document.digest,
        RECORD: b64encode(packed(document.encoded)).decode("ascii"),
    }
    if document.days is not None:
        source[FIRST_DAY], source[LAST_DAY] = document.days
    for name, number in document.numbers.items():
        if number is not None:
            source[number_field(name)] = number
    streams = document.streams
    for stream in _STREAMS:
        if stream not in SCORED_STREAMS:
            source[stream] = _joined(streams[stream])
            source[dictionary_field(stream)] = _distinct(streams[stream])
    source |= _scored_text(TEXT.name, streams[_TITLE.name], _BODY.name, streams[_BODY.name])
    source |= _scored_text(TEXT.exact, streams[_TITLE.exact], _BODY.exact, streams[_BODY.exact])
    texts = [streams[field.name] for field in TEXT_FIELDS]
    forms = [f"{MARK}{form}" for field in TEXT_FIELDS for form in streams[field.exact]]
    source[OFTEN] = often_terms(often_counts([*chain.from_iterable(texts), *forms]))
    for unit, starts in document.unit_starts.items():
        if len(starts) >= MAX_UNITS:
            source[OFTEN].append(many_units(unit))
            continue
        edges = pairwise([0, *starts, len(streams[_BODY.name])])
        parts = [streams[_BODY.name][first:last] for first, last in edges]
        source[unit_field(unit)] = [_joined(part) for part in (*parts, streams[_TITLE.name])]
    source[LENGTH] = document.length(TEXT.name)
    fingerprint = document.fingerprint
    source[TEXT_DIGEST], source[TEXT_WORDS] = fingerprint.digest, fingerprint.words
    for name in COLUMNS:
        source[facet_field(name)] = document.facets[name]
    if key := source_of(*document.facets["source"]):
        source[SOURCE_KEY] = key
    return source


def _scored_text(
    stream: str, title: Sequence[str], body_stream: str, body: Sequence[str]
) -> dict[str, Any]:
    """The fields of a stream of the scored text, where the title stands as often as it counts."""
    in_body = set(body)
    return {
        stream: [f"{START} {_joined(body)}", *[_joined(title)] * TITLE_WEIGHT],
        dictionary_field(stream): _distinct([*body, *title]),
        only_title_field(body_stream): [term for term in _distinct(title) if term not in in_body],
    }


def record_of(source: Mapping[str, Any]) -> Record:
    """The record that was stored so, with the id that its folder gives it.

    Raises `IndexDamaged` for a document that others have put beside those of articles.
    """
    if RECORD not in source:
        raise IndexDamaged("a document in it was not written by searchkit")
    return unpacked_record(b64decode(source[RECORD]))


def shown_record(source: Mapping[str, Any], own: str) -> Record:
    """The record that was stored so, with the id that it is shown by.

    The path of an article of another part than the `own` leads to no file here, and says so.
    """
    record = record_of(source)
    part = source[PART]
    if not part:
        return record
    article = replace(record.article, id=shown_id(part, record.article.id))
    if part != own:
        article = replace(article, path=shown_id(part, article.path))
    return replace(record, article=article)


def _distinct(terms: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, terms)))


def _joined(terms: Sequence[str]) -> str:
    # A text without any is counted among the articles all the same.
    return " ".join(term or NO_TERM for term in terms) or NO_TERM
