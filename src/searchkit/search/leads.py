"""Beginnings of a long article, so that a hit in it need not be looked for in all of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from searchkit.analysis import Record

#: In characters: a shorter article is taken whole.
LEAD = 1_000_000
#: Each beginning is so many times as long as the one before.
GROWTH = 4


def leads(record: Record) -> Iterator[Record]:
    """Beginnings of an article, each longer than the one before, the last of them the whole.

    They end where a sentence does, so that the words and passages in them are those of the whole.
    """
    article, starts = record.article, record.sentences
    length = LEAD
    while length < len(article.body):
        number = bisect_left(starts, length)
        if number == len(starts):
            break
        end = starts[number]
        if article.body[end - 1].isspace():
            yield replace(
                record,
                article=replace(article, body=article.body[:end]),
                sentences=starts[:number],
            )
        length = GROWTH * max(length, end)
    yield record
