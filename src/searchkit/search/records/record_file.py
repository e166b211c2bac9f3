"""A record as TOML, which anybody may have written when it is read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from searchkit.errors import SettingsError
from searchkit.search.records.search_record import (
    MAX_HITS,
    RecordedHit,
    Searched,
    SearchRecord,
    writable,
)
from searchkit.search.request import SearchRequest
from searchkit.stories.story import Counts
from searchkit.toml_text import parse_toml

#: In bytes.
MAX_RECORD = 256_000_000
#: Changes when records written before could not be read any more.
VERSION = 1

_ASKED = ("text", "sort", "operator", "source", "since", "until", "filters", "group", "variants")


def record_as_toml(record: SearchRecord) -> Iterator[str]:
    """The lines of a record."""
    request, searched = record.request, record.searched
    yield "# A search and all that it found. To repeat it and compare: searchkit verify FILE\n"
    yield from _pairs(record=VERSION, made=record.made, program=record.program)
    yield "\n[search]\n"
    asked = {name: getattr(request, name) for name in _ASKED}
    yield from _pairs(**asked, today=request.today.isoformat())
    yield "\n[reading]\n"
    yield from _pairs(
        parsed=record.parsed,
        notes=record.notes,
        analysis=record.analysis,
        engine=record.engine,
    )
    yield "\n[searched]\n"
    yield from _pairs(
        articles=searched.articles,
        digest=searched.digest,
        failed=searched.failed,
        failures=searched.failures,
    )
    yield "\n[found]\n"
    yield from _pairs(**record.counts.to_dict())
    yield "hits = [  # id, digest of the content, date\n"
    for hit in record.hits:
        yield f"  {_value([hit.id, hit.digest, hit.date])},\n"
    yield "]\n"


def record_from_toml(data: bytes) -> SearchRecord:
    """The record that a file holds. Raises `SettingsError`, and `QueryError` for its query."""
    try:
        tables = parse_toml(data)
    except ValueError as error:
        raise SettingsError(f"not a record: {error}") from None
    version = tables.get("record")
    if type(version) is not int or version != VERSION:
        raise SettingsError("not a record of a search, or one of another version")
    try:
        return _record(tables)
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError("not a record: a value is missing or of another type") from error


def _record(tables: Mapping[str, Any]) -> SearchRecord:
    asked, reading, searched, found = (
        tables[name] for name in ("search", "reading", "searched", "found")
    )
    hits = found["hits"]
    if len(hits) > MAX_HITS:
        raise ValueError("too many hits")
    return SearchRecord(
        request=_request(asked),
        parsed=_text(reading["parsed"]),
        notes=_texts(reading["notes"]),
        made=dt.datetime.fromisoformat(_text(tables["made"])).isoformat(),
        program=_text(tables["program"]),
        analysis=_text(reading["analysis"]),
        engine=_text(reading["engine"]),
        searched=Searched(
            _number(searched["articles"]),
            _text(searched["digest"]),
            _number(searched["failed"]),
            _texts(searched["failures"]),
        ),
        counts=Counts(
            _number(found["articles"]),
            _number(found["stories"]) if "stories" in found else None,
            _number(found["sources"]) if "sources" in found else None,
        ),
        hits=tuple(RecordedHit(*_texts(row)) for row in hits),
    )


def _request(asked: Mapping[str, Any]) -> SearchRequest:
    given: dict[str, Any] = {name: asked[name] for name in _ASKED if name in asked}
    filters, variants = given.pop("filters", []), given.pop("variants", True)
    if not isinstance(variants, bool) or not all(isinstance(text, str) for text in given.values()):
        raise TypeError
    return SearchRequest(
        **given,
        filters=_texts(filters),
        variants=variants,
        today=dt.date.fromisoformat(_text(asked["today"])),
    )


def _pairs(**values: Any) -> Iterator[str]:
    return (f"{name} = {_value(value)}\n" for name, value in values.items() if value is not None)


def _value(value: str | int | Sequence[str]) -> str:
    if isinstance(value, str):
        # TOML writes texts as JSON does, but for this character.
        return json.dumps(writable(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool | int):
        return json.dumps(value)
    return f"[{', '.join(map(_value, value))}]"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError
    return tuple(map(_text, values))
