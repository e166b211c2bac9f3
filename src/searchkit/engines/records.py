"""Stored records as bytes: compressed JSON, readable without running any code."""

from __future__ import annotations

import json
import zlib
from typing import Any

from searchkit.analysis import Record
from searchkit.article import Article, PartialDate, Provenance


def encode(record: Record) -> bytes:
    """The bytes that `decode` turns back into an equal record."""
    article = record.article
    fields: dict[str, Any] = {
        "id": article.id,
        "path": article.path,
        "body": article.body,
        "title": article.title,
        "source": article.source,
        "authors": article.authors,
        "date": article.date.isoformat() if article.date else None,
        "url": article.url,
        "language": article.language,
        "encoding": article.encoding,
        "provenance": {
            name: [came.status, came.method, came.evidence]
            for name, came in article.provenance.items()
        },
        "warnings": article.warnings,
    }
    whole = [fields, record.digest, record.sentences]
    return zlib.compress(json.dumps(whole, separators=(",", ":")).encode("ascii"), 1)


def decode(data: bytes) -> Record:
    """The record of `encode`. Raises `ValueError` or `zlib.error` for other bytes."""
    fields, digest, sentences = json.loads(zlib.decompress(data))
    date = fields.pop("date")
    article = Article(
        **{
            **fields,
            "authors": tuple(fields["authors"]),
            "warnings": tuple(fields["warnings"]),
            "date": PartialDate.parse(date) if date else None,
            "provenance": {name: Provenance(*came) for name, came in fields["provenance"].items()},
        }
    )
    return Record(article, digest, tuple(sentences))
