"""Posting lists read a block at a time, where Whoosh's own interface hands out one posting a call.

The attributes of Whoosh's matchers that are used here are private; its version is pinned.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import compress
from typing import Any, NamedTuple

from whoosh.matching import ListMatcher

#: Document numbers, how often each has the term, and its encoded positions.
Block = tuple[Sequence[int], Sequence[float], Sequence[bytes]]


class PostingList(NamedTuple):
    """A term of a stream: the live documents that have it, ascending, how often, and where."""

    documents: list[int]
    counts: list[float]
    places: list[bytes]


def posting_list(reader: Any, stream: str, term: str) -> PostingList:
    """All postings of a term, those of every segment one after the other."""
    found = PostingList([], [], [])
    for segment, base in reader.leaf_readers():
        if (stream, term.encode()) not in segment:
            continue
        for block in _blocks(segment, stream, term.encode()):
            documents, counts, places = block
            found.documents.extend([base + one for one in documents] if base else documents)
            found.counts.extend(counts)
            found.places.extend(places)
    return found


def _blocks(segment: Any, stream: str, term: bytes) -> Iterator[Block]:
    matcher = segment.postings(stream, term)
    deleted = segment.deleted_docs_set
    if deleted:
        # It came in a wrapper that steps over them, and has stepped already.
        matcher = matcher.child
        matcher.reset()
    if isinstance(matcher, ListMatcher):
        # The few postings that are kept with the term itself.
        blocks = iter([(matcher._ids, matcher._weights, matcher._values)])
    else:
        blocks = _stored(matcher)
    return (_live(block, deleted) for block in blocks) if deleted else blocks


def _stored(matcher: Any) -> Iterator[Block]:
    while matcher.is_active():
        matcher._read_ids()
        matcher._read_weights()
        matcher._read_values()
        yield matcher._ids, matcher._weights, matcher._values
        matcher._next_block()


def _live(block: Block, deleted: Container[int]) -> Block:
    documents, counts, places = block
    live = [one not in deleted for one in documents]
    return (
        list(compress(documents, live)),
        list(compress(counts, live)),
        list(compress(places, live)),
    )
