"""What an index lists of the terms that an article has more than once."""

from __future__ import annotations

from differential import compare
from generators import make_document

from searchkit.engines.counts import repeated_term, repeated_terms
from searchkit.query import Disjunction, Term, Unit, Within

UNITS: tuple[Unit, Unit] = ("sentence", "paragraph")


def test_stems_that_a_unit_has_twice_are_listed() -> None:
    stems = ["oil", "gas", "oil", "tax", "gas", "the", "the", ""]
    listed = repeated_terms(stems, {"sentence": [3], "paragraph": []})
    expected = [("oil", "sentence"), ("oil", "paragraph"), ("gas", "paragraph")]
    assert sorted(listed) == sorted(repeated_term(stem, unit) for stem, unit in expected)


def test_a_word_in_one_unit_with_itself_is_found_where_it_occurs_twice() -> None:
    oil, gas = Term("text", "oil"), Term("text", "gas")
    group = Disjunction((oil, gas))
    asked = [Within(one, oil, unit) for one in (oil, group) for unit in UNITS]
    texts = ("Oil here. Oil there.", "Oil on oil.", "Oil here.\n\nGas there.", "Gas and oil.")
    articles = [make_document(text, text) for text in texts]
    titled = make_document("title", "Oil here.", title="Oil or oil")
    compare("tantivy", [*articles, titled], asked)
