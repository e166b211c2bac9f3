"""Parsed documents as JSON, for the pipe between a worker and the process that asked it.

No pickle: what a parser was tricked into sending must not run here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from searchkit.article import PartialDate, Removed
from searchkit.corpus.reader import ParsedDocument, Stated, Unread


def dump(documents: Iterable[ParsedDocument | Unread]) -> bytes:
    """The bytes that `load` turns back into equal objects."""
    rows = [_row(document) for document in documents]
    # Lone surrogates pass; letters of other alphabets take no six bytes each.
    return json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load(data: bytes) -> list[ParsedDocument | Unread]:
    """The documents that `dump` was given; raises `ValueError` for anything else."""
    return [_object(row) for row in json.loads(data.decode("utf-8", "surrogatepass"))]


def _row(document: ParsedDocument | Unread) -> list[Any]:
    if isinstance(document, Unread):
        return [document.record, document.reason]
    return [
        document.text,
        [
            [
                *(entry.field, _value(entry.value), entry.method, entry.evidence),
                *(entry.inferred, entry.weak),
            ]
            for entry in document.declared
        ],
        document.encoding,
        document.record,
        document.warnings,
        document.prepared,
        [[passage.text, passage.kind] for passage in document.removed],
        document.fields,
        document.insets,
    ]


def _object(row: list[Any]) -> ParsedDocument | Unread:
    if len(row) == 2:
        return Unread(*row)
    text, declared, encoding, record, warnings, prepared, removed, fields, insets = row
    return ParsedDocument(
        text,
        tuple(Stated(name, _read(value), *rest) for name, value, *rest in declared),
        encoding,
        record,
        tuple(warnings),
        prepared,
        tuple(Removed(*passage) for passage in removed),
        tuple((name, value) for name, value in fields),
        tuple((text, kind) for text, kind in insets),
    )


def _value(value: object) -> object:
    if isinstance(value, PartialDate):
        return {"date": value.isoformat()}
    return value if value is None or isinstance(value, (str, tuple)) else str(value)


def _read(value: Any) -> object:
    if isinstance(value, dict):
        return PartialDate.parse(value["date"])
    return tuple(value) if isinstance(value, list) else value
