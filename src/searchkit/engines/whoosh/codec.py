"""The parts of a segment as bytes that are read without running anything.

Whoosh's own codec keeps stored values, the head of the term table and blocks of postings as
pickles, and a pickle does what it says when it is read. Here they are numbers, text and JSON. The
private parts of Whoosh that are used are those of its pinned version.
"""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NoReturn

from whoosh.codec.whoosh3 import W3Codec, W3PerDocReader, W3TermInfo, W3TermsReader
from whoosh.columns import VarBytesColumn
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter

from searchkit.engines.packing import packed, unpacked
from searchkit.engines.whoosh.storage import DIGEST, ID, RECORD

#: Document numbers, how often each has the term, and its encoded positions.
Block = tuple[Sequence[int], Sequence[float], Sequence[bytes]]

#: Postings in a block.
BLOCK = 128
#: The column of stored values.
STORED = "_stored"

# Before a block: its bytes, how many postings, and how they are kept.
_BLOCK_HEAD = struct.Struct("!IIB")
_LAST, _COMPRESSED, _POSITIONS = 1, 2, 4
# Bytes; a smaller block takes longer to compress than it is worth.
_MIN_COMPRESSED = 256
# No block of numbers that ascend is packed as tightly as this.
_MAX_RATIO, _MAX_INFLATED = 100, 1 << 16

# Before stored values: the bytes of the id and of the digest.
_STORED_HEAD = struct.Struct("!II")
# After the fixed part of a term's row: where its postings begin, and their bytes.
_EXTENT = struct.Struct("!qi")

_WIDTHS = {"B": 1, "H": 2, "i": 4, "I": 4, "q": 8}


