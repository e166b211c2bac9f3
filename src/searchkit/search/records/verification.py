"""A record against the index as it is now: what is new, gone, changed, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from searchkit.analysis import Record
from searchkit.engines import Engine
from searchkit.quick_dataclass import dataclass
from searchkit.search.records.search_record import (
    RecordedHit,
    SearchRecord,
    make_record,
    recorded,
)
from searchkit.search.searcher import Searcher

#: Articles that are read at once.
BATCH = 1_000

Change = Literal["new", "gone", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One article that is found now and was not, or the reverse, or is another one; and why."""

    change: Change
    id: str
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"change": self.change, "id": self.id, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of a comparison; `notes` say what else is not as it was.

    Only `differences` make a search another one: a folder that grew around it does not.
    """

    recorded: SearchRecord
    now: SearchRecord
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        return not self.differences

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "equal": self.is_equal,
            "recorded": {"made": self.recorded.made, "hits": len(self.recorded.hits)},
            "now": {"made": self.now.made, "hits": len(self.now.hits)},
            "differences": [difference.to_dict() for difference in self.differences],
            "notes": list(self.notes),
        }


def verify(searcher: Searcher, before: SearchRecord) -> Verification:
    """Repeat the search of a record, and compare. Raises what a search raises."""
    now = make_record(searcher, before.request)
    differences = tuple(_differences(searcher.snapshot.engine, before, now))
    return Verification(before, now, differences, tuple(_notes(before, now)))


def _differences(engine: Engine, before: SearchRecord, now: SearchRecord) -> Iterator[Difference]:
    old, new = ({hit.id: hit for hit in record.hits} for record in (before, now))
    gone = [hit for hit in before.hits if hit.id not in new]
    come = [hit for hit in now.hits if hit.id not in old]
    held = {record.article.id: recorded(record) for record in _records(engine, gone)}
    places: dict[str, list[str]] = {}
    for hit in come:
        places.setdefault(hit.digest, []).append(hit.id)
    moved: set[str] = set()
    for hit in gone:
        # An article that is still there has not moved; another one has the same text.
        targets = places.get(hit.digest) if hit.id not in held else None
        if targets:
            target = targets.pop(0)
            moved.add(target)
            yield Difference("moved", hit.id, f"its file is now {target}")
        else:
            yield Difference("gone", hit.id, _why_gone(hit, held.get(hit.id), before, now))
    unknown = [hit for hit in come if hit.id not in moved]
    days = {record.article.id: record.day_added for record in _records(engine, unknown)}
    for hit in unknown:
        yield Difference("new", hit.id, _why_new(days.get(hit.id), before, now))
    for hit in before.hits:
        current = new.get(hit.id)
        if current is not None and (reasons := _changes(hit, current)):
            yield Difference("changed", hit.id, "; ".join(reasons))


def _records(engine: Engine, hits: Sequence[RecordedHit]) -> Iterator[Record]:
    """The records of those that the index has now."""
    ids = [hit.id for hit in hits]
    for start in range(0, len(ids), BATCH):
        yield from engine.fetch(ids[start : start + BATCH])


def _why_gone(
    hit: RecordedHit, current: RecordedHit | None, before: SearchRecord, now: SearchRecord
) -> str:
    if current is None:
        return "no longer in the index"
    reasons = _changes(hit, current)
    if reasons:
        return f"{'; '.join(reasons)}; it no longer matches"
    return f"{_why_read_otherwise(before, now)}; it no longer matches"


def _why_new(day: dt.date | None, before: SearchRecord, now: SearchRecord) -> str:
    made = before.made[:10]
    if day is not None and day.isoformat() > made:
        return f"added on {day}"
    if before.searched.digest == now.searched.digest:
        return f"{_why_read_otherwise(before, now)}; it matches now"
    if day is not None and day.isoformat() < made:
        return "the file or what is known of it has changed since; it matches now"
    return "added or changed since"


def _why_read_otherwise(before: SearchRecord, now: SearchRecord) -> str:
    """The reason why an article that is the same matches otherwise."""
    if before.analysis != now.analysis:
        return "the rules of analysis have changed"
    if (before.parsed, before.notes) != (now.parsed, now.notes):
        return "the query is understood otherwise"
    return "other versions of its story or other articles of the index have changed"


def _changes(before: RecordedHit, now: RecordedHit) -> list[str]:
    reasons = []
    if before.digest != now.digest:
        reasons.append("its text or what is known of it has changed")
    if before.date != now.date:
        reasons.append(f"its date was {before.date or 'unknown'}, now {now.date or 'unknown'}")
    return reasons


def _notes(before: SearchRecord, now: SearchRecord) -> Iterator[str]:
    if before.searched.digest != now.searched.digest:
        then, count = before.searched.articles, now.searched.articles
        sizes = f"{then:,} articles then, {count:,} now"
        if then == count:
            sizes = f"{count:,} articles then and now"
        yield f"files of the folder have changed: {sizes}"
    if before.searched.failures != now.searched.failures:
        yield f"files that failed: {before.searched.failed:,} then, {now.searched.failed:,} now"
    if before.analysis != now.analysis:
        yield "the rules of analysis have changed"
    if before.parsed != now.parsed:
        yield f"the query was understood as {before.parsed}, now as {now.parsed}"
    if before.notes != now.notes:
        yield f"notes then: {'; '.join(before.notes) or 'none'}"
        yield f"notes now: {'; '.join(now.notes) or 'none'}"
    old, new = ([hit.id for hit in record.hits] for record in (before, now))
    if old != new and sorted(old) == sorted(new):
        yield "the same articles are in another order"
