"""What is written into segments is what is read from them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from generators import make_document

from searchkit.analysis import Document
from searchkit.engines import DEFAULT_MEMORY
from searchkit.engines.whoosh import WhooshEngine
from searchkit.engines.whoosh.blocks import posting_list
from searchkit.engines.whoosh.segments import SegmentIndex
from searchkit.engines.whoosh.storage import decoded_positions
from searchkit.query import Term

WORDS = "harbour strike ends after nine days of talks in port ellery".split()


def articles(first: int, last: int) -> Iterator[Document]:
    for number in range(first, last):
        some = [word for at, word in enumerate(WORDS) if number % (at + 1) == 0]
        yield make_document(f"{number}.txt", " ".join([*some, *some, f"only{number}"]))


def filled(folder: Path, *parts: Iterator[Document], memory: int = DEFAULT_MEMORY) -> WhooshEngine:
    engine = WhooshEngine(folder, create=True, memory=memory)
    for part in parts:
        with engine.writer() as writer:
            for document in part:
                writer.add(document)
    return engine


@pytest.mark.slow
@pytest.mark.parametrize("memory", [DEFAULT_MEMORY, 160_000])
def test_every_posting_is_read_as_it_was_meant(tmp_path: Path, memory: int) -> None:
    filled(tmp_path, articles(0, 400), memory=memory).close()
    with SegmentIndex(tmp_path).reader() as reader:
        numbers = {reader.stored_fields(docnum)["id"]: docnum for docnum in range(400)}
        for stream in ("body", "body_exact"):
            expected: dict[str, list[tuple[int, list[int]]]] = {}
            for document in articles(0, 400):
                docnum = numbers[document.article.id]
                for term in document.terms(stream):
                    at = list(document.positions(stream, term))
                    expected.setdefault(term, []).append((docnum, at))
            assert [term.decode() for term in reader.lexicon(stream)] == sorted(expected)
            for term, rows in expected.items():
                found = posting_list(reader, stream, term)
                positions = [list(decoded_positions(one)) for one in found.positions]
                assert list(zip(found.documents, positions, strict=True)) == rows
                assert found.counts == [len(at) for _, at in rows]
                assert reader.doc_frequency(stream, term.encode()) == len(rows)
                assert reader.frequency(stream, term.encode()) == sum(len(at) for _, at in rows)


@pytest.mark.slow
def test_segments_that_are_merged_keep_what_was_not_replaced(tmp_path: Path) -> None:
    commits = 15
    engine = filled(tmp_path, *(articles(first, first + 3) for first in range(commits)))
    assert len(list(tmp_path.glob("*.seg"))) < commits / 2
    assert engine.size()[0] == commits + 2
    for number in range(commits + 2):
        found = engine.search(Term("body_exact", f"only{number}"))
        assert [one.record.article.id for one in found.page] == [f"{number}.txt"]
    engine.close()
