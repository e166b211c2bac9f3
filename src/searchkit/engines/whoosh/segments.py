"""The list of an index's segments, in JSON; Whoosh would keep it as a pickle, with the schema."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC, EmptyIndexError, FileIndex, clean_files

from searchkit import quick_re as re
from searchkit.engines.whoosh.codec import Codec
from searchkit.engines.whoosh.files import IndexFiles, SegmentFiles, join_files
from searchkit.engines.whoosh.storage import schema
from searchkit.regular_file import read_regular_file
from searchkit.schema import STREAMS

#: What Whoosh calls the index; the names of its files begin so.
NAME = "MAIN"
#: The file that lists the segments.
SEGMENTS = "segments.json"
_FRESH = f"{SEGMENTS}.new"
_MAX_BYTES = 100_000_000

_ID = re.compile(r"[0-9a-z]{16}")
_CODEC = Codec()


class Segment(W3Segment):  # type: ignore[misc]
    """A part of the index; its files are in one file once it is written."""

    def __init__(self, segment_id: str | None = None) -> None:
        super().__init__(_CODEC, NAME, segid=segment_id)
        self._fieldlengths: Mapping[str, int] = {}

    def create_compound_file(self, storage: IndexFiles) -> None:
        join_files(storage, self.make_filename(self.COMPOUND_EXT), self.list_files(storage))
        self.compound = True

    def open_compound_file(self, storage: IndexFiles) -> SegmentFiles:
        return SegmentFiles(storage, self.make_filename(self.COMPOUND_EXT))

    def to_json(self) -> dict[str, Any]:
        """The segment as the list has it."""
        return {
            "id": self.segid,
            "documents": self._doccount,
            "deleted": sorted(self.deleted_docs()),
            "lengths": dict(self._fieldlengths),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], storage: IndexFiles) -> Segment:
        """Undo `to_json`. Raises `ValueError` for what cannot be."""
        if not _ID.fullmatch(kept["id"]):
            raise ValueError("no segment has such a name")
        segment = cls(kept["id"])
        documents, deleted, lengths = kept["documents"], kept["deleted"], kept["lengths"]
        # Each takes a byte at least: what allocates by their number is bounded by the file.
        most = storage.file_length(segment.make_filename(cls.COMPOUND_EXT))
        numbers = (documents, *deleted, *lengths.values())
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise ValueError("a segment counts in whole numbers")
        if documents > most or max(deleted, default=-1) >= documents:
            raise ValueError("a segment has more documents than it can hold")
        if not lengths.keys() <= set(STREAMS):
            raise ValueError("a segment has streams that there are not")
        segment.set_doc_count(documents)
        segment._deleted = set(deleted) or None
        segment._fieldlengths = lengths
        segment.compound = True
        return segment


class SegmentIndex(FileIndex):  # type: ignore[misc]
    """An index in a folder, of segments and the list of them; the schema is never read.

    Raises `EmptyIndexError` where there is none.
    """

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.storage = IndexFiles(str(folder))
        self.indexname = NAME
        self._schema = schema()
        if create:
            self.commit(())
        self._read_toc()

    def commit(self, segments: Iterable[Segment]) -> None:
        """Consist of these segments from now on; the files of others go."""
        kept = list(segments)
        listed = {"byteorder": sys.byteorder, "segments": [segment.to_json() for segment in kept]}
        with self.storage.create_file(_FRESH) as file:
            file.write(json.dumps(listed).encode("ascii"))
        # Never written into: another generation has the same file.
        Path(self.storage.folder, _FRESH).replace(Path(self.storage.folder, SEGMENTS))
        clean_files(self.storage, NAME, 0, kept)

    def _read_toc(self) -> TOC:
        try:
            data = read_regular_file(
                Path(self.storage.folder, SEGMENTS), max_bytes=_MAX_BYTES, follow_symlinks=False
            )
        except FileNotFoundError:
            raise EmptyIndexError(f"{SEGMENTS} is missing") from None
        listed = json.loads(data)
        if listed["byteorder"] != sys.byteorder:
            raise ValueError("made on a machine of the other byte order")
        segments = [Segment.from_json(segment, self.storage) for segment in listed["segments"]]
        if len({segment.segid for segment in segments}) != len(segments):
            raise ValueError("a segment is listed twice")
        return TOC(self._schema, segments, 0)
