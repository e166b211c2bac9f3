"""Compressed bytes of an index, unpacked within bounds."""

from __future__ import annotations

import zlib

from searchkit.analysis import Record, decode

#: Bytes of a record when it is unpacked; no readable file gives more.
MAX_RECORD = 256_000_000

_LEVEL = 1


def packed(data: bytes) -> bytes:
    """Bytes as an index keeps them: quickly compressed."""
    return zlib.compress(data, _LEVEL)


def unpacked(data: bytes, max_bytes: int) -> bytes:
    """Undo `packed`. Raises `ValueError` if there are more bytes, or not all of them."""
    stream = zlib.decompressobj()
    unpacked_data = stream.decompress(data, max_bytes)
    if not stream.eof:
        raise ValueError("compressed data are cut off, or too large")
    return unpacked_data


def unpacked_record(data: bytes) -> Record:
    """The record that was encoded and `packed`. Raises as `unpacked` and `decode` do."""
    return decode(unpacked(data, MAX_RECORD))
