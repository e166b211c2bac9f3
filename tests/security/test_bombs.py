"""Files that unpack to far more than they are: bounded in memory, and never at the others' cost."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.jsonl import JsonlReader
from searchkit.corpus.formats.word import WordReader
from searchkit.corpus.workers import Workers
from searchkit.errors import ArticleUnreadable

pytestmark = pytest.mark.slow

MB = 1024 * 1024


def packed(piece: bytes, times: int, *, before: bytes = b"", after: bytes = b"") -> bytes:
    """Gzip of a piece so many times, made without holding it."""
    stream = zlib.compressobj(9, wbits=31)
    parts = [stream.compress(before), *(stream.compress(piece) for _ in range(times))]
    return b"".join([*parts, stream.compress(after), stream.flush()])


def document(xml: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return file.getvalue()


@pytest.fixture
def workers() -> Iterator[Workers]:
    pool = Workers(2, memory_limit=256 * MB, time_limit=60)
    yield pool
    pool.close()


@pytest.mark.parametrize(
    ("bomb", "reason"),
    [
        pytest.param(
            lambda: packed(b"[]," * 10_000, 900, before=b"["), "longer than|memory", id="list"
        ),
        pytest.param(
            lambda: packed(b"a" * MB, 64, before=b'{"text": "'), "longer than", id="one-line"
        ),
        pytest.param(lambda: packed(b"[" * MB, 32), "nested too deeply|longer than", id="brackets"),
        pytest.param(
            lambda: gzip.compress(packed(b"a" * MB, 64)), "no|not|gzip|binary", id="gzip-in-gzip"
        ),
        pytest.param(lambda: packed(b" " * MB, 200), "no text|over", id="blanks"),
    ],
)
def test_what_a_gzip_file_swells_to_is_bounded(
    workers: Workers, bomb: Callable[[], bytes], reason: str
) -> None:
    data = bomb()
    assert len(data) < MB
    try:
        told = [one.reason for one in workers.read(JsonlReader(), data) if isinstance(one, Unread)]
    except ArticleUnreadable as error:
        told = [error.reason]
    assert told
    assert all(re.search(reason, one) for one in told)


def test_members_of_a_gzip_file_and_junk_behind_them(workers: Workers) -> None:
    line = b'{"text": "The ferry was late."}\n'
    *found, last = workers.read(JsonlReader(), gzip.compress(line) * 50 + b"junk")
    assert [isinstance(one, ParsedDocument) for one in found] == [True] * 50
    assert isinstance(last, Unread)


def test_a_document_of_a_gigabyte_is_bounded(workers: Workers) -> None:
    with pytest.raises(ArticleUnreadable):
        workers.read(WordReader(), document(b"<w:p>" * 30_000_000))


def test_an_article_is_never_larger_than_a_file_may_be() -> None:
    pool = Workers(1, largest=1_000)
    lines = [json.dumps({"id": n, "text": "word " * (300 if n == 2 else 3)}) for n in range(4)]
    found = pool.read(JsonlReader(), "\n".join(lines).encode())
    pool.close()
    assert [one.record for one in found if isinstance(one, ParsedDocument)] == ["0", "1", "3"]
    assert [one for one in found if isinstance(one, Unread)] == [
        Unread("2", "longer than 0.001 MB")
    ]


def test_many_records_come_in_batches(workers: Workers) -> None:
    data = packed(b'{"text": "The ferry was late."}\n', 5_000)
    batches = list(workers.batches(JsonlReader(), data))
    assert max(map(len, batches)) <= 1_000
    assert sum(map(len, batches)) == 5_000


def test_a_failure_in_the_middle_keeps_what_was_read_before() -> None:
    pool = Workers(1, memory_limit=256 * MB)
    data = packed(b'{"text": "%s"}\n' % (b"late " * 500), 3_000)
    found: list[ParsedDocument | Unread] = []
    for number, batch in enumerate(pool.batches(JsonlReader(), data)):
        found += batch
        if not number:
            for worker in pool._all:
                worker.kill()
    pool.close()
    *documents, last = found
    assert 0 < len(documents) < 3_000
    assert isinstance(last, Unread)
    assert last == Unread(f"behind {len(documents)}", "the jsonl reader crashed (Killed)")


def test_a_run_tells_of_the_records_of_a_large_file(tmp_path: Path) -> None:
    home = write_corpus(tmp_path, {"a.txt": "Ferries\n\nThey were late."})
    rows = (json.dumps({"id": n, "text": f"The ferry {n} was late."}) for n in range(2_100))
    (home / "corpus" / "many.jsonl.gz").write_bytes(gzip.compress("\n".join(rows).encode()))
    told: list[tuple[int, ...]] = []
    seen = []
    with Library.open(home) as library:
        beside = Library.open(home)

        def tell(*numbers: int) -> None:
            told.append(numbers)
            seen.append(beside.run_progress())

        assert library.update(progress=tell).added == 2_101
        assert library.update().unchanged == 2_101
        assert library.search("ferry late", limit=1).total == 2_101
    assert (1, 2, 0, 1_000) in told
    assert told[-1] == (2, 2, 0)
    assert any(one and "records of the next" in one.text for one in seen)


def test_of_many_broken_records_some_are_told_and_the_others_counted(tmp_path: Path) -> None:
    home = write_corpus(tmp_path, {})
    (home / "corpus").mkdir(exist_ok=True)
    data = b'{"id": "a", "text": "The ferry was late."}\n' + b"{broken\n" * 3_000
    (home / "corpus" / "broken.jsonl").write_bytes(data)
    with Library.open(home) as library:
        report = library.update()
    assert report.added == 1
    assert len(report.failed) == 1_001
    assert report.failed[-1].reason == "2,000 more records cannot be read"


def test_a_text_that_takes_long_is_read_apart_and_stopped(tmp_path: Path) -> None:
    pool = Workers(1, time_limit=0.01)
    before = threading.active_count()
    with pytest.raises(ArticleUnreadable, match="took longer"):
        pool.read(JsonlReader(), packed(b" " * MB, 150))
    pool.close()
    assert threading.active_count() == before
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert not [pid for pid in children if b"corpus.worker" in _command(pid)]


def _command(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
