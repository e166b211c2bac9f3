"""Posting lists read a block at a time; Whoosh's own interface hands out one posting a call."""

from __future__ import annotations

from collections.abc import Container
from itertools import compress
from typing import Any, NamedTuple

from searchkit.engines.whoosh.codec import Block


class PostingList(NamedTuple):
    """A term of a stream: the live documents that have it, ascending, how often, and where."""

    documents: list[int]
    counts: list[float]
    positions: list[bytes]


def posting_list(reader: Any, stream: str, term: str) -> PostingList:
    """All postings of a term, those of every segment one after the other."""
    postings = PostingList([], [], [])
    encoded = term.encode()
    for segment, base in reader.leaf_readers():
        if (stream, encoded) not in segment:
            continue
        deleted = segment.deleted_docs_set
        for block in segment._terms.blocks(stream, encoded):
            documents, counts, positions = _live(block, deleted) if deleted else block
            postings.documents.extend(
                [base + docnum for docnum in documents] if base else documents
            )
            postings.counts.extend(counts)
            postings.positions.extend(positions)
    return postings


def _live(block: Block, deleted: Container[int]) -> Block:
    documents, counts, positions = block
    live = [docnum not in deleted for docnum in documents]
    return (
        list(compress(documents, live)),
        list(compress(counts, live)),
        list(compress(positions, live)),
    )
