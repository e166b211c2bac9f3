"""Random corpora and queries: every engine finds what `matching` says, and ranks alike."""

from __future__ import annotations

import pytest
from differential import compare
from generators import corpora, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit.analysis import Document
from searchkit.engines import ENGINES
from searchkit.query import Query

# An index takes longer to make than a query to answer: several are asked of each.
ASKED = 8
CORPORA = 260
assert ASKED * CORPORA >= 2_000


@pytest.mark.parametrize("name", ENGINES)
@given(documents=corpora(), asked=st.lists(queries, min_size=ASKED, max_size=ASKED))
@settings(
    max_examples=CORPORA,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_an_engine_answers_and_scores_as_matching_and_memory_do(
    name: str, documents: list[Document], asked: list[Query]
) -> None:
    compare(name, documents, asked)
