"""The stored record of an article, and its bytes: a checksum, a line of JSON and the body.

The bytes are read without running any code, and what was damaged is not taken for a record.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from searchkit.article import (
    UNKNOWN,
    Article,
    Candidate,
    Inset,
    ModelName,
    PartialDate,
    Provenance,
    Removed,
)
from searchkit.names.name import KINDS
from searchkit.quick_dataclass import dataclass

# Bytes of the checksum.
_CHECKED = 4
# A text that cannot be written as UTF-8 is stored all the same.
_ERRORS = "surrogatepass"

_JSON = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Record:
    """An article as stored beside the postings, enough to show it without analysis.

    `digest` identifies the content that was read; `sentences` are the offsets at which the
    sentences of the body start; `added` is the day on which it came into the index, as an ordinal.
    """

    article: Article
    digest: str
    sentences: tuple[int, ...]
    added: int | None = None

    @property
    def day_added(self) -> dt.date | None:
        """The day on which it came into the index; None for what is no day."""
        known = self.added is not None and 1 <= self.added <= dt.date.max.toordinal()
        return dt.date.fromordinal(self.added) if known and self.added else None


def encode(record: Record) -> bytes:
    """The bytes that `decode` turns back into an equal record; not compressed."""
    article = record.article
    fields: dict[str, Any] = {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "source": article.source,
        "authors": article.authors,
        "date": _parts(article.date) if article.date else None,
        "agency": article.agency,
        "url": article.url,
        "language": article.language,
        "encoding": article.encoding,
        "provenance": {
            name: () if came == UNKNOWN else (came.status, came.method, came.evidence)
            for name, came in article.provenance.items()
        },
        "warnings": article.warnings,
        "removed": tuple((part.text, part.kind) for part in article.removed),
        "fields": tuple(article.fields.items()),
        "passages": article.passages,
        "insets": tuple((inset.start, inset.end, inset.kind) for inset in article.insets),
        "plain_fields": article.plain_fields,
    }
    rivals = {
        name: [(rival.value, rival.method, rival.evidence) for rival in came.rivals]
        for name, came in article.provenance.items()
        if came.rivals
    }
    fields["added"] = record.added
    if (found := article.model_names) is not None:
        # An empty list is kept too: it says that the model found none.
        fields["model_names"] = [(one.start, one.end, one.kind) for one in found]
    # What an article does not have takes no time to read.
    said = {name: value for name, value in fields.items() if value is not None and value != ()}
    head = json.dumps([said, rivals, record.digest, record.sentences], separators=(",", ":"))
    data = f"{head}\n{article.body}".encode("utf-8", _ERRORS)
    return zlib.crc32(data).to_bytes(_CHECKED) + data


def decode(data: bytes) -> Record:
    """The record of `encode`. Raises `ValueError` for other bytes."""
    checksum, data = data[:_CHECKED], data[_CHECKED:]
    if zlib.crc32(data) != int.from_bytes(checksum):
        raise ValueError("a stored record is damaged")
    text = data.decode("utf-8", _ERRORS)
    try:
        return _parsed(text)
    except (TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(f"a stored record is no record: {error}") from error


def _parsed(text: str) -> Record:
    (fields, rivals, digest, sentences), end = _JSON.raw_decode(text)
    fields["provenance"] = provenance = {
        name: Provenance(*origin) if origin else UNKNOWN
        for name, origin in fields["provenance"].items()
    }
    for name, others in rivals.items():
        candidates = tuple(Candidate(*row) for row in others)
        provenance[name] = replace(provenance[name], rivals=candidates)
    if "date" in fields:
        fields["date"] = _date(*fields["date"])
    for name in ("authors", "warnings", "plain_fields"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "removed" in fields:
        fields["removed"] = tuple(Removed(*row) for row in fields["removed"])
    if "fields" in fields:
        fields["fields"] = {name: tuple(values) for name, values in fields["fields"]}
    if "passages" in fields:
        fields["passages"] = tuple((start, language) for start, language in fields["passages"])
    if "insets" in fields:
        fields["insets"] = tuple(Inset(*row) for row in fields["insets"])
    if "model_names" in fields:
        fields["model_names"] = tuple(ModelName(*row) for row in fields["model_names"])
    added = fields.pop("added", None)
    record = Record(Article(body=text[end + 1 :], **fields), digest, tuple(sentences), added)
    _verify(record)
    return record


def _verify(record: Record) -> None:
    """A checksum can be made to fit: what comes of a record must be what an article has."""
    article = record.article
    path, starts = article.path, record.sentences
    passages = [start for start, _ in article.passages]
    edges = [at for inset in article.insets for at in (inset.start, inset.end)]
    found = [at for one in article.model_names or () for at in (one.start, one.end)]
    numbers = (0, record.added or 0, *starts, *passages, *edges, *found)
    kinds = set(map(type, _texts(record))), set(map(type, numbers))
    if kinds != ({str}, {int}):
        raise ValueError("a stored record has values of other types")
    if path.startswith("/") or "\0" in path or ".." in path.split("/"):
        raise ValueError("a stored record leads out of the corpus")
    if article.id != path and not article.id.startswith(f"{path}#"):
        raise ValueError("a stored record is of another file")
    if starts and not 0 <= starts[0] <= starts[-1] <= len(article.body):
        raise ValueError("a stored record has sentences that its text lacks")
    if any(before > after for before, after in pairwise(starts)):
        raise ValueError("a stored record has sentences in no order")
    if passages and (passages[0] or any(before >= after for before, after in pairwise(passages))):
        raise ValueError("a stored record has passages in no order")
    if edges and not 0 <= edges[0] <= edges[-1] <= len(article.body):
        raise ValueError("a stored record has insets that its text lacks")
    if any(before >= after for before, after in pairwise(edges)):
        raise ValueError("a stored record has insets in no order")
    if article.model_names and not _has_all(article, article.model_names):
        raise ValueError("a stored record has names that its text lacks, or of no kind")


def _has_all(article: Article, found: Sequence[ModelName]) -> bool:
    ends = [0, *(at for one in found for at in (one.start, one.end)), len(article.body)]
    return ends == sorted(ends) and all(one.kind in KINDS for one in found)


def _texts(record: Record) -> Iterator[object]:
    """Every value of a record that is a text."""
    article = record.article
    yield from (article.id, article.path, article.title, article.encoding, record.digest)
    maybe = (article.source, article.agency, article.url, article.language)
    yield from (text for text in maybe if text is not None)
    yield from (*article.authors, *article.warnings, *article.plain_fields)
    for name, values in article.fields.items():
        yield from (name, *values)
    yield from (language for _, language in article.passages)
    yield from (inset.kind for inset in article.insets)
    for piece in article.removed:
        yield from (piece.text, piece.kind)
    for came in article.provenance.values():
        yield from (came.status, came.method, came.evidence)
        for rival in came.rivals:
            yield from (rival.value, rival.method, rival.evidence)


def _parts(date: PartialDate) -> list[Any]:
    return [date.year, date.month, date.day, date.time and date.time.isoformat()]


def _date(year: int, month: int | None, day: int | None, time: str | None) -> PartialDate:
    return PartialDate(year, month, day, dt.time.fromisoformat(time) if time else None)
