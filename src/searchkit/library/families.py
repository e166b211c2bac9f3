"""The families of an index while a run changes its articles.

They are a function of all its articles alone. What a commit works on are the texts that have come
and gone since the one before: who has runs of theirs is looked up, and two texts that may be one
are read and compared once. Of many articles some are taken up at a time, so that what is in memory
does not grow with each of them.
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
#: Changed articles, and runs of their texts, that wait to be taken up.
MOST_WAITING = 50_000
MOST_WAITING_RUNS = 8_000_000

RECORDS = "records.sqlite"
# What SQLite says when it is the disk that fails, and not what stands there.
_NOT_WRITTEN = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_RUNS = re.compile(r"runs-(\d+)\.bin")


class Families:
    """Follows what is written to drafts, the first of which is made of `base`; None has nothing."""

    def __init__(self, base: Generation | None) -> None:
        self._base = base
        self._records: StoryRecords | None = None
        self._table: RunTable | None = None
        self._kept: dict[int, Segment] = {}
        self._changed: dict[str, Print | None] = {}
        self._runs: dict[str, array[int]] = {}
        self._waiting_runs = 0
        self._candidates: set[Pair] = set()

    def begin(self, draft: Draft) -> None:
        """Write to this draft from now on."""
        with _uncollected(), _sound():
            path = draft.own(RECORDS)
            self._records = StoryRecords(path, known=self._table is not None)
            if self._table is None:
                self._table = run_table(self._base, self._records)
                self._kept = {one.begin: one for one in self._table.segments}

    def close(self) -> None:
        """Let go of the records."""
        if self._records is not None:
            self._records.close()
            self._records = None

    def add(self, document: Document) -> None:
        """Take an article up, in the place of any with the same id."""
        made = document.fingerprint
        day = document.days[0] if document.days else None
        self._changed[document.id] = Print(made.digest, made.words, day)
        self._runs[made.digest] = made.runs
        self._waiting_runs += len(made.runs)
        if len(self._changed) >= MOST_WAITING or self._waiting_runs >= MOST_WAITING_RUNS:
            with _uncollected(), _sound():
                self._take_up()

    def delete(self, article_id: str) -> None:
        """Take an article out; one that is not there is no error."""
        self._changed[article_id] = None

    def save(self, draft: Draft, opened: Callable[[], AbstractContextManager[Engine]]) -> None:
        """Keep the families in the draft; `opened` is the engine that has the articles in it."""
        with _uncollected(), _sound():
            self._take_up()
            records, table = self._opened()
            if table.is_sparse:
                self._table = table.without_gaps()
                records.put_texts(self._table.texts(0))
            if unknown := records.unknown(self._candidates):
                with opened() as engine:
                    records.put_links(self._compared(records, engine, unknown))
            self._candidates = set()
            self._save(draft)
            self.close()

    def _opened(self) -> tuple[StoryRecords, RunTable]:
        assert self._records is not None
        assert self._table is not None
        return self._records, self._table

    def _take_up(self) -> None:
        """Bring the records up to what was changed."""
        records, table = self._opened()
        changed = records.put(self._changed)
        added = {digest: self._runs[digest] for digest in sorted(changed.added)}
        known = len(table.sizes)
        found = change(table, added, list(map(table.number, changed.places)))
        self._changed, self._runs, self._waiting_runs = {}, {}, 0
        records.put_texts(table.texts(known))
        records.forget_links(found.others)
        self._candidates -= found.others
        self._candidates |= found.candidates

    def _save(self, draft: Draft) -> None:
        records, table = self._opened()
        members = records.members()
        found = families(members, records.links())
        days = {article_id: one.day for article_id, one in members.items()}
        draft.save("families", story_files.families_as_json(found))
        draft.save("stories", story_files.stories_as_json(found, days))
        segments = {one.begin: one for one in table.segments}
        for begin in self._kept.keys() - segments:
            draft.remove(_runs_name(begin))
        for begin, segment in segments.items():
            if self._kept.get(begin) is not segment:
                draft.write(_runs_name(begin), segment.data)
        self._kept = segments

    def _compared(
        self, records: StoryRecords, engine: Engine, pairs: Sequence[Pair]
    ) -> Iterator[tuple[Pair, Link | None]]:
        """What the texts of each pair share; None if that makes them nothing to each other."""
        for begin in range(0, len(pairs), MOST_PAIRS):
            some = pairs[begin : begin + MOST_PAIRS]
            having = {records.article_with(one): one for pair in some for one in pair}
            # An engine reads articles soonest in the order in which it has them.
            fetched = engine.fetch(sorted(having))
            texts = {having[one.article.id]: Text.of(one) for one in fetched}
            for one, other in some:
                found = link(texts[one], texts[other])
                yield (one, other), found if found.says_something else None


def run_table(base: Generation | None, records: StoryRecords) -> RunTable:
    """The runs that a generation keeps of the texts in its records."""
    if base is None:
        return RunTable()
    begins = sorted(int(found[1]) for found in map(_RUNS.fullmatch, base.manifest.files) if found)
    segments = [Segment.parse(begin, base.read_file(_runs_name(begin))) for begin in begins]
    return RunTable(segments, records.texts())


@contextmanager
def _sound() -> Iterator[None]:
    """What an index keeps of its families can be of anybody's making."""
    try:
        yield
    except sqlite3.OperationalError as error:
        # Python raises one of its own, without a code, for a text that is not UTF-8.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_WRITTEN:
            raise OSError(f"the index could not be written: {error}") from error
        raise IndexDamaged(f"{RECORDS}: {error}") from error
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
