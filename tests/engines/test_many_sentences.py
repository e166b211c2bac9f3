"""Articles of more sentences than a server has places for are found all the same."""

from __future__ import annotations

from contextlib import closing

import pytest
from generators import make_document
from servers import new_address

from searchkit.engines import MemoryEngine, SearchOptions, open_remote
from searchkit.engines.opensearch import layout
from searchkit.query import And, MatchAll, Not, NotNear, Term, Within

KA, LO = Term("text", "ka"), Term("text", "lo")
QUERIES = [
    Within(KA, LO, "sentence"),
    And((MatchAll(), Not(Within(KA, LO, "sentence")))),
    NotNear(KA, LO, "sentence"),
    Within(Term("body", "ka"), Term("body", "lo"), "sentence"),
]


def test_words_in_one_of_many_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MAX_UNITS", 3)
    documents = [
        make_document("few.txt", "Ka lo mi. Re."),
        make_document("apart.txt", "Ka mi. Re. Mi. Lo. Re. Mi."),
        make_document("many.txt", "Mi. Re. Ka lo. Re. Mi. Re."),
    ]
    memory = MemoryEngine()
    with closing(open_remote(new_address(), create=True)) as remote:
        for engine in (memory, remote):
            with engine.writer() as writer:
                for document in documents:
                    writer.add(document)
        assert remote.refused == []
        for query in QUERIES:
            found = [
                {match.record.article.id for match in engine.search(query, SearchOptions()).page}
                for engine in (memory, remote)
            ]
            assert found[0] == found[1], query
        remote.discard()
