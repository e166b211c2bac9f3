"""The process that parses what files hold: reads jobs from standard input until it ends.

A job is a line of JSON, `{"reader": "module:Class", "options": {}, "size": N, "largest": N}`, and
so many bytes.
Answers follow until one has no `more`. Each is a line, `{"ok": true, "more": true, "size": N}`, and
so many bytes: a batch of documents as `wire` writes them, or the reason as text.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from searchkit import platform_support, processes
from searchkit.corpus import wire
from searchkit.corpus.reader import ParsedDocument, Reader, Unread
from searchkit.errors import ArticleUnreadable

#: What makes a batch: records, characters, or seconds. The first articles of an export are analysed
#: while the others are read.
MAX_RECORDS = 250
MAX_LENGTH = 250_000
MAX_SECONDS = 1.0

#: Seconds of CPU; the process that asks stops a batch long before.
MAX_CPU_SECONDS = 60


def main(limit: int) -> None:
    """Answer jobs, in at most `limit` bytes of memory."""
    platform_support.limit_memory(limit)
    processes.collect_less_garbage()
    jobs = sys.stdin.buffer
    answers = processes.answer_stream()
    while line := jobs.readline():
        job = json.loads(line)
        _work(job, jobs.read(job["size"]), answers)


def _work(job: dict[str, Any], data: bytes, answers: BinaryIO) -> None:
    """Answer one job. What was read before a failure counts."""
    _extend_time()
    try:
        module, _, kind = job["reader"].partition(":")
        reader: Reader = getattr(importlib.import_module(module), kind)(**job["options"])
        for batch, more in _batches(_bounded(reader.read(data), job["largest"])):
            _answer(answers, wire.dump(batch), more=more)
            _extend_time()
    except Exception as error:
        _answer(answers, _reason(error).encode("utf-8", "replace"), ok=False)


def _batches(
    documents: Iterable[ParsedDocument | Unread],
) -> Iterator[tuple[list[ParsedDocument | Unread], bool]]:
    """Batches, and whether another follows; of what came before an error none is lost."""
    batch: list[ParsedDocument | Unread] = []
    length, began = 0, time.monotonic()
    try:
        for document in documents:
            if batch and (
                len(batch) == MAX_RECORDS
                or length > MAX_LENGTH
                or time.monotonic() - began > MAX_SECONDS
            ):
                yield batch, True
                batch, length, began = [], 0, time.monotonic()
            batch.append(document)
            length += _length(document)
    except Exception:
        if any(isinstance(document, ParsedDocument) for document in batch):
            yield batch, True
        raise
    yield batch, False


def _bounded(
    documents: Iterable[ParsedDocument | Unread], largest: int
) -> Iterator[ParsedDocument | Unread]:
    """The finds of a reader, without an article that is larger than a file may be."""
    for document in documents:
        if _length(document) <= largest:
            yield document
            continue
        reason = f"longer than {largest / 1e6:.3g} MB"
        if document.record is None:
            raise ArticleUnreadable(reason)
        yield Unread(document.record, reason)


def _length(document: ParsedDocument | Unread) -> int:
    if isinstance(document, Unread):
        return len(document.reason)
    stated = sum(len(entry.evidence) for entry in document.declared)
    others = [*(part.text for part in document.removed), *(text for text, _ in document.insets)]
    return len(document.text) + stated + sum(map(len, others))


def _reason(error: Exception) -> str:
    if isinstance(error, ArticleUnreadable):
        return error.reason
    if isinstance(error, MemoryError):
        return "needs too much memory"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return f"cannot be parsed ({type(error).__name__}: {error})"


def _extend_time() -> None:
    # Nobody is left to stop a worker whose parent was killed: it stops itself.
    platform_support.limit_more_processor_seconds(MAX_CPU_SECONDS)


def _answer(answers: BinaryIO, data: bytes, *, ok: bool = True, more: bool = False) -> None:
    head = {"ok": ok, "more": more, "size": len(data)}
    answers.write(json.dumps(head).encode() + b"\n" + data)
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
