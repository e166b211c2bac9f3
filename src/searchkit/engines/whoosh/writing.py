"""Documents → a Whoosh segment, a term and a block of postings at a time.

Whoosh's own writer takes postings one by one, sorts them in files, and looks up the length of the
document for each. The files that come of this one are read by Whoosh as its own; the lengths by
which Whoosh skips blocks are left out, as no search here does. Whoosh's private parts that are used
are those of its pinned version.
"""

from __future__ import annotations

import pickle
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3PerDocWriter,
    W3Segment,
    W3TermInfo,
)
from whoosh.columns import CompressedBytesColumn, PickleColumn
from whoosh.system import pack_int, pack_ushort
from whoosh.writing import SegmentWriter

from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.pool import Pool, Postings
from searchkit.engines.whoosh.storage import ID

#: Postings in a block.
_BLOCK = 128
#: Bytes; a smaller block takes longer to compress than it is worth.
_LEAST_COMPRESSED = 256
_LEVEL = 1

# The positions of a term that occurs once, as most do.
_ONE = [array("I", [position]).tobytes() for position in range(4_096)]


def places(terms: Sequence[str]) -> Mapping[str, bytes]:
    """Each term with the positions that it has, encoded as in a posting."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(terms):
        found[term].append(position)
    found.pop("", None)
    return {
        term: _ONE[at[0]] if len(at) == 1 and at[0] < len(_ONE) else array("I", at).tobytes()
        for term, at in found.items()
    }


class DocumentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer, for documents whose terms are ready; it holds so many bytes of postings."""

    def __init__(self, index: Any, most_held: int) -> None:
        super().__init__(index, codec=_Codec())
        self.pool = Pool(Path(self.temp_storage().folder), most_held)

    def add_terms(
        self,
        stored: Mapping[str, object],
        columns: Mapping[str, object],
        streams: Mapping[str, Sequence[str]],
    ) -> None:
        """Add a document: stored values, values of columns, and streams of terms.

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
            self.pool.add_document(name, docnum, places(terms))
        self.pool.add_document(ID, docnum, {str(stored[ID]): b""})
        writer.finish_doc()
        self._added = True
        self.docnum += 1

    def add_postings_to_pool(
        self, reader: Any, startdoc: int, docmap: Mapping[int, int] | None
    ) -> None:
        """Take the postings of a segment that is merged into this one."""
        for stream, term in reader.all_terms():
            found = posting_list(reader, stream, term.decode())
            if docmap is None:
                docnums = [startdoc + docnum for docnum in found.documents]
            else:
                docnums = [docmap[docnum] for docnum in found.documents]
            if docnums:
                self.pool.add_term(stream, term.decode(), docnums, found.places)


class _Codec(W3Codec):  # type: ignore[misc]
    """Writes what Whoosh's codec reads."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Any) -> Any:
        return _PerDocumentWriter(self, storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        return _TermWriter(self, storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> Any:
        # The codec is kept with the segment; it is Whoosh's that is to read it.
        return W3Segment(W3Codec(), indexname)


class _PerDocumentWriter(W3PerDocWriter):  # type: ignore[misc]
    def _create_column(self, fieldname: str, column: Any) -> None:
        if fieldname == "_stored":
            # Records are compressed already.
            column = PickleColumn(CompressedBytesColumn(level=0))
        super()._create_column(fieldname, column)


class _TermWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(
        self, schema: Any, lengths: None, items: Iterable[tuple[str, str, Postings]]
    ) -> None:
        """Write the postings of every term; the items come from a `Pool`."""
        offset = self._postfile.tell()
        for stream, term, postings in items:
            number = self._fieldmap.setdefault(stream, len(self._fieldmap))
            docnums, values = postings[::2], postings[1::2]
            if schema[stream].format.fixed_value_size() is None:
                counts = [len(value) / 4 for value in values]
                blocks = _blocks(docnums, counts, values)
            else:
                counts = [1.0] * len(docnums)
                blocks = _blocks(docnums, counts, None)
            written = WHOOSH3_HEADER_MAGIC + b"".join(blocks)
            self._postfile.write(written)
            info = W3TermInfo(
                weight=sum(counts),
                df=len(docnums),
                maxweight=max(counts),
                minid=docnums[0],
                maxid=docnums[-1],
            )
            info.set_extent(offset, len(written))
            offset += len(written)
            self._tindex.add(pack_ushort(number) + term.encode(), info.to_bytes())


def _blocks(
    docnums: Sequence[int], counts: Sequence[float], values: Sequence[bytes] | None
) -> Iterator[bytes]:
    """The postings of a term as they lie in the file; without values they have no positions."""
    for start in range(0, len(docnums), _BLOCK):
        end = start + _BLOCK
        ids, weights = docnums[start:end], counts[start:end]
        gaps = (ids[0], *map(sub, ids[1:], ids))
        most = max(weights)
        # Whoosh's shorter forms of weights that are all alike.
        written = tuple(weights) if min(weights) < most else None if most == 1.0 else most
        within = tuple(values[start:end]) if values is not None else None
        data = pickle.dumps((gaps, written, within), 4)
        level = _LEVEL if len(data) >= _LEAST_COMPRESSED else 0
        if level:
            data = zlib.compress(data, level)
        # Whoosh's row on a block: how many, the last, the most; no lengths.
        row = pickle.dumps((len(ids), ids[-1], most, level, 0, 0), 2)
        length = len(row) + len(data)
        # The last one is told by its sign.
        yield pack_int(-length if end >= len(docnums) else length) + row + data
