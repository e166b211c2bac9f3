"""Sentences, paragraphs, what is not near, the first words, and how often."""

from __future__ import annotations

import pytest
from generators import make_document

from searchkit.matching.match import match
from searchkit.query import (
    AtLeast,
    Disjunction,
    First,
    Near,
    NotNear,
    NumberRange,
    Or,
    Phrase,
    Query,
    Term,
    Unit,
    Within,
)

BODY = (
    "Oil prices rose. Saudi ministers met in Vienna. Oil fell again in Saudi trading.\n\n"
    "Saudi oil stays. Prices wait"
)
DOCUMENT = make_document("a.txt", BODY, title="Oil and Saudi prices")


def word(text: str) -> Term:
    return Term("body_exact", text)


CUT: Unit = "sentence"
OIL, SAUDI, PRICES, VIENNA = map(word, ("oil", "saudi", "prices", "vienna"))


@pytest.mark.parametrize(
    ("query", "places"),
    [
        pytest.param(Within(OIL, SAUDI, "sentence"), [(8, 12), (14, 15)], id="one sentence"),
        pytest.param(Within(OIL, VIENNA, "sentence"), [], id="two sentences"),
        pytest.param(Within(OIL, VIENNA, "paragraph"), [(0, 7), (7, 8)], id="one paragraph"),
        pytest.param(Within(OIL, OIL, "paragraph"), [(0, 8)], id="the same word twice"),
        pytest.param(Within(SAUDI, SAUDI, "sentence"), [], id="no word is near itself"),
        pytest.param(
            Within(Within(OIL, SAUDI, "sentence"), word("fell"), "sentence"), [(8, 12)], id="three"
        ),
        pytest.param(Within(Phrase("body_exact", ("rose", "saudi")), OIL, CUT), [], id="cut"),
        pytest.param(NotNear(OIL, SAUDI, 2), [(0, 0), (8, 8)], id="not near"),
        pytest.param(NotNear(OIL, SAUDI, 4), [], id="not near, further"),
        pytest.param(NotNear(OIL, SAUDI, 2, True), [(0, 0), (8, 8), (15, 15)], id="not before"),
        pytest.param(NotNear(OIL, SAUDI, "sentence"), [(0, 0)], id="not in its sentence"),
        pytest.param(NotNear(OIL, VIENNA, "paragraph"), [(15, 15)], id="not in its paragraph"),
        pytest.param(
            NotNear(OIL, Disjunction((VIENNA, word("stays"))), 1), [(0, 0)], id="not near any"
        ),
        pytest.param(First(SAUDI, 4), [(3, 3)], id="among the first words"),
        pytest.param(First(Near(OIL, SAUDI, 3), 4), [(0, 3)], id="near among the first"),
        pytest.param(First(Near(OIL, SAUDI, 3), 3), [], id="not whole among the first"),
    ],
)
def test_a_leaf_occurs_where_it_says(query: Query, places: list[tuple[int, int]]) -> None:
    found = match(query, DOCUMENT)
    assert [(one.first, one.last) for one in found or ()] == places


TITLE_OIL = Term("title_exact", "oil")


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        pytest.param(AtLeast(3, OIL), True, id="as often"),
        pytest.param(AtLeast(4, OIL), False, id="more often"),
        pytest.param(AtLeast(4, Or((OIL, TITLE_OIL))), True, id="in two fields together"),
        pytest.param(AtLeast(4, Or((OIL, OIL))), False, id="a place counts once"),
        pytest.param(NumberRange("words", 19, 19), True, id="as many words"),
        pytest.param(NumberRange("words", 20, None), False, id="more words"),
        pytest.param(NumberRange("words", None, None), True, id="any number of words"),
        pytest.param(NumberRange("added", None, None), False, id="nobody said when it was added"),
    ],
)
def test_an_article_is_counted(query: Query, matches: bool) -> None:
    assert (match(query, DOCUMENT) is not None) == matches
