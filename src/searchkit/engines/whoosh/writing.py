"""Documents → a Whoosh segment, a term and a block of postings at a time.

Whoosh's own writer takes postings one by one, sorts them in files, and looks up the length of the
document for each. Whoosh's private parts that are used are those of its pinned version.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PerDocWriter, W3TermInfo
from whoosh.system import pack_ushort
from whoosh.writing import SegmentWriter

from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.codec import (
    BLOCK,
    STORED,
    Codec,
    StoredColumn,
    TermTableWriter,
    encoded_block,
)
from searchkit.engines.whoosh.pool import Pool, Postings
from searchkit.engines.whoosh.segments import Segment, SegmentIndex
from searchkit.engines.whoosh.storage import BOUNDARIES, ID
from searchkit.query import Unit

# The positions of a term that occurs once, as most do.
_ONE = [array("I", [position]).tobytes() for position in range(4_096)]


def encoded_positions(terms: Sequence[str]) -> Mapping[str, bytes]:
    """Each term with the positions that it has, encoded as in a posting."""
    positions: dict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(terms):
        positions[term].append(position)
    positions.pop("", None)
    return {
        term: _ONE[at[0]] if len(at) == 1 and at[0] < len(_ONE) else array("I", at).tobytes()
        for term, at in positions.items()
    }


class DocumentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, for documents whose terms are ready; it holds so many bytes of postings."""

    def __init__(self, index: SegmentIndex, buffer_size: int) -> None:
        super().__init__(index, codec=_Codec())
        self._index = index
        self.pool = Pool(Path(self.temp_storage().folder), buffer_size)

    def add_terms(
        self,
        stored: Mapping[str, object],
        columns: Mapping[str, object],
        streams: Mapping[str, Sequence[str]],
        boundaries: Mapping[Unit, Sequence[int]],
    ) -> None:
        """Add a document: stored values, values of columns, streams of terms, and boundaries.

        After an error the writer can only be cancelled.
        """
        writer, docnum = self.perdocwriter, self.docnum
        writer.start_doc(docnum)
        for name, value in stored.items():
            writer.add_field(name, self.schema[name], value, 0)
        for name, value in columns.items():
            writer.add_column_value(name, self.schema[name].column_type, value)
        for name, terms in streams.items():
            field = self.schema[name]
            length = len(terms) - terms.count("") if field.scorable else 0
            writer.add_field(name, field, None, length)
            # Few articles have a term in each of the short streams.
            if terms:
                self.pool.add_document(name, docnum, encoded_positions(terms))
        starts: dict[str, bytes] = {
            unit: array("I", at).tobytes() for unit, at in boundaries.items() if at
        }
        self.pool.add_document(BOUNDARIES, docnum, starts)
        self.pool.add_document(ID, docnum, {str(stored[ID]): b""})
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def _commit_toc(self, segments: Sequence[Segment]) -> None:
        self._index.commit(segments)

    def add_postings_to_pool(
        self, reader: Any, startdoc: int, docmap: Mapping[int, int] | None
    ) -> None:
        """Take the postings of a segment that is merged into this one."""
        for stream, term in reader.all_terms():
            postings = posting_list(reader, stream, term.decode())
            if docmap is None:
                docnums = [startdoc + docnum for docnum in postings.documents]
            else:
                docnums = [docmap[docnum] for docnum in postings.documents]
            if docnums:
                self.pool.add_term(stream, term.decode(), docnums, postings.positions)


class _Codec(Codec):
    """Writes what the codec reads."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        return _PerDocumentWriter(self, storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _TermWriter(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> Any:
        return Segment()


class _PerDocumentWriter(W3PerDocWriter):  # type: ignore[misc]
    def _create_column(self, fieldname: str, column: Any) -> None:
        super()._create_column(fieldname, StoredColumn() if fieldname == STORED else column)


class _TermWriter(W3FieldWriter):  # type: ignore[misc]
    def __init__(self, storage: Any, segment: Any) -> None:
        self._tindex = TermTableWriter(segment.create_file(storage, W3Codec.TERMS_EXT))
        self._postfile = segment.create_file(storage, W3Codec.POSTS_EXT)
        self.is_closed = False

    def add_postings(
        self, schema: Any, lengths: None, items: Iterable[tuple[str, str, Postings]]
    ) -> None:
        """Write the postings of every term; the items come from a `Pool`."""
        streams = self._tindex.streams
        offset = self._postfile.tell()
        for stream, term, postings in items:
            number = streams.setdefault(stream, len(streams))
            docnums, values = postings[::2], postings[1::2]
            positional = schema[stream].format.fixed_value_size() is None
            written = _blocks(docnums, values if positional else None)
            self._postfile.write(written)
            counts = [len(value) // 4 for value in values] if positional else [1]
            info = W3TermInfo(
                weight=sum(counts) if positional else len(docnums),
                df=len(docnums),
                maxweight=max(counts),
                minid=docnums[0],
                maxid=docnums[-1],
            )
            info.set_extent(offset, len(written))
            offset += len(written)
            self._tindex.add(pack_ushort(number) + term.encode(), info.to_bytes())


def _blocks(docnums: Sequence[int], values: Sequence[bytes] | None) -> bytes:
    """The postings of a term as they lie in the file; without values they have no positions."""
    return b"".join(
        encoded_block(
            docnums[start : start + BLOCK],
            None if values is None else values[start : start + BLOCK],
            last=start + BLOCK >= len(docnums),
        )
        for start in range(0, len(docnums), BLOCK)
    )