def encoded_block(docnums: Sequence[int], values: Sequence[bytes] | None, *, last: bool) -> bytes:
    """A block of postings; without values they have no positions."""
    gaps = array("I", docnums[:1])
    gaps.extend([after - before for before, after in pairwise(docnums)])
    parts, flags = [gaps.tobytes()], _LAST if last else 0
    if values is not None:
        parts += [array("I", [len(value) // 4 for value in values]).tobytes(), *values]
        flags |= _POSITIONS
    data = b"".join(parts)
    if len(data) >= _MIN_COMPRESSED:
        data, flags = packed(data), flags | _COMPRESSED
    return _BLOCK_HEAD.pack(len(data), len(docnums), flags) + data


def decoded_block(data: bytes, count: int, flags: int) -> Block:
    """The postings of `encoded_block`. Raises `ValueError` for other bytes."""
    if flags & _COMPRESSED:
        data = unpacked(data, _MAX_RATIO * len(data) + _MAX_INFLATED)
    width = 4 * count
    documents = list(accumulate(_numbers(data[:width], count)))
    if not flags & _POSITIONS:
        return documents, [1.0] * count, [b""] * count
    counts = _numbers(data[width : 2 * width], count)
    ends = [2 * width + 4 * end for end in accumulate(counts, initial=0)]
    if ends[-1] != len(data):
        raise ValueError("a block of postings has other positions than it says")
    positions = [data[begin:end] for begin, end in pairwise(ends)]
    return documents, list(map(float, counts)), positions


def _numbers(data: bytes, count: int) -> array[int]:
    numbers = array("I", data)
    if len(numbers) != count:
        raise ValueError("a block of postings is cut off")
    return numbers


class Codec(W3Codec):  # type: ignore[misc]
    """Reads segments."""

    def per_document_reader(self, storage: Any, segment: Any) -> PerDocumentReader:
        return PerDocumentReader(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        name = segment.make_filename(self.TERMS_EXT)
        return TermsReader(
            storage.open_file(name),
            storage.file_length(name),
            segment.open_file(storage, self.POSTS_EXT),
            segment.doc_count_all(),
        )

    def postings_reader(self, *_: object, **__: object) -> NoReturn:
        raise NotImplementedError("postings are read as blocks")


class StoredColumn(VarBytesColumn):  # type: ignore[misc]
    """The stored values of documents: the id, the digest and the record of each."""

    class Writer(VarBytesColumn.Writer):  # type: ignore[misc]
        def add(self, docnum: int, value: Mapping[str, Any]) -> None:
            article_id, digest = value[ID].encode(), value[DIGEST].encode()
            head = _STORED_HEAD.pack(len(article_id), len(digest))
            super().add(docnum, b"".join((head, article_id, digest, value[RECORD])))

    class Reader(VarBytesColumn.Reader):  # type: ignore[misc]
        def __getitem__(self, docnum: int) -> dict[str, str | bytes]:
            data = super().__getitem__(docnum)
            begin = _STORED_HEAD.size
            first, second = _STORED_HEAD.unpack(data[:begin])
            middle, end = begin + first, begin + first + second
            return {
                ID: data[begin:middle].decode(),
                DIGEST: data[middle:end].decode(),
                RECORD: data[end:],
            }


class PerDocumentReader(W3PerDocReader):  # type: ignore[misc]
    """Reads what a segment has of its documents by number."""

    def stored_fields(self, docnum: int) -> Any:
        return self._cached_reader(STORED, StoredColumn())[docnum]


class TermTableWriter(OrderedHashWriter):  # type: ignore[misc]
    """Writes rows on terms, by the number of the stream and the term; `streams` has the numbers."""

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        self.streams: dict[str, int] = {}

    def _write_extras(self) -> None:
        head = json.dumps([self.streams, self.index.typecode, len(self.index)]).encode("ascii")
        self.dbfile.write_int(len(head))
        self.dbfile.write(head)
        self.index.to_file(self.dbfile)


class TermTable(OrderedHashReader):  # type: ignore[misc]
    """Reads what a `TermTableWriter` has written."""

    def _read_extras(self) -> None:
        file = self.dbfile
        self.streams, kind, self.indexlen = json.loads(file.read(file.read_int()))
        if list(self.streams.values()) != list(range(len(self.streams))):
            raise ValueError("a term table has other streams than it says")
        self.indexbase = file.tell()
        self.indexsize = _WIDTHS[kind]
        read: Mapping[str, Callable[[int], int]] = {
            "B": file.get_byte,
            "H": file.get_ushort,
            "i": file.get_int,
            "I": file.get_uint,
            "q": file.get_long,
        }
        self._get_pos = read[kind]

    def _ranges(
        self, pos: int | None = None, eod: int | None = None
    ) -> Iterator[tuple[int, int, int, int]]:
        for row in super()._ranges(pos, eod):
            _, key_length, _, data_length = row
            if key_length < 0 or data_length < 0:
                # It would lead back, for ever.
                raise ValueError("a row of a term table has a negative length")
            yield row


class TermsReader(W3TermsReader):  # type: ignore[misc]
    """Reads the terms of a segment of so many documents, and their postings."""

    def __init__(self, table: Any, length: int, postings: Any, documents: int) -> None:
        self._dbfile = table
        self._postfile = postings
        self._documents = documents
        self._tindex = TermTable(table, length)
        self._fieldmap = self._tindex.streams
        self._fieldunmap = list(self._fieldmap)

    def blocks(self, stream: str, term: bytes) -> Iterator[Block]:
        """The postings of a term that there is, block by block."""
        row = self._tindex[self._keycoder(stream, term)]
        at, length = _EXTENT.unpack(row[W3TermInfo._struct.size :])
        end, flags = at + length, 0
        while not flags & _LAST:
            begin = at + _BLOCK_HEAD.size
            size, count, flags = _BLOCK_HEAD.unpack(self._postfile.get(at, _BLOCK_HEAD.size))
            at = begin + size
            if not (0 < count <= BLOCK and at <= end):
                raise ValueError("a block of postings has another length than it says")
            block = decoded_block(self._postfile.get(begin, size), count, flags)
            if block[0][-1] >= self._documents:
                raise ValueError("a posting is of a document that there is not")
            yield block

    def term_info(self, *_: object) -> NoReturn:
        """Of no use here, as its relatives: Whoosh would read a pickle."""
        raise NotImplementedError

    cursor = items = items_from = matcher = term_info
