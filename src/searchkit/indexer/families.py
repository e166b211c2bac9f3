"""The families of an index while a run changes its articles.

They are a function of all its articles alone. A commit works on the texts that have come and gone
since the one before: other texts with their shingles are looked up, and two texts that may be one
are read and compared once. Of many articles some are taken up at a time, so that what is in memory
does not grow with each of them.
"""

from __future__ import annotations

import gc
import sqlite3
from array import array
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from searchkit import quick_re as re
from searchkit.analysis import Document
from searchkit.engines import Engine
from searchkit.errors import IndexDamaged
from searchkit.index import story_files
from searchkit.index.generation import DraftGeneration, Generation
from searchkit.index.story_records import StoryRecords
from searchkit.indexer.linking import compared
from searchkit.regular_file import write_refusal
from searchkit.stories.candidates import Pair, change
from searchkit.stories.families import TextStats, families
from searchkit.stories.shingle_index import ShingleIndex, ShingleSegment

#: Changed articles, and shingles of their texts, that wait to be taken up.
MAX_WAITING = 50_000
MAX_WAITING_SHINGLES = 8_000_000

RECORDS = "records.sqlite"
# What SQLite says when it is the disk that fails, and not what stands there.
_NOT_WRITTEN = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
_SHINGLES = re.compile(r"shingles-(\d+)\.bin")


class Families:
    """Follows what is written to drafts, the first of which is made of `base`; None has nothing."""

    def __init__(self, base: Generation | None) -> None:
        self._base = base
        self._folder = Path()
        self._records: StoryRecords | None = None
        self._index: ShingleIndex | None = None
        self._kept: dict[int, ShingleSegment] = {}
        self._changed: dict[str, TextStats | None] = {}
        self._shingles: dict[str, array[int]] = {}
        self._waiting_shingles = 0
        self._candidates: set[Pair] = set()

    def begin(self, draft: DraftGeneration) -> None:
        """Write to this draft from now on."""
        self._folder = draft.folder
        with _uncollected(), _sound(self._folder):
            path = draft.own(RECORDS)
            self._records = StoryRecords(path, known=self._index is not None)
            if self._index is None:
                self._index = shingle_index(self._base, self._records)
                self._kept = {segment.begin: segment for segment in self._index.segments}

    def close(self) -> None:
        """Let go of the records."""
        if self._records is not None:
            self._records.close()
            self._records = None

    def add(self, document: Document) -> None:
        """Take an article up, in the place of any with the same id."""
        fingerprint = document.fingerprint
        day = document.days[0] if document.days else None
        self._changed[document.id] = TextStats(fingerprint.digest, fingerprint.words, day)
        self._shingles[fingerprint.digest] = fingerprint.shingles
        self._waiting_shingles += len(fingerprint.shingles)
        if len(self._changed) >= MAX_WAITING or self._waiting_shingles >= MAX_WAITING_SHINGLES:
            with _uncollected(), _sound(self._folder):
                self._take_up()

    def delete(self, article_id: str) -> None:
        """Take an article out; one that is not there is no error."""
        self._changed[article_id] = None

    def save(
        self, draft: DraftGeneration, opened: Callable[[], AbstractContextManager[Engine]]
    ) -> None:
        """Keep the families in the draft; `opened` is the engine that has the articles in it."""
        with _uncollected(), _sound(draft.folder):
            self._take_up()
            records, index = self._opened()
            if index.is_sparse:
                self._index = index.without_gaps()
                records.put_texts(self._index.texts(0))
            if unknown := records.unknown(self._candidates):
                with opened() as engine:
                    records.put_links(compared(unknown, records.article_with, engine.fetch))
            self._candidates = set()
            self._save(draft)
            self.close()

    def _opened(self) -> tuple[StoryRecords, ShingleIndex]:
        assert self._records is not None
        assert self._index is not None
        return self._records, self._index

    def _take_up(self) -> None:
        """Bring the records up to what was changed."""
        records, index = self._opened()
        changed = records.put(self._changed)
        added = {digest: self._shingles[digest] for digest in sorted(changed.added)}
        known = len(index.sizes)
        pairs = change(index, added, list(map(index.number, changed.places)))
        self._changed, self._shingles, self._waiting_shingles = {}, {}, 0
        records.put_texts(index.texts(known))
        records.forget_links(pairs.others)
        self._candidates -= pairs.others
        self._candidates |= pairs.candidates

    def _save(self, draft: DraftGeneration) -> None:
        records, index = self._opened()
        members = records.members()
        found_families = families(members, records.links())
        days = {article_id: stats.day for article_id, stats in members.items()}
        draft.save("families", story_files.families_as_json(found_families))
        draft.save("stories", story_files.stories_as_json(found_families, days))
        segments = {segment.begin: segment for segment in index.segments}
        for begin in self._kept.keys() - segments:
            draft.remove(_shingles_name(begin))
        for begin, segment in segments.items():
            if self._kept.get(begin) is not segment:
                draft.write(_shingles_name(begin), segment.data)
        self._kept = segments


def shingle_index(base: Generation | None, records: StoryRecords) -> ShingleIndex:
    """The shingles that a generation keeps of the texts in its records."""
    if base is None:
        return ShingleIndex()
    begins = sorted(
        int(match[1]) for match in map(_SHINGLES.fullmatch, base.manifest.files) if match
    )
    segments = [
        ShingleSegment.parse(begin, base.read_file(_shingles_name(begin))) for begin in begins
    ]
    return ShingleIndex(segments, records.texts())


@contextmanager
def _sound(folder: Path) -> Iterator[None]:
    """Report what anybody may have put into the records as damage."""
    try:
        yield
    except sqlite3.OperationalError as error:
        # Python raises one of its own, without a code, for a text that is not UTF-8.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_WRITTEN:
            reason = write_refusal(folder) or error
            raise OSError(f"the index could not be written: {reason}") from error
        raise IndexDamaged(f"{RECORDS}: {error}") from error
    except (sqlite3.Error, ValueError, TypeError, LookupError, OverflowError) as error:
        raise IndexDamaged(f"{RECORDS}: {error}") from error


def _shingles_name(begin: int) -> str:
    return f"shingles-{begin}.bin"


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
