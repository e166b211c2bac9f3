"""What is stored of an article, and the same as bytes.

The bytes are compressed JSON, readable without running any code.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import Any

from searchkit.article import Article, Candidate, PartialDate, Provenance, Removed


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
    """The bytes that `decode` turns back into an equal record."""
    whole = [written(record.article), record.digest, record.sentences]
    return zlib.compress(json.dumps(whole, separators=(",", ":")).encode("ascii"), 1)


def decode(data: bytes) -> Record:
    """The record of `encode`. Raises `ValueError` or `zlib.error` for other bytes."""
    fields, digest, sentences = json.loads(zlib.decompress(data))
    return Record(read(fields), digest, tuple(sentences))


def written(article: Article) -> dict[str, Any]:
    """The article in the terms of JSON."""
    return {
        "id": article.id,
        "path": article.path,
        "body": article.body,
        "title": article.title,
        "source": article.source,
        "authors": article.authors,
        "date": article.date.isoformat() if article.date else None,
        "agency": article.agency,
        "url": article.url,
        "language": article.language,
        "encoding": article.encoding,
        "provenance": {
            name: [
                came.status,
                came.method,
                came.evidence,
                [[rival.value, rival.method, rival.evidence] for rival in came.rivals],
            ]
            for name, came in article.provenance.items()
        },
        "warnings": article.warnings,
        "removed": [[one.text, one.kind] for one in article.removed],
    }


def read(fields: dict[str, Any]) -> Article:
    """The article that was `written` so."""
    date = fields.pop("date")
    return Article(
        **{
            **fields,
            "authors": tuple(fields["authors"]),
            "warnings": tuple(fields["warnings"]),
            "date": PartialDate.parse(date) if date else None,
            "provenance": {
                name: Provenance(status, method, evidence, tuple(Candidate(*one) for one in rivals))
                for name, (status, method, evidence, rivals) in fields["provenance"].items()
            },
            "removed": tuple(Removed(*one) for one in fields["removed"]),
        }
    )
