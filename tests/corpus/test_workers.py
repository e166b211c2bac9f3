"""A parser that hangs, swells or crashes costs its own file and nothing else."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from corpus.hostile_readers import HostileReader

from searchkit.corpus.workers import Workers
from searchkit.errors import ArticleUnreadable

READER = HostileReader()
MB = 1024 * 1024


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    # The worker must find the reader of this test, as it finds those of a plugin.
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    pool = Workers(2, time_limit=20, memory_limit=256 * MB)
    yield pool
    pool.close()


def test_what_a_worker_reads_equals_what_the_reader_reads(workers: Workers) -> None:
    data = "Zwölf Fässer “Öl” 🛢".encode()
    assert workers.read(READER, data) == list(READER.read(data))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("order", "reason"),
    [
        pytest.param(b"bomb--", "too much memory", id="memory-bomb"),
        pytest.param(b"crash-", "crashed", id="abort"),
        pytest.param(b"exit--", r"crashed \(exit 7\)", id="exit"),
        pytest.param(b"deep--", "nested too deeply", id="recursion"),
        pytest.param(b"raise-", "KeyError: 'surprise'", id="unexpected-error"),
        pytest.param(b"refuse", "^not today$", id="reason-of-the-reader"),
    ],
)
def test_a_parser_that_fails_gives_its_reason_and_the_next_file_is_read(
    workers: Workers, order: bytes, reason: str
) -> None:
    with pytest.raises(ArticleUnreadable, match=reason):
        workers.read(READER, order)
    assert len(workers.read(READER, b"good")) == 2


@pytest.mark.slow
def test_a_parser_that_hangs_is_stopped_at_its_time_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    pool = Workers(1, time_limit=0.5)
    with pytest.raises(ArticleUnreadable, match=r"took longer than 0\.5 s"):
        pool.read(READER, b"loop--")
    pool.close()


def test_what_a_parser_prints_does_not_mix_with_its_answer(workers: Workers) -> None:
    parsed, _ = workers.read(READER, b"print-")
    assert parsed.text == "print-"  # type: ignore[union-attr]


@pytest.mark.slow
def test_more_threads_than_workers_all_get_their_own_answers(workers: Workers) -> None:
    texts = [f"text {number} ".encode() * 10_000 for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda data: workers.read(READER, data), texts))
    assert [one[0].text.encode() for one in answers] == texts  # type: ignore[union-attr]


def test_closing_leaves_no_process_and_no_thread(workers: Workers) -> None:
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    # A server of other tests may be among them.
    others = set(children.read_text().split())
    workers.read(READER, b"good")
    before = threading.active_count()
    assert set(children.read_text().split()) > others
    workers.close()
    assert set(children.read_text().split()) == others
    assert threading.active_count() == before
