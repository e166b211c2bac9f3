"""The families of an index while a run changes its articles.

They are a function of all its articles alone. What a commit works on are the texts that have come
and gone since the one before: who has runs of theirs is looked up, and two texts that may be one
are read and compared once.
"""

from __future__ import annotations

import gc
import re
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from searchkit.analysis import Document
from searchkit.engines import Engine
from searchkit.errors import IndexDamaged
from searchkit.library import story_files
from searchkit.library.generation import Draft, Generation
from searchkit.library.story_records import StoryRecords
from searchkit.stories.alignment import Text
from searchkit.stories.candidates import Pair, change
from searchkit.stories.families import Print, families
from searchkit.stories.links import Link, link
from searchkit.stories.run_table import RunTable, Segment

#: The texts of so many pairs are in memory at once.
MOST_PAIRS = 4_000

RECORDS = "records.sqlite"
_RUNS = re.compile(r"runs-(\d+)\.bin")


class Families:
    """Follows what is written to an index, from what a generation has; None has nothing."""

    def __init__(self, base: Generation | None) -> None:
        with _uncollected(), _sound():
            self._records, self._table = opened_records(base)
        self._kept = {one.begin: one for one in self._table.segments}
        self._changed: dict[str, Print | None] = {}
        self._runs: dict[str, array[int]] = {}

    def close(self) -> None:
        """Let go of the records."""
        self._records.close()

    def add(self, document: Document) -> None:
        """Take an article up, in the place of any with the same id."""
        made = document.fingerprint
        day = document.days[0] if document.days else None
        self._changed[document.id] = Print(made.digest, made.words, day)
        self._runs[made.digest] = made.runs

    def delete(self, article_id: str) -> None:
        """Take an article out; one that is not there is no error."""
        self._changed[article_id] = None

    def save(self, draft: Draft, opened: Callable[[], AbstractContextManager[Engine]]) -> None:
        """Keep the families in a draft; `opened` is the engine that has the articles in it."""
        with _uncollected(), _sound():
            self._follow(opened)
            self._save(draft)

    def _follow(self, opened: Callable[[], AbstractContextManager[Engine]]) -> None:
        """Bring the records up to what was changed."""
        records, table = self._records, self._table
        changed = records.put(self._changed)
        added = {digest: self._runs[digest] for digest in sorted(changed.added)}
        known = len(table.sizes)
        found = change(table, added, list(map(table.number, changed.places)))
        self._changed, self._runs = {}, {}
        records.put_texts(table.texts(known))
        if table.is_sparse:
            self._table = table.without_gaps()
            records.put_texts(self._table.texts(0))
        records.forget_links(found.others)
        if unknown := records.unknown(found.candidates):
            with opened() as engine:
                records.put_links(self._compared(engine, unknown))

    def _save(self, draft: Draft) -> None:
        members = self._records.members()
        found = families(members, self._records.links())
        days = {article_id: one.day for article_id, one in members.items()}
        draft.save("families", story_files.families_as_json(found))
        draft.save("stories", story_files.stories_as_json(found, days))
        draft.write(RECORDS, self._records.data)
        segments = {one.begin: one for one in self._table.segments}
        for begin in self._kept.keys() - segments:
            draft.remove(_runs_name(begin))
        for begin, segment in segments.items():
            if self._kept.get(begin) is not segment:
                draft.write(_runs_name(begin), segment.data)
        self._kept = segments

    def _compared(
        self, engine: Engine, pairs: Sequence[Pair]
    ) -> Iterator[tuple[Pair, Link | None]]:
        """What the texts of each pair share; None if that makes them nothing to each other."""
        for begin in range(0, len(pairs), MOST_PAIRS):
            some = pairs[begin : begin + MOST_PAIRS]
            having = {self._records.article_with(one): one for pair in some for one in pair}
            # An engine reads articles soonest in the order in which it has them.
            fetched = engine.fetch(sorted(having))
            texts = {having[one.article.id]: Text.of(one) for one in fetched}
            for one, other in some:
                found = link(texts[one], texts[other])
                yield (one, other), found if found.says_something else None


def opened_records(base: Generation | None) -> tuple[StoryRecords, RunTable]:
    """What a generation keeps for the next run; None has nothing."""
    files = base.manifest.files if base else {}
    if base is None or RECORDS not in files:
        return StoryRecords(None), RunTable()
    begins = sorted(int(found[1]) for found in map(_RUNS.fullmatch, files) if found)
    segments = [Segment.parse(begin, base.read_file(_runs_name(begin))) for begin in begins]
    records = StoryRecords(base.read_file(RECORDS))
    return records, RunTable(segments, records.texts())


@contextmanager
def _sound() -> Iterator[None]:
    """What an index keeps of its families can be of anybody's making."""
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, LookupError, OverflowError) as error:
        raise IndexDamaged(f"{RECORDS}: {error}") from error


def _runs_name(begin: int) -> str:
    return f"runs-{begin}.bin"


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles of garbage: there are none, and much to search through in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
