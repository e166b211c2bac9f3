"""Parsed documents as JSON, for the pipe between a worker and the process that asked it.

No pickle: what a parser was tricked into sending must not run here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from searchkit.article import PartialDate, Removed
from searchkit.corpus.reader import ParsedDocument, Stated, Unread


def dump(found: Iterable[ParsedDocument | Unread]) -> bytes:
    """The bytes that `load` turns back into equal objects."""
    rows = [_row(one) for one in found]
    # Lone surrogates pass; letters of other alphabets take no six bytes each.
    return json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load(data: bytes) -> list[ParsedDocument | Unread]:
    """The documents that `dump` was given; raises `ValueError` for anything else."""
    return [_object(row) for row in json.loads(data.decode("utf-8", "surrogatepass"))]


def _row(one: ParsedDocument | Unread) -> list[Any]:
    if isinstance(one, Unread):
        return [one.record, one.reason]
    return [
        one.text,
        [
            [
                *(each.field, _value(each.value), each.method, each.evidence),
                *(each.inferred, each.weak),
            ]
            for each in one.declared
        ],
        one.encoding,
        one.record,
        one.warnings,
        one.prepared,
        [[each.text, each.kind] for each in one.removed],
        one.fields,
        one.insets,
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
        tuple(Removed(*each) for each in removed),
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
