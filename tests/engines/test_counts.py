"""What an index lists of the terms that an article has more than once."""

from __future__ import annotations

from differential import compare
from generators import make_document

from searchkit.engines.counts import often_counts, repeated_term, repeated_terms
from searchkit.query import (
    AtLeast,
    Disjunction,
    NotNear,
    Or,
    Phrase,
    Synonyms,
    Term,
    Unit,
    Within,
)

UNITS: tuple[Unit, Unit] = ("sentence", "paragraph")


def test_stems_that_a_unit_has_twice_are_listed() -> None:
    stems = ["oil", "gas", "oil", "tax", "gas", "the", "the", ""]
    listed = repeated_terms(stems, {"sentence": [3], "paragraph": []}, often_counts(stems))
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


def test_phrases_and_words_are_counted_together() -> None:
    oil_tax, oil_price, tax_on_it = (
        Phrase("text_exact", words) for words in (("oil", "tax"), ("oil", "price"), ("tax", "it"))
    )
    gas, oil = Term("text", "gas"), Term("text_exact", "oil")
    groups = [
        Or((oil_tax, oil_price)),
        Or((oil_tax, gas)),
        Or((oil_tax, oil_price, gas, oil)),
        Or((oil_tax, tax_on_it)),
        Or((oil_tax, Phrase("text_exact", ("gas", "tax"), 2))),
        Or((oil_tax, Phrase("text_exact", ("gas", "unheardof")))),
    ]
    texts = (
        "Oil tax and oil price.",
        "Oil tax, oil tax; oil tax it.",
        "Gas. Oil tax.",
        "Gas gas gas.",
        "Gas a tax tax oil.",
        "Oil price. " * 5,
        "Oil. Oil. Tax.",
    )
    articles = [make_document(str(number), text) for number, text in enumerate(texts)]
    asked = [AtLeast(count, group) for group in groups for count in (2, 4)]
    compare("tantivy", articles, asked)


def test_words_that_begin_alike_are_found_by_their_beginning() -> None:
    forms = Synonyms("text_exact", ("price", "prices", "pricing", "pricey"), "pric*")
    oil = Term("text", "oil")
    texts = (
        "Price of oil. Prices rose.",
        "Pricelist of oil.",
        "Oil pricing, pricing oil.",
        "Oil. Prices.",
        "Prices priced oil price",
    )
    articles = [make_document(text, text) for text in texts]
    titled = make_document("title", "Oil here.", title="Prices of oil")
    asked = [Within(forms, oil, unit) for unit in UNITS]
    asked += [Within(oil, Disjunction((forms, oil)), "sentence")]
    compare(
        "tantivy", [*articles, titled], [*asked, NotNear(forms, oil, 2), NotNear(oil, forms, 1)]
    )
