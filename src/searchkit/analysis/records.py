"""What is stored of an article, and the same as bytes: a checksum, a line of JSON and the body.

The bytes are read without running any code, and what was damaged is not taken for a record.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import dataclass, replace
from typing import Any

from searchkit.article import UNKNOWN, Article, Candidate, PartialDate, Provenance, Removed

# Bytes of the checksum.
_CHECKED = 4
# A text that cannot be written as UTF-8 is stored all the same.
_ERRORS = "surrogatepass"

_JSON = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Record:
    """What an engine stores beside the postings, enough to show the article without analysis.

    `digest` identifies the content that was read; `sentences` are the offsets at which the
    sentences of the body start.
    """

    article: Article
    digest: str
    sentences: tuple[int, ...]


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
        "removed": tuple((one.text, one.kind) for one in article.removed),
    }
    rivals = {
        name: [(one.value, one.method, one.evidence) for one in came.rivals]
        for name, came in article.provenance.items()
        if came.rivals
    }
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
    (fields, rivals, digest, sentences), end = _JSON.raw_decode(text)
    fields["provenance"] = provenance = {
        name: Provenance(*origin) if origin else UNKNOWN
        for name, origin in fields["provenance"].items()
    }
    for name, others in rivals.items():
        found = tuple(Candidate(*one) for one in others)
        provenance[name] = replace(provenance[name], rivals=found)
    if "date" in fields:
        fields["date"] = _date(*fields["date"])
    for name in ("authors", "warnings"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "removed" in fields:
        fields["removed"] = tuple(Removed(*one) for one in fields["removed"])
    return Record(Article(body=text[end + 1 :], **fields), digest, tuple(sentences))


def _parts(date: PartialDate) -> list[Any]:
    return [date.year, date.month, date.day, date.time and date.time.isoformat()]


def _date(year: int, month: int | None, day: int | None, time: str | None) -> PartialDate:
    return PartialDate(year, month, day, dt.time.fromisoformat(time) if time else None)
