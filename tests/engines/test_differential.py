"""Random corpora and queries: every engine finds what `matching` says, and ranks alike."""

from __future__ import annotations

import pytest
from differential import compare
from generators import corpora, queries
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit.analysis import Document
from searchkit.engines import ENGINES, REMOTE
from searchkit.query import Query

pytestmark = pytest.mark.slow

# An index takes longer to make than a query to answer: several are asked of each.
# `make fuzz` asks a hundred and fifty times as many.
ASKED = 40
CORPORA = 8
# A server is asked over a wire.
CORPORA_ON_A_SERVER = 3


@pytest.mark.parametrize(
    ("name", "number"), [*((name, CORPORA) for name in ENGINES), (REMOTE, CORPORA_ON_A_SERVER)]
)
def test_an_engine_answers_and_scores_as_matching_and_memory_do(name: str, number: int) -> None:
    @given(documents=corpora(), asked=st.lists(queries, min_size=ASKED, max_size=ASKED))
    @settings(
        max_examples=number,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    def agrees(documents: list[Document], asked: list[Query]) -> None:
        compare(name, documents, asked)

    agrees()
