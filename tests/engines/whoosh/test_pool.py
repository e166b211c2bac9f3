"""Postings come back from the pool in order, from memory and from files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.engines.whoosh.pool import Pool

_documents = st.lists(
    st.dictionaries(
        st.sampled_from(["body", "title"]),
        st.dictionaries(st.text("aé\U00010400", min_size=1, max_size=3), st.binary(max_size=8)),
    )
)


@pytest.mark.slow
@pytest.mark.parametrize("limit", [0, 1_000, 1 << 20])
@given(documents=_documents)
def test_every_posting_comes_back_once_in_the_order_of_terms(
    limit: int, documents: list[dict[str, dict[str, bytes]]]
) -> None:
    expected: dict[tuple[str, str], list[int | bytes]] = {}
    with TemporaryDirectory() as folder:
        pool = Pool(Path(folder), limit)
        for docnum, streams in enumerate(documents):
            for stream, positions in streams.items():
                pool.add_document(stream, docnum, positions)
                for term, value in positions.items():
                    expected.setdefault((stream, term), []).extend((docnum, value))
        found = [((stream, term), postings) for stream, term, postings in pool.iter_postings()]
    assert found == sorted(expected.items(), key=lambda row: (row[0][0], row[0][1].encode()))
